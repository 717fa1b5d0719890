#!/usr/bin/env bash
# The page that is committed is the one that its sources make: by their hash, which needs no npm.
set -euo pipefail
cd "$1"
have=$(cat web/dist/SOURCE.sha256) want=$(scripts/page-hash)
[ "$have" = "$want" ] || { echo "web/dist was built from other sources ($have, now $want): run scripts/build-page" >&2; exit 1; }
