#!/usr/bin/env bash
# A PostgreSQL cluster for tests and benchmarks, on a Unix socket only.
#   tools/test_postgres.sh start FOLDER   prints the URL to use (starts it when it is not running)
#   tools/test_postgres.sh stop FOLDER
set -euo pipefail
verb=$1 folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
# Two clusters on one machine have two ports; each keeps its own.
port=$((20000 + $(printf %s "$folder" | cksum | cut -d' ' -f1) % 20000))
[ ! -r "$folder/postgresql.conf" ] || port=$(sed -n 's/^port=//p' "$folder/postgresql.conf")
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups env HOME=/tmp "$@"
  else
    "$@"
  fi
}
case $verb in
  start)
    if [ ! -e "$folder/PG_VERSION" ]; then
      mkdir -p "$folder"
      if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
      chmod 700 "$folder"
      as_postgres "$bin/initdb" -D "$folder" -U postgres --auth=trust --locale=C.UTF-8 -E UTF8 >/dev/null
      # Speed for throw-away data; nothing of this is the product's own advice.
      printf "fsync=off\nfull_page_writes=off\nsynchronous_commit=off\nmax_connections=200\nshared_buffers=256MB\nlisten_addresses=''\nunix_socket_directories='/tmp'\nport=%s\n" "$port" >>"$folder/postgresql.conf"
    fi
    if ! as_postgres "$bin/pg_ctl" -D "$folder" status >/dev/null 2>&1; then
      as_postgres "$bin/pg_ctl" -D "$folder" -l "$folder/log" -w -t 60 start >/dev/null
    fi
    echo "postgresql://postgres@/postgres?host=/tmp&port=$port"
    ;;
  stop)
    as_postgres "$bin/pg_ctl" -D "$folder" -m immediate stop >/dev/null 2>&1 || true
    ;;
esac
