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
step "contract tests" python3 -m unittest discover -s tests/contract -p '*_test.py'
step "commands of the guide" python3 -m unittest discover -s tests/guide -p '*_test.py'
step "tests of the tools" python3 -m unittest discover -s tests/tools -p '*_test.py'
step "unit tests of the browser part" npm --prefix web run --silent test
step "size of the first load" npm --prefix web run --silent size
step "browser tests on SQLite" node tests/browser/run.mjs
# The main job once more on PostgreSQL; the whole suite there in the long form.
browser_database=lienthong_browser_$$
psql -q "$LIENTHONG_TEST_PG" -c "CREATE DATABASE $browser_database"
some=intake
[ "$long" = 1 ] && some=
step "browser tests on PostgreSQL" env LIENTHONG_DB="${LIENTHONG_TEST_PG%%/postgres\?*}/$browser_database?${LIENTHONG_TEST_PG#*\?}" node tests/browser/run.mjs $some
tools/test_postgres.sh stop "$cluster"
[ "$long" = 0 ] || step "fuzzers, two minutes each" tools/fuzz.sh 120
say "done"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
