#!/usr/bin/env bash
# Instructions that one parse of the samples takes for each byte, counted by callgrind: counts do not depend on what else runs; clocks do. Fails
# above the ceiling in instructions.txt. The first parse builds the word tables, so the second one is counted: two parses less one.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if ! command -v valgrind >/dev/null; then
  echo "instructions: skipped, valgrind is not installed"
  exit 0
fi
cargo build --quiet --release -p lawgov --example instructions
program=target/release/examples/instructions

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Every function with what it and all it calls took, while the samples are parsed so often.
count() {
  valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$program" "$1" >/dev/null 2>&1
  callgrind_annotate --inclusive=yes --threshold=100 "$folder/out" 2>/dev/null | sed -nE 's/^ *([0-9,]+) .*(lawgov::[a-zA-Z_:]+|PROGRAM TOTALS).*/\1 \2/p' | tr -d ,
}

bytes=$("$program" 0)
count 1 >"$folder/once"
count 2 >"$folder/twice"

# What each stage takes for a byte. The stages are never inlined, so that they are known by name.
each() {
  awk -v name="$1" -v bytes="$bytes" '
    { count = $1; sub(/^[0-9]+ /, "") }
    $0 == name { if (FNR == NR) { if (count > once) once = count } else if (count > twice) twice = count }
    END { printf "%.1f", (twice - once) / bytes }
  ' "$folder/once" "$folder/twice"
}
for stage in text::Text::new lexicon::vocabulary::Vocabulary::read outline::read clause::split citation::read quantity::read names::read metadata::read citation::judge \
  measure::read attention::assign statistic::read indicator::read audit::facts::Facts::new audit::run variables::read; do
  printf '%6s  %s\n' "$(each "lawgov::$stage")" "$stage"
done

measured=$(each "PROGRAM TOTALS")
ceiling=$(grep -v '^#' crates/lawgov/benches/instructions.txt)
echo "instructions: ${measured%.*} a byte, at most $ceiling"
[ "${measured%.*}" -le "$ceiling" ]
