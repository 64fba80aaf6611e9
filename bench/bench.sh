#!/usr/bin/env bash
# The bars of the first issue, measured on this machine; `./run bench` runs all, `./run bench NAME` one.
#   intake      reader speed on plain text, one core (bar: 20 MB/s), and whether dense text costs its length
#   reading     seconds of processor a MB of HTML, DOCX and PDF, plain and with columns and tables, from file to drafts
#               (bar: 1), and a scanned page of OCR (bar: 2 s); XLSX is no text that is taken in
#   start       time to answer and resident memory of an empty store (bars: 1 s, 80 MB)
#   reads       authenticated JSON reads a second, alone and beside 300 slow clients (bar: 8,000)
#   register    a register of a million documents over HTTP on both engines: lists, filters, searches, tallies (bar:
#               100 ms at the 95th percentile)
#   import      longest wait of a second writer while the country's 324,000 units come in (bar: 1,000 ms); "moved": every
#               unit gets another name and another place
#   statistics  the five questions beside one plain pass, DuckDB and PostgreSQL, on a national history; bars: Q1 and Q4
#               below the plain pass, Q2 and Q3 twice, Q5 1.5 times, Q1 and Q3 40 times DuckDB and 500 times PostgreSQL;
#               what a write and a change of the tree cost; 1, 5 and 20 times as many people as far as the memory goes;
#               LIENTHONG_BENCH_SCALE as below
#   members     a national history of members on both engines, every figure beside its bar and their ratio: rows a second
#               into an empty store and, a tenth as many, into the full one, memory, the longest wait of another writer,
#               ready after start with and without the snapshot, the first 20 names and a record; beside it .import of
#               sqlite3 and COPY of psql; LIENTHONG_BENCH_SCALE is the size: 0.1 unless it is given, 1 is the country
#   reorganisation  a plan that merges 3,000 communes and moves 270,000 members: preview, commit, undo, and what readers
#               wait meanwhile (bars: 5 s, 20 s, 100 ms)
#   gates       the intake's gates on annotated texts
set -euo pipefail
. ./run functions
install build bench
build_web
compile release lienthong
program=$PWD/build/release/lienthong
folder=$(mktemp -d)
server= register_server=
cleanup() {
  for process in $server $register_server; do kill "$process" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap cleanup EXIT
printf 'machine: %s, %s cores, %s MB\n' "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(awk '/MemTotal/ {print int($2/1024)}' /proc/meminfo)"

serve() {
  rm -f "$folder/port"
  "$program" serve --data "$folder/data" --listen 127.0.0.1:0 --port-file "$folder/port" >"$folder/log" 2>&1 &
  server=$!
  until [ -s "$folder/port" ]; do sleep 0.01; done
  address=http://127.0.0.1:$(cat "$folder/port")
}

# Seconds of processor of one reading, the least of three.
read_seconds() {
  for _ in 1 2 3; do
    { /usr/bin/env time -f '%U' taskset -c 0 "$program" intake --format json "$1" >/dev/null; } 2>&1 | tail -1
  done | sort -n | head -1
}

bench_intake() {
  local texts
  for texts in data/demo/texts tests/golden/intake/dev ../shared/seeds; do  # the articles, where they are
    [ -d "$texts" ] || continue
    for _ in $(seq 100); do cat "$texts"/*.txt; done >"$folder/large.txt"
    awk -v w="$texts" -v b="$(stat -c %s "$folder/large.txt")" -v s="$(read_seconds "$folder/large.txt")" \
      'BEGIN {printf "intake: %s, %.1f MB in %.2f s of processor: %.1f MB/s (bar 20)\n", w, b/1e6, s, b/1e6/s}'
  done
  # One paragraph of nothing but the dear things: four times the text must not cost much more than four times the work.
  local phrase small large
  while IFS= read -r phrase; do
    python3 -c 'import sys; p = sys.argv[1] + " "; open(sys.argv[2], "w").write(p * (1000000 // len(p.encode())))' "$phrase" "$folder/small.txt"
    for _ in 1 2 3 4; do cat "$folder/small.txt"; done >"$folder/large.txt"
    small=$(read_seconds "$folder/small.txt")
    large=$(read_seconds "$folder/large.txt")
    awk -v p="$phrase" -v a="$small" -v b="$large" \
      'BEGIN {r = b / (a > 0.01 ? a : 0.01); printf "intake: 1 MB %.2f s, 4 MB %.2f s, ratio %.1f%s: %s\n", a, b, r, (r > 6 ? " NOT LINEAR" : ""), p}'
  done <<'TEXT'
Ngày 15/6, ngày 26/7/2024, tháng 8, quý III/2024, từ 1/3 đến 5/4;
có 12 đảng viên, 34/67 chi bộ, đạt 96,5%, tăng từ 1,6 lên 2,1 triệu đồng,
đồng chí Nguyễn Văn An, Bí thư Tỉnh ủy; ông Thưởng, các đồng chí Trần Thị Bình,
Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị về việc này, Nghị quyết 26,
giao Ban Tổ chức Tỉnh ủy tham mưu, xong trước ngày 15/6/2024; đề nghị
a | 12 | “b”
TEXT
}

bench_reading() {
  local file seconds
  python3 bench/reading_files.py "$folder"
  for file in page.html paper.docx plain.pdf tables.pdf; do
    awk -v f="$file" -v b="$(stat -c %s "$folder/$file")" -v s="$(read_seconds "$folder/$file")" \
      'BEGIN {printf "reading: %s, %.1f MB in %.2f s of processor: %.2f s/MB (bar 1)\n", f, b/1e6, s, s/(b/1e6)}'
  done
  seconds=$(read_seconds "$folder/scan.pdf")
  awk -v s="$seconds" 'BEGIN {printf "reading: scan.pdf, 5 scanned pages in %.2f s of processor: %.2f s a page (bar 2)\n", s, s/5}'
}

bench_start() {
  mkdir -p "$folder/data"
  echo mat-khau-cua-phep-do-2026 | "$program" init --admin bench --password-stdin --data "$folder/data" >/dev/null
  local begun ended
  begun=$(date +%s%N)
  serve
  until curl -sf "$address/healthz" >/dev/null; do :; done
  ended=$(date +%s%N)
  sleep 2
  awk -v ns="$((ended - begun))" -v kb="$(awk '/VmRSS/ {print $2}' "/proc/$server/status")" \
    'BEGIN {printf "start: %.2f s (bar 1); resident when idle: %.0f MB (bar 80)\n", ns/1e9, kb/1024}'
}

bench_reads() {
  [ -n "$server" ] || bench_start
  local token rate slow
  token=$("$program" token create --account bench --days 1 --data "$folder/data")
  read_rate() { wrk -t1 -c32 -d8s -H "Authorization: Bearer $token" "$address/api/v1/me/preferences" | awk '/Requests\/sec/ {print $2}'; }
  rate=$(read_rate)
  python3 - "$address" <<'PY' &
import socket, sys, time
host, port = sys.argv[1][7:].split(":")
clients = []
for _ in range(300):
    s = socket.create_connection((host, int(port)))
    s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    clients.append(s)
for _ in range(9):
    time.sleep(1)
    for s in clients:
        try:
            s.sendall(b"a")
        except OSError:
            pass
PY
  local loris=$!
  sleep 1
  slow=$(read_rate)
  wait "$loris" || true
  printf 'reads: %s a second (bar 8,000); beside 300 slow clients %s\n' "$rate" "$slow"
}

# One engine: a store of a million documents (REGISTER_DOCUMENTS changes it), filled once, asked over HTTP as three
# readers. Beside it the bare answer of the engine to the smallest question.
register_on() {  # register_on NAME DATA [--db URL]
  local engine=$1 data=$2 store=$2/lienthong.db tokens=()
  shift 2
  [ $# = 0 ] || store=$2
  say "register on $engine"
  mkdir -p "$data"
  echo mat-khau-cua-phep-do-2026 | "$program" init --admin bench --password-stdin --data "$data" "$@" >/dev/null
  time python3 bench/register_fill.py "$store" "${REGISTER_DOCUMENTS:-1000000}"
  for reader in centre province commune; do
    tokens+=("$reader=$("$program" token create --account "bench.$reader" --days 1 --data "$data" "$@")")
  done
  rm -f "$folder/port"
  local begun=$SECONDS
  "$program" serve --data "$data" "$@" --listen 127.0.0.1:0 --port-file "$folder/port" >"$folder/log" 2>&1 &
  register_server=$!
  until [ -s "$folder/port" ]; do sleep 0.01; done
  printf 'the first start took the documents into the index in %d s\n' $((SECONDS - begun))
  python3 bench/register_bench.py "http://127.0.0.1:$(cat "$folder/port")" "$register_server" "${tokens[@]}"
  kill "$register_server"
  wait "$register_server" || true
  register_server=
}

bench_register() {
  register_on SQLite "$folder/register"
  local address=${LIENTHONG_TEST_PG:-}
  [ -n "$address" ] || address=$(tools/test_postgres.sh start "$folder/postgres")
  psql -qX "$address" -c 'DROP DATABASE IF EXISTS lienthong_bench WITH (FORCE)' -c 'CREATE DATABASE lienthong_bench'
  BENCH_DATABASE=lienthong_bench register_on PostgreSQL "$folder/register_pg" --db "${address/\/postgres\?//lienthong_bench?}"
  psql -qX "$address" -c 'DROP DATABASE lienthong_bench WITH (FORCE)'
  [ -n "${LIENTHONG_TEST_PG:-}" ] || tools/test_postgres.sh stop "$folder/postgres"
}

bench_import() {
  compile bench bench_module_org
  build/bench/src/modules/org/bench_module_org --benchmark_filter=import_beside_a_writer --benchmark_format=json 2>/dev/null |
    python3 -c '
import json, sys
for b in json.load(sys.stdin)["benchmarks"]:
    name = b["name"].removeprefix("import_beside_a_writer_").removesuffix("/iterations:1")
    print("import: %s: %d rows in %.0f s; a second writer waited %.0f ms at most (bar 1,000), %d writes" %
          (name, b["rows"], b["real_time"] / 1000, b["longest_wait_ms"], b["writes"]))'
}

bench_statistics() {
  local national=$folder/national peers=$folder/peers address=${LIENTHONG_TEST_PG:-} own=
  mkdir -p "$national" "$peers"
  g++ -O2 -std=c++20 bench/national.cpp -o "$folder/write_national"
  "$folder/write_national" "$national" "${LIENTHONG_BENCH_SCALE:-0.1}" peers
  compile bench bench_module_statistics
  touch "$folder/duckdb" "$folder/postgresql"
  if want_node && npm install --prefix "$peers" --no-save --no-audit --no-fund --loglevel=error @duckdb/node-api >/dev/null 2>&1; then
    node bench/statistics_duckdb.mjs "$peers" "$national" >"$folder/duckdb"
  else
    say "DuckDB cannot be had here; its column is left out"
  fi
  if [ -z "$address" ]; then
    own=1
    address=$(tools/test_postgres.sh start "$folder/postgres") || address=
  fi
  if [ -n "$address" ]; then
    psql -qX "$address" -c 'DROP DATABASE IF EXISTS lienthong_bench WITH (FORCE)' -c 'CREATE DATABASE lienthong_bench'
    bench/statistics_pg.sh "${address/\/postgres\?//lienthong_bench?}" "$national" >"$folder/postgresql"
    psql -qX "$address" -c 'DROP DATABASE lienthong_bench WITH (FORCE)'
    [ -z "$own" ] || tools/test_postgres.sh stop "$folder/postgres"
  else
    say "PostgreSQL cannot be had here; its column is left out"
  fi
  build/bench/src/modules/statistics/bench_module_statistics "$national" "$folder/duckdb" "$folder/postgresql"
  say "growth of the engine"
  build/bench/src/modules/statistics/bench_module_statistics "$national" growth
}

seconds_of() { { /usr/bin/env time -f '%e' "$@" >/dev/null 2>/dev/null; } 2>&1 | tail -1; }

bench_members() {
  local national=$folder/national address=${LIENTHONG_TEST_PG:-} own= url file table
  mkdir -p "$national/more"
  g++ -O2 -std=c++20 bench/national.cpp -o "$folder/write_national"
  "$folder/write_national" "$national" "${LIENTHONG_BENCH_SCALE:-0.1}"
  # As many people again, for a tenth: other codes in the same cells.
  for file in members spells; do
    awk -F, -v OFS=, 'NR == 1 || $1 ~ /0$/ {sub(/^M/, "N", $1); print}' "$national/$file.csv" >"$national/more/$file.csv"
  done
  if command -v sqlite3 >/dev/null; then
    for file in members spells; do
      printf 'peer: .import of sqlite3 takes %s s for %s.csv, without an index or a check\n' \
        "$(seconds_of sqlite3 "$folder/peer.db" '.mode csv' ".import $national/$file.csv $file")" "$file"
    done
    rm -f "$folder/peer.db"
  fi
  python3 bench/members_bench.py "$program" "$national" "$folder/members"
  rm -rf "$folder/members"
  if [ -z "$address" ]; then
    own=1
    address=$(tools/test_postgres.sh start "$folder/postgres") || { say "PostgreSQL cannot be had here; it is left out"; return; }
  fi
  psql -qX "$address" -c 'DROP DATABASE IF EXISTS lienthong_bench WITH (FORCE)' -c 'CREATE DATABASE lienthong_bench'
  url=${address/\/postgres\?//lienthong_bench?}
  for file in members spells; do
    table=$(head -1 "$national/$file.csv" | sed 's/"//g; s/\([a-z_]*\)/"\1" text/g')
    psql -qX "$url" -c "CREATE TABLE peer_$file($table)"
    printf 'peer: COPY of psql takes %s s for %s.csv, without an index or a check\n' \
      "$(seconds_of psql -qX "$url" -c "\\copy peer_$file FROM '$national/$file.csv' CSV HEADER")" "$file"
    psql -qX "$url" -c "DROP TABLE peer_$file"
  done
  python3 bench/members_bench.py "$program" "$national" "$folder/members_pg" "$url"
  psql -qX "$address" -c 'DROP DATABASE lienthong_bench WITH (FORCE)'
  [ -z "$own" ] || tools/test_postgres.sh stop "$folder/postgres"
}

bench_reorganisation() { python3 bench/reorganisation_bench.py "$program"; }

bench_gates() { python3 tools/intake_gates.py "$program intake --format json"; }

for name in ${1:-intake reading start reads register import members statistics reorganisation gates}; do
  say "$name"
  "bench_$name"
done
