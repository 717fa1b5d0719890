#!/usr/bin/env python3
"""Checks that what ARCHITECTURE.md names is there. usage: check_architecture.py SOURCE_DIR

In each line, a path in backquotes must be a file or folder of the tree, and a name in backquotes that ends in '()'
(perhaps `Class::name()`) must stand as a word in a file that the same line names.
"""
import os, re, sys


def main():
    os.chdir(sys.argv[1])
    faults = checked = 0
    with open("ARCHITECTURE.md", encoding="utf-8") as file:
        lines = file.read().splitlines()
    for number, line in enumerate(lines, 1):
        quoted = re.findall(r"`([^`]+)`", line)
        paths = [q for q in quoted if re.fullmatch(r"[\w./-]+/[\w./-]*", q) or re.fullmatch(r"[\w-]+\.(md|txt|db|cpp|hpp|py)", q)]
        texts = ""
        for path in paths:
            checked += 1
            if not os.path.exists(path):
                print("ARCHITECTURE.md:%d: `%s` is not there" % (number, path))
                faults += 1
            elif os.path.isfile(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    texts += file.read()
        for name in (q[:-2] for q in quoted if re.fullmatch(r"[\w:]+\(\)", q)):
            checked += 1
            missing = [part for part in name.split("::") if not re.search(r"\b%s\b" % re.escape(part), texts)]
            if missing:
                print("ARCHITECTURE.md:%d: no file that this line names has %s" % (number, name))
                faults += 1
    print("ARCHITECTURE.md: %d names checked, %d fault%s" % (checked, faults, "" if faults == 1 else "s"))
    return 1 if faults or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
