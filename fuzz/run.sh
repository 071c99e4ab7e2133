#!/usr/bin/env bash
# Builds the fuzzers, with any Rust toolchain, and runs them.
#
# `fuzz/run.sh SECONDS [TARGET...]` looks for what nobody has seen: one after the other, each for so many seconds. They
# begin with the corpus, the rules, the cases of the tests and what they came across before (fuzz/corpus).
#
# `fuzz/run.sh short [TARGET...]` is part of `.ci/run`: so many inputs for each, two fuzzers at a time, with nothing of
# what they came across before. They begin in the same way every time and don't end in the same way: counters tell them
# which inputs to go on with, and daejo's hash tables count differently in every process.
#
# What does harm is left in fuzz/artifacts/TARGET: a panic, more than a gibibyte of memory, more than ten seconds for
# 100 KB (one second of daejo itself: a fuzzer is built to look, not to be fast). Mended, it becomes a case in
# tests/fuzz/cases/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."

length=${1:?how many seconds for each, or: short}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(decoding html numerals dates quotations extract rules config ledger)

# Of all members, so that what daejo is built of has the features that it has in `.ci/run`, and is there already.
binaries=()
for target in "${targets[@]}"; do binaries+=(--bin "$target"); done
# SQLite is compiled anew, as libfuzzer-sys asks for another `cc`: less optimised, in a third of the time.
RUSTC_WORKSPACE_WRAPPER=$PWD/fuzz/counted.sh cargo build --release --workspace --locked --quiet "${binaries[@]}" \
  --config profile.release.package.libsqlite3-sys.opt-level=1
built=${CARGO_TARGET_DIR:-target}/release

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
mkdir "$out/rules"
for file in rules/*/*.toml; do
  folder=$(basename "$(dirname "$file")")
  { echo "$folder"; cat "$file"; } >"$out/rules/$folder-$(basename "$file")"
done

# How many inputs a short run tries: some five seconds of processor time for each.
inputs() {
  case $1 in
    config) echo 30000 ;;
    html | rules) echo 6000 ;;
    decoding) echo 4000 ;;
    dates | quotations) echo 1000 ;;
    numerals) echo 700 ;;
    *) echo 200 ;;
  esac
}

try_out() {
  local target=$1 log=fuzz/artifacts/$1.log seeds=("tests/fuzz/cases/$1") options
  mkdir -p "fuzz/artifacts/$target"
  case $target in
    rules) seeds+=("$out/rules") ;;
    config | ledger) ;;
    *) seeds+=(corpus) ;;
  esac
  # In the order of their names: what a fuzzer makes of them depends on it.
  options=(-seed_inputs="$(find "${seeds[@]}" -type f | LC_ALL=C sort | paste -sd, -)")
  if [ "$length" = short ]; then
    options+=(-seed=1 -runs="$(inputs "$target")" -timeout=60)
  else
    mkdir -p "fuzz/corpus/$target"
    options+=(-max_total_time="$length" -timeout=10 "fuzz/corpus/$target")
  fi
  if ! "$built/$target" "${options[@]}" -max_len=100000 -rss_limit_mb=1024 -artifact_prefix="fuzz/artifacts/$target/" \
    -print_final_stats=1 >"$log" 2>&1; then
    tail -n 40 "$log"
    return 1
  fi
  awk -v target="$target" '/^stat::number_of_executed_units/ { inputs = $2 } /^stat::peak_rss_mb/ { memory = $2 }
    END { print target ": " inputs " inputs tried, at most " memory " MB of memory" }' "$log"
}

# Two at a time where nobody asks how many inputs there are in a second.
at_once=1
if [ "$length" = short ]; then at_once=2; fi
export -f inputs try_out
export length built out
printf '%s\n' "${targets[@]}" | xargs -n 1 -P "$at_once" bash -euo pipefail -c 'try_out "$1"' fuzzer
