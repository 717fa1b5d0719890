#!/usr/bin/env python3
"""Writes word lists from WordNet's noun database: domain/base/lexicon/wordnet-CLASS.txt.

usage: wordnet-lists.py [--wordnet DIR] [--out DIR]

Classes: person (hyponyms of person, people by kind), group (groups, organisations, peoples), place (locations,
regions, facilities, buildings, landforms, bodies of water), artefact (made things that are no building) and event
(acts, events, happenings). A single word that WordNet writes in small letters stands in the class that most of its
counted uses belong to (cntlist.rev, one use added to its first sense); in none when no class has half of them.
Names of animals and plants by their families belong to no class. A last list, wordnet-common.txt, has every single word
in small letters that cntlist.rev counts at least once, whatever its part of speech.
DIR is /usr/share/wordnet of Debian's package wordnet-base. Same database, same bytes.
Exit status: 0, or 2 when a file can't be read.
"""
import argparse, collections, os, re, sys

# Synsets whose hyponyms make a class, by their first word and lexicographer's number; the deepest match wins.
ROOTS = {
    "person": ["person%1:03:00::", "people%1:14:00::"],
    "group": ["group%1:03:00::", "organization%1:14:00::", "social_group%1:14:00::"],
    "place": ["location%1:03:00::", "structure%1:06:00::", "facility%1:06:00::", "way%1:06:00::", "land%1:17:00::",
              "geological_formation%1:17:00::", "body_of_water%1:17:00::", "area%1:06:00::"],
    "artefact": ["artifact%1:03:00::"],
    "event": ["event%1:03:00::", "act%1:03:00::"],
    "": ["animal%1:03:00::", "biological_group%1:14:00::", "plant%1:03:00::"],  # counted, not written
}
WORD = re.compile(r"[a-z][a-z-]+\Z")


def read(directory):
    """sense key -> offset; offset -> (hypernyms); lemma -> [offset by sense]; (lemma, offset) -> count."""
    keys, parents, small, counts = {}, {}, set(), collections.Counter()
    with open(os.path.join(directory, "data.noun"), encoding="latin-1") as f:
        for line in f:
            if line.startswith("  "):
                continue
            cells = line.split(" | ")[0].split()
            offset, lex, words = cells[0], cells[1], int(cells[3], 16)
            for i in range(words):
                form, number = cells[4 + 2 * i], int(cells[5 + 2 * i], 16)
                lemma = form.lower()
                if form == lemma:
                    small.add((lemma, offset))
                keys["%s%%1:%s:%02d::" % (lemma, lex, number)] = offset
            rest = cells[4 + 2 * words:]
            up = [rest[2 + 4 * i] for i in range(int(rest[0])) if rest[1 + 4 * i] in ("@", "@i")]
            parents[offset] = up
    lemmas = {}
    with open(os.path.join(directory, "index.noun"), encoding="latin-1") as f:
        for line in f:
            if line.startswith("  "):
                continue
            cells = line.split()
            number = int(cells[2])
            lemmas[cells[0]] = [o for o in cells[-number:] if (cells[0], o) in small]
    with open(os.path.join(directory, "cntlist.rev"), encoding="latin-1") as f:
        for line in f:
            key, _, count = line.split()
            if key in keys:
                counts[(key.split("%")[0], keys[key])] += int(count)
    return keys, parents, lemmas, counts


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--wordnet", default="/usr/share/wordnet")
    ap.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "domain", "base", "lexicon"))
    a = ap.parse_args()
    try:
        keys, parents, lemmas, counts = read(a.wordnet)
    except OSError as e:
        print("wordnet-lists: %s" % e, file=sys.stderr)
        return 2
    roots = {}
    for name, senses in ROOTS.items():
        for key in senses:
            if key not in keys:
                print("wordnet-lists: no sense %s" % key, file=sys.stderr)
                return 2
            roots[keys[key]] = name

    def class_of(offset):
        """The class of the nearest root above, breadth first."""
        level, seen = [offset], set()
        while level:
            for o in level:
                if o in roots:
                    return roots[o]
            seen.update(level)
            level = [p for o in level for p in parents[o] if p not in seen]
        return None

    lists = {name: [] for name in ROOTS}
    for lemma, senses in lemmas.items():
        if not WORD.match(lemma) or not senses:
            continue
        weight = collections.Counter()
        for i, offset in enumerate(senses):
            weight[class_of(offset)] += counts[(lemma, offset)] + (1 if i == 0 else 0)
        total = sum(weight.values())
        for name in lists:
            if 2 * weight[name] > total:
                lists[name].append(lemma)
    for name, words in lists.items():
        if not name:
            continue
        path = os.path.join(a.out, "wordnet-%s.txt" % name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("# Nouns most of whose uses are of class %s, one a line; made by scripts/wordnet-lists.py.\n"
                    "# Origin: Princeton WordNet 3.0 (Debian wordnet-base), https://wordnet.princeton.edu\n"
                    "# Licence: WordNet 3.0 licence, Copyright 2006 Princeton University; see LICENSE-WORDNET in this folder\n" % name)
            f.write("".join(w + "\n" for w in sorted(words)))
        print("%s: %d words" % (os.path.relpath(path), len(words)))
    common = set()
    with open(os.path.join(a.wordnet, "cntlist.rev"), encoding="latin-1") as f:
        for line in f:
            word = line.split("%")[0]
            if WORD.match(word):
                common.add(word)
    path = os.path.join(a.out, "wordnet-common.txt")
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Words of English that WordNet's texts use, one a line, lemmas; made by scripts/wordnet-lists.py.\n"
                "# Origin: Princeton WordNet 3.0 (Debian wordnet-base), https://wordnet.princeton.edu\n"
                "# Licence: WordNet 3.0 licence, Copyright 2006 Princeton University; see LICENSE-WORDNET in this folder\n")
        f.write("".join(w + "\n" for w in sorted(common)))
    print("%s: %d words" % (os.path.relpath(path), len(common)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
