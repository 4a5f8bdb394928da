#!/usr/bin/env python3
"""Times the nation: notices of 3,321 communes and reports of 34 provinces, DOCX and PDF.

    cargo build --release && python3 benches/toan-quoc.py [--jobs N] [--don-vi N] [--out FOLDER]

Prints the rows of the table in docs/hieu-nang.md: the first run, a second one that has nothing to
do, and one with another date, which writes all notices again.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "vanthu"
EXAMPLE = ROOT / "examples" / "toan-quoc"


def run(lot, out, jobs):
    """One run: seconds by the clock, seconds of processors, peak memory in MB, and its report."""
    command = [PROGRAM, "batch", lot, "--out", out, *(["--jobs", str(jobs)] if jobs else [])]
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    clock = time.monotonic() - begun
    # 1: some units were refused, which the report counts.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"the run failed: {status}")
    report = json.loads((out / "bao-cao-lo.json").read_text(encoding="utf-8"))
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, report


def row(name, measured):
    clock, processor, memory, report = measured
    units = report["totals"]["units"]
    megabytes = report["totals"]["bytes"] / 1e6
    print(
        f"| {name} | {units:,} | {report['totals']['files']:,} | {clock:.2f} | {processor:.2f} "
        f"| {units / clock:,.0f} | {memory:.0f} | {megabytes:.0f} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--don-vi", type=int, default=None)
    parser.add_argument("--out", type=pathlib.Path, help="where to write; on the disk to measure")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        folder = pathlib.Path(folder)
        lot, out = folder / "lo", folder / "out"
        lot.mkdir()
        shutil.copy(EXAMPLE / "lo.yaml", lot)
        some = ["--don-vi", str(arguments.don_vi)] if arguments.don_vi else []
        subprocess.run([sys.executable, EXAMPLE / "tao-so-lieu.py", lot, *some], check=True)
        print("| run | units | files | s by the clock | s of processors | units/s | peak MB | MB written |")
        print("|---|---|---|---|---|---|---|---|")
        row("first", run(lot, out, arguments.jobs))
        row("again, nothing to do", run(lot, out, arguments.jobs))
        text = (lot / "lo.yaml").read_text(encoding="utf-8")
        (lot / "lo.yaml").write_text(text.replace("2025-11-05", "2025-11-06"), encoding="utf-8")
        row("again, another date", run(lot, out, arguments.jobs))


main()
