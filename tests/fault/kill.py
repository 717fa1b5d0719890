#!/usr/bin/env python3
"""Kills `assay read` with SIGKILL at random moments and looks at what is left. usage: kill.py ASSAY SOURCE_DIR [TIMES] [SEED]

After each kill: the ledger opens and is whole, every report that was acknowledged (printed by --verbose) is in it, and
every report in it has exactly the claims that an undisturbed run gives it. Reading goes on with the same ledger until it
is complete, and a complete one is like the undisturbed one; then a new one is begun.
"""
import os, random, sqlite3, subprocess, sys, tempfile, time

REPORTS = 240


def write_reports(folder, source):
    samples = sorted(os.path.join(source, "samples", n) for n in os.listdir(os.path.join(source, "samples")) if n.endswith(".txt"))
    texts = [open(s, "rb").read() for s in samples]
    for i in range(REPORTS):
        with open(os.path.join(folder, "%04d.txt" % i), "wb") as file:
            file.write(b"Copy number %d of the evening file\n\n%s" % (i, texts[i % len(texts)]))


def contents(path):
    """Claims by document as (id, record) in order, after a check that the file is whole."""
    ledger = sqlite3.connect(path)
    try:
        assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the file is damaged"
        rows = {name: [] for (name,) in ledger.execute("SELECT name FROM reading")}
        for name, id, record in ledger.execute("SELECT r.name, c.id, c.record FROM claim c JOIN reading r ON r.number = c.reading ORDER BY c.number"):
            rows[name].append((id, record))
        assert ledger.execute("SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.number) "
                              "OR NOT EXISTS (SELECT 1 FROM document_bytes b WHERE b.document = d.number)").fetchone()[0] == 0, "half a document"
        assert ledger.execute("SELECT count(*) FROM document").fetchone()[0] == len(rows), "a document stands twice"
        return rows
    finally:
        ledger.close()


def main():
    assay, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20241120
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        reports = os.path.join(folder, "reports")
        os.mkdir(reports)
        write_reports(reports, source)
        command = lambda name: [assay, "--ledger", os.path.join(folder, name), "--jobs", "2", "read", "--verbose", reports]
        begun = time.monotonic()
        subprocess.run(command("whole.db"), check=True, stdout=subprocess.DEVNULL)
        lasts = time.monotonic() - begun
        whole = contents(os.path.join(folder, "whole.db"))
        assert len(whole) == REPORTS and sum(map(len, whole.values())) > REPORTS, "the undisturbed run reads too little"

        kills = in_middle = ledgers = acknowledged_all = 0
        name, acknowledged = "0.db", set()
        while kills < times:
            out = open(os.path.join(folder, "out"), "w+b")
            child = subprocess.Popen(command(name), stdout=out, stderr=subprocess.DEVNULL)
            try:
                # Never long after the start, so that most kills meet a run at work; some meet it opening or ending.
                child.wait(timeout=chance.uniform(0, lasts * 0.8))
            except subprocess.TimeoutExpired:
                child.kill()
                kills += 1
            ended = child.wait() == 0
            out.seek(0)
            # A line that the kill cut short acknowledges nothing.
            lines = [l.split(b"\t") for l in out.read().split(b"\n")[:-1]]
            acknowledged |= {os.path.basename(l[3].decode()) for l in lines if len(l) == 4}
            out.close()
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                continue
            if os.path.getsize(path) == 0 and not os.path.exists(path + "-wal"):
                found = {}
            else:
                shown = subprocess.run([assay, "--ledger", path, "documents", "--format", "csv"], capture_output=True, text=True)
                assert shown.returncode == 0 or "this ledger is empty" in shown.stderr, shown.stderr
                found = contents(path) if shown.returncode == 0 else {}
            lost = acknowledged - set(found)
            assert not lost, "acknowledged and lost: %s" % sorted(lost)
            for document, claims in found.items():
                assert claims == whole[document], "%s has other claims than in the undisturbed run" % document
            in_middle += 0 < len(found) < REPORTS
            acknowledged_all += len(lines)
            if ended:
                assert found == whole, "a completed ledger differs from the undisturbed one"
                ledgers += 1
                name, acknowledged = "%d.db" % ledgers, set()
        assert in_middle >= times // 4, "only %d kills met a run at work" % in_middle
        print("%d kills (seed %d), %d of them in mid-write, %d ledgers completed, %d acknowledgements: nothing lost" %
              (kills, seed, in_middle, ledgers, acknowledged_all))
    return 0


if __name__ == "__main__":
    sys.exit(main())
