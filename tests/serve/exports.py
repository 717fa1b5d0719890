#!/usr/bin/env python3
"""Holds what `assay export` writes against the formats that it is in: GeoJSON by RFC 7946, GraphML by its structure,
FollowTheMoney by the property names and types of its schemata, CSV by RFC 4180 and its columns, SQLite by its own
check; and that none names a person whom no pack knows, or says where forces lately are.   exports.py ASSAY SOURCE_DIR"""
import csv, io, json, os, re, sqlite3, subprocess, sys, tempfile
import xml.etree.ElementTree as xml
from datetime import date
from pathlib import Path

assay, source = sys.argv[1], Path(sys.argv[2])
faults = []
DAY = re.compile(r"\d{4}-\d\d-\d\d$")

# Of the model's schemata (followthemoney.tech): the properties that these have, with what they inherit.
THING = {"name", "summary", "description", "country", "alias", "previousName", "weakAlias", "sourceUrl", "publisher", "publisherUrl", "alephUrl", "wikipediaUrl", "wikidataId", "keywords", "topics",
         "address", "addressEntity", "program", "notes", "proof", "indexText", "createdAt", "modifiedAt", "retrievedAt"}
INTERVAL = {"startDate", "endDate", "date", "description", "summary", "modifiedAt", "recordId", "sourceUrl", "publisher", "publisherUrl", "retrievedAt", "proof", "indexText", "names", "namesMentioned"}
LEGAL = THING | {"abbreviation", "email", "phone", "website", "legalForm", "incorporationDate", "dissolutionDate", "status", "sector", "classification", "registrationNumber", "idNumber", "taxNumber", "jurisdiction", "mainCountry", "parent"}
SCHEMATA = {
    "Organization": LEGAL,
    "PublicBody": LEGAL,
    "Company": LEGAL | {"capital"},
    "Person": LEGAL | {"title", "firstName", "lastName", "position", "birthDate", "nationality", "gender", "political", "education"},
    "Membership": INTERVAL | {"member", "organization", "role", "status"},
    "Address": INTERVAL | {"full", "remarks", "postOfficeBox", "street", "street2", "city", "postalCode", "region", "state", "latitude", "longitude", "country", "osmId", "googlePlaceId"},
    "Article": THING | {"title", "author", "fileName", "fileSize", "mimeType", "encoding", "language", "date", "publishedAt", "authoredAt", "contentHash", "bodyText"},
    "Event": THING | INTERVAL | {"location", "country", "important", "organizer", "involved"},
}
REQUIRED = {"Organization": {"name"}, "PublicBody": {"name"}, "Company": {"name"}, "Person": {"name"}, "Event": {"name"}, "Membership": {"member", "organization"}}
LEGAL_ENTITIES = {"Organization", "PublicBody", "Company", "Person"}
RANGES = {"involved": LEGAL_ENTITIES, "member": LEGAL_ENTITIES, "organization": {"Organization", "PublicBody", "Company"}, "proof": {"Article"}, "addressEntity": {"Address"}}
TYPES = {"name": "name", "alias": "name", "country": "country", "startDate": "date", "endDate": "date", "date": "date", "publishedAt": "date", "sourceUrl": "url", "summary": "text", "involved": "entity",
         "proof": "entity", "member": "entity", "organization": "entity", "location": "address", "addressEntity": "entity", "latitude": "number", "longitude": "number"}


def check(condition, what):
    if not condition:
        faults.append(what)


