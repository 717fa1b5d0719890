One bad report costs itself only: the others are read, its reason is kept, and the exit code says 1.

  $ mkdir in && cd in
  $ : > empty.txt
  $ head -c 4000 /bin/bash > binary.txt
  $ printf 'Fighters took \377\376 Tolan on Monday, residents said.\n' > broken_utf8.txt
  $ yes 'The town of Tolan fell on Monday.' | head -200 | gzip | head -c 60 > short.txt.gz
  $ head -c 200000000 /dev/zero | tr '\000' 'a' | gzip > bomb.txt.gz
  $ mkdir folder && ln -s .. folder/loop
  $ printf '%s\n' '{"url":"u1","text":"Tolan fell on Monday."}' '{"url":"u2"}' '{"url":' '{"url":"u4","text":"Mirr fell on Tuesday."}' > feed.ndjson
  $ head -c 30000000 /dev/zero | tr '\000' 'b' > long_line.txt
  $ echo 'The army said that it had retaken Tolan.' > good.txt
  $ cd ..
  $ assay read in nowhere.txt 2>&1 | sed 's/[0-9]* claims*/N claims/'; exit_code=${PIPESTATUS[0]}; (exit $exit_code)
  assay: in/binary.txt: these bytes are a program; give text, HTML or NDJSON
  assay: in/bomb.txt.gz: the report is longer than 8 MiB
  assay: in/empty.txt: there is no text in it
  assay: in/feed.ndjson:2: the line has no 'text'
  assay: in/feed.ndjson:3: the line is no JSON object in UTF-8
  assay: in/folder/loop: this link leads back into a folder around it; it was not followed
  assay: in/long_line.txt: the report is longer than 8 MiB
  assay: in/short.txt.gz: this gzip file ends early; fetch it again
  assay: nowhere.txt: there is no such file or folder
  4 reports read, N claims; 9 reports could not be read (`assay documents --rejected` says why)
  [1]
  $ assay documents --rejected
  PATH              CODE          REASON                                              RECORDED
  in/binary.txt     binary        these bytes are a program; give text, HTML or       2025-06-01T12:00
                                  NDJSON
  in/bomb.txt.gz    too-large     the report is longer than 8 MiB                     2025-06-01T12:00
  in/empty.txt      empty         there is no text in it                              2025-06-01T12:00
  in/feed.ndjson:2  bad-format    the line has no 'text'                              2025-06-01T12:00
  in/feed.ndjson:3  bad-format    the line is no JSON object in UTF-8                 2025-06-01T12:00
  in/folder/loop    bad-argument  this link leads back into a folder around it; it    2025-06-01T12:00
                                  was not followed
  in/long_line.txt  too-large     the report is longer than 8 MiB                     2025-06-01T12:00
  in/short.txt.gz   bad-format    this gzip file ends early; fetch it again           2025-06-01T12:00
  nowhere.txt       not-found     there is no such file or folder                     2025-06-01T12:00
  $ assay documents --format csv | cut -d, -f2 | tr -d '\r'
  name
  broken_utf8.txt
  u1
  u4
  good.txt
  $ assay read in nowhere.txt 2>/dev/null
  0 reports read, 0 claims; 4 reports in the ledger already; 9 reports could not be read (`assay documents --rejected` says why)
  [1]

A file that may not be read is one of them (root, who may read every file, goes without that power).

  $ echo 'Nobody may read this.' > in/secret.txt && chmod 000 in/secret.txt
  $ if [ "$(id -u)" = 0 ]; then without='setpriv --bounding-set=-dac_override,-dac_read_search'; fi
  $ $without assay read in/secret.txt
  assay: in/secret.txt: it may not be read by this user
  0 reports read, 0 claims; 1 report could not be read (`assay documents --rejected` says why)
  [1]

Wrong usage ends with 2 and says what mends it.

  $ assay claims --from 2025-02-30
  --from: '2025-02-30' is no day: write it as YYYY-MM-DD
  Run with --help for more information.
  [2]
  $ assay claims --from 2025-03-02 --to 2025-03-01
  assay: --from lies after --to, so that no claim can match
  [2]
  $ assay claims --place Qqwxzkvj
  assay: no place is called 'Qqwxzkvj', neither in the packs nor in the ledger
  [2]
  $ assay claims --type kapture
  assay: 'kapture' is no type of claim; there are capture, withdraw, control, contest, encircle, offensive, attack, clash, casualty, damage, loot, detain, advance, deploy, displace, close_gate, open_gate, suspend_trade, shortage, price, trade_volume, production, mining, tax, permit, funding, environment, appoint, policy, talks, pressure, support, role, affiliation, location, no_comment, unverified
  [2]
  $ assay show 0000
  assay: the ledger has no claim '0000': `assay claims` lists them
  [2]
  $ assay frobnicate
  assay: there is no command 'frobnicate'; `assay --help` lists them
  [2]
