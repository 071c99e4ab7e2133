#!/usr/bin/env bash
# Makes the figures of docs/performance.md: `benches/performance.sh [FOLDER]`. Whatever it makes goes to FOLDER
# (default: target/performance). Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
work=${1:-target/performance}
mkdir -p "$work"

cargo build --release --locked --bin daejo --example archive
daejo=${CARGO_TARGET_DIR:-target}/release/daejo
archive=${CARGO_TARGET_DIR:-target}/release/examples/archive

# Runs a command; its time and most memory.
measure() {
  local name=$1 what
  shift
  what=$({ command time -f '%e s elapsed, %U s computing, %M KB at most' "$@" >"$work/out"; } 2>&1 | tail -1)
  printf '%-44s %s\n' "$name" "$what"
}

# The mean time of twenty runs, in milliseconds.
mean() {
  local name=$1 start
  shift
  start=$(date +%s%N)
  for _ in $(seq 20); do "$@" >/dev/null; done
  printf '%-44s %s ms\n' "$name" $((($(date +%s%N) - start) / 20000000))
}

echo "== start"
printf '%-44s %s bytes\n' "binary" "$(stat -c %s "$daejo")"
mean "daejo --version" "$daejo" --version
mean "loading the rules (daejo rules list)" "$daejo" rules list

echo "== extraction, one core"
"$archive" make --articles 16000 --group 10 --seed 1 >"$work/extract.jsonl"
bytes=$(stat -c %s "$work/extract.jsonl")
for _ in 1 2 3; do
  start=$(date +%s%N)
  "$daejo" extract --format jsonl -j 1 "$work/extract.jsonl" >"$work/out"
  nanoseconds=$(($(date +%s%N) - start))
  tenths=$((bytes * 10000 / nanoseconds))
  printf '%-44s %s.%s MB/s (%s claims)\n' "$bytes bytes" "${tenths%?}" "${tenths: -1}" "$(wc -l <"$work/out")"
done

echo "== check"
for articles in 500 1000; do
  "$archive" make --articles $articles --group $articles --seed 2 >"$work/check.jsonl"
  measure "$articles articles, one group" "$daejo" check --group-by topic --format json --exit-zero "$work/check.jsonl"
done
for articles in 10000 20000 100000; do
  "$archive" make --articles $articles --group 10 --seed 3 --truth "$work/truth.jsonl" >"$work/check.jsonl"
  measure "$articles articles, groups of 10" "$daejo" check --group-by topic --format json --exit-zero "$work/check.jsonl"
  "$archive" recall "$work/truth.jsonl" "$work/out"
done

echo "== a ledger, and all of it against itself"
for articles in 1000 10000 100000; do
  "$archive" make --articles $articles --group 10 --seed 3 >"$work/archive.jsonl"
  rm -f "$work/archive.daejo"*
  measure "$articles articles indexed" "$daejo" index "$work/archive.jsonl" --ledger "$work/archive.daejo" --quiet
  for threads in 1 2; do
    measure "$articles articles, --all, -j $threads" \
      "$daejo" check --ledger "$work/archive.daejo" --all -j $threads --format jsonl --exit-zero
    sha256sum <"$work/out"
  done
done
sed -n 3p "$work/archive.jsonl" >"$work/draft.jsonl"
measure "a draft" "$daejo" check --ledger "$work/archive.daejo" --format json --exit-zero "$work/draft.jsonl"
mean "a draft" "$daejo" check --ledger "$work/archive.daejo" --format json --exit-zero "$work/draft.jsonl"

echo "== hostile input, twice as much each time"
repeat() { yes "$1" | tr -d '\n' | head -c "$2"; }
hostile() { measure "$1" "$daejo" extract --format jsonl --max-bytes 1000000000 "$2"; }
for size in 25 50 100; do
  repeat '매출은 12조3천억원이다 ' $((size * 1000000)) >"$work/line.txt"
  hostile "$size MB on one line" "$work/line.txt"
done
for kind in '“' '1' '만' '억' '1만 ' '1억' '(' '1명 ' '올해 ' '김모씨는 '; do
  for count in 250000 500000 1000000; do
    repeat "$kind" $((count * $(printf %s "$kind" | wc -c))) >"$work/many.txt"
    hostile "$count × $kind" "$work/many.txt"
  done
done
for kind in '<div>' '<p>가람시는 320억 원을 썼다.</p>'; do
  for count in 25000 50000 100000; do
    repeat "$kind" $((count * $(printf %s "$kind" | wc -c))) >"$work/many.html"
    hostile "$count × $kind" "$work/many.html"
  done
done
for count in 2500 5000 10000; do
  seq "$count" | sed 's/.*/{"id":"a&","body":"1명이 왔다."}/' >"$work/same.jsonl"
  measure "$count articles that say 1명" "$daejo" check --format json "$work/same.jsonl"
done
