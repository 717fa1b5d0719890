#!/usr/bin/env python3
"""Writes into docs/flow.md the tables that come from the program: what Kachin's samples give month by month, beside
what trade figures say, and how well forecasts do. usage: scripts/flow_tables.py ASSAY docs/flow.md [--write]
Without --write, prints the page as it would be. Same ledger, same bytes; about ten seconds."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FROM, TO, COMMODITY = "2024-01-01", "2025-12-31", "heavy-rare-earth"
# Shown, with what happened by the public record.
MONTHS = {
    "2024-08": "", "2024-09": "Chipwi falls on the 29th", "2024-10": "gates shut from the 18th", "2024-11": "",
    "2024-12": "'all open', 'two, and nothing passes'", "2025-01": "", "2025-02": "",
    "2025-03": "stocks let out from the 27th", "2025-04": "no new digging permitted", "2025-06": "", "2025-09": "",
    "2025-12": "",
}


def run(assay, folder, *args):
    done = subprocess.run([assay, "--ledger", str(folder / "assay.db"), *args], capture_output=True, text=True, check=True)
    return done.stdout


def row(flows, metric, subject):
    return next(r for r in flows["rows"] if r["metric"] == metric and r["subject"] == subject and r["commodity"] == COMMODITY)


def tonnes(value):
    return f"{value:,.0f}"


def band(of):
    return f"{tonnes(of['p50'])} ({tonnes(of['p10'])} to {tonnes(of['p90'])})"


def kachin(flows):
    lines = ["| month | 10% | 50% | 90% | |", "| --- | --- | --- | --- | --- |"]
    months = {m["month"]: m for m in row(flows, "delivered", "china-rare-earth")["months"]}
    for month, note in MONTHS.items():
        m = months[month]
        said = "; ".join(x for x in (note, "forecast" if m.get("forecast") else "") if x)
        lines.append(f"| {month} | {tonnes(m['p10'])} | {tonnes(m['p50'])} | {tonnes(m['p90'])} | {said} |")
    return "\n".join(lines)


def facts(assay, folder, flows):
    def over(first, last):
        found = json.loads(run(assay, folder, "--format", "json", "flow", "--from", first, "--to", last))
        return row(found, "delivered", "china-rare-earth")["total"]

    months = {m["month"]: m for m in row(flows, "delivered", "china-rare-earth")["months"]}
    stock = 0.0
    for site in (r for r in flows["rows"] if r["metric"] == "stock" and r["commodity"] == COMMODITY):
        stock += next(m for m in site["months"] if m["month"] == "2025-02")["mean"]
    year23, year24 = over("2023-01-01", "2023-12-31"), over("2024-01-01", "2024-12-31")
    lines = ["| what | modelled, 50% (10% to 90%) | published | where it comes from |", "| --- | --- | --- | --- |"]
    for what, modelled, published, where in (
        ("2023", band(year23), "41,700; about 50,000", "in the network"),
        ("January to September 2024", band(over("2024-01-01", "2024-09-30")), "31,000", "in the network"),
        ("August 2024", band(months["2024-08"]), "about 2,010 (63% of 3,189)", "in the network, as the low end"),
        ("2024", band(year24), "28,500 to 37,500 (31.6% or 10% below 41,700)", "not in the network; a digest of low trust, and a count to November"),
        ("lying in the country at the end of February 2025", f"{tonnes(stock)} on average", "3,000 to 5,000", "a trader in the samples; not used"),
    ):
        lines.append(f"| {what} | {modelled} | {published} | {where} |")
    return "\n".join(lines)


def bearing(assay, folder, flows):
    claims = {}
    for line in run(assay, folder, "--format", "ndjson", "claims").splitlines():
        claim = json.loads(line)
        claims[claim["id"]] = claim
    lines = ["| from | what a draw takes over | probability | report |", "| --- | --- | --- | --- |"]
    for change in flows["changes"]:
        ids = change["because"]
        reports = sorted({claims[i]["document"].rsplit("/", 1)[-1] for i in ids if i in claims})
        line = f"| {change['from']} | {change['text']} | {change['probability']:.2f} | {', '.join(reports)} |"
        if line != lines[-1]:  # one claim about several mines is one line
            lines.append(line)
    return "\n".join(lines)


def forecast(assay, folder):
    rows = json.loads(run(assay, folder, "--format", "json", "forecast-score", "--worlds", "200"))
    lines = ["| score | forecast | stays as it is |", "| --- | --- | --- |"]
    lines += [f"| {r['score']} | {r['forecast']:.3f} | {r['stays']:.3f} |" for r in rows]
    return "\n".join(lines)


def main():
    assay, page = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
    samples = Path(__file__).resolve().parent.parent / "samples"
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        run(assay, folder, "read", str(samples))
        flows = json.loads(run(assay, folder, "--format", "json", "flow", "--from", FROM, "--to", TO))
        tables = {"kachin": kachin(flows), "facts": facts(assay, folder, flows), "bearing": bearing(assay, folder, flows),
                  "forecast": forecast(assay, folder)}
    for name, table in tables.items():
        text, count = re.subn(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + table + "\n" + m[2], text, flags=re.S)
        if count != 1:
            sys.exit(f"{page}: there is no one place for the table '{name}'")
    if "--write" in sys.argv:
        page.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


main()
