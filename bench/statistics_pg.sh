#!/usr/bin/env bash
# Q1 to Q4 of the statistics benchmark on PostgreSQL: statistics_pg.sh ADDRESS DATA, where ADDRESS names an empty
# database. Prints "Q1 milliseconds", the least of three.
set -euo pipefail
address=$1 data=$2
psql -qX "$address" -v ON_ERROR_STOP=1 >/dev/null <<SQL
CREATE UNLOGGED TABLE orgs(id int, parent int, level int, last int);
CREATE UNLOGGED TABLE raw(member int, cell int, "from" int, "to" int, status smallint, gender smallint, ethnicity smallint,
  education smallint, birth int, admitted int);
\copy orgs FROM '$data/orgs.csv' CSV
\copy raw FROM '$data/spans.csv' CSV
CREATE UNLOGGED TABLE spans AS SELECT * FROM raw ORDER BY cell;
DROP TABLE raw;
CREATE INDEX ON spans(cell);
CREATE TABLE of_nation AS SELECT o.id AS cell, c.id AS child FROM orgs c JOIN orgs o ON o.id BETWEEN c.id AND c.last
  WHERE c.parent = 0 AND o.level = 4;
CREATE TABLE of_province AS SELECT o.id AS cell, c.id AS child FROM orgs c JOIN orgs o ON o.id BETWEEN c.id AND c.last
  WHERE c.parent = (SELECT id FROM orgs WHERE parent = 0 ORDER BY id LIMIT 1 OFFSET 5) AND o.level = 4;
ANALYZE;
SQL
read -r province last < <(psql -qXAt -F ' ' "$address" -c 'SELECT id, last FROM orgs WHERE parent = 0 ORDER BY id LIMIT 1 OFFSET 5')
ask() {
  {
    echo '\timing on'
    echo "SET work_mem='256MB'; SET jit=off;"
    for _ in 1 2 3; do echo "$2;"; done
  } | psql -qXAt "$address" | awk -v name="$1" '/^Time:/ {n++; if (n > 2 && (best == "" || $2 < best)) best = $2} END {print name, best}'
}
held() { echo "\"from\" <= $1 AND \"to\" > $1"; }
ask Q1 "SELECT count(*) FROM (SELECT child, gender, count(*) FROM spans JOIN of_nation USING(cell) WHERE $(held 34332) GROUP BY 1, 2) x"
ask Q2 "SELECT count(*) FROM (SELECT child, education, count(*) FROM spans JOIN of_province USING(cell) WHERE cell BETWEEN $province AND $last AND $(held 34332) GROUP BY 1, 2) x"
ask Q3 "SELECT count(*) FROM (SELECT child, count(*) FILTER (WHERE $(held 33967)), count(*) FILTER (WHERE status = 0 AND \"from\" > 33967 AND \"from\" <= 34332) FROM spans JOIN of_nation USING(cell) GROUP BY 1) x"
ask Q4 "SELECT count(*) FROM (SELECT q, count(*) FROM generate_series(0, 39) q JOIN spans ON $(held '34332 - q * 91') WHERE cell BETWEEN $province AND $last GROUP BY q) x"
