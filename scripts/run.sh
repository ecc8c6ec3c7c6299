#!/usr/bin/env bash
# Brings the database up to date, and serves with a worker beside the web processes: they stop together. Every variable
# of docs/operations.md is honoured; DEBUG is on unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077 # what is put into var/ is for nobody else's eyes
export DEBUG=${DEBUG:-1} PORT=${PORT:-8000}

case "$DEBUG" in
  0 | false | False) .venv/bin/python manage.py prepare ;;
  *) .venv/bin/python manage.py prepare --demo ;;
esac

stop() {
  trap '' INT TERM # once is enough
  kill "$web" "$worker" 2>/dev/null || true
  wait "$web" "$worker" || true
}
.venv/bin/python manage.py worker &
worker=$!
.venv/bin/gunicorn config.wsgi --bind "localhost:$PORT" --log-level warning &
web=$!
trap 'stop; exit 0' INT TERM
printf '\nOpen http://localhost:%s (Ctrl+C stops). The people to sign in as are listed in README.md.\n\n' "$PORT"

wait -n "$web" "$worker" || true
if kill -0 "$worker" 2>/dev/null; then ended="The web server"; else ended="The worker"; fi
echo "$ended ended by itself, so everything is stopped. Its last words are above; start again with: make run" >&2
stop
exit 1
