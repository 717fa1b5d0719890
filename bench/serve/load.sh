#!/usr/bin/env bash
# Many readers at once: wrk with 200 connections against a running `assay serve`, on a mix of addresses.
#   load.sh http://127.0.0.1:8321 [SECONDS]
# Prints requests a second, quantiles of the time that a request took, and how many failed.
set -euo pipefail
base=${1%/} seconds=${2:-20}
mix=$(mktemp --suffix=.lua)
trap 'rm -f "$mix"' EXIT
cat >"$mix" <<'END'
local days = {}
for month = 1, 12 do for day = 1, 28 do days[#days + 1] = string.format("2024-%02d-%02d", month, day) end end
local plain = {"/api/meta", "/api/activity", "/api/places", "/api/documents", "/api/disputes", "/api/claims?limit=20", "/"}
local count = 0
request = function()
  count = count + 1
  local day = days[count % #days + 1]
  local kind = count % 10
  local path = plain[count % #plain + 1]
  if kind < 4 then path = "/api/holdings?on=" .. day elseif kind < 6 then path = "/api/gates?on=" .. day end
  return wrk.format("GET", path, {["Accept-Encoding"] = "gzip"})
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("%.0f requests a second; p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms; errors: %d to connect, %d to read, %d to write, %d of status, %d timeouts\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, e.connect, e.read, e.write, e.status, e.timeout))
end
END
wrk -t2 -c200 -d"${seconds}s" --timeout 20s -s "$mix" "$base" | tail -1
