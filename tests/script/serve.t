The ledger is served as a page and an API, on this machine alone unless told otherwise.

  $ assay serve --help
  $ assay serve --addresses | head -3
  $ assay serve --ledger none.db --port 0
  $ echo 'The army took the town of Tolan on 3 March 2025, residents said.' > a.txt
  $ assay read a.txt --published 2025-03-05
  $ assay serve --token abcdefghijkl
  $ assay serve --edit --token short

Ctrl-C ends it, and all is well.

  $ (timeout --signal=INT 3 assay serve --port 0; echo "exit $?") | sed 's/:[0-9]*\//:PORT\//'

Exports are for other programs; a format that is a file needs its name.

  $ assay export --format csv | cut -d, -f1-10 | tr -d '\r'
  $ assay export --format sqlite
  $ assay export --format sqlite --out l.sqlite && sqlite3 l.sqlite 'SELECT type, first, last FROM event'
  $ assay export --format shapefile
