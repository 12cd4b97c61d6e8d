#!/usr/bin/env bash
# Tests of the Python package in an environment of its own under target/: the package as pip installs it, its tests, types and
# style. Spark needs Java, which apt-get brings where it is missing; where that is impossible the tests of Spark say that they skip.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0 PIP_DISABLE_PIP_VERSION_CHECK=1
env=target/python
export PATH="$PWD/$env/bin:$PATH"
python="$env/bin/python"

. tests/apt.sh

# The tests' own requirements ask for more than the package does.
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
	echo 'python: python3 (3.11 or later) is needed' >&2
	exit 1
fi
[ -x "$python" ] || python3 -m venv "$env"
if ! command -v java >/dev/null && [ -z "${JAVA_HOME-}" ]; then
	java=openjdk-17-jre-headless
	apt_install "$env/apt.log" $java ||
		echo "python: no Java, and apt-get cannot install $java (see $env/apt.log)"
fi
"$python" -m pip install --quiet -r python/tests/requirements.txt
# The code that is released, built with less effort: tests measure nothing.
"$python" -m pip install --quiet --no-build-isolation --no-deps --force-reinstall . \
	--config-settings=build-args='--profile=dev'
# The documentation shows commands, too.
cargo build --quiet -p lawgov-cli
"$env/bin/ruff" check --quiet python
"$env/bin/ruff" format --check --quiet python
"$python" -m mypy --strict python/lawgov python/tests python/benches
# From elsewhere, so that the installed package is what is tested.
here=$PWD
cd "$env"
bin/python -m mypy.stubtest lawgov._lawgov --mypy-config-file "$here/pyproject.toml"
bin/python -m pytest --quiet -r s -c "$here/pyproject.toml" --rootdir "$here" "$here/python/tests"
