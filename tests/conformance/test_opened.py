"""What a run opens of its inputs, as the system saw it: each file once, however many units name it."""

import collections
import re
import shutil
import subprocess

import pytest
from test_stopped import PROGRAM, REPOSITORY, needs_strace

EXAMPLES = REPOSITORY / "examples"
# A workbook that a hồ sơ reads cells of at many places; workbooks of two months and a directory that all units share.
RUNS = {"tuan-giao-2023-09": "render", "lai-chau-2026-10": "batch"}


@needs_strace
@pytest.mark.parametrize("example", RUNS)
def test_each_input_is_opened_once(tmp_path, example):
    folder = shutil.copytree(EXAMPLES / example, tmp_path / example, ignore=shutil.ignore_patterns("ket-qua*"))
    log = tmp_path / "log"
    trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=?open,?openat,?openat2"]
    command = [PROGRAM, RUNS[example], folder, "--out", tmp_path / "ra"]
    done = subprocess.run([*trace, *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    opened = re.findall(r'open\w*\([^"]*"([^"]*)"', log.read_text())
    # The system writes letters outside ASCII as octal numbers; none of these names has any.
    inputs = {str(path): path.name for path in folder.iterdir() if path.name != "HUONG-DAN.md"}
    times = collections.Counter(inputs[name] for name in opened if name in inputs)
    assert times == dict.fromkeys(inputs.values(), 1)
