What the ledger held on an earlier day can be asked for on any later one.

  $ echo 'The army took the town of Tolan on 3 March 2025.' > first.txt
  $ echo 'The army took the town of Mirr on 20 April 2025.' > second.txt
  $ ASSAY_NOW=2025-03-10T09:00:00Z assay read first.txt --published 2025-03-05 >/dev/null
  $ ASSAY_NOW=2025-05-01T09:00:00Z assay read second.txt --published 2025-04-21 >/dev/null
  $ assay documents --format csv | tail -n +2 | cut -d, -f2
  first.txt
  second.txt
  $ assay documents --as-recorded 2025-04-30 --format csv | tail -n +2 | cut -d, -f2
  first.txt
  $ assay claims --as-known 2025-04-01 --format ndjson | grep -o '"document":"[^"]*"' | sort -u
  "document":"first.txt"
  $ assay claims --as-recorded 2025-03-10T08:59:59Z
  no claim matches

A clock that is set back does not make the ledger run backwards.

  $ echo 'The army left Mirr on 2 May 2025.' > third.txt
  $ ASSAY_NOW=2020-01-01T00:00:00Z assay read third.txt --published 2025-05-03 >/dev/null
  $ assay documents --format ndjson | tail -1 | grep -o '"recorded":"[^"]*"'
  "recorded":"2025-05-01T09:00:00.000000Z"

Two that read at once share the ledger.

  $ for i in $(seq 60); do echo "Village $i fell to the army on 3 May 2025." > v$i.txt; done
  $ assay read v?.txt v1?.txt v2?.txt >/dev/null & assay read v2?.txt v3?.txt v4?.txt v5?.txt v60.txt >/dev/null; wait
  $ assay documents --format csv | grep -c ',v[0-9]*.txt,'
  60
  $ sqlite3 assay.db 'SELECT count(*), count(DISTINCT document) FROM reading'
  63|63
