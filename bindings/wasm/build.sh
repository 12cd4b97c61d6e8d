#!/usr/bin/env bash
# Builds the npm package in bindings/wasm/package: the modules, then the JavaScript and its types.
set -euo pipefail
cd "$(dirname "$0")/../.."
bindings/wasm/target.sh
cargo run --quiet --package xtask --features wasm -- wasm
cd bindings/wasm/package
[ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
