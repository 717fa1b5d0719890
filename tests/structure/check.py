#!/usr/bin/env python3
"""What the sources promise of themselves. usage: check.py CHECK SOURCE_DIR [ASSAY]

includes    a stage includes those before it and its own, no others
sizes       no source over 600 lines without a reason in tests/structure/long_files.txt
headers     each header compiles alone, and opens by saying what it is for
names       no file called utils; files in snake_case; tests' names are sentences
commands    each command has a description, described options and an example; docs/commands.md is up to date
links       each relative link in a .md file leads somewhere
Prints each fault as file:line: sentence, and fails when there is one.
"""
import concurrent.futures, os, re, subprocess, sys

STAGES = ["base", "claim", "domain", "text", "language", "reading", "ledger", "weighing", "holding", "flow", "serve"]
LONGEST = 600
faults = []


def fault(path, line, sentence):
    faults.append("%s:%d: %s" % (path, line, sentence))


def tracked(*endings):
    """Files of the tree that git knows, or all of them where there is no git."""
    try:
        names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], capture_output=True,
                               text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        names = [os.path.relpath(os.path.join(d, f)) for d, _, fs in os.walk(".") for f in fs]
    return sorted(n for n in names if n.endswith(endings) and not n.startswith(("build/", "web/node_modules/")) and os.path.exists(n))


def lines_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def includes():
    for path in tracked(".hpp", ".cpp"):
        top = path.split("/")
        if top[0] != "src":
            continue
        if top[1] not in STAGES:
            fault(path, 1, "'%s' is no stage of the pipeline" % top[1])
            continue
        for number, line in enumerate(lines_of(path), 1):
            found = re.match(r'\s*#include "([^"]+)"', line)
            if not found:
                continue
            name = found.group(1)
            stage = name.split("/")[0]
            if stage not in STAGES or "/" not in name:
                fault(path, number, "includes \"%s\": write \"stage/header.hpp\"" % name)
            elif STAGES.index(stage) > STAGES.index(top[1]):
                fault(path, number, "%s includes %s, which stands after it" % (top[1], stage))
            elif not os.path.exists("src/" + name) and not name.startswith("serve/"):
                fault(path, number, "includes \"%s\", which does not exist" % name)
        if top[1] != "ledger" and any("sqlite" in l.lower() and l.startswith("#include") for l in lines_of(path)):
            fault(path, 1, "includes the ledger's database: only ledger/ may know which one it is")


def sizes():
    allowed = {}
    for number, line in enumerate(lines_of("tests/structure/long_files.txt"), 1):
        if line.strip() and not line.startswith("#"):
            path, _, reason = line.partition("\t")
            allowed[path] = reason.strip()
            if len(reason.strip()) < 20:
                fault("tests/structure/long_files.txt", number, "give a reason for " + path)
            if not os.path.exists(path) or len(lines_of(path)) <= LONGEST - 100:
                fault("tests/structure/long_files.txt", number, path + " needs no entry any more")
    for path in tracked(".hpp", ".cpp"):
        count = len(lines_of(path))
        if count > LONGEST and path not in allowed:
            fault(path, count, "has %d lines: split it, or give a reason in tests/structure/long_files.txt" % count)


def headers():
    paths = [p for p in tracked(".hpp") if p.startswith(("src/", "apps/"))]
    for path in paths:
        lines = lines_of(path)
        if not lines or not lines[0].startswith("// "):
            fault(path, 1, "a header opens with what it is for and where it stands")
        if "#pragma once" not in lines:
            fault(path, 1, "has no #pragma once")

    def alone(path):
        run = subprocess.run([os.environ.get("CXX", "c++"), "-std=c++20", "-fsyntax-only", "-x", "c++", "-I", "src", "-I", ".",
                              "-I", os.environ.get("ASSAY_GENERATED", "."), "-include", path, "/dev/null"],
                             capture_output=True, text=True)
        return path, run.returncode, run.stderr

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, code, error in pool.map(alone, paths):
            if code != 0:
                first = next((l for l in error.splitlines() if "error" in l), error[:200])
                fault(path, 1, "does not compile alone: " + first)


def names():
    for path in tracked(".hpp", ".cpp", ".py", ".sh"):
        base = os.path.basename(path)
        if path.startswith("web/"):
            continue
        if re.search(r"(^|_)(utils?|helpers?|misc)(_|\.)", base):
            fault(path, 1, "no file is called utils, helpers or misc: name it by what it does")
        if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z]+)+", base):
            fault(path, 1, "file names are in snake_case")
    for path in tracked("_test.cpp"):
        for number, line in enumerate(lines_of(path), 1):
            found = re.match(r"(?:TEST|TEST_F|TEST_P)\((\w+),\s*(\w+)\)", line)
            if found and (found.group(2).count("_") < 2 or found.group(2) != found.group(2).lower()):
                fault(path, number, "the test '%s' is no sentence" % found.group(2))


def commands(assay):
    run = subprocess.run([assay, "man"], capture_output=True, text=True)
    if run.returncode != 0:
        fault(assay, 1, "`assay man` fails: " + run.stderr.strip())
        return
    page = run.stdout.replace("\\-", "-").replace("\\&", "")
    markdown = subprocess.run([assay, "man", "--markdown"], capture_output=True, text=True).stdout
    if markdown.splitlines() != (lines_of("docs/commands.md") if os.path.exists("docs/commands.md") else []):
        fault("docs/commands.md", 1, "is not what `assay man --markdown` prints now: run scripts/bless")
    inside = False
    lines = page.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(".SH "):
            inside = line == ".SH COMMANDS"
        if not inside:
            continue
        if line.startswith(".SS "):
            name = line[4:]
            if lines[number + 1].strip() in ("", "."):
                fault("apps/assay", 1, "the command '%s' has no description" % name)
            end = next((i for i in range(number + 1, len(lines)) if lines[i].startswith((".SS ", ".SH "))), len(lines))
            while " " not in name and end < len(lines) and lines[end].startswith(".SS %s " % name):
                end = next((i for i in range(end + 1, len(lines)) if lines[i].startswith((".SS ", ".SH "))), len(lines))
            if " " not in name and not any(l == ".nf" for l in lines[number:end]):
                fault("apps/assay", 1, "the command '%s' gives no example" % name)
        if line == ".TP" and number + 2 < len(lines) and not lines[number + 2].strip():
            fault("apps/assay", 1, "the option '%s' has no description" % lines[number + 1])


def links():
    for path in tracked(".md"):
        if path.startswith("web/node_modules"):
            continue
        for number, line in enumerate(lines_of(path), 1):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if "://" in target or target.startswith("mailto:"):
                    continue
                if not os.path.exists(os.path.join(os.path.dirname(path), target)):
                    fault(path, number, "the link to '%s' leads nowhere" % target)


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    what, assay = sys.argv[1], os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    os.chdir(sys.argv[2])
    {"includes": includes, "sizes": sizes, "headers": headers, "names": names, "links": links,
     "commands": lambda: commands(assay)}[what]()
    for line in faults:
        print(line)
    print("%s: %d fault%s" % (what, len(faults), "" if len(faults) == 1 else "s"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
