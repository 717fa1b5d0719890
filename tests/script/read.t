Reading takes reports in once, in whatever shape they come.

  $ mkdir reports
  $ cat > reports/plain.txt <<'END'
  > Published: 4 March 2025
  > 
  > Fighters of the River Guard seized the town of Tolan, residents said.
  > END
  $ cat > reports/page.html <<'END'
  > <html><head><title>Gate shut</title></head><body><nav>Home | News</nav>
  > <p>Traders in Mirr said that the army had closed the border gate.</p></body></html>
  > END
  $ printf '%s\n' '{"url":"https://a.example/1","outlet":"Valley Post","published":"2025-03-05","text":"The army denied that it had lost Tolan."}' > reports/feed.ndjson
  $ gzip reports/feed.ndjson
  $ assay read reports | sed 's/[0-9]* claims\?/N claims/'
  3 reports read, N claims
  $ assay read reports
  0 reports read, 0 claims; 3 reports in the ledger already
  $ assay documents --format csv | cut -d, -f2,3 | tr -d '\r'
  name,outlet
  https://a.example/1,Valley Post
  page.html,
  plain.txt,
  $ assay documents --format csv | grep plain.txt | cut -d, -f5,7
  2025-03-04,true

One is named on standard input, with what it lacks itself.

  $ echo 'Rebels withdrew from the camp at Orlan.' | assay read - --outlet 'Hill Radio' --published 2025-03-07 --format json | sed 's/"claims":[0-9]*/"claims":N/'
  {"added":1,"already":0,"rejected":0,"claims":N,"bytes":40}
  $ assay documents --format ndjson | tail -1 | grep -o '"outlet":"[^"]*"\|"published_from":"[^"]*"\|"recorded":"[^"]*"'
  "outlet":"Hill Radio"
  "published_from":"2025-03-07"
  "recorded":"2025-06-01T12:00:00.000000Z"

The same words from two addresses of a feed are two reports: weighing says which of them copied.

  $ printf '%s\n' '{"url":"https://a.example/2","outlet":"A","text":"The army took Mirr."}' '{"url":"https://b.example/9","outlet":"B","text":"The army took Mirr."}' > feed.ndjson
  $ assay read feed.ndjson feed.ndjson | sed 's/[0-9]* claims\?/N claims/'
  2 reports read, N claims; 2 reports in the ledger already
