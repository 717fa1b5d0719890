#!/usr/bin/env python3
"""Single requests to a running `assay serve`, each address with parameters drawn anew, one after another: wall time
seen by the client, and processor time of the answering thread (the Server-Timing header), which other work on the
machine does not lengthen.   latency.py http://127.0.0.1:8321 [REQUESTS]"""
import http.client, json, random, sys, time
from datetime import date, timedelta
from urllib.parse import urlparse

base = urlparse(sys.argv[1])
count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
only = sys.argv[3] if len(sys.argv) > 3 else ""
rng = random.Random(1)
connection = http.client.HTTPConnection(base.hostname, base.port, timeout=60)


def get(path):
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip" if path.startswith("/api/places") else "identity"})
    response = connection.getresponse()
    body = response.read()
    wall = (time.perf_counter() - start) * 1e3
    cpu = float((response.getheader("Server-Timing") or "cpu;dur=nan").split("dur=")[1])
    return response.status, body, wall, cpu


def read(path):
    connection.request("GET", path)
    return json.loads(connection.getresponse().read())


meta = read("/api/meta")
first, last = date.fromisoformat(meta["focus"][0]), date.fromisoformat(meta["last_day"])
known_first, known_last = date.fromisoformat(meta["known_first"]), date.fromisoformat(meta["known_last"])
day = lambda a, b: (a + timedelta(days=rng.randrange((b - a).days + 1))).isoformat()
on = lambda: day(first, last)
known = lambda: day(known_first, known_last)
holdings = read("/api/holdings")
names = read("/api/places")["id"]
spoken = [names[k] for k in holdings["index"]]
weights = [c + 0.1 for c in holdings["claims"]]
alike = lambda: rng.choice(spoken)                          # any place that reports speak of
often = lambda: rng.choices(spoken, weights)[0]             # as often as they are spoken of
gates = [g["id"] for g in read("/api/gates")["gates"]]
claims = [c["id"] for c in read("/api/claims?limit=500")["claims"]]
documents = [d["id"] for d in read("/api/documents?limit=500")["documents"]]
events = [e["id"] for e in read("/api/events?limit=500")["events"]] or ["none"]
actors = [a["id"] for a in meta["actors"]] or ["kia"]
slide = {"day": first}


def step():  # the handle of the day as known, moved day by day
    slide["day"] = slide["day"] + timedelta(days=1) if slide["day"] < last else first
    return slide["day"].isoformat()


addresses = {
    "meta": lambda: "/api/meta",
    "places": lambda: "/api/places",
    "activity": lambda: "/api/activity",
    "holdings?on": lambda: f"/api/holdings?on={on()}",
    "holdings?on&as_known, slid": lambda: (lambda d: f"/api/holdings?on={d}&as_known={d}")(step()),
    "holdings?on&as_known, anywhere": lambda: f"/api/holdings?on={on()}&as_known={known()}",
    "gates": lambda: f"/api/gates?on={on()}&as_known={known()}",
    "gates/{id}": lambda: f"/api/gates/{rng.choice(gates)}?on={on()}&as_known={known()}",
    "gates/{id}/timeline": lambda: f"/api/gates/{rng.choice(gates)}/timeline?as_known={known()}",
    "changes?from&to": lambda: (lambda d: f"/api/changes?from={d}&to={(date.fromisoformat(d) + timedelta(days=7)).isoformat()}")(on()),
    "places/{id}, alike": lambda: f"/api/places/{alike()}?on={on()}&as_known={known()}",
    "places/{id}, as spoken of": lambda: f"/api/places/{often()}?on={on()}&as_known={known()}",
    "places/{id}/timeline, alike": lambda: f"/api/places/{alike()}/timeline?as_known={known()}",
    "places/{id}/timeline, as spoken of": lambda: f"/api/places/{often()}/timeline?as_known={known()}",
    "actors/{id}": lambda: f"/api/actors/{rng.choice(actors)}?on={on()}",
    "events": lambda: f"/api/events?place={often()}&offset={rng.randrange(20)}",
    "events?type&from": lambda: f"/api/events?type={rng.choice(['capture', 'clash', 'attack'])}&from={on()}",
    "events/{id}": lambda: f"/api/events/{rng.choice(events)}",
    "claims?place": lambda: f"/api/claims?place={often()}&limit={rng.randrange(20, 60)}",
    "claims?actor&type": lambda: f"/api/claims?actor={rng.choice(actors)}&type=capture&offset={rng.randrange(1000)}",
    "claims?speaker": lambda: f"/api/claims?speaker=resident&offset={rng.randrange(1000)}",
    "claims/{id}": lambda: f"/api/claims/{rng.choice(claims)}",
    "documents": lambda: f"/api/documents?offset={rng.randrange(10000)}&q={rng.choice('abcdefgh')}",
    "documents/{id}": lambda: f"/api/documents/{rng.choice(documents)}",
    "origins?place": lambda: f"/api/origins?place={often()}",
    "disputes": lambda: f"/api/disputes?offset={rng.randrange(500)}",
    "search": lambda: f"/api/search?q={rng.choice(['Place', 'pla', 'report', 'front', 'hills'])}+{rng.randrange(9000)}",
}
print(f"{'address':38} {'p50':>8} {'p95':>8} {'worst':>8} {'p50 cpu':>9} {'p95 cpu':>9}  bytes  not 200  incomplete")
for name, make in addresses.items():
    if only not in name:
        continue
    walls, cpus, sizes, bad, part = [], [], [], 0, 0
    for _ in range(count):
        status, body, wall, cpu = get(make())
        walls.append(wall), cpus.append(cpu), sizes.append(len(body))
        bad += status != 200
        part += b'"complete":false' in body
    walls.sort(), cpus.sort()
    at = lambda list, q: list[min(len(list) - 1, int(q * len(list)))]
    print(f"{name:38} {at(walls, .5):8.1f} {at(walls, .95):8.1f} {walls[-1]:8.1f} {at(cpus, .5):9.1f} {at(cpus, .95):9.1f}  {max(sizes)}  {bad}  {part}", flush=True)
