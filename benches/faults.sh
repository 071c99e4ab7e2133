#!/usr/bin/env bash
# What becomes of a ledger when its writer is killed, the disk is full, a folder can't be written, bytes are lost or
# flipped, or two write at once: `benches/faults.sh [KILLS] [FOLDER]`. Makes the figures of docs/reliability.md; what
# it makes goes to FOLDER (default: target/faults). The full disk and the read-only folder need root.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-200}
work=${2:-target/faults}
rm -rf "$work"
mkdir -p "$work"

cargo build --release --locked --bin daejo --example archive
daejo=$(realpath "${CARGO_TARGET_DIR:-target}/release/daejo")
archive=$(realpath "${CARGO_TARGET_DIR:-target}/release/examples/archive")
export LANG=C
failed=0

# Says whether what should be so is so.
expect() {
  local name=$1
  shift
  if "$@"; then printf 'ok      %s\n' "$name"; else printf 'FAILED  %s\n' "$name"; failed=1; fi
}
articles() { "$daejo" ledger stats "$1" --lang en | awk '/^[0-9]+ articles?$/ { print $1 }'; }
sound() { "$daejo" ledger verify "$1" -q; }
# What a draft is told by a ledger.
told() { "$daejo" check "$work/draft.jsonl" --ledger "$1" -f json --exit-zero; }

cd "$work" && work=.
"$archive" make --articles 40000 --group 10 --seed 11 >all.jsonl 2>/dev/null
sed -n 3p all.jsonl | sed 's/"id":"a2"/"id":"draft"/' >draft.jsonl
"$daejo" index all.jsonl --ledger whole.daejo -q
told whole.daejo >whole.json

echo "== kill -9 at $kills random moments, the ledger begun anew every twentieth time"
RANDOM=1
seconds=8 killed=0 lost=0 unsound=0 most=0 before=0
for round in $(seq "$kills"); do
  if [ $((round % 20)) -eq 1 ]; then rm -f killed.daejo*; before=0; fi
  "$daejo" index all.jsonl --ledger killed.daejo -q 2>/dev/null &
  indexer=$!
  sleep "$(printf '%d.%03d' $((RANDOM % seconds)) $((RANDOM % 1000)))"
  if kill -9 "$indexer" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$indexer" 2>/dev/null || true
  [ -e killed.daejo ] || continue
  sound killed.daejo 2>/dev/null || unsound=$((unsound + 1))
  after=$(articles killed.daejo 2>/dev/null || echo 0)
  if [ "${after:-0}" -lt "$before" ]; then lost=$((lost + 1)); fi
  before=${after:-0}
  if [ "$before" -gt "$most" ]; then most=$before; fi
done
echo "killed while it ran: $killed of $kills; ledgers that were not sound: $unsound; that had lost articles: $lost"
echo "articles in a ledger after a kill, at most: $most"
expect "every ledger is sound" [ "$unsound" -eq 0 ]
expect "no article that was there is lost" [ "$lost" -eq 0 ]
"$daejo" index all.jsonl --ledger killed.daejo -q
told killed.daejo >killed.json
expect "what is continued says what was never interrupted says" cmp -s whole.json killed.json

echo "== a full disk"
mkdir -p small
mount -t tmpfs -o size=24m tmpfs small
trap 'umount small 2>/dev/null || true' EXIT
head -n 2000 all.jsonl >some.jsonl
"$daejo" index some.jsonl --ledger small/archive.daejo -q
before=$(articles small/archive.daejo)
status=0
"$daejo" index all.jsonl --ledger small/archive.daejo --lang en 2>full.txt || status=$?
cat full.txt
expect "exit status 2" [ "$status" -eq 2 ]
expect "it says that the disk is full" grep -q 'disk is full' full.txt
expect "the ledger is sound" sound small/archive.daejo
expect "no article is lost" [ "$(articles small/archive.daejo)" -ge "$before" ]
mount -o remount,size=400m small
"$daejo" index all.jsonl --ledger small/archive.daejo -q
told small/archive.daejo >full.json
expect "with room it continues" cmp -s whole.json full.json
umount small

echo "== a folder that can't be written"
mkdir -p kept
cp whole.daejo kept/archive.daejo
mount --bind kept kept
mount -o remount,ro,bind kept
told kept/archive.daejo >kept.json || true
expect "drafts are checked all the same" cmp -s whole.json kept.json
status=0
"$daejo" index all.jsonl --ledger kept/archive.daejo --lang en 2>kept.txt || status=$?
cat kept.txt
expect "index: exit status 2, and why" [ "$status" -eq 2 ]
umount kept

echo "== bytes that are lost or flipped"
size=$(stat -c %s whole.daejo)
noticed=0 harmless=0 wrong=0
for round in $(seq 100); do
  cp whole.daejo hurt.daejo
  at=$(((RANDOM * 32768 + RANDOM) % size))
  if [ $((round % 4)) -eq 0 ]; then
    truncate -s "$at" hurt.daejo
  else
    byte=$(dd if=hurt.daejo bs=1 skip="$at" count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
    printf "\\x$(printf %02x $((byte ^ 255)))" | dd of=hurt.daejo bs=1 seek="$at" conv=notrunc 2>/dev/null
  fi
  status=0
  told hurt.daejo >hurt.json 2>hurt.txt || status=$?
  if sound hurt.daejo 2>/dev/null; then
    harmless=$((harmless + 1))
    [ "$status" -eq 0 ] && cmp -s whole.json hurt.json || wrong=$((wrong + 1))
  else
    noticed=$((noticed + 1))
    # A check may not meet the damage; what it says is then right.
    [ "$status" -ne 0 ] || cmp -s whole.json hurt.json || wrong=$((wrong + 1))
  fi
  if [ "$status" -gt 2 ] || grep -q panicked hurt.txt; then wrong=$((wrong + 1)); fi
done
echo "of 100: $noticed noticed by verify, $harmless in bytes that hold nothing; wrong or ended otherwise: $wrong"
expect "damage is said or does no harm" [ "$wrong" -eq 0 ]

echo "== two indexers at once"
rm -f two.daejo*
"$daejo" index all.jsonl --ledger two.daejo -q &
first=$!
sleep 0.3
status=0
"$daejo" index all.jsonl --ledger two.daejo --lang en 2>two.txt || status=$?
cat two.txt
wait "$first"
expect "the second one stops with exit status 2" [ "$status" -eq 2 ]
told two.daejo >two.json
expect "the first one has done its work" cmp -s whole.json two.json

echo "== readers beside an indexer"
sed 's/"published":"2024/"published":"2023/' all.jsonl >other.jsonl
"$daejo" index other.jsonl --ledger other.daejo -q
told other.daejo >other.json
cp whole.daejo beside.daejo
"$daejo" index other.jsonl --ledger beside.daejo -q &
writer=$!
before=0 after=0 otherwise=0
while kill -0 "$writer" 2>/dev/null; do
  told beside.daejo >beside.json 2>>beside.txt || otherwise=$((otherwise + 1))
  # Articles are replaced batch by batch: each batch is there as a whole or not at all.
  if cmp -s whole.json beside.json; then before=$((before + 1))
  elif cmp -s other.json beside.json; then after=$((after + 1)); fi
done
wait "$writer"
told beside.daejo >beside.json
echo "as before the index: $before; as after it: $after; failed: $otherwise"
expect "drafts are checked while it runs" [ "$otherwise" -eq 0 ]
expect "and told what is new when it is done" cmp -s other.json beside.json
exit "$failed"
