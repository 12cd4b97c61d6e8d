#!/usr/bin/env bash
# Instructions that one parse of the samples takes for each byte, counted by callgrind: the same on a busy machine as on an idle one. Fails above the
# ceiling in instructions.txt. The first parse builds the word tables, so the second one is counted: two parses less one.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if ! command -v valgrind >/dev/null; then
  echo "instructions: skipped, valgrind is not installed"
  exit 0
fi
cargo build --quiet --release -p lawgov --example instructions
program=target/release/examples/instructions

# The total that callgrind prints at the end, `Collected : 123`.
count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" 2>&1 >/dev/null | awk '/Collected/ {print $NF}'
}

bytes=$("$program" 0)
measured=$((($(count 2) - $(count 1)) / bytes))
ceiling=$(grep -v '^#' crates/lawgov/benches/instructions.txt)
echo "instructions: $measured a byte, at most $ceiling"
[ "$measured" -le "$ceiling" ]
