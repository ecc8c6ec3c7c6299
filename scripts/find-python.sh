#!/usr/bin/env bash
# Prints the first Python on the path that is new enough and can make a virtual environment; PYTHON names another.
for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
  if "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "$python"
    exit 0
  fi
done
echo "Python 3.11 or newer, with its venv module, is needed." >&2
exit 1
