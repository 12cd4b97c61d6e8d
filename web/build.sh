#!/usr/bin/env bash
# Builds the page into web/dist: the engine's package first, then the page. Prints what each part weighs.
set -euo pipefail
cd "$(dirname "$0")"
../bindings/wasm/build.sh
# Not `npm ci`: the lock lists the linter's binary for one platform, and npm ci wants them all.
[ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm install --no-audit --no-fund --loglevel=error
npm run --silent build
