#!/usr/bin/env bash
# Brings the database up to date and serves. Every variable of docs/operations.md is honoured; DEBUG is on unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077 # what is put into var/ is for nobody else's eyes
export DEBUG=${DEBUG:-1} PORT=${PORT:-8000}

case "$DEBUG" in
  0 | false | False) .venv/bin/python manage.py prepare ;;
  *) .venv/bin/python manage.py prepare --demo ;;
esac

printf '\nOpen http://localhost:%s (Ctrl+C stops). The people to sign in as are listed in README.md.\n\n' "$PORT"
exec scripts/serve.sh
