#!/usr/bin/env python3
"""Reads samples/ and compares the claims with those kept here. usage: run.py ASSAY [--write]

tests/golden/NAME.txt holds, for the sample NAME, each sentence that gives claims and under it a line a claim: type, slots,
time, quantity, speaker, stance, and the rule that made it, so that a change in reading can be looked at as a difference
of text. With --write it holds what the program says now (scripts/bless does so).
"""
import difflib, glob, json, os, sqlite3, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(HERE, "..", "..", "samples")


def line_of(claim):
    parts = [claim["type"]]
    for slot in ("agent", "target", "place", "resource"):
        if claim.get(slot):
            parts.append("%s=%s" % (slot, "+".join(f["id"] for f in claim[slot])))
    if claim.get("object"):
        parts.append("object='%s'" % claim["object"])
    if claim.get("means"):
        parts.append("means=%s" % "+".join(claim["means"]))
    if claim.get("quantity"):
        q = claim["quantity"]
        parts.append("quantity=%s..%s %s" % (q["low"], q["high"], q["unit"]))
    if claim.get("time"):
        parts.append("time=%s..%s" % tuple(t or "" for t in claim["time"]))
    if claim.get("speaker"):
        parts.append("speaker=%s" % "+".join(f["id"] for f in claim["speaker"]))
    parts.append(claim["stance"] + (", not so" if claim["negated"] else ""))
    return "  %s  [%s]" % (" ".join(parts), claim["rule"])


def golden(assay):
    with tempfile.TemporaryDirectory() as work:
        base = [assay, "--ledger", os.path.join(work, "l.db")]
        subprocess.run(base + ["read", SAMPLES], check=True, stdout=subprocess.DEVNULL)
        ask = lambda *args: subprocess.run(base + list(args) + ["--format", "ndjson"], check=True, capture_output=True, text=True).stdout.splitlines()
        texts = {}
        for document in map(json.loads, ask("documents")):
            published = "%s to %s" % (document["published_from"], document["published_to"] or document["published_from"])
            texts[document["name"]] = ["# %s, published %s%s" % (document["outlet"] or "no outlet", published,
                                                                   "" if document["printed"] else " (inferred)")]
        last = None
        ledger = sqlite3.connect(os.path.join(work, "l.db"))
        quotes = dict(ledger.execute("SELECT id, quote FROM claim"))
        ledger.close()
        for claim in map(json.loads, ask("claims")):
            lines = texts[claim["document"]]
            here = (claim["document"], str(claim["evidence"]))
            if here != last:
                lines += ["", '"%s"' % quotes[claim["id"]]]
            last = here
            lines.append(line_of(claim))
        return {name.rsplit("/", 1)[-1]: "\n".join(lines) + "\n" for name, lines in texts.items()}


def main():
    found = golden(os.path.abspath(sys.argv[1]))
    kept = {os.path.basename(p)[:-4]: open(p, encoding="utf-8").read() for p in glob.glob(os.path.join(HERE, "*.txt"))}
    if "--write" in sys.argv:
        for name in set(kept) - set(found):
            os.remove(os.path.join(HERE, name + ".txt"))
        for name, text in found.items():
            with open(os.path.join(HERE, name + ".txt"), "w", encoding="utf-8") as file:
                file.write(text)
        return 0
    differ = 0
    for name in sorted(set(kept) | set(found)):
        if kept.get(name) == found.get(name):
            continue
        differ += 1
        print("\n".join(difflib.unified_diff(kept.get(name, "").splitlines(), found.get(name, "").splitlines(), "kept/" + name, "now/" + name, lineterm="")))
    print("%d samples, %d differ%s" % (len(found), differ, ": look at the difference, then run scripts/bless" if differ else ""))
    return 1 if differ or not found else 0


if __name__ == "__main__":
    sys.exit(main())
