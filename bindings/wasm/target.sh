#!/usr/bin/env bash
# Sees to it that Rust can build for the browser: rustup adds what that needs, a Rust of the distribution must have it.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=wasm32-unknown-unknown
[ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] && exit
if command -v rustup >/dev/null; then
  exec rustup --quiet target add "$target"
fi
echo "Rust's library for $target: the distribution's package (Debian, Ubuntu: libstd-rust-dev-wasm32; Fedora: rust-std-static-$target), or a Rust by rustup (https://rustup.rs)" >&2
exit 1
