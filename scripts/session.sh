#!/usr/bin/env bash
# The session that ./quickstart shows and README.md prints: session.sh ASSAY LEDGER.
set -euo pipefail
cd "$(dirname "$0")/.."
assay=$1
export ASSAY_LEDGER=$2
say() { printf '\n$ %s\n' "${1/#assay/assay}"; eval "${1/#assay/\"\$assay\"}"; }
say 'assay read samples/'
say 'assay holders --on 2024-11-25 --kind town'
say 'assay gates --on 2024-11-25'
say 'assay disputes --top 3'
cat <<END

Now ask for yourself:
  $assay --ledger $2 why Kanpaiti --on 2024-11-25
  $assay --ledger $2 timeline Kanpaiti
  $assay --ledger $2 claims --stance denied
  $assay --ledger $2 --help

Or see it on a map:
  $assay --ledger $2 serve
and open http://127.0.0.1:8321/
END
