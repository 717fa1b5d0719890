Three reports tell of one town: the party that took it, residents, and the army that denies it.

  $ cat > morning.txt <<'END'
  > Hill Morning Star
  > 
  > 12 June 2024
  > 
  > Residents say KIA has taken Sadung
  > 
  > The Kachin Independence Army captured the town of Sadung on Monday, residents said.
  > 
  > The Kachin Independence Army closed the Lweje gate on Tuesday, traders said.
  > END
  $ cat > wire.txt <<'END'
  > Border Wire
  > 
  > 13 June 2024
  > 
  > KIA and army differ over Sadung
  > 
  > The Kachin Independence Army captured Sadung on 10 June, its spokesman Col. Naw Bu said. The junta denied that Sadung had been captured.
  > 
  > Naw Bu denied that the KIA had closed the Lweje gate.
  > END
  $ cat > week.txt <<'END'
  > Northern Week
  > 
  > 20 June 2024
  > 
  > Quiet in Sadung
  > 
  > Sadung is under the control of the Kachin Independence Army. Junta soldiers withdrew from Sadung on 10 June.
  > END
  $ assay read morning.txt wire.txt week.txt | sed 's/, .*//'
  3 reports read

Who holds it, since when, and because of what.

  $ assay who Sadung --on 2024-06-20 | head -1
  Sadone on 2024-06-20: held by Kachin Independence Army (100%)
  $ assay who Sadung --on 2024-06-20 --as-known 2024-06-11
  Sadone on 2024-06-20: unknown
  $ assay timeline Sadung --to 2024-07-01
  FROM        TO          STATUS  HELD BY                   SURE  BECAUSE OF
  2024-05-11  2024-06-09  held    Myanmar junta              49%  week.txt, wire.txt
  2024-06-10  2024-07-01  held    Kachin Independence Army  100%  week.txt, morning.txt, wire.txt
  $ assay why Sadung --on 2024-06-20 | sed -n '/what would change/,$p'
  what would change it
    that these are wrong together (e-4fbfa520aabf3ac3, e-c81bfb2536fe1f2b): unknown (59%)
  $ assay diff --as-known 2024-06-11 2024-06-12 --on 2024-06-11
  PLACE   AS KNOWN 2024-06-11  AS KNOWN 2024-06-12                     BECAUSE OF
  Sadone  unknown (78%)        held by Kachin Independence Army (88%)  morning.txt

What happened, who says so, and who contradicts whom.

  $ assay events --type capture --joined
  EVENT               TIME        TYPE     PLACE   BY                      OF  REPORTS  VOICES  BELIEF
  e-c81bfb2536fe1f2b  2024-06-10  capture  Sadone  Kachin Independence               2       3     76%
                                                   Army
  $ assay origins
  VOICE                      KIND      SPEAKS FOR  EVENTS  DENIES  REPORTS  MEAN WEIGHT
  outlet:544890f84efad126    outlet                     2       0        1         2.59
  outlet:borderwire          outlet                     1       0        1         2.59
  party:junta                party     junta            1       1        1         1.52
  party:kia                  party     kia              2       1        1         0.83
  resident@e2889fb9d2c7b7ca  resident                   2       0        1         1.82
  $ assay disputes --top 2
  Sadone, 2024-06-10 (denial)
    capture at Sadone by Kachin Independence Army (sadung), say 2 voices
        "Residents say KIA has taken Sadung" (Hill Morning Star)
    not so: capture at Sadone by Kachin Independence Army (sadung), say 1 voice
        "The junta denied that Sadung had been captured." (Border Wire)
  Lweje, 2024-06-11 (denial)
    close gate at Lweje by Kachin Independence Army (lweje gate), say 1 voice
        "The Kachin Independence Army closed the Lweje gate on Tuesday, traders said." (Hill Morning
        Star)
    not so: close gate at Lweje by Kachin Independence Army (lweje gate), say 1 voice
        "Naw Bu denied that the KIA had closed the Lweje gate." (Border Wire)
  $ assay gate Lweje --on 2024-06-14 | head -4
  Lweje on 2024-06-14: closed (72%), shut by Kachin Independence Army; disputed
    side of Kachin Independence Army: closed 72%, partly 0%, open 5%, unknown 23%, since 2024-06-11
  because
    2024-06-12  Hill Morning Star  close_gate (claimed), believed 73% [f6d2a28a41ab4b81]

An analyst splits an event, undoes it, and holds a claim to be wrong; nothing is erased.

  $ first=$(assay events --type capture --format ndjson | grep -o '"event":"e-[^"]*"' | head -1 | cut -d'"' -f4)
  $ other=$(assay claims --type capture --format ndjson | grep wire.txt | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
  $ assay events --type capture --format ndjson | wc -l
  1
  $ assay judge $first split --with $other --by tester --why 'two days are told' | sed "s/ e-.*//"
  judgement 1:
  $ assay events --type capture --format ndjson | wc -l
  2
  $ assay judge 1 undo --by tester --why 'it is one day' | sed "s/:.*//"
  judgement 2
  $ assay events --type capture --format ndjson | wc -l
  1
  $ assay judge $other wrong --by tester --why 'misread' | sed "s/:.*//"
  judgement 3
  $ assay judge --list --format csv | cut -d, -f1,4,6,7
  number,verdict,by,why\r (esc)
  1,split,tester,two days are told\r (esc)
  2,undo,tester,it is one day\r (esc)
  3,wrong,tester,misread\r (esc)
  $ assay judge $other wrong
  assay: a judgement needs --by NAME and --why TEXT, so that others can judge it
  [2]
  $ assay judge nothing wrong --by tester --why 'no such claim'
  assay: the ledger has no claim 'nothing': `assay claims` lists them
  [2]

The same weighing on any table.

  $ printf 'item\tsource\tvalue\nbook\tone\tA. Author\nbook\ttwo\tA. Author\nbook\tthree\tB. Other\n' > table.tsv
  $ assay weigh table.tsv
  book\tA. Author\t0.8308 (esc)
  $ printf 'item\tsource\tvalue\nbook\tone\n' | assay weigh -
  assay: -: there is no readable table here
  [2]
