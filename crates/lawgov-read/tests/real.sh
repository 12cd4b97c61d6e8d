#!/usr/bin/env bash
# Files made by real programs say the same as the plain text they were made from.
#
# LibreOffice turns every sample into each format that it writes; lawgov reads both, and compare.py holds the two
# reports against each other. Missing programs are installed (apt, pip under target/); where that is impossible the
# script says so and checks nothing.
#
# With --gold, the annotated reports of a folder `shared` beside the project are turned and scored instead: a table.
set -euo pipefail
cd "$(dirname "$0")/../../.."
work=target/real
here=crates/lawgov-read/tests/real
. tests/browser.sh
rm -rf "$work/made" "$work/text" && mkdir -p "$work/made" "$work/text"

skip() {
	echo "real files: skipped, $1"
	exit 0
}

# One run of LibreOffice for all samples: office FORMAT[:FILTER]
office() {
	soffice "-env:UserInstallation=file://$PWD/$work/profile" --headless --convert-to "$1" \
		--infilter='Text (encoded):UTF8,LF,,,' --outdir "$work/made/${1%%:*}" "$work"/text/*.txt >"$work/office.log" 2>&1 ||
		{ cat "$work/office.log"; exit 1; }
}

command -v soffice >/dev/null || apt_install "$work/apt.log" libreoffice-writer-nogui ||
	skip "no soffice and apt-get cannot install libreoffice-writer-nogui (see $work/apt.log)"
# A page without a Chinese font is printed without Chinese, also by LibreOffice.
message=$(need_chinese_font "$work/apt.log" 2>&1) || skip "$message"
cargo build --quiet -p lawgov-cli
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" >"$work/pip.log" 2>&1 ||
	skip "pip cannot install what $here/requirements.txt names (see $work/pip.log)"

# LibreOffice is told UTF-8, so the texts come to it in it.
texts=samples
[ "${1-}" != --gold ] || texts=../shared/reports
[ -d "$texts" ] || skip "no $texts"
"$work/venv/bin/python" "$here/plain.py" "$texts" "$work/text"
office docx
office html
office 'doc:MS Word 97'
office pdf:writer_pdf_Export
# No program here writes OFD: a script lays the samples out and packs them.
"$work/venv/bin/python" "$here/ofd.py" "$work/text" "$work/made/ofd"
if [ "${1-}" = --gold ]; then
	exec python3 "$here/gold.py" ../shared/gold/score.py ../shared/gold/reports target/debug/lawgov "$work/text" "$work/made"
fi
# python-docx writes the same samples with numbers that Word counts.
"$work/venv/bin/python" "$here/numbered.py" "$work/text" "$work/made/docx-numbered"
# And LibreOffice turns such into the older format and into PDF, numbers drawn. It makes a list of its own of every jump,
# which counts from one again: jumps are typed here.
"$work/venv/bin/python" "$here/numbered.py" "$work/text" "$work/numbered" --typed-jumps
numbered=("$work"/numbered/*.docx)
for format in 'doc:MS Word 97' pdf:writer_pdf_Export; do
	soffice "-env:UserInstallation=file://$PWD/$work/profile" --headless --convert-to "$format" \
		--outdir "$work/made/${format%%:*}-numbered" "${numbered[@]}" >"$work/office.log" 2>&1 || { cat "$work/office.log"; exit 1; }
done
"$work/venv/bin/python" "$here/compare.py" target/debug/lawgov "$work/text" "$work/made"

# What a browser prints.
rm -rf "$work/printed" && mkdir -p "$work/printed/pdf-browser" "$work/pages"
need_browser "$work/apt.log" || skip 'no browser'
"$work/venv/bin/python" "$here/page.py" "$work/text" "$work/pages"
for page in "$work"/pages/*.html; do
	name=$(basename "$page" .html)
	"$CHROMIUM" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync "--user-data-dir=$PWD/$work/browser" \
		"--print-to-pdf=$work/printed/pdf-browser/$name.pdf" "file://$PWD/$page" >"$work/browser.log" 2>&1 ||
		{ cat "$work/browser.log"; exit 1; }
done
"$work/venv/bin/python" "$here/compare.py" target/debug/lawgov "$work/text" "$work/printed"
