#!/usr/bin/env python3
"""Scores extracted claims against the claims that people coded, or checks a coded set.

usage: score_claims.py CODED.jsonl EXTRACTED.ndjson    prints precision, recall and F1 by type, and stance accuracy
       score_claims.py --check CODED.jsonl REPORTS     says what is wrong with a coded set and its reports

An extracted claim answers a coded one of the same document and type whose evidence it overlaps; each answers
once, the pairs with the longest common evidence and the same stance first. A coded claim marked optional is
neither missed nor wrong when found; a standing fact (role, affiliation, location) beyond the coded ones is not
counted. Exit status: 0; 1 when a check finds something; 2 when a file can't be read.
"""
import collections
import json
import pathlib
import re
import sys

STANDING = {"role", "affiliation", "location"}
TYPES = STANDING | set(
    """capture withdraw control contest encircle offensive attack clash casualty damage loot detain advance deploy
    displace close_gate open_gate suspend_trade shortage price trade_volume production mining tax permit funding
    environment appoint policy talks pressure support no_comment unverified""".split()
)
STANCES = set("asserted claimed denied unverified planned predicted conditional".split())
MEANS = set("ground artillery air drone ambush arson mine shooting".split())
UNITS_OF_CASUALTY = {"killed", "injured", "captured", "missing"}


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def document(claim):
    return pathlib.PurePath(claim.get("doc") or claim.get("document") or "").name


def spans(claim):
    evidence = claim.get("evidence") or []
    return evidence if evidence and isinstance(evidence[0], list) else [evidence] if evidence else []


def common(one, other):
    """Bytes of evidence that both claims rest on."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in spans(one) for b in spans(other))


def stances(coded):
    return [coded["stance"]] + coded.get("also", {}).get("stance", [])


def pair(coded, extracted):
    """Greedy one-to-one pairs of indices, the surest first; wanted claims choose before optional ones."""
    by_key = collections.defaultdict(list)
    for j, claim in enumerate(extracted):
        by_key[document(claim), claim.get("type")].append(j)
    candidates = []
    for i, claim in enumerate(coded):
        for j in by_key[document(claim), claim["type"]]:
            shared = common(claim, extracted[j])
            if shared:
                same_stance = extracted[j].get("stance", "asserted") in stances(claim)
                candidates.append((bool(claim.get("optional")), -shared, not same_stance, i, j))
    taken, pairs = set(), {}
    for _, _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def rates(matched, wanted, given):
    precision = matched / given if given else 0.0
    recall = matched / wanted if wanted else 0.0
    return precision, recall, 2 * matched / (wanted + given) if wanted + given else 0.0


def score(coded, extracted):
    documents = {document(c) for c in coded}
    extracted = [e for e in extracted if document(e) in documents]
    pairs = pair(coded, extracted)
    counts = collections.defaultdict(lambda: [0, 0, 0])
    answered, right_stance = set(pairs.values()), 0
    for i, claim in enumerate(coded):
        if claim.get("optional"):
            continue
        counts[claim["type"]][1] += 1
        if i in pairs:
            counts[claim["type"]][0] += 1
            counts[claim["type"]][2] += 1
            right_stance += extracted[pairs[i]].get("stance", "asserted") in stances(claim)
    for j, claim in enumerate(extracted):
        if j not in answered and claim.get("type") not in STANDING:
            counts[str(claim.get("type"))][2] += 1
    row = "%-14s P %.2f  R %.2f  F1 %.2f  (%d wanted, %d given, %d matched)"
    for name in sorted(counts):
        matched, wanted, given = counts[name]
        print(row % ((name,) + rates(matched, wanted, given) + (wanted, given, matched)))
    matched, wanted, given = (sum(c[k] for c in counts.values()) for k in range(3))
    print(row % (("all",) + rates(matched, wanted, given) + (wanted, given, matched)))
    print("stance         %.2f of the matched claims" % (right_stance / matched if matched else 0.0))


def faults(coded, folder):
    """Yields a sentence for everything about a coded set that can't stand."""
    texts = {p.name: p.read_bytes() for p in sorted(pathlib.Path(folder).glob("*.txt"))}
    for name in sorted(set(texts) - {document(c) for c in coded}):
        yield f"{name}: no claim is coded"
    for line, claim in enumerate(coded, 1):
        where, text = f"line {line}", texts.get(document(claim))
        if text is None:
            yield f"{where}: no report {document(claim)!r}"
            continue
        if claim["type"] not in TYPES:
            yield f"{where}: unknown type {claim['type']!r}"
        for stance in stances(claim):
            if stance not in STANCES:
                yield f"{where}: unknown stance {stance!r}"
        for means in claim.get("means", []):
            if means not in MEANS:
                yield f"{where}: unknown means {means!r}"
        quantity = claim.get("quantity")
        if claim["type"] == "casualty" and quantity and quantity["unit"] not in UNITS_OF_CASUALTY:
            yield f"{where}: a casualty counted in {quantity['unit']!r}"
        for slot in ("agent", "target", "place", "resource", "speaker"):
            for filler in claim.get(slot, []) + claim.get("also", {}).get(slot, []):
                if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", filler):
                    yield f"{where}: filler {filler!r} is not in kebab case"
        for interval in [claim.get("time") or [None, None]] + claim.get("also", {}).get("time", []):
            ends = [end for end in interval if end]
            if any(not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", end) for end in ends):
                yield f"{where}: time {interval} is not of ISO days, months or years"
            elif len(ends) == 2 and ends[0][: len(ends[1])] > ends[1]:
                yield f"{where}: time {interval} ends before it begins"
        for start, end in spans(claim):
            if not 0 <= start < end <= len(text):
                yield f"{where}: evidence [{start}, {end}] lies outside the report"
                continue
            before, inside, after = (b.decode() for b in (text[:start], text[start:end], text[end:]))
            closing = r"[.!?][\"'”’)]*"
            begins = not before or before.endswith(("\n", "\n• ")) or re.search(closing + r" $", before)
            ends = not after or after.startswith("\n") or (after[0] == " " and re.search(closing + "$", inside))
            if not begins or not ends or inside != inside.strip() or "\n" in inside:
                yield f"{where}: evidence [{start}, {end}] is not a sentence: {inside[:60]!r}"


def main(arguments):
    try:
        if len(arguments) == 3 and arguments[0] == "--check":
            found = list(faults(load(arguments[1]), arguments[2]))
            print("\n".join(found) if found else "no fault found")
            return 1 if found else 0
        if len(arguments) == 2:
            score(load(arguments[0]), load(arguments[1]))
            return 0
    except (OSError, ValueError) as trouble:
        print(f"score_claims: {trouble}", file=sys.stderr)
        return 2
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
