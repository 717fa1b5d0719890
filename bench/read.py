#!/usr/bin/env python3
"""How fast `assay read` takes reports in, and whether its memory grows with their number.

usage: read.py [ASSAY] [REPORTS_DIR] [JOBS]    (build/release/assay, samples or ../shared/seeds where that is, 1)

Makes 250, 500, 1,000 and 2,000 documents out of the reports, each made distinct by a header line, reads each lot into a
fresh ledger, and prints seconds by the clock and of processor time, reports a second of the latter (start-up with packs
and model included; the last line is the rate between the smallest and the largest lot, without it), claims, and the peak
of resident memory. Processor time is what a machine with other work on it can still compare.
"""
import os, subprocess, sys, tempfile, time


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    assay = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "build/release/assay"))
    seeds = os.path.join(here, "..", "shared", "seeds")
    folder = sys.argv[2] if len(sys.argv) > 2 else seeds if os.path.isdir(seeds) else os.path.join(here, "samples")
    jobs = sys.argv[3] if len(sys.argv) > 3 else "1"
    reports = [open(os.path.join(folder, n), "rb").read() for n in sorted(os.listdir(folder)) if n.endswith(".txt")]
    words = sum(len(r.split()) for r in reports) / len(reports)
    print("%d reports of %s, %.0f words each on average, --jobs %s" % (len(reports), os.path.relpath(folder, here), words, jobs))
    print("%8s %9s %9s %10s %9s %9s" % ("reports", "seconds", "cpu s", "reports/s", "claims", "peak MB"))
    times = {}
    for count in (250, 500, 1000, 2000):
        with tempfile.TemporaryDirectory() as work:
            lot = os.path.join(work, "lot")
            os.mkdir(lot)
            for i in range(count):
                with open(os.path.join(lot, "%05d.txt" % i), "wb") as file:
                    file.write(b"Evening file number %d\n\n%s" % (i, reports[i % len(reports)]))
            begun = time.monotonic()
            child = subprocess.Popen([assay, "--ledger", os.path.join(work, "l.db"), "--jobs", jobs, "--format", "json", "read", lot],
                                     stdout=subprocess.PIPE)
            out = child.stdout.read()
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.monotonic() - begun
            times[count] = usage.ru_utime + usage.ru_stime
            assert status == 0, out
            claims = int(out.split(b'"claims":')[1].split(b",")[0])
            print("%8d %9.2f %9.2f %10.0f %9d %9.0f" % (count, seconds, times[count], count / times[count], claims, usage.ru_maxrss / 1024), flush=True)
    print("between 250 and 2,000 reports: %.0f reports a second of processor time" % (1750 / (times[2000] - times[250])))


if __name__ == "__main__":
    main()
