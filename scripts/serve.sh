#!/usr/bin/env bash
# The web processes and a worker beside them: they stop together, and who ends by itself is told.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python manage.py worker &
worker=$!
.venv/bin/gunicorn config.wsgi --bind "localhost:$PORT" --log-level warning &
web=$!

stop() {
  trap '' INT TERM # once is enough
  kill "$web" "$worker" 2>/dev/null || true
  wait "$web" "$worker" || true
}
trap 'stop; exit 0' INT TERM

wait -n "$web" "$worker" || true
if kill -0 "$worker" 2>/dev/null; then ended="The web server"; else ended="The worker"; fi
stop
echo "$ended ended by itself, so the other was stopped too. What it said is above; start again with: make run" >&2
exit 1
