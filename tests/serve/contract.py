#!/usr/bin/env python3
"""Starts `assay serve` on the samples and holds what it answers against docs/openapi.yaml: every documented address
answers, every address that answers is documented, answers fit their schemas; headers, errors, slow and hostile
clients, judgements with the token and without, Ctrl-C.   contract.py ASSAY SOURCE_DIR"""
import gzip, http.client, json, os, re, signal, socket, subprocess, sys, tempfile, time
from pathlib import Path

import jsonschema, yaml

assay, source = sys.argv[1], Path(sys.argv[2])
description = yaml.safe_load((source / "docs/openapi.yaml").read_text())
faults = []


def check(condition, what):
    if not condition:
        faults.append(what)


def resolver_schema(schema):
    return {**schema, "components": description["components"], "$schema": "https://json-schema.org/draft/2020-12/schema"}


def fits(schema, answer, what):
    errors = sorted(jsonschema.Draft202012Validator(resolver_schema(schema)).iter_errors(answer), key=str)
    for error in errors[:3]:
        faults.append(f"{what}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")


class Server:
    def __init__(self, ledger, *options):
        self.process = subprocess.Popen([assay, "--ledger", ledger, "serve", "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        if not found:
            raise SystemExit(f"the server did not say where it is: {line!r} {self.process.stderr.read()}")
        self.port = int(found[1])
        for _ in range(600):
            if self.json("/api/meta")["ready"]:
                break
            time.sleep(0.1)

    def ask(self, path, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, dict((k.lower(), v) for k, v in response.getheaders()), data

    def json(self, path):
        status, _, data = self.ask(path)
        if status != 200:
            raise SystemExit(f"{path}: {status} {data[:300]}")
        return json.loads(data)

    def raw(self, text, wait=3.0):
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as s:
            s.sendall(text)
            s.shutdown(socket.SHUT_WR)
            data = b""
            try:
                while part := s.recv(65536):
                    data += part
            except (TimeoutError, ConnectionResetError):
                pass
            return data

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "it did not end"


def parameters(operation):
    found = []
    for one in operation.get("parameters", []):
        if "$ref" in one:
            one = description["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]]
        found.append(one)
    return found


def addresses(server):
    """Each documented GET as concrete paths: plain, and with every parameter that has a value to give."""
    ids = {
        "/api/places/{id}": ["kanpiketi", "Momauk"],
        "/api/gates/{id}": ["laiza", "china-border"],
        "/api/actors/{id}": ["kia", "china"],
        "/api/events/{id}": [e["id"] for e in server.json("/api/events?limit=40")["events"]],
        "/api/claims/{id}": [c["id"] for c in server.json("/api/claims?limit=60")["claims"]],
        "/api/documents/{id}": [d["id"] for d in server.json("/api/documents")["documents"]],
    }
    values = {"on": "2024-11-25", "as_known": "2025-01-31", "as_recorded": "2025-09-06", "from": "2024-09-01", "to": "2024-11-30", "known_from": "2024-10-01", "known_to": "2024-12-01", "place": "kanpiketi", "actor": "kia",
              "speaker": "resident", "type": "capture", "stance": "asserted", "kind": "denial", "limit": "7", "offset": "1", "seed": "3", "draws": "5", "q": "gate", "document": "10-kan-pike-ti-falls.txt"}
    for path, item in description["paths"].items():
        operation = item.get("get")
        if not operation:
            continue
        concrete = [path]
        if "{id}" in path:
            key = path[: path.index("{id}") + 4]
            concrete = [path.replace("{id}", one) for one in ids[key]]
        known = [p for p in parameters(operation) if p["in"] == "query"]
        required = {p["name"]: p.get("example", values.get(p["name"])) for p in known if p.get("required")}
        required.update(operation.get("x-example", {}))
        for one in concrete:
            yield path, operation, one, dict(required)
            for p in known:
                if p["name"] not in required and p["name"] in values:
                    if path == "/api/changes" and p["name"] in ("on", "known_from", "known_to"):
                        yield path, operation, one, {"known_from": values["known_from"], "known_to": values["known_to"], **({"on": values["on"]} if p["name"] == "on" else {})}
                    else:
                        yield path, operation, one, {**required, p["name"]: values[p["name"]]}
        for p in known:
            for choice in p["schema"].get("enum", []):
                yield path, operation, concrete[0], {**required, p["name"]: choice}


def contract(server):
    asked = set()
    for path, operation, concrete, query in addresses(server):
        target = concrete + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
        if target in asked:
            continue
        asked.add(target)
        for _ in range(100):  # what is not whole yet is asked for again
            status, headers, data = server.ask(target)
            if b'"complete":false' not in data:
                break
            time.sleep(0.1)
        check(status == 200, f"{target}: {status} {data[:200]}")
        if status != 200:
            continue
        contents = {kind.split(";")[0]: content for kind, content in operation["responses"]["200"]["content"].items()}
        check(headers["content-type"].split(";")[0] in contents, f"{target}: {headers['content-type']} is not documented")
        check("etag" in headers, f"{target} has no ETag")
        if "json" in headers["content-type"] and "ndjson" not in headers["content-type"]:
            fits(contents[headers["content-type"].split(";")[0]]["schema"], json.loads(data), target)
    # What is documented is what is routed, and the other way round.
    routed = set(tuple(line.split()) for line in subprocess.run([assay, "serve", "--addresses"], capture_output=True, text=True, check=True).stdout.splitlines())
    documented = {(method.upper(), path) for path, item in description["paths"].items() for method in item}
    check(routed == documented, f"documented and routed differ: {sorted(routed ^ documented)}")
    whatif = description["paths"]["/api/whatif"]["post"]
    body = whatif["requestBody"]["content"]["application/json"]["example"]
    fits(whatif["requestBody"]["content"]["application/json"]["schema"], body, "the example of whatif")
    status, _, data = server.ask("/api/whatif", "POST", json.dumps(body), {"Content-Type": "application/json"})
    check(status == 200, f"whatif: {status} {data[:200]}")
    if status == 200:
        fits(whatif["responses"]["200"]["content"]["application/json"]["schema"], json.loads(data), "whatif")
    return len(asked)


def protocol(server):
    own = {"Host": f"127.0.0.1:{server.port}"}
    status, headers, data = server.ask("/api/meta")
    for name, value in (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")):
        check(headers.get(name) == value, f"{name} is {headers.get(name)}")
    policy = headers.get("content-security-policy", "")
    check("default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy, f"the policy is {policy}")
    check(server.ask("/api/meta", headers={"If-None-Match": headers["etag"]})[0] == 304, "no 304")
    status, headers, zipped = server.ask("/api/places", headers={"Accept-Encoding": "gzip"})
    check(headers.get("content-encoding") == "gzip" and gzip.decompress(zipped) == server.ask("/api/places")[2], "gzip differs")
    status, headers, data = server.ask("/api/meta", "HEAD")
    check(status == 200 and data == b"" and "etag" in headers, "HEAD")
    check(server.ask("/api/meta", headers={"Host": "rebound.example"})[0] == 421, "a foreign Host is answered")
    check(b" 421 " in server.raw(b"GET /api/meta HTTP/1.1\r\n\r\n").split(b"\r\n")[0], "no Host is answered")
    status, headers, data = server.ask("/")
    check(status == 200 and headers["content-type"].startswith("text/html"), "the page is not there")
    for asset in re.findall(rb'(?:src|href)="\.?/?(assets/[^"]+)"', data):
        status, headers, _ = server.ask("/" + asset.decode())
        check(status == 200 and "immutable" in headers.get("cache-control", ""), f"/{asset.decode()}: {status} {headers.get('cache-control')}")
    for path, wanted in (("/../../etc/passwd", 404), ("/%2e%2e/%2e%2e/etc/passwd", 404), ("/assets/..%2f..%2fREADME.md", 404), ("/api/places/..%2f..", 404), ("/api/places/%00", 400), ("/api/meta?x=1", 400),
                         ("/api/holdings?on=tomorrow", 400), ("/" + "a" * 3000, 414), ("/api/claims/" + "%41" * 600, 404)):
        status, _, data = server.ask(path)
        check(status == wanted, f"{path[:60]}: {status}, not {wanted}")
        fits({"$ref": "#/components/schemas/Error"}, json.loads(data), path[:60])
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        check(server.ask("/api/meta", method)[0] == 405, f"{method} is answered")
    check(server.ask("/api/whatif", "POST", "x" * 100_000, {"Content-Type": "application/json"})[0] == 413, "a huge body is taken")
    check(server.ask("/api/judgements", "POST", "{}", {"Content-Type": "application/json", "Authorization": "Bearer x"})[0] == 403, "a judgement is taken without --edit")
    for text in (b"\x00\xff" * 500, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /api/meta HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", b"POST /api/whatif HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                 b"GET /api/meta HTTP/1.1\r\n" + b"X-A: b\r\n" * 5000 + b"\r\n", b"GET /api/meta HTTP/1.1\r\nX: " + b"y" * 100_000):
        server.raw(text)
    # Two requests over one connection; a body that nobody reads is not taken for a request.
    answer = server.raw(b"GET /api/activity HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/activity HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    check(answer.count(b"HTTP/1.1 200") == 2, "a connection does not serve two requests")
    answer = server.raw(b"GET /api/activity HTTP/1.1\r\nHost: localhost\r\nContent-Length: 61\r\n\r\nGET /api/places HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    check(answer.count(b"HTTP/1.1") == 1, "a body is taken for a request")
    check(server.ask("/api/meta", headers=own)[0] == 200, "the server does not answer any more")


def slow_clients(server):
    """Many that never finish their request keep nobody else out, and are let go."""
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(300)]
    for s in idle:
        s.sendall(b"GET /api/meta HTTP/1.1\r\nHost: local")
    start = time.monotonic()
    check(server.ask("/api/meta")[0] == 200, "slow clients keep others out")
    check(time.monotonic() - start < 8, "slow clients make others wait")
    gone = 0
    deadline = time.monotonic() + 60
    for s in idle:
        try:  # one byte now and then does not keep it open either
            while time.monotonic() < deadline:
                s.settimeout(2)
                try:
                    if s.recv(4096) == b"":
                        break
                except TimeoutError:
                    s.sendall(b"h")
            gone += time.monotonic() < deadline
        except OSError:
            gone += 1
        s.close()
    check(gone == len(idle), f"{len(idle) - gone} slow clients were kept for a minute")


def judging(ledger):
    server = Server(ledger, "--edit", "--token", "a-token-for-this-test")
    claim = server.json("/api/claims?type=capture&limit=1")["claims"][0]["id"]
    body = {"claim": claim, "verdict": "wrong", "by": "N. Ame", "why": "said of another town"}
    operation = description["paths"]["/api/judgements"]["post"]
    fits(operation["requestBody"]["content"]["application/json"]["schema"], body, "a judgement")
    kind = {"Content-Type": "application/json"}
    check(server.ask("/api/judgements", "POST", json.dumps(body), kind)[0] == 401, "no token is needed")
    before = server.json("/api/meta")["stamp"]
    status, _, data = server.ask("/api/judgements", "POST", json.dumps(body), {**kind, "Authorization": "Bearer a-token-for-this-test"})
    check(status == 201, f"judging: {status} {data[:200]}")
    fits(operation["responses"]["201"]["content"]["application/json"]["schema"], json.loads(data), "judging")
    check(server.json("/api/meta")["stamp"] != before, "the stamp is the same after a judgement")
    check(server.json(f"/api/claims/{claim}")["judgements"][0]["verdict"] == "wrong", "the judgement is not shown")
    listed = subprocess.run([assay, "--ledger", ledger, "judge", "--list", "--format", "json"], capture_output=True, text=True).stdout
    check(json.loads(listed)[0]["claim"] == claim, "the command line does not know the judgement")
    check(server.end() == 0, "Ctrl-C does not end the server with 0")


def growing(server, ledger, folder):
    """What another process reads is seen."""
    before = server.json("/api/meta")
    report = folder / "late.txt"
    report.write_text("The army took the town of Pangwa on 3 September 2025, residents said.\n")
    subprocess.run([assay, "--ledger", ledger, "read", str(report), "--published", "2025-09-05"], check=True, capture_output=True)
    for _ in range(100):
        if server.json("/api/meta")["stamp"] != before["stamp"]:
            break
        time.sleep(0.1)
    check(server.json("/api/meta")["counts"]["documents"] == before["counts"]["documents"] + 1, "what was read meanwhile is not served")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    ledger = str(folder / "l.db")
    os.environ["ASSAY_NOW"] = "2025-09-06T12:00:00Z"
    subprocess.run([assay, "--ledger", ledger, "read", str(source / "samples")], check=True, capture_output=True)
    server = Server(ledger)
    second = subprocess.run([assay, "--ledger", ledger, "serve", "--port", str(server.port)], capture_output=True, text=True, timeout=60)
    check(second.returncode == 3 and "another program has it" in second.stderr, f"a port is shared by two servers: {second.returncode} {second.stderr}")
    count = contract(server)
    protocol(server)
    growing(server, ledger, folder)
    slow_clients(server)
    check(server.end(signal.SIGTERM) == 0, "SIGTERM does not end the server with 0")
    judging(ledger)
for fault in faults:
    print(fault)
print(f"{count} addresses asked, {len(faults)} faults")
sys.exit(1 if faults else 0)
