#!/usr/bin/env bash
# system-packages.sh run|test: finds the Debian packages still missing for it. Root gets them installed; anybody else gets
# the one line to run. Each is looked for by what it brings, so that a Python or Node.js from elsewhere serves as well.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
need() { "${@:2}" >/dev/null 2>&1 || missing+=("$1"); }
library() { [[ $(/sbin/ldconfig -p) == *"$1"* ]]; }
font() { [ -n "$(find /usr/share/fonts "$HOME/.local/share/fonts" -name "$1*" -print -quit 2>/dev/null)" ]; }

need "python3 python3-venv" ./find-python.sh
need nodejs command -v node
need npm command -v npm
need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
need fonts-open-sans font OpenSans-Regular
need fonts-liberation2 font LiberationSans-Regular
# What people type in other scripts, and emoji: docs/operations.md
need fontconfig command -v fc-list
need fonts-dejavu-core font DejaVuSans
need fonts-freefont-ttf font FreeSans
need fonts-wqy-microhei font wqy-microhei
need fonts-symbola font Symbola
if [ "$1" = test ]; then
  need chromium test -x /usr/bin/chromium
  need postgresql compgen -G '/usr/lib/postgresql/*/bin/initdb'
fi

if [ ${#missing[@]} = 0 ]; then
  exit 0
elif ! command -v apt-get >/dev/null; then
  echo "This is not Debian or Ubuntu. If something fails below, install the like of: ${missing[*]}"
elif [ "$(id -u)" = 0 ]; then
  echo "Installing system packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2068 # an entry may name two packages
  apt-get install -qq -y --no-install-recommends ${missing[@]} </dev/null >/dev/null
else
  echo "System packages are missing. Install them, then run this again:"
  echo "  sudo apt-get install --no-install-recommends ${missing[*]}"
  exit 1
fi
