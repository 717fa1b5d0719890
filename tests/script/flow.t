Faults of a network are told with file and line, all of them.

  $ cat > bad.yaml <<'END'
  > network: bad
  > commodities:
  >   - {id: jade, form: stone, cargo: jade}
  > nodes:
  >   - {id: quarry}
  > fields:
  >   - {id: hills, commodity: jade, yield: [{best: -5, unit: tonnes per year, source: nobody}]}
  > roads:
  >   - {id: trail, through: [quarry, nowhere], km: [10]}
  > gates:
  >   - {gate: kanpiketi, near: kanpiketi, far_actor: china}
  > END
  $ assay network check --network bad.yaml
  bad.yaml:7: a yield is negative (-5).
  bad.yaml:7: a yield has no 'period': say when it was so.
  bad.yaml:9: the road 'trail' leads to nowhere: neither a pack nor 'nodes' knows the place 'nowhere'.
  bad.yaml:11: the gate 'kanpiketi' has one side only: give 'near' and 'far'.
  [1]

A scenario saved and run again gives the same bytes on any number of threads. The mine digs ten tonnes a day, which
leave by Kanpiketi until it shuts; a month's yield can be stored.

  $ cat > small.yaml <<'END'
  > network: small
  > commodities:
  >   - {id: jade, form: stone, cargo: jade, price: [{best: 1000, unit: yuan per tonne, period: 2023.., source: a price list}]}
  > nodes:
  >   - {id: quarry}
  >   - {id: houqiao, holder: china}
  > sites:
  >   - id: pit
  >     place: quarry
  >     commodity: jade
  >     yield: [{best: 3650, unit: tonnes per year, period: 2023.., source: a survey}]
  >     storage: {best: 1, unit: months of yield, source: a survey}
  > roads:
  >   - {id: track, through: [quarry, kanpiketi], km: [10], cost: {best: 1, unit: yuan per tonne and km, source: a carter}}
  > gates:
  >   - {gate: kanpiketi, near: kanpiketi, far: houqiao, far_actor: china}
  > buyers:
  >   - {id: dealers, actor: china, at: houqiao, commodity: jade}
  > END
  $ echo 'It rained on Monday, residents of the valley said.' > rain.txt
  $ assay read rain.txt --published 2023-01-10 | sed 's/, .*//'
  1 report read
  $ assay whatif --network small.yaml --close kanpiketi:far --from 2023-01-01 --to 2023-01-31 --effect-from 2023-01-11 --draws 20 --save shut.yaml
  WHAT       WHERE OR WHO  COMMODITY  BASE  SCENARIO   10%   50%   90%
  stock      pit           jade          0       210   210   210   210
  gate       kanpiketi     jade        310       100  -210  -210  -210
  delivered  dealers       jade        310       100  -210  -210  -210
  
  210 t of jade more lies in stock at pit at the end (+210 to +210 in 80 of 100 draws), because the scenario has gate kanpiketi shut on the far side from 2023-01-11; what binds is the gate kanpiketi (shut on 68 of 100 days; another tonne through it would be worth 989 yuan).
    small.yaml:11: a survey
  
  210 t of jade less passes the gate kanpiketi (\xe2\x88\x92210 to \xe2\x88\x92210 in 80 of 100 draws), because the scenario has gate kanpiketi shut on the far side from 2023-01-11; 210 more is left in stock; what binds is the gate kanpiketi (shut on 68 of 100 days; another tonne through it would be worth 989 yuan). (esc)
    small.yaml:11: a survey
  
  210 t of jade less reaches dealers (\xe2\x88\x92210 to \xe2\x88\x92210 in 80 of 100 draws), because the scenario has gate kanpiketi shut on the far side from 2023-01-11; what binds is the gate kanpiketi (shut on 68 of 100 days; another tonne through it would be worth 989 yuan). (esc)
    small.yaml:11: a survey
  $ cat shut.yaml
  scenario: "from the command line"
  days: 2023-01-01..2023-01-31
  effect: 2023-01-11..
  seed: 1
  draws: 20
  changes:
    - close: "kanpiketi:far"
  $ assay --format json --jobs 1 whatif --network small.yaml --scenario shut.yaml > one.json
  $ assay --format json --jobs 3 whatif --network small.yaml --scenario shut.yaml > three.json
  $ cmp one.json three.json

What cannot be read says how it is written.

  $ assay whatif --network small.yaml --tax kia:jade=lots
  assay: 'kia:jade=lots' cannot be read: 'tax' takes ACTOR:COMMODITY=20%[@PLACE] or ACTOR:COMMODITY=35000/t[@PLACE].
  [2]
  $ assay whatif --network small.yaml
  assay: nothing is changed: give --close, --open, --hold, --stop, --tax, --refuse, --permit, --cut, --mend or --scenario
  [2]
  $ assay exposure --network small.yaml --buyer china --resource gold --on 2023-01-10
  assay: the network carries no 'gold'.
  [2]
