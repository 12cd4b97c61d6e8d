# Sourced: a browser and a font, installed where they are missing. Each is false, and says what to do, where that is impossible.
# shellcheck source=tests/apt.sh
. "$(dirname "${BASH_SOURCE[0]}")/apt.sh"

# need_browser LOG: exports CHROMIUM, the command of a Chromium or a Chrome.
need_browser() {
	local found
	if [ -n "${CHROMIUM-}" ]; then
		found=$(command -v "$CHROMIUM") || { echo "CHROMIUM names no program: $CHROMIUM" >&2; return 1; }
	else
		found=$(command -v chromium || command -v google-chrome) ||
			{ apt_install "$1" chromium && found=$(command -v chromium); } ||
			{ echo "no browser: install Chromium, or set CHROMIUM to a Chromium or a Chrome (see $1)" >&2; return 1; }
	fi
	export CHROMIUM=$found
}

# need_chinese_font LOG: without one, pages are drawn and printed without Chinese.
need_chinese_font() {
	[ -n "$(fc-list :lang=zh 2>/dev/null)" ] && return
	apt_install "$1" fontconfig fonts-noto-cjk && [ -n "$(fc-list :lang=zh 2>/dev/null)" ] && return
	echo "no Chinese font: install one (Noto Sans CJK), so that fc-list :lang=zh lists it (see $1)" >&2
	return 1
}
