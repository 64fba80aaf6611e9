#!/usr/bin/env bash
# Compares the files that the program prints of itself with the committed ones; called by `./run golden`.
# `./run golden --accept` takes today's answers: read the diff before it is committed.
set -euo pipefail
. ./run functions
accept=0
[ "${1:-}" = --accept ] && accept=1
[ -n "${LIENTHONG_BIN:-}" ] || { install build; compile dev lienthong; }
binary=${LIENTHONG_BIN:-build/dev/lienthong}
failed=0 today=$(mktemp)
trap 'rm -f "$today"' EXIT

golden() {  # golden FILE COMMAND: the file is what the command prints
  "$binary" "$2" >"$today"
  if cmp -s "$today" "$1"; then return 0; fi
  if [ "$accept" = 1 ]; then
    cp "$today" "$1"
    say "accepted: $1"
  else
    diff -u "$1" "$today" | head -40 || true
    say "differs: $1 (./run golden --accept takes it)"
    failed=1
  fi
}

golden api/openapi.json openapi
golden docs/access.md access
if [ "$accept" = 1 ]; then python3 tools/module_table.py; else python3 tools/module_table.py --check || failed=1; fi
[ "$failed" = 0 ]
