#!/usr/bin/env python3
"""Runs the session that README.md shows and compares it with what README.md prints.

usage: readme_session.py ASSAY README.md [--write]
The session (scripts/session.sh) stands between the lines '<!-- session -->' and '<!-- end of session -->', in a code
block. Fails with the difference, or with --write puts what is printed now in its place.
"""
import difflib, os, re, subprocess, sys, tempfile


def main():
    assay, readme = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with tempfile.TemporaryDirectory() as work:
        ledger = os.path.join(work, "quickstart.db")
        environment = dict(os.environ, ASSAY_NOW="2025-06-01T12:00:00Z", COLUMNS="100", NO_COLOR="1", LC_ALL="C.UTF-8")
        run = subprocess.run([os.path.join(root, "scripts", "session.sh"), assay, ledger], capture_output=True, text=True,
                             env=environment, check=False)
        if run.returncode != 0:
            print(run.stdout + run.stderr)
            return 1
        printed = run.stdout.replace(assay, "build/release/assay").replace(ledger, "quickstart.db").strip()
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    found = re.search(r"<!-- session -->\n```\n(.*?)\n```\n<!-- end of session -->", text, re.S)
    if not found:
        print("%s has no session between its marks" % readme)
        return 1
    if "--write" in sys.argv:
        with open(readme, "w", encoding="utf-8") as file:
            file.write(text[:found.start(1)] + printed + text[found.end(1):])
        return 0
    if found.group(1) == printed:
        print("README.md shows what the program prints")
        return 0
    print("\n".join(difflib.unified_diff(found.group(1).splitlines(), printed.splitlines(), "README.md", "printed now", lineterm="")))
    print("run scripts/bless and look at the difference")
    return 1


if __name__ == "__main__":
    sys.exit(main())
