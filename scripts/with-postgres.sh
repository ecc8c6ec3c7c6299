#!/usr/bin/env bash
# with-postgres.sh COMMAND...: runs it with DATABASE_URL naming a PostgreSQL server that exists for this one run.
set -euo pipefail

bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort --version-sort | tail -n 1)")
folder=$(mktemp -d)
owner=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown postgres "$folder"
  owner=(runuser -u postgres --)
fi
cleanup() {
  "${owner[@]}" "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT

cd /
"${owner[@]}" "$bin/initdb" --pgdata "$folder/data" --username app --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
# Nothing here outlives the run, so nothing needs to be safe on disk.
"${owner[@]}" "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait start >/dev/null \
  --options "-k $folder -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
"$bin/createdb" --host "$folder" --username app app
cd "$OLDPWD"

DATABASE_URL="postgres://app@/$folder/app" "$@"
