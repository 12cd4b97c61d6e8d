#!/usr/bin/env bash
# Builds the page and tests it: logic in Node, everything else in a real Chromium. Installs what is missing.
set -euo pipefail
cd "$(dirname "$0")"

if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ] || ! ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1; then
  if ! command -v apt-get >/dev/null; then
    echo "web: Chromium is missing; set CHROMIUM to its path" >&2
    exit 1
  fi
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
fi

./build.sh
npm run --silent lint
npm run --silent test:unit
npm run --silent test:browser
