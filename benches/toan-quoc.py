#!/usr/bin/env python3
"""Times the nation: notices of 3,321 communes, DOCX and PDF, against the limit of the machine.

    cargo build --release && python3 benches/toan-quoc.py [--phu-luc] [--nho] [--jobs N] [--don-vi N] [--out FOLDER]

Two lô: with --phu-luc only that of the notice with six points and an appendix of 42 rows, with --nho
only that of the one-page notice with the reports of 34 provinces. Prints the rows of the tables in
docs/hieu-nang.md: the first run, the limit, a second run that has nothing to do, and one with
another date, which writes all notices again.

The limit is what cannot be left out: deflating the contents of all files that were written, part
by part, at the level that the program uses, and writing the files, with as many processes and one
wait for the disk.
"""

import argparse
import importlib.util
import io
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("VANTHU", ROOT / "target" / "release" / "vanthu"))
EXAMPLE = ROOT / "examples" / "toan-quoc"
APPENDIX = ROOT / "examples" / "lam-vy-2024-02" / "ho-so.yaml"
# The program's own: src/compress.rs.
LEVEL = 2
AXES = ["cong_khai_minh_bach", "tien_do", "dich_vu_cong_truc_tuyen", "thanh_toan_truc_tuyen", "muc_do_hai_long", "so_hoa"]

# The counts of the appendix, in its order: the least, and how many more there may be. A unit has
# more procedures than there are with fees or payments.
COUNTS = [(150, 200), (1200, 2000), (0, 30), (1, 20), (1, 30), (200, 100), (1, 2000), (5, 20), (1, 10)]
COUNTS += [(100, 900), (1, 90), (5, 40), (5, 40), (0, 9), (0, 9), (1000, 90000), (10, 900)]


def nation():
    """The example whose communes and ways to make up figures are used, without running it."""
    text = (EXAMPLE / "tao-so-lieu.py").read_text(encoding="utf-8").rsplit("\nmain()", 1)[0]
    names = {"__file__": str(EXAMPLE / "tao-so-lieu.py")}
    exec(compile(text, "tao-so-lieu.py", "exec"), names)
    return names


def appendix():
    """The appendix of an issued notice, with a column's name in the place of each figure; and the
    columns: c1, c2 … counts, r1, r2 … rates."""
    text = APPENDIX.read_text(encoding="utf-8")
    block = text[text.index("\nso_lieu:\n") : text.index("\nnoi_nhan:\n")].replace(" (có 03 hồ sơ quá hạn)", "")
    block = block.replace("30/01/2024", "31/10/2025")
    # Two lines have no figures there.
    block = re.sub(r"(\n +- ten: (?:Kiến nghị|Phản ánh) về.*)", r"\1\n                so_lieu:", block)
    lines, counts, rates = [], 0, 0
    for line in block.splitlines():
        key, _, _ = line.strip().partition(":")
        computed = key == "ty_le" and any(word in lines[-1] for word in ["phan_cua", "tren:"])
        if key in ("so_lieu", "tren") and line.strip() != "so_lieu:" or re.fullmatch(r" {12,}so_lieu:", line):
            counts += 1
            # Of a whole of which all are counted, the part is the whole.
            name = f"c{counts - (key == 'tren')}"
            counts -= key == "tren"
        elif key == "ty_le" and not computed:
            rates += 1
            name = f"r{rates}"
        else:
            if not computed:
                lines.append(line)
            continue
        lines.append(line[: line.index(":")] + ': "{{ ' + name + ' }}"')
    return "\n".join(lines), [f"c{n}" for n in range(1, counts + 1)], [f"r{n}" for n in range(1, rates + 1)]


def with_appendix(folder, units):
    """A lô of notices with the appendix, and its table."""
    made = nation()
    block, counts, rates = appendix()
    text = (EXAMPLE / "lo.yaml").read_text(encoding="utf-8")
    text = text[: text.index("\n# Báo cáo của từng tỉnh")]
    now, before = text.split("\nky_truoc:")
    now = now.replace("    ma: Mã\n", "    ma: Mã\n" + "".join(f"    {name}: {name}\n" for name in counts + rates))
    block = block.replace("\n", "\n  ")
    more = "    gui:\n      - Sở Nội vụ {{ tinh }}\n      - Các thôn, tổ dân phố\n"
    before = before.replace("    gui:\n", more)
    folder.mkdir()
    (folder / "lo.yaml").write_text(f"{now}\nky_truoc:{before.rstrip()}\n{block}\n", encoding="utf-8")
    communes = made["read_communes"]()[:units]
    month = made["month_of_figures"](communes, "2025-10")
    rows = [month[0] + counts + rates]
    for commune, row in zip(communes, month[1:]):
        code = commune["ma_xa"]
        numbers = [least + int(made["chance"](code, str(n)) * more) for n, (least, more) in enumerate(COUNTS)]
        known = {}
        for number, name in enumerate(rates, 1):
            known[number] = round(80 + 20 * made["chance"](code, name), 2)
        # What is late is the rest of what is in time; without lateness points are full.
        known[1] = round(row[3] / 20 * 100, 2)
        for late in (2, 4, 6):
            known[late] = round(100 - known[late - 1], 2)
        rows.append(row + numbers + [known[number] for number in range(1, len(rates) + 1)])
    sheets = [
        ("Tháng 10", rows),
        ("Tháng 9", made["month_of_figures"](communes, "2025-09")),
        ("Danh bạ", made["directory"](communes)),
    ]
    made["workbook"](folder / "so-lieu.xlsx", sheets)


