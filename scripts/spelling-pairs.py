#!/usr/bin/env python3
"""Makes pairs of names, of one place and of two, from a GeoNames dump: what `assay domain spelling` measures on.

usage: spelling-pairs.py DUMP.tsv[.gz] [--places PLACES.csv] [--train LAT,LAT,LON,LON] > pairs.tsv

From the dump: a row's name with each of its alternate names in Latin letters (one place), and with the three names
of other rows within a quarter degree that are nearest by letters, and two others there (two places). From a CSV with
columns canonical, variants ('|' apart) and geonames_name: all spellings of a row with each other, and with those of
other rows. A pair of one place whose names differ in more than half of their letters is no variant of spelling but
another name: its set is marked 'other-'. Rows inside the box (and every second row of the CSV) are 'train', the rest
'test'. Same input, same output. Exit status: 0, or 2 when a file can't be read.
"""
import argparse, collections, csv, gzip, random, re, sys, unicodedata


def latin(s):
    return all(ord(c) < 0x250 or c in "'’ʼ" for c in s)


def fold(s):
    s = unicodedata.normalize("NFKD", s)
    return re.sub(r"[^a-z0-9]", "", "".join(c for c in s if not 0x2B0 <= ord(c) <= 0x36F).lower())


def apart(a, b):
    """Edits between two folded names over the longer one's length."""
    before = list(range(len(b) + 1))
    for i, x in enumerate(a):
        here = [i + 1]
        for j, y in enumerate(b):
            here.append(min(before[j] + (x != y), before[j + 1] + 1, here[j] + 1))
        before = here
    return before[-1] / max(len(a), len(b), 1)


def tell(where, a, b, same):
    other = "other-" if same and apart(fold(a), fold(b)) > 0.5 else ""
    print("%s%s\t%s\t%s\t%d" % (other, where, a, b, same))


def from_csv(path):
    names = []
    with open(path, encoding="utf-8") as f:
        for r in csv.DictReader(f):
            all_names = [r["canonical"]] + r["variants"].split("|") + [r["geonames_name"]]
            names.append(list({fold(n): n for n in all_names if n and latin(n) and fold(n)}.values()))
    for i, own in enumerate(names):
        where = "places-" + ("train" if i % 2 else "test")
        for k, a in enumerate(own):
            for b in own[:k]:
                tell(where, b, a, 1)
        for j in range(i % 2, i, 2):
            folded = {fold(n) for n in own} & {fold(n) for n in names[j]}
            if folded:  # a town and the lake beside it
                continue
            for a in own:
                for b in names[j]:
                    tell(where, a, b, 0)


def from_dump(path, box, rng):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    cells = collections.defaultdict(list)
    key = lambda r, dy=0, dx=0: (int(float(r[4]) * 4) + dy, int(float(r[5]) * 4) + dx)
    for r in rows:
        cells[key(r)].append(r)
    named = [r for r in rows if r[3]]
    rng.shuffle(named)
    most, told = 6000, collections.Counter()
    for r in named:
        lat, lon = float(r[4]), float(r[5])
        train = box and box[0] <= lat <= box[1] and box[2] <= lon <= box[3]
        where = "geonames-" + ("train" if train else "test")
        mine = fold(r[1])
        seen = {mine}
        for a in (x.strip() for x in r[3].split(",")):
            if a and latin(a) and len(fold(a)) >= 3 and fold(a) not in seen:
                seen.add(fold(a))
                tell(where, r[1], a, 1)
        if len(seen) > 1 and told[where] < most:
            near = [q for dy in (-1, 0, 1) for dx in (-1, 0, 1) for q in cells[key(r, dy, dx)] if q[0] != r[0]]
            ranked = sorted({(apart(mine, fold(q[1])), q[1]) for q in near if fold(q[1]) != mine})
            for _, name in ranked[:3] + rng.sample(ranked, min(2, len(ranked))):
                tell(where, r[1], name, 0)
                told[where] += 1


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump"); ap.add_argument("--places"); ap.add_argument("--train")
    a = ap.parse_args()
    try:
        if a.places:
            from_csv(a.places)
        from_dump(a.dump, [float(x) for x in a.train.split(",")] if a.train else None, random.Random(7))
    except (OSError, ValueError) as e:
        print("spelling-pairs: %s" % e, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
