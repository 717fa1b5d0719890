#!/usr/bin/env bash
# Makes src/map/base.geojson, the ground that the map is drawn on, from open boundaries:
#   make-base.sh BOUNDARIES RIVERS
# BOUNDARIES has mmr-adm1.geojson and mmr-adm2.geojson (Mesoshapes, CC0, via Who's On First); RIVERS is Natural Earth's
# 1:10m rivers (public domain). Neighbours and sea come from the npm package world-atlas (Natural Earth 1:10m, public
# domain). Polygons of Mesoshapes leave slivers between neighbours, so they are cleaned before lines are taken; the
# border is kept to about 200 m, what is far from Kachin State to 2 km.
set -euo pipefail
boundaries=$(realpath "$1") rivers=$(realpath "$2") here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --no-fund --no-audit --ignore-scripts mapshaper@0.7.70 world-atlas@2.0.2 >/dev/null
ms() { npx mapshaper "$@" 2>messages || { cat messages >&2; exit 1; }; }
ms "$boundaries/mmr-adm1.geojson" -filter 'name!="Minor islands of Myanmar"' -clean gap-fill-area=200km2 snap-interval=0.004 \
  -simplify variable interval='name=="Kachin" ? 250 : 1000' keep-shapes -o adm1.json format=topojson
ms adm1.json -dissolve2 gap-fill-area=300km2 -explode -filter 'this.area>30e6' -clip bbox=90,14,104,30 -each 'k="land"' -o land.json format=geojson precision=0.0005
ms adm1.json -filter 'name=="Kachin"' -each 'k="focus"' -filter-fields k -o focus.json format=geojson precision=0.0005
ms adm1.json -innerlines -clip bbox=90,14,104,30 -each 'k="state"' -filter-fields k -o states.json format=geojson precision=0.0005
ms "$boundaries/mmr-adm2.geojson" -filter 'region=="Kachin"' -clean gap-fill-area=200km2 snap-interval=0.004 -innerlines -simplify interval=400 -each 'k="district"' -filter-fields k -o districts.json format=geojson precision=0.0005
ms node_modules/world-atlas/countries-10m.json -target countries -clip bbox=86,12,108,32 -simplify interval=1500 keep-shapes \
  -filter 'name!="Myanmar"' -innerlines -each 'k="border"' -filter-fields k -o border.json format=geojson precision=0.001
ms node_modules/world-atlas/countries-10m.json -target countries -clip bbox=86,12,108,32 -dissolve -simplify interval=2500 -o other.json format=geojson precision=0.002
ms -rectangle bbox=86,12,108,32 -erase other.json -each 'k="sea"' -filter-fields k -o sea.json format=geojson precision=0.002
ms "$rivers" -simplify interval=300 -each 'k="river", n=name_en || name, rank=scalerank' -filter-fields k,n,rank -o rivers.json format=geojson precision=0.0005
node - "$here/base-labels.json" "$here/../src/map/base.geojson" <<'JS'
const fs = require('fs');
const read = (file) => { const d = JSON.parse(fs.readFileSync(file, 'utf8')); return d.features ?? d.geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })); };
const features = ['sea', 'land', 'focus', 'district', 'state', 'border', 'river'].flatMap((k) => {
  const file = { district: 'districts', state: 'states', river: 'rivers' }[k] ?? k;
  return read(`${file}.json`).map((f) => ({ type: 'Feature', properties: { k, ...f.properties }, geometry: f.geometry }));
});
for (const [n, my, lon, lat, size, turn] of JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).labels)
  features.push({ type: 'Feature', properties: { k: 'label', n, my, size, turn }, geometry: { type: 'Point', coordinates: [lon, lat] } });
fs.writeFileSync(process.argv[3], JSON.stringify({ type: 'FeatureCollection',
  origin: "Boundaries of Myanmar: Mesoshapes (CC0) via Who's On First. Neighbours, sea and rivers: Natural Earth (public domain). Names: this project (CC0).",
  features }) + '\n');
JS
ls -l "$here/../src/map/base.geojson"
