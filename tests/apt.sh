# Sourced: packages of the system, by apt-get, without a question asked.

# apt_install LOG PACKAGE…: from the lists as they are, else from fresh ones. False where that is impossible; LOG says why.
apt_install() {
	local log=$1 sudo=
	shift
	command -v apt-get >/dev/null || { echo 'there is no apt-get' >"$log"; return 1; }
	[ "$(id -u)" = 0 ] || sudo='sudo -n'
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
		{ $sudo apt-get update >>"$log" 2>&1 &&
			DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; }
}
