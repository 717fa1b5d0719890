One list, four formats; the table fits the terminal, the others never change.

  $ cat > report.txt <<'END'
  > Published: 4 March 2025
  > 
  > Fighters of the River Guard seized the town of Tolan, "the key to the valley", residents said.
  > END
  $ assay read report.txt >/dev/null
  $ assay documents --format ndjson | python3 -c 'import json, sys; print([json.loads(line)["name"] for line in sys.stdin])'
  ['report.txt']
  $ assay documents --format json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))'
  1
  $ assay claims --format csv | python3 -c 'import csv, sys; print(all("the key" in row["quote"] for row in csv.DictReader(sys.stdin)))'
  True
  $ for columns in 80 100 140; do COLUMNS=$columns assay claims | python3 -c 'import sys; print(all(len(line.rstrip("\n")) <= int(sys.argv[1]) for line in sys.stdin))' $columns; done
  True
  True
  True

Nothing found is said in words to people, and is an empty list to programs.

  $ assay claims --type price
  no claim matches
  $ assay claims --type price --format json
  []
  $ assay claims --type price --format ndjson

The record of a claim is what docs/codebook.md describes, and its evidence is bytes of the report.

  $ assay claims --format ndjson | python3 -c '
  > import json, sys
  > report = open("report.txt", "rb").read()
  > for line in sys.stdin:
  >     claim = json.loads(line)
  >     begin, end = claim["evidence"]
  >     assert claim["document"] == "report.txt" and claim["stance"] and claim["rule"]
  >     assert report[begin:end].decode("utf-8").startswith("Fighters"), report[begin:end]
  > print("every record holds")'
  every record holds

Colour and progress are for terminals alone.

  $ assay claims | grep -c $'\033'
  0
  [1]
