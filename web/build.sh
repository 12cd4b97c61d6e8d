#!/usr/bin/env bash
# Builds the page into web/dist: the engine's package first, then the page. Prints what each part weighs.
set -euo pipefail
cd "$(dirname "$0")"
../bindings/wasm/build.sh
[ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
