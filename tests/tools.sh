#!/usr/bin/env bash
# What `make test` needs and cannot install itself: lists all that is missing, and how to get it, before anything is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/apt.sh

missing=()
need() { missing+=("$1"); }

# older VERSION LEAST: whether it is.
older() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if ! command -v rustc >/dev/null || ! command -v cargo >/dev/null; then
	need "Rust $rust or later: https://rustup.rs"
else
	has=$(rustc --version | cut -d ' ' -f 2)
	! older "$has" "$rust" || need "Rust $rust or later (this is $has): rustup update"
	cargo fmt --version >/dev/null 2>&1 || need 'rustfmt: rustup component add rustfmt, or the package rustfmt'
	cargo clippy --version >/dev/null 2>&1 || need 'clippy: rustup component add clippy, or the package rust-clippy'
	target=$(bindings/wasm/target.sh 2>&1 >/dev/null) || need "$target"
fi
command -v cc >/dev/null || need 'a C compiler, which Rust links with: apt-get install gcc libc6-dev'

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
	need 'node 20 or later with npm: https://nodejs.org'
elif older "$(node --version | tr -d v)" 20; then
	need "node 20 or later (this is $(node --version)): https://nodejs.org"
fi

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	need 'Python 3.11 or later as python3: https://www.python.org'
elif ! python3 -c 'import ensurepip' 2>/dev/null; then
	# Debian keeps what makes environments in a package of its own.
	mkdir -p target
	apt_install target/apt.log python3-venv && python3 -c 'import ensurepip' 2>/dev/null ||
		need 'venv and pip of Python: apt-get install python3-venv (see target/apt.log)'
fi

[ ${#missing[@]} = 0 ] && exit
echo 'make test needs what is not here:' >&2
printf '  - %s\n' "${missing[@]}" >&2
exit 1
