#!/usr/bin/env bash
# venv.sh LOCKFILE: makes .venv if there is none and installs exactly what the lock file lists, checked by hash.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -x .venv/bin/pip ]; then
  python=$(scripts/find-python.sh)
  "$python" -m venv .venv
fi
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
