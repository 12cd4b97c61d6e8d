#!/usr/bin/env bash
# Scores what the parser reads against annotations made by hand, and fails below the figures given here. `make gold` runs it.
#
# The annotated texts of this folder are scored by crates/lawgov/tests/gold.rs. Others may not be shipped: they and a scorer of theirs lie in
# a folder `shared` beside the project; without it only the first are scored, and a line says so. With --show the scores of the others are
# printed and each error with them.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=../shared
scorer=$shared/gold/score.py

cargo test --quiet -p lawgov --test gold
if [ ! -f "$scorer" ] || ! command -v python3 >/dev/null; then
  echo "gold: other texts skipped, needs python3 and $scorer"
  exit 0
fi
cargo build --quiet -p lawgov-cli
parsed=$(mktemp)
trap 'rm -f "$parsed"' EXIT
failed=0

# score NAME ANNOTATIONS TEXTS FIELD=MINIMUM…
score() {
  local name=$1 gold=$2 texts=$3 out
  shift 3
  if [ ! -d "$gold" ]; then
    echo "gold: $name skipped, $gold is missing"
    return
  fi
  target/debug/lawgov parse --format jsonl "$texts"/*.txt >"$parsed"
  if out=$(python3 "$scorer" "$gold" "$parsed" $show --min "$@" 2>&1); then
    echo "gold: $name holds"
  else
    echo "gold: $name falls short"
    failed=1
    [ -n "$show" ] || echo "$out"
  fi
  [ -z "$show" ] || echo "$out"
}

show=
[ "${1-}" != --show ] || show=--errors

score reports "$shared/gold/reports" "$shared/reports" \
  statistics=0.99 sections=0.99 roles=0.99 measures=0.99 citations=0.99 statistics.span=0.98 statistics.approx=0.97 \
  statistics.modality=0.97 statistics.subject=0.93 statistics.action=0.90 'citation kinds=0.97' people=0.95 metadata=0.97 themes=0.85
score paragraphs "$shared/gold/paragraphs" "$shared/gold/paragraphs" \
  statistics=0.96 statistics.span=0.96 statistics.approx=0.97 statistics.modality=0.90 statistics.change=0.88 statistics.subject=0.87 \
  statistics.action=0.85
exit $failed
