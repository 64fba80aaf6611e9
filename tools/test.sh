#!/usr/bin/env bash
# All tests; called by `./run test`. Prints the runners' own closing lines, and one line of its own.
set -euo pipefail
. ./run functions
long=0
[ "${1:-}" = --long ] && long=1 && export LIENTHONG_LONG=1
install build test
build_web
compile dev
passed=0 failed=0
step() {  # step NAME COMMAND…
  local name=$1
  shift
  say "$name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); say "FAILED: $name"; fi
}

say "starting PostgreSQL for the tests"
cluster=${TMPDIR:-/tmp}/lienthong-pg
LIENTHONG_TEST_PG=$(tools/test_postgres.sh start "$cluster")
export LIENTHONG_TEST_PG
export LIENTHONG_BIN="$PWD/build/dev/lienthong"

step "unit, store, contract, scenario, property and golden tests" ctest --test-dir build/dev --output-on-failure -j2
step "tests of the tools" python3 -m unittest discover -s tests/tools -p '*_test.py'
if [ -f web/package.json ]; then
  step "unit tests of the browser part" npm --prefix web run --silent test
  step "browser tests on SQLite" tests/browser/run.sh
  if [ "$long" = 1 ]; then
    step "browser tests on PostgreSQL" env LIENTHONG_DB=postgresql tests/browser/run.sh
  fi
fi
tools/test_postgres.sh stop "$cluster"
say "done"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