def export(ledger, form, *options):
    done = subprocess.run([assay, "--ledger", ledger, "export", "--format", form, *options], capture_output=True)
    check(done.returncode == 0, f"{form}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def geojson(ledger):
    found = json.loads(export(ledger, "geojson", "--on", "2024-11-25"))
    check(found["type"] == "FeatureCollection", "no FeatureCollection")
    check("crs" not in found, "RFC 7946 knows no crs")
    ids, points = set(), []
    for feature in found["features"]:
        check(set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature", f"no feature: {feature}")
        check(feature["id"] not in ids, f"{feature['id']} twice")
        ids.add(feature["id"])
        geometry = feature["geometry"]
        if geometry is None:
            continue
        lon, lat = geometry["coordinates"]
        points.append((lon, lat))
        check(geometry["type"] == "Point" and -180 <= lon <= 180 and -90 <= lat <= 90, f"{feature['id']}: {geometry}")
    box = found["bbox"]
    check(box == [min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points)], f"bbox is {box}")
    place = next(f["properties"] for f in found["features"] if f["id"] == "place/kanpiketi")
    check(place["state"] in ("held", "joint") and place["holders"][0] == "kia" and DAY.match(place["since"]), f"Kanpiketi is {place}")
    asked = json.loads(subprocess.run([assay, "--ledger", ledger, "who", "kanpiketi", "--on", "2024-11-25", "--format", "json"], capture_output=True).stdout)
    check(abs(asked["probability"] - place["probability"]) < 0.006, "`assay who` says otherwise")
    earlier = json.loads(export(ledger, "geojson", "--on", "2024-11-25", "--as-known", "2024-03-15"))
    check(not any(f["id"] == "place/kanpiketi" and f["properties"]["state"] == "held" and f["properties"]["holders"][:1] == ["kia"] for f in earlier["features"]), "known before it was known")


def table(ledger):
    text = export(ledger, "csv", "--on", "2025-08-31").decode()
    check(all(line == "" or line.endswith("\r") for line in text.split("\n")), "lines end otherwise than in CR LF")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    check(len(rows) > 30, f"{len(rows)} rows")
    needed = {"event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "country", "admin1", "location", "latitude", "longitude",
              "geo_precision", "source", "notes", "fatalities", "best", "high", "low", "type_of_violence", "date_start", "date_end"}
    check(needed <= set(rows[0]), f"columns lack {needed - set(rows[0])}")
    check(len({r["event_id_cnty"] for r in rows}) == len(rows), "an event twice")
    check([r["event_date"] for r in rows] == sorted(r["event_date"] for r in rows), "not by day")
    for r in rows:
        check(None not in r and None not in r.values(), f"{r['event_id_cnty']}: too few or too many cells")
        date.fromisoformat(r["event_date"]), date.fromisoformat(r["date_start"]), date.fromisoformat(r["date_end"])
        check(r["date_start"] <= r["date_end"], f"{r['event_id_cnty']} ends before it begins")
        check(r["time_precision"] in "123" and r["geo_precision"] in "123", f"{r['event_id_cnty']}: precision")
        check(r["event_type"] in ("Battles", "Explosions/Remote violence", "Violence against civilians", "Strategic developments", "Protests", "Riots"), r["event_type"])
        check(not r["latitude"] or -90 <= float(r["latitude"]) <= 90, r["latitude"])
        check(not r["low"] or not r["high"] or float(r["low"]) <= float(r["best"]) <= float(r["high"]), f"{r['event_id_cnty']}: {r['low']} {r['best']} {r['high']}")
        check(not r["actor1"].startswith(("=", "+", "-", "@")), "a formula")
    check(any(r["country"] == "Myanmar" and r["admin1"] == "Kachin State" and r["event_id_cnty"].startswith("MM") for r in rows), "no event in Kachin State")
    return rows


def entities(ledger):
    lines = [json.loads(line) for line in export(ledger, "ftm").decode().splitlines()]
    by_id = {e["id"]: e for e in lines}
    check(len(by_id) == len(lines), "an entity twice")
    check({e["schema"] for e in lines} >= {"Organization", "Event", "Article", "Address", "Membership"}, f"schemata are {({e['schema'] for e in lines})}")
    for e in lines:
        known = SCHEMATA.get(e["schema"])
        if known is None:
            faults.append(f"{e['id']}: no schema {e['schema']}")
            continue
        check(set(e["properties"]) <= known, f"{e['id']}: {e['schema']} has no {set(e['properties']) - known}")
        check(REQUIRED.get(e["schema"], set()) <= set(e["properties"]), f"{e['id']}: lacks {REQUIRED.get(e['schema'])}")
        for name, values in e["properties"].items():
            check(values and len(set(values)) == len(values) and all(isinstance(v, str) and v for v in values), f"{e['id']}.{name}: {values}")
            for v in values:
                if name in RANGES:
                    check(v in by_id and by_id[v]["schema"] in RANGES[name], f"{e['id']}.{name}: {v} is no {RANGES[name]}")
                if TYPES.get(name) == "date":
                    check(DAY.match(v), f"{e['id']}.{name}: {v}")
                if TYPES.get(name) == "country":
                    check(re.fullmatch("[a-z]{2}", v), f"{e['id']}.{name}: {v}")
                if TYPES.get(name) == "number":
                    float(v)
    statements = [json.loads(line) for line in export(ledger, "ftm-statements").decode().splitlines()]
    check(len({s["id"] for s in statements}) == len(statements), "a statement twice")
    again = {}
    for s in statements:
        check(set(s) == {"id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value", "external", "first_seen", "last_seen"}, f"no statement: {s}")
        check(s["prop_type"] == TYPES.get(s["prop"], "string"), f"{s['prop']} is no {s['prop_type']}")
        again.setdefault(s["entity_id"], {}).setdefault(s["prop"], []).append(s["value"])
    check(again == {e["id"]: e["properties"] for e in lines}, "entities and statements differ")
    return lines


def graph(ledger, folder):
    text = export(ledger, "graphml")
    (folder / "g.graphml").write_bytes(text)
    done = subprocess.run(["xmllint", "--noout", "--nonet", str(folder / "g.graphml")], capture_output=True)
    check(done.returncode == 0, f"xmllint: {done.stderr.decode()}")
    n = "{http://graphml.graphdrawing.org/xmlns}"
    root = xml.fromstring(text)
    check(root.tag == n + "graphml", root.tag)
    keys = {k.get("id"): k for k in root.findall(n + "key")}
    for k in keys.values():
        check(k.get("for") in ("node", "edge") and k.get("attr.type") in ("string", "int", "double") and k.get("attr.name"), xml.tostring(k).decode())
    (one,) = root.findall(n + "graph")
    check(one.get("edgedefault") == "directed" and [c.tag for c in root] == [n + "key"] * len(keys) + [n + "graph"], "the order of elements")
    nodes = {x.get("id") for x in one.findall(n + "node")}
    check(len(nodes) == len(one.findall(n + "node")) > 10, "nodes")
    check(len({x.get("id") for x in one.findall(n + "edge")}) == len(one.findall(n + "edge")) > 10, "edges")
    for x in list(one):
        check(x.tag in (n + "node", n + "edge"), x.tag)
        if x.tag == n + "edge":
            check(x.get("source") in nodes and x.get("target") in nodes, f"an edge from or to nowhere: {x.attrib}")
        for d in x:
            check(d.tag == n + "data" and keys[d.get("key")].get("for") == x.tag.removeprefix(n), f"{d.attrib} of {x.tag}")
            if keys[d.get("key")].get("attr.type") == "int":
                int(d.text)


def database(ledger, folder, rows):
    file = folder / "x.sqlite"
    export(ledger, "sqlite", "--on", "2025-08-31", "--out", str(file))
    done = sqlite3.connect(file)
    check(done.execute("PRAGMA integrity_check").fetchone() == ("ok",), "integrity_check")
    check({r[0] for r in done.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == {"about", "holding", "gate", "event", "actor", "report"}, "tables")
    check(done.execute("SELECT count(*) FROM event WHERE happened").fetchone()[0] >= len(rows), "events are fewer than the table's")
    check(done.execute("SELECT count(*) FROM event, json_each('[\"' || replace(reports, '; ', '\",\"') || '\"]') r LEFT JOIN report ON report.report = r.value WHERE report.report IS NULL").fetchone()[0] == 0, "a report is missing")
    refused = subprocess.run([assay, "--ledger", ledger, "export", "--format", "sqlite", "--out", ledger], capture_output=True)
    check(refused.returncode == 2, "an export may overwrite its ledger")
    refused = subprocess.run([assay, "--ledger", ledger, "export", "--format", "sqlite"], capture_output=True)
    check(refused.returncode == 2, "a database goes to standard output")


def nobody_private(folder):
    """A person whom no pack knows, and where forces are these days, stay in the ledger."""
    ledger = str(folder / "p.db")
    report = folder / "p.txt"
    report.write_text("Soldiers detained Maung Thura Zin, a teacher, in Momauk on 3 March 2025. \"They took my son,\" said Daw Hnin Yu, a resident of Momauk.\n\n"
                      "The Kachin Independence Army deployed troops to Mansi on 4 March 2025. The KIA seized Momauk on 3 March 2025, Daw Hnin Yu said.\n")
    subprocess.run([assay, "--ledger", ledger, "read", str(report), "--published", "2025-03-05"], check=True, capture_output=True)
    said = subprocess.run([assay, "--ledger", ledger, "claims", "--format", "ndjson"], capture_output=True, text=True).stdout
    check("Hnin" in said or "Thura" in said, "the test's sentences are no longer read as it means them")
    check('"deploy"' in said, "the test's sentence of a deployment is no longer read")
    for today, shown in (("2025-03-10T00:00:00Z", False), ("2025-09-10T00:00:00Z", True)):
        os.environ["ASSAY_NOW"] = today
        for form in ("geojson", "csv", "ftm", "ftm-statements", "graphml"):
            text = export(ledger, form, "--on", "2025-03-31").decode()
            for name in ("Hnin", "hnin", "Thura", "thura"):
                check(name not in text, f"{form} names {name}")
            if form in ("csv", "ftm"):
                check(("deploy" in text) == shown, f"{form} on {today}: a deployment {'is not' if shown else 'is'} told")
        file = folder / f"p{shown}.sqlite"
        export(ledger, "sqlite", "--on", "2025-03-31", "--out", str(file))
        text = file.read_bytes()
        check(b"Hnin" not in text and b"Thura" not in text and b"hnin" not in text, "sqlite names a private person")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    ledger = str(folder / "l.db")
    os.environ["ASSAY_NOW"] = "2026-01-15T12:00:00Z"
    subprocess.run([assay, "--ledger", ledger, "read", str(source / "samples")], check=True, capture_output=True)
    geojson(ledger)
    rows = table(ledger)
    entities(ledger)
    graph(ledger, folder)
    database(ledger, folder, rows)
    for form in ("geojson", "csv", "ftm", "graphml"):
        check(export(ledger, form) == export(ledger, form), f"{form}: two exports differ")
    nobody_private(folder)
for fault in faults[:60]:
    print(fault)
print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
