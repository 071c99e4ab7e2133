#!/usr/bin/env bash
# Builds the fuzzers, with any Rust toolchain, and runs them one after the other, each for so many seconds:
# `fuzz/run.sh SECONDS [TARGET...]`. They begin with the corpus, the rules, the cases of the tests and what they
# came across before (fuzz/corpus).
#
# What does harm is left in fuzz/artifacts/TARGET: a panic, more than a gibibyte of memory, more than ten seconds for
# 100 KB (one second of daejo itself: a fuzzer is built to look, not to be fast). Mended, it becomes a case in
# tests/fuzz/cases/TARGET.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:?how many seconds for each}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(decoding html numerals dates quotations extract rules config ledger)

host=$(rustc -vV | sed -n 's/^host: //p')
built=${CARGO_TARGET_DIR:-target}/$host/release
cargo build --release --locked --quiet --target "$host"

mkdir -p corpus/rules
for file in ../rules/*/*.toml; do
  folder=$(basename "$(dirname "$file")")
  { echo "$folder"; cat "$file"; } >"corpus/rules/$folder-$(basename "$file")"
done

for target in "${targets[@]}"; do
  printf '%s: ' "$target"
  mkdir -p "corpus/$target" "artifacts/$target"
  seeds=("../tests/fuzz/cases/$target")
  case $target in rules | config | ledger) ;; *) seeds+=(../corpus) ;; esac
  log=artifacts/$target.log
  if ! "$built/$target" "corpus/$target" "${seeds[@]}" -max_total_time="$seconds" -max_len=100000 \
    -timeout=10 -rss_limit_mb=1024 -artifact_prefix="artifacts/$target/" -print_final_stats=1 >"$log" 2>&1; then
    tail -n 40 "$log"
    exit 1
  fi
  sed -n 's/^stat::number_of_executed_units: */inputs tried: /p; s/^stat::peak_rss_mb: */, peak memory in MB: /p' "$log" | tr -d '\n'
  echo
done
