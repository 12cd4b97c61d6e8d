#!/usr/bin/env bash
# Builds the page and tests it: logic in Node, everything else in a real Chromium. Installs what is missing.
set -euo pipefail
cd "$(dirname "$0")"

. ../tests/browser.sh
mkdir -p ../target/web
need_browser ../target/web/apt.log
need_chinese_font ../target/web/apt.log

./build.sh
npm run --silent lint
npm run --silent test:unit
npm run --silent test:browser
