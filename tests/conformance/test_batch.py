"""Batches on disks that fail: full, read-only, and killed at any moment. Looks at files only."""

import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "examples" / "toan-quoc"
PROGRAM = os.environ["VANTHU"]
UNITS = 400


def batch(lot, out, *more, **options):
    command = [PROGRAM, "batch", lot, "--out", out, *more]
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def lot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lo")
    shutil.copy(EXAMPLE / "lo.yaml", folder)
    generator = [sys.executable, EXAMPLE / "tao-so-lieu.py", folder, "--don-vi", str(UNITS)]
    subprocess.run(generator, check=True)
    return folder


@pytest.fixture(scope="module")
def whole(lot, tmp_path_factory):
    """The tree of an undisturbed run."""
    out = tmp_path_factory.mktemp("whole")
    done = batch(lot, out)
    assert done.returncode == 0, done.stderr
    return tree(out)


def tree(out):
    """Every file by its path: its digest; of the report what is the same whatever the run."""
    files = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_dir() or name == "bao-cao-lo.xlsx":
            continue
        data = path.read_bytes()
        if name == "bao-cao-lo.json":
            report = json.loads(data)
            del report["run"]
            data = json.dumps(report).encode()
        files[name] = hashlib.sha256(data).hexdigest()
    return files


def documents(files):
    return {name: digest for name, digest in files.items() if name.endswith((".docx", ".pdf"))}


def assert_nothing_half_written(out, whole):
    for name, digest in documents(tree(out)).items():
        assert whole[name] == digest, f"{name} is not what an undisturbed run writes"


def test_killed_at_50_moments(lot, whole, tmp_path):
    out = tmp_path / "out"
    begun = time.monotonic()
    assert batch(lot, tmp_path / "timed").returncode == 0
    longest = time.monotonic() - begun
    chance = random.Random(7)
    for _ in range(50):
        process = subprocess.Popen(
            [PROGRAM, "batch", lot, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if out.exists():
            assert_nothing_half_written(out, whole)
        if process.returncode == 0:
            assert tree(out) == whole
            shutil.rmtree(out)
    done = batch(lot, out)
    assert done.returncode == 0, done.stderr
    assert tree(out) == whole


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 12 MB, which takes some of the documents."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_full_disk_stops_and_the_next_run_completes(lot, whole, small_disk):
    out = small_disk / "out"
    done = batch(lot, out)
    assert done.returncode == 2, done.stdout
    assert "đĩa đã đầy" in done.stderr
    made = documents(tree(out))
    assert 0 < len(made) < len(documents(whole))
    assert_nothing_half_written(out, whole)
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    again = batch(lot, out)
    assert again.returncode == 0, again.stderr
    assert tree(out) == whole


def test_read_only_disk_says_so_and_changes_nothing(lot, whole, small_disk):
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    out = small_disk / "out"
    assert batch(lot, out).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = batch(lot, out)
    assert done.returncode == 2
    assert "không ghi được" in done.stderr
    assert tree(out) == whole


def test_a_tenth_of_the_rows_corrupt(lot, whole, tmp_path):
    """Broken rows are refused; the documents of all others are those of an undisturbed run but
    for their ranks, which the broken ones no longer share."""
    broken = tmp_path / "lo"
    shutil.copytree(lot, broken)
    text = (broken / "lo.yaml").read_text(encoding="utf-8")
    text = text.replace("xep_hang: xã, phường, đặc khu của {{ tinh }}\n", "")
    (broken / "lo.yaml").write_text(text, encoding="utf-8")
    good = tmp_path / "good"
    assert batch(broken, good).returncode == 0
    corrupt_rows(broken / "so-lieu.xlsx")
    out = tmp_path / "out"
    done = batch(broken, out)
    assert done.returncode == 1, done.stderr
    report = json.loads((out / "bao-cao-lo.json").read_text(encoding="utf-8"))
    assert report["totals"]["refused"] == UNITS // 10
    refused = [unit for unit in report["units"] if unit["faults"]]
    assert all(unit["faults"][0]["place"].startswith("so-lieu.xlsx!Tháng 10!") for unit in refused)
    notices = {name: digest for name, digest in documents(tree(out)).items() if "thong-bao" in name}
    assert len(notices) == 2 * (UNITS - UNITS // 10)
    undisturbed = tree(good)
    assert all(undisturbed[name] == digest for name, digest in notices.items())


def corrupt_rows(path):
    """Puts words where the third figure of every tenth row stands."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = parts[name].decode("utf-8")
    for row in range(2, UNITS + 2, 10):
        cell = f'<c r="E{row}" t="inlineStr"><is><t>mười hai</t></is></c>'
        text, count = re.subn(rf'<c r="E{row}"><v>[^<]*</v></c>', cell, text)
        assert count == 1
    parts[name] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_shards_in_one_folder_make_the_whole(lot, whole, tmp_path):
    out = tmp_path / "out"
    parts = [
        subprocess.Popen([PROGRAM, "batch", lot, "--out", out, "--shard", f"{k}/4"], stdout=subprocess.DEVNULL)
        for k in range(1, 5)
    ]
    assert [part.wait() for part in parts] == [0, 0, 0, 0]
    assert documents(tree(out)) == documents(whole)
    merged = subprocess.run([PROGRAM, "batch", "--merge", out, "--out", out], capture_output=True, text=True)
    assert merged.returncode == 0, merged.stderr
    report = json.loads((out / "bao-cao-lo.json").read_text(encoding="utf-8"))
    assert report["totals"]["done"] == UNITS
