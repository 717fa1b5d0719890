#!/usr/bin/env bash
# What testing the page needs: npm's packages beside this file, and a browser.
#   tools.sh              installs the packages that package-lock.json names, unless they are there
#   tools.sh --run FILE   runs a file of tests
#   tools.sh --build DIR  builds the page anew and compares it with DIR/web/dist
# Exits with 77, which ctest counts as skipped, where node, npm or the browser is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
missing() { echo "skipped: $1 is missing; scripts/install-packages --tests installs it"; exit 77; }
command -v node >/dev/null || missing node
case ${1:-} in
  --run)
    [ -x "${ASSAY_CHROMIUM:-/usr/bin/chromium}" ] || missing chromium
    [ -d node_modules/playwright-core ] || missing "tests/page/node_modules (npm ci)"
    "${ASSAY:-../../build/release/assay}" serve --help >/dev/null 2>&1 || missing "the command serve"
    exec node --test "$2" ;;
  --build)
    command -v npm >/dev/null || missing npm
    exec "$2/scripts/build-page" --check ;;
esac
command -v npm >/dev/null || missing npm
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error 2>/dev/null || npm install --no-save --no-audit --no-fund --loglevel=error
fi
