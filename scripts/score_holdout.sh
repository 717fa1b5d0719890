#!/usr/bin/env bash
# Reads the hold-out reports with the given assay (default build/release/assay) and scores the claims it finds.
# usage: score_holdout.sh [ASSAY]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
assay=${1:-$root/build/release/assay}
holdout=$root/tests/reading/holdout
found=$(mktemp)
trap 'rm -f "$found"' EXIT
"$assay" explain --format ndjson "$holdout"/reports/*.txt >"$found"
"$root/scripts/score_claims.py" "$holdout/claims.jsonl" "$found"
