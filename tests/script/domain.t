A pack is checked, and another country is a folder away.

  $ mkdir -p packs/land && cp -r "$SOURCE_DIR/domain/base" packs/
  $ export ASSAY_DOMAIN=packs
  $ assay domain check
  packs: no faults
  $ printf '%s\n' '# Origin: made up' '# Licence: CC0-1.0' 'actors:' '  - {id: front, name: The Front, kind: band, part_of: movement}' > packs/land/actors.yaml
  $ assay domain check
  packs/land/actors.yaml:4: unknown kind 'band'; * (glob)
  packs/land/actors.yaml:4: 'part_of' names 'movement', which no pack that is loaded defines
  2 faults
  [1]
  $ assay domain resolve Anywhere
  assay: packs/land/actors.yaml:4: unknown kind 'band'; * (glob)
  [2]
  $ rm packs/land/actors.yaml

A dump in GeoNames's columns becomes places; broken rows are told and left out.

  $ row() { printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\tUA\t\t05\t%s\t\t\t%s\t\t1\tEurope/Kyiv\t2024-01-01\n' "$@"; }
  $ { row 101 Stovpivka Stovpivka 'Stolpovka,Столпівка' 48.1 37.9 P PPL 0501 1200; row 102 'Kray Raion' '' '' 48.1 37.7 A ADM2 0501 0; row 103 Far '' '' 99 0 P PPL '' 0; echo broken; } | gzip > dump.gz
  $ assay domain import-geonames dump.gz --name steppe
  dump.gz:3: coordinates out of range: 99, 0
  dump.gz:4: 1 columns where GeoNames has 19
  packs/steppe/places-geonames.tsv: 2 places of 4 rows; 0 written out by hand already, 0 of other kinds or areas, 2 broken
  [1]
  $ cat packs/steppe/pack.yaml
  # What this folder is.
  # Origin: written by 'assay domain import-geonames'
  # Licence: CC0-1.0
  name: Ukraine
  country: ukraine
  $ assay domain check
  packs: no faults
  $ assay domain resolve 'Stovpyvka village' --format csv | tr -d '\r'
  chosen,id,score,spelling,distance,kilometres,why
  true,stovpivka-101,* (glob)
  $ assay domain resolve Nowhere
  no pack knows the name
  $ assay domain import-geonames none.txt --name steppe
  assay: none.txt: no such file
  [2]
  $ assay domain import-geonames dump.gz --name ../steppe
  assay: ../steppe: --name takes the pack's folder name: small letters, digits and hyphens
  [2]
