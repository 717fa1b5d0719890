The ledger is served as a page and an API, on this machine alone unless told otherwise.

  $ assay serve --help
  Opens the ledger as a map, a reader and an API in the browser
  Usage: assay serve [OPTIONS]
  
  Options:
    -h,--help                       Print this help message and exit
    --port N:FLOAT in [0 - 65535]=8321
                                    Port to listen on; 0 takes any that is free
    --host ADDRESS=127.0.0.1        Address to listen on; others than this machine's own let others in
    --known-as NAME                 A further name that browsers may call this server by; repeatable
    --edit                          Take judgements from whoever brings the token
    --token TOKEN                   The token, else ASSAY_TOKEN, else one made at random and printed
    --addresses                     Lists the addresses of the API instead
  
  Examples:
    assay serve
        the page at http://127.0.0.1:8321/, read-only
    assay serve --edit
        the same, and judgements with the token that it prints
  
  $ assay serve --addresses | head -3
  GET /api/meta
  GET /api/activity
  GET /api/places
  $ assay serve --ledger none.db --port 0
  assay: none.db: there is no ledger here: `assay read` makes one, --ledger names another
  [3]
  $ echo 'The army took the town of Tolan on 3 March 2025, residents said.' > a.txt
  $ assay read a.txt --published 2025-03-05
  1 report read, 1 claim
  $ assay serve --token abcdefghijkl
  assay: --token is for --edit: without it nothing can be changed
  [2]
  $ assay serve --edit --token short
  assay: a token needs 12 characters or more
  [2]

Ctrl-C ends it, and all is well.

  $ (timeout --preserve-status --signal=INT 3 assay serve --port 0; echo "exit $?") | sed 's/1:[0-9]*/1:PORT/'
  assay.db is served at http://127.0.0.1:PORT/ (Ctrl-C ends it)
  exit 0

Exports are for other programs; a format that is a file needs its name.

  $ assay export --format csv | cut -d, -f1-10 | tr -d '\r'
  event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,actor2
  a292e3be1e99aba9,2025-03-03,2025,1,Political violence,Battles,Non-state actor overtakes territory,,,
  $ assay export --format sqlite
  assay: a database needs a file to be written to: give --out FILE
  [2]
  $ assay export --format sqlite --out l.sqlite && sqlite3 l.sqlite 'SELECT type, first, last FROM event'
  capture|2025-03-03|2025-03-03
  $ assay export --format shapefile
  --format: shapefile not in {geojson,csv,ftm,ftm-statements,graphml,sqlite}
  Run with --help for more information.
  [2]
