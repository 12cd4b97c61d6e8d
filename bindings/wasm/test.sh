#!/usr/bin/env bash
# Builds the npm package and runs its tests in Node: the shared cases, the golden reports, the calls, the pool.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo 'bindings/wasm: node (20 or later) and npm are needed' >&2
  exit 1
fi
./build.sh
cd package
npm run --silent check
npm test --silent
