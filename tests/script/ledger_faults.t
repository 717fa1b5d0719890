A ledger that is none, or of another day, or on a full disk: a sentence and exit code 3, and nothing is written.

  $ echo 'The army took Tolan on Monday.' > report.txt
  $ assay claims
  assay: assay.db: there is no ledger here: `assay read` makes one, --ledger names another
  [3]
  $ echo 'Dear reader, this is a letter and no ledger.' > letter.db
  $ assay --ledger letter.db read report.txt
  assay: letter.db: this is no ledger (no SQLite database); name another file with --ledger
  [3]
  $ cat letter.db
  Dear reader, this is a letter and no ledger.
  $ sqlite3 other.db 'CREATE TABLE recipe(name)'
  $ assay --ledger other.db read report.txt
  assay: other.db: this is no ledger, but another program's database
  [3]
  $ assay --ledger new.db read report.txt >/dev/null
  $ sqlite3 new.db 'PRAGMA user_version = 999'
  $ assay --ledger new.db claims
  assay: new.db: this ledger has schema 999, and this assay knows 3 at most: use a newer assay
  [3]
  $ assay --ledger no/such/folder.db read report.txt
  assay: no/such/folder.db: the ledger's file cannot be opened: look at its folder and permissions
  [3]

A disk that fills up in mid-write (a limit on the size of files stands for it) loses nothing that was acknowledged.

  $ assay read report.txt >/dev/null
  $ awk 'BEGIN { srand(1); for (i = 1; i <= 400; i++) { printf "Report %d: the army took village number %d on Monday.", i, i; for (k = 0; k < 120; k++) { printf " "; for (n = 3 + int(rand() * 6); n > 0; n--) printf "%c", 97 + int(rand() * 26); if (k % 12 == 11) printf "." } print "" } }' | split -l 1 - many-
  $ (ulimit -f 600; assay read many-* 2>&1 >/dev/null | cut -d, -f1; exit ${PIPESTATUS[0]})
  assay: the disk fails or is full while reading or writing the ledger (disk I/O error
  [3]
  $ assay documents --format csv | grep -c report.txt
  1
  $ sqlite3 assay.db 'PRAGMA integrity_check'
  ok
  $ assay read many-* | sed 's/^[0-9]* reports read, [0-9]* claims*\(; [0-9]* reports* in the ledger already\)*$/all read/'
  all read
  $ assay documents --format csv | grep -c many-
  400

Output that cannot be written is trouble, too.

  $ assay documents > /dev/full
  assay: standard output could not be written to (is the disk full?)
  [3]

Nothing can be changed behind its back.

  $ sqlite3 assay.db "DELETE FROM claim" 2>&1 | grep -o 'append-only'
  append-only
  $ sqlite3 assay.db "UPDATE reading SET outlet = 'x'" 2>&1 | grep -o 'append-only'
  append-only
