#!/usr/bin/env python3
"""Measures one lô of 100,000 units: time and peak memory of the whole and of one part of sixteen.

    cargo build --release && python3 benches/mot-tram-nghin.py [--don-vi N] [--phan] [--out FOLDER]

The units and their points are made up. Their table is a CSV, then a workbook; a third run has a
table in which every unit is refused. Prints the rows of the table in docs/hieu-nang.md. The files of
the whole lô are about 4.5 GB.
"""

import argparse
import csv
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import types

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("VANTHU", ROOT / "target" / "release" / "vanthu"))
NATION = ROOT / "examples" / "toan-quoc" / "tao-so-lieu.py"
LOT = """\
mau: thong-bao-xa
bo_chi_so: qd766
ky: 2025-10
so_lieu:
  tep: {table}
  cot:
    don_vi: Tên đơn vị
    cong_khai_minh_bach: Công khai, minh bạch
    tien_do: Tiến độ giải quyết
    dich_vu_cong_truc_tuyen: Dịch vụ công trực tuyến
    thanh_toan_truc_tuyen: Thanh toán trực tuyến
    muc_do_hai_long: Mức độ hài lòng
    so_hoa: Số hóa hồ sơ
    tong: Tổng điểm
  rieng:
    ma: Mã
    tinh: Tỉnh
ten_tep: "{{{{ tinh | slug }}}}/{{{{ ma | slug }}}}/{{{{ mau }}}}"
xep_hang: xã, phường, đặc khu của {{{{ tinh }}}}
ho_so:
  co_quan:
    ten: Ủy ban nhân dân {{{{ don_vi | chu_thuong }}}}
    thuoc: "{{{{ tinh }}}}"
    ky_hieu: UBND
    dia_danh: "{{{{ don_vi | ten_rieng }}}}"
  van_ban:
    ngay: 2025-11-05
  noi_nhan:
    gui:
      - UBND {{{{ tinh }}}}
    luu: VP
  nguoi_ky:
    quyen_han: TM. Ủy ban nhân dân
    chuc_vu: Chủ tịch
"""


def nation():
    """The example whose communes and ways to make up points are used, without running it."""
    text = NATION.read_text(encoding="utf-8").rsplit("\nmain()", 1)[0]
    names = {"__file__": str(NATION)}
    exec(compile(text, str(NATION), "exec"), names)
    return types.SimpleNamespace(**names)


def rows(made, units, refused):
    """A head and a row for each unit: the communes of the country again and again."""
    communes = made.read_communes()
    axes = list(made.SEED["truc"])
    yield ["Mã", "Tỉnh", "Tên đơn vị", *(made.SEED["truc"][axis]["ten"] for axis in axes), "Tổng điểm"]
    for number in range(units):
        commune = communes[number % len(communes)]
        code = f"{number + 1:06}"
        points = [made.points(code, axis, "2025-10") for axis in axes]
        total = round(sum(points), 2)
        if refused:
            points[0] = "chưa có"
        yield [code, made.province(commune["tinh"]), commune["ten"], *points, total]


def apart(target, *what):
    """Runs in a process of its own: what this one uses would count as used by what it starts."""
    process = multiprocessing.Process(target=target, args=what)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def write(folder, units, kind, refused):
    """Writes the lô with its table."""
    made = nation()
    folder.mkdir()
    file = folder / f"so-lieu.{kind}"
    if kind == "xlsx":
        made.workbook(file, [("Tháng 10", list(rows(made, units, refused)))])
    else:
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, delimiter=";", lineterminator="\n")
            for row in rows(made, units, refused):
                writer.writerow(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row)
    (folder / "lo.yaml").write_text(LOT.format(table=file.name), encoding="utf-8")


def run(name, lot, out, *options):
    """One run: its row of the table."""
    command = [PROGRAM, "batch", lot, "--out", out, *options]
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    clock = time.monotonic() - begun
    # 1: some units were refused.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"the run failed: {status}")
    [report] = out.glob("bao-cao-lo*.json")
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    processor = used.ru_utime + used.ru_stime
    print(
        f"| {name} | {totals['done']:,} | {totals['refused']:,} | {clock:.1f} | {processor:.1f} "
        f"| {used.ru_maxrss / 1024:.0f} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--don-vi", type=int, default=100_000, help="so many units")
    parser.add_argument("--out", type=pathlib.Path, help="where to write")
    parser.add_argument("--phan", action="store_true", help="only parts of the lô, which is quick")
    arguments = parser.parse_args()
    print("| run | done | refused | s by the clock | s of processors | peak MB |", flush=True)
    print("|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        folder = pathlib.Path(folder)
        for kind in ["csv", "xlsx"]:
            name, lot = kind.upper(), folder / kind / "lo.yaml"
            apart(write, folder / kind, arguments.don_vi, kind, False)
            apart(run, f"{name}, part 1/16", lot, folder / f"{kind}-1", "--shard", "1/16")
            if not arguments.phan:
                apart(run, f"{name}, all", lot, folder / "all")
                apart(run, f"{name}, all again, nothing to do", lot, folder / "all")
                subprocess.run(["rm", "-r", folder / "all"], check=True)
        apart(write, folder / "refused", arguments.don_vi, "csv", True)
        apart(run, "CSV, all refused", folder / "refused" / "lo.yaml", folder / "refused-all")


main()
