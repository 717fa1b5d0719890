The samples, read by the program, and what flows in them. Exports of heavy rare earths fall in the first whole month after
the gates shut in October 2024, and come back with the gate in March 2025; bands hold their order. The months are what counts
here, not the tonnes, which move with reading and weighing.

  $ assay read "$SOURCE_DIR/samples" | sed 's/, .*//'
  17 reports read
  $ assay --format json flow --from 2024-01-01 --to 2025-12-31 > flow.json
  $ cat > months.py <<'END'
  > import json
  > flows = json.load(open('flow.json'))
  > row = next(r for r in flows['rows'] if r['metric'] == 'delivered' and r['subject'] == 'china-rare-earth')
  > months = row['months']
  > name = [m['month'] for m in months]
  > half = [m['p50'] for m in months]
  > assert all(0 <= m['p10'] <= m['p50'] <= m['p90'] for m in months)
  > before = sum(half[:9]) / 9
  > fall = next(i for i in range(1, 24) if half[i] < before / 2)
  > print('falls in', name[fall])
  > print('down all winter:', all(m < before / 2 for m in half[10:14]))
  > print('more in March 2025 than in any month since the fall:', half[14] > max(half[10:14]))
  > print('near what it was by the end of 2025:', half[23] > 0.7 * before)
  > print('forecast from', next(m['month'] for m in months if m.get('forecast')))
  > known = set(row['because'])
  > taught = {c['text']: c['because'] for c in flows['changes']}
  > print('named as evidence:', all(known >= set(ids) for text, ids in taught.items() if 'gates shut' in text or 'not permitted' in text))
  > END
  $ python3 months.py
  falls in 2024-11
  down all winter: True
  more in March 2025 than in any month since the fall: True
  near what it was by the end of 2025: False
  forecast from 2025-04
  named as evidence: True

A day is what it is whether the run begins with it or long before.

  $ assay --format csv flow --from 2024-11-01 --to 2024-11-30 --commodity 'heavy rare earths' --draws 100 | grep delivered | cut -d, -f1-3
  2024-11,delivered,china-rare-earth
  $ cat > same.py <<'END'
  > import csv, subprocess
  > def november(first):
  >     out = subprocess.run(['assay', '--format', 'csv', 'flow', '--from', first, '--to', '2024-11-30', '--draws', '200'], capture_output=True, text=True).stdout
  >     return next(float(r['p90'].replace(',', '')) for r in csv.DictReader(out.splitlines()) if r['month'] == '2024-11' and r['subject'] == 'china-rare-earth')
  > a, b = november('2024-11-01'), november('2024-06-01')
  > print('the same' if abs(a - b) <= 0.05 * b else (a, b))
  > END
  $ python3 same.py
  the same

Every scenario of the pack runs; run again in another folder, with other threads, it gives the same bytes.

  $ mkdir elsewhere
  $ for file in "$SOURCE_DIR"/domain/kachin/scenarios/*.yaml; do
  >   sed 's/^draws: .*/draws: 50/' "$file" > s.yaml
  >   assay --format json --jobs 1 whatif --scenario s.yaml > one.json || echo "$file does not run"
  >   (cd elsewhere; cp ../s.yaml other-name.yaml; assay --ledger ../assay.db --format json --jobs 5 whatif --scenario other-name.yaml > ../five.json)
  >   cmp one.json five.json && grep -c '"sentence"' one.json | sed 's/^0$/nothing changes/; s/^[1-9].*/changes are explained/'
  > done
  changes are explained
  changes are explained
  changes are explained
  changes are explained

Names may be those of the packs, and one that nobody bears is told with its line.

  $ assay whatif --close 'Kan Paik Ti:far' --hold 'Pangwa=KIA' --from 2024-07-01 --to 2024-07-31 --draws 20 --save named.yaml > /dev/null
  $ grep '  - ' named.yaml
    - close: "kanpiketi:far"
    - hold: "pangwa=kia"
  $ sed -i 's/kia/nobody/; s/kanpiketi:far/kanpiketi:left/' named.yaml
  $ assay whatif --scenario named.yaml
  assay: named.yaml:6: no commodity of the network is called 'left': there are heavy-rare-earth, jade, food, fuel, medicine.
  [2]
  $ sed -i 's/kanpiketi:left/kanpiketi/' named.yaml
  $ assay whatif --scenario named.yaml
  assay: named.yaml:7: no actor is called 'nobody'.
  [2]
  $ printf 'scenario: s\ndays: soon\ndraws: 0\nchanges:\n  - shut: kanpiketi\n' > bad.yaml
  $ assay whatif --scenario bad.yaml
  bad.yaml:2: 'soon' is no year, month or day.
  bad.yaml:3: 'draws' is a whole number from 1 to 1,000,000.
  assay: bad.yaml:5: a scenario cannot 'shut': it can close, open, hold, stop, tax, refuse, permit, cut and mend.
  [2]
  $ assay whatif --scenario bad.yaml --close kanpiketi
  assay: --close cannot be given beside --scenario: write it into the file
  [2]
  $ assay flow --commodity gold
  assay: no commodity of the network is called 'gold': there are heavy-rare-earth, jade, food, fuel, medicine.
  [2]

Exposure as a file for a mineral-reporting template: every line has as many cells as the heading.

  $ assay exposure --buyer China --resource heavy-rare-earth --on 2024-09-01 --format csv > routes.csv
  $ python3 -c "
  > import csv
  > rows = list(csv.DictReader(open('routes.csv', newline='')))
  > assert rows and all(None not in r and None not in r.values() for r in rows)
  > r = rows[0]
  > print(r['Metal'], '|', r['Smelter Country'], '|', r['Location (Country) of Mine(s)'], '|', r['Point of export'], '|', r['Holder of mine'], '|', r['As of'])
  > print(all(r['Evidence (claims)'] for r in rows), sum(float(r['Share of supply, median']) for r in rows) <= 1.2)"
  heavy rare earths | China | Myanmar | Pangwa | New Democratic Army-Kachin | 2024-09-01
  True True
