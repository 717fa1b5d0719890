#!/usr/bin/env python3
"""How long until the map as known on a day that nobody asked for is whole, and then that of the next days, as when the
handle is slid: wall time, and processor time of the server.   as_known.py http://127.0.0.1:8321 PID [DAY]"""
import http.client, json, os, sys, time
from datetime import date, timedelta
from urllib.parse import urlparse

base, pid = urlparse(sys.argv[1]), sys.argv[2]
connection = http.client.HTTPConnection(base.hostname, base.port, timeout=60)


def read(path):
    connection.request("GET", path)
    return json.loads(connection.getresponse().read())


def processor():
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


meta = read("/api/meta")
begin, end = date.fromisoformat(meta["focus"][0]), date.fromisoformat(meta["focus"][1])
day = date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else begin + (end - begin) / 2
for step in range(3):
    known = day + timedelta(days=step)
    start, used, asked, first = time.monotonic(), processor(), 0, None
    while True:
        map = read(f"/api/holdings?on={day}&as_known={known}")
        asked += 1
        first = first or (time.monotonic() - start, map["pending"])
        if map["complete"]:
            break
        time.sleep(0.15)
    print(f"as known on {known}: whole after {time.monotonic() - start:.2f} s, {processor() - used:.2f} s of processor time, {asked} asks; "
          f"the first took {first[0] * 1e3:.0f} ms and left {first[1]} places", flush=True)