def small(folder, units):
    """The lô of the example: one page each, and the reports of the provinces."""
    folder.mkdir()
    shutil.copy(EXAMPLE / "lo.yaml", folder)
    some = ["--don-vi", str(units)] if units else []
    subprocess.run([sys.executable, EXAMPLE / "tao-so-lieu.py", folder, *some], check=True)


def used(run):
    """Seconds by the clock and of processors, and peak memory in MB, of a process."""
    begun = time.monotonic()
    _, status, usage = os.wait4(run(), 0)
    clock = time.monotonic() - begun
    # 1: some units were refused, which the report counts.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"the run failed: {status}")
    return clock, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024


def run(lot, out, jobs):
    """One run: what it took, and the sums of its report."""
    command = [PROGRAM, "batch", lot, "--out", out, *(["--jobs", str(jobs)] if jobs else [])]
    taken = used(lambda: subprocess.Popen(command, stdout=subprocess.DEVNULL).pid)
    return taken, json.loads((out / "bao-cao-lo.json").read_text(encoding="utf-8"))["totals"]


def contents(path):
    """What was deflated into a file, piece by piece, and how many bytes stand between."""
    data = path.read_bytes()
    pieces = []
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            pieces = [package.read(name) for name in package.namelist()]
            packed = sum(part.compress_size for part in package.infolist())
        return pieces, len(data) - packed
    packed = 0
    for head in re.finditer(rb"/FlateDecode[^>]*/Length (\d+)(?:/[^>]*)?>>\nstream\n", data):
        stream = data[head.end() : head.end() + int(head[1])]
        packed += len(stream)
        pieces.append(zlib.decompress(stream))
    return pieces, len(data) - packed


def deflate_and_write(files, to):
    compress = lambda piece: zlib.compress(piece, LEVEL)
    for number, (pieces, besides) in enumerate(files):
        (to / str(number)).write_bytes(bytes(besides) + b"".join(map(compress, pieces)))


def the_limit(out, scratch, jobs):
    """Deflates and writes what a run has written: what that took, apart from reading it."""
    paths = sorted(path for ending in ("docx", "pdf") for path in out.rglob(f"*.{ending}"))
    jobs = jobs or os.cpu_count()
    begin, ready = multiprocessing.Event(), multiprocessing.Semaphore(0)
    queue = multiprocessing.Queue()

    def work(number):
        files = [contents(path) for path in paths[number::jobs]]
        to = scratch / str(number)
        to.mkdir()
        ready.release()
        begin.wait()
        before = os.times()
        deflate_and_write(files, to)
        if number == 0:
            os.sync()
        after = os.times()
        queue.put((after.user - before.user, after.system - before.system))

    processes = [multiprocessing.Process(target=work, args=(number,)) for number in range(jobs)]
    for process in processes:
        process.start()
    for _ in processes:
        ready.acquire()
    begun = time.monotonic()
    begin.set()
    taken = [queue.get() for _ in processes]
    clock = time.monotonic() - begun
    shutil.rmtree(scratch)
    return clock, sum(user for user, _ in taken), sum(system for _, system in taken), 0


def line(name, taken, totals=None, limit=None):
    clock, user, system, memory = taken
    ratios = f"{clock / limit[0]:.2f} / {(user + system) / (limit[1] + limit[2]):.2f}" if limit else ""
    units = totals["done"] if totals else None
    told = [f"{units:,}", f"{totals['files']:,}"] if totals else ["", ""]
    speed, megabytes = (f"{units / clock:,.0f}", f"{totals['bytes'] / 1e6:.0f}") if totals else ("", "")
    memory = f"{memory:.0f}" if memory else ""
    print(
        f"| {name} | {told[0]} | {told[1]} | {clock:.2f} | {user + system:.2f} | {system:.2f} "
        f"| {ratios} | {speed} | {memory} | {megabytes} |",
        flush=True,
    )


def measure(name, write, folder, arguments):
    lot, out = folder / name, folder / f"{name}-out"
    write(lot, arguments.don_vi)
    taken, totals = run(lot, out, arguments.jobs)
    if totals["refused"]:
        sys.exit(f"{totals['refused']} units were refused")
    (folder / "limit").mkdir()
    limit = the_limit(out, folder / "limit", arguments.jobs)
    line(f"{name}: first", taken, totals, limit)
    line(f"{name}: the limit", limit)
    line(f"{name}: again, nothing to do", *run(lot, out, arguments.jobs))
    text = (lot / "lo.yaml").read_text(encoding="utf-8")
    (lot / "lo.yaml").write_text(text.replace("2025-11-05", "2025-11-06"), encoding="utf-8")
    line(f"{name}: again, another date", *run(lot, out, arguments.jobs))
    shutil.rmtree(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phu-luc", action="store_true", help="only the notice with an appendix")
    parser.add_argument("--nho", action="store_true", help="only the small notice")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--don-vi", type=int, default=None)
    parser.add_argument("--out", type=pathlib.Path, help="where to write; on the disk to measure")
    arguments = parser.parse_args()
    print("| run | units | files | s by the clock | s of processors | of them system | × the limit | units/s | peak MB | MB written |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        folder = pathlib.Path(folder)
        if not arguments.nho:
            measure("appendix", with_appendix, folder, arguments)
        if not arguments.phu_luc:
            measure("one page", small, folder, arguments)


if __name__ == "__main__":
    main()
