#!/usr/bin/env python3
"""Makes the lists by which reading mends lemmas: verbs of one word and irregular forms, from WordNet's database.

usage: wordnet-forms.py [WORDNET-DIR] (default /usr/share/wordnet, Debian's wordnet-base)

Writes domain/base/lexicon/wordnet-verb.txt, irregular-verb.tsv and irregular-noun.tsv. Forms that news uses in
another sense than the table's first are set by hand below.
"""
import os
import sys

SOURCE = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "domain", "base", "lexicon")
ORIGIN = (
    "# Origin: Princeton WordNet 3.0 (Debian wordnet-base), https://wordnet.princeton.edu\n"
    "# Licence: WordNet 3.0 licence, Copyright 2006 Princeton University; see LICENSE-WORDNET in this folder\n"
)
VERBS = {"set": "set", "hit": "hit", "shut": "shut", "cut": "cut", "put": "put", "left": "leave", "fell": "fall",
         "found": "find", "lay": "lie", "wound": "wound", "wounded": "wound", "ground": "ground"}
NOUNS = {"bases": "base", "axes": "axe"}


def write(name, what, lines):
    with open(os.path.join(OUT, name), "w", encoding="utf-8") as f:
        f.write(f"# {what}\n{ORIGIN}" + "\n".join(sorted(lines)) + "\n")


def exceptions(name, by_hand):
    table = {}
    for line in open(os.path.join(SOURCE, name), encoding="utf-8"):
        words = line.split()
        if len(words) > 1 and "_" not in words[0] and words[0] != words[1]:
            table.setdefault(words[0], words[1])
    table.update(by_hand)
    return [f"{form}\t{lemma}" for form, lemma in table.items()]


def main():
    verbs = {l.split()[0] for l in open(os.path.join(SOURCE, "index.verb"), encoding="utf-8") if not l.startswith("  ")}
    write("wordnet-verb.txt", "Verbs of one word; the lines of index.verb, made by scripts/wordnet-forms.py.",
          [v for v in verbs if v.isalpha()])
    write("irregular-verb.tsv", "Irregular forms of verbs: form<TAB>lemma, from verb.exc.", exceptions("verb.exc", VERBS))
    write("irregular-noun.tsv", "Irregular plurals of nouns: form<TAB>lemma, from noun.exc.", exceptions("noun.exc", NOUNS))


if __name__ == "__main__":
    main()
