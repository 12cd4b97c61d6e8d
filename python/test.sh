#!/usr/bin/env bash
# Tests of the Python package in an environment of its own under target/: the package as pip installs it, its tests, types and
# style.
set -e
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0 PIP_DISABLE_PIP_VERSION_CHECK=1
env=target/python
export PATH="$PWD/$env/bin:$PATH"
python="$env/bin/python"
[ -x "$python" ] || python3 -m venv "$env"
"$python" -m pip install --quiet 'maturin>=1.9,<2' -r python/tests/requirements.txt
# The code that is released, built with less effort: tests measure nothing.
"$python" -m pip install --quiet --no-build-isolation --no-deps --force-reinstall . \
	--config-settings=build-args='--profile=dev'
"$env/bin/ruff" check --quiet python
"$env/bin/ruff" format --check --quiet python
"$python" -m mypy --strict python/lawgov python/tests
# From elsewhere, so that the installed package is what is tested.
here=$PWD
cd "$env"
bin/python -m mypy.stubtest lawgov._lawgov --mypy-config-file "$here/pyproject.toml"
bin/python -m pytest --quiet -c "$here/pyproject.toml" --rootdir "$here" "$here/python/tests"
