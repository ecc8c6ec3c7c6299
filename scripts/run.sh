#!/usr/bin/env bash
# Brings the database up to date and serves. Every variable of docs/operations.md is honoured; DEBUG is on unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
export DEBUG=${DEBUG:-1} PORT=${PORT:-8000}
manage() { .venv/bin/python manage.py "$@"; }

manage migrate --skip-checks --no-input --verbosity 0
manage createcachetable
manage load_guide --skip-checks assessment/guides/locality-development-guide.yaml
case "$DEBUG" in
  0 | false | False) manage collectstatic --no-input --verbosity 0 ;;
  *) manage load_demo --skip-checks --if-empty ;;
esac

printf '\nOpen http://localhost:%s (Ctrl+C stops). The people to sign in as are listed in README.md.\n\n' "$PORT"
exec .venv/bin/gunicorn config.wsgi --bind "localhost:$PORT" --workers 2 --threads 4 --no-control-socket --log-level warning
