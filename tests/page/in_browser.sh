#!/usr/bin/env bash
# Runs a test of the page in Chromium: in_browser.sh ASSAY TEST.mjs. Ends with 77, which ctest takes for skipped, where node,
# Chromium or the modules of package.json (npm ci) are missing.
set -euo pipefail
cd "$(dirname "$0")"
missing() { echo "skipped: $1"; exit 77; }
command -v node >/dev/null || missing 'there is no node'
[ -x "${ASSAY_CHROMIUM:-/usr/bin/chromium}" ] || missing 'there is no Chromium (apt-get install chromium)'
[ -d node_modules/playwright-core ] || missing 'run npm ci in tests/page'
ASSAY=$1 exec node --test "$2"
