#!/usr/bin/env python3
"""Brings corpora of named entities to the three columns that `assay language train --names` reads: word, tag, label.

usage: name-columns.py uner FILE.iob2.gz            Universal NER: persons, organisations, places
       name-columns.py re3d DOCUMENTS.gz ENTITIES.gz   Dstl re3d: what is called by name of its organisations,
                                                    persons and locations
"""
import gzip
import json
import re
import sys

KINDS = {"PER": "per", "ORG": "org", "LOC": "geo", "Person": "per", "Organisation": "org", "Location": "geo"}
SMALL = {"of", "the", "and", "for", "de", "al", "el", "in"}


def uner(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if line.startswith("#"):
            continue
        if len(fields) < 3:
            print()
            continue
        mark, _, kind = fields[2].partition("-")
        print(f"{fields[1]}\t\t{mark}-{KINDS[kind]}" if kind in KINDS else f"{fields[1]}\t\tO")


def is_name(word):
    return word[0].isupper() or word[0].isdigit()


def named_part(words, kind):
    """The longest run of words with capitals (small ones inside it allowed), as a half-open range; the last for persons."""
    runs, at = [], 0
    while at < len(words):
        if not words[at][0].isupper():
            at += 1
            continue
        end = at + 1
        while end < len(words):
            if is_name(words[end]) or words[end] in "-'":
                end += 1
            elif words[end] in SMALL and any(w[0].isupper() for w in words[end : end + 2]):
                end += 1
            else:
                break
        while words[end - 1] in SMALL or words[end - 1] in "-'":
            end -= 1
        runs.append((at, end))
        at = end
    if runs and words[runs[0][0]] in ("The", "A", "An"):
        begin, end = runs.pop(0)
        if begin + 1 < end:
            runs.insert(0, (begin + 1, end))
    if kind == "per":  # "the Minister of Trade" is no name
        runs = [run for run in runs if not SMALL & set(words[run[0] : run[1]])]
    if not runs:
        return None
    return runs[-1] if kind == "per" else max(runs, key=lambda run: run[1] - run[0])


def re3d(documents, entities):
    spans = {}
    for line in gzip.open(entities, "rt", encoding="utf-8"):
        entity = json.loads(line)
        if entity["type"] in KINDS:
            spans.setdefault(entity["documentId"], []).append((entity["begin"], entity["end"], KINDS[entity["type"]]))
    for line in gzip.open(documents, "rt", encoding="utf-8"):
        document = json.loads(line)
        text = document["text"]
        words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+(?:\.\w+)*|[^\w\s]", text)]
        labels = ["O"] * len(words)
        for begin, end, kind in sorted(spans.get(document["_id"], []), key=lambda s: s[0] - s[1]):
            inside = [i for i, word in enumerate(words) if begin <= word[0] and word[1] <= end]
            part = named_part([words[i][2] for i in inside], kind) if inside else None
            if part is None:
                continue
            chosen = inside[part[0] : part[1]]
            if any(labels[i] != "O" for i in chosen):
                continue
            for i in chosen:
                labels[i] = ("B-" if i == chosen[0] else "I-") + kind
        last = 0
        for (begin, end, word), label in zip(words, labels):
            gap = text[last:begin]
            if last and (("\n\n" in gap) or (gap and text[last - 1] in ".!?" and word[0].isupper())):
                print()
            print(f"{word}\t\t{label}")
            last = end
        print()


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "uner":
        uner(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "re3d":
        re3d(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
