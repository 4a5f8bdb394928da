"""The same hồ sơ gives the same bytes, on any machine and any day."""

import os
import shutil
import subprocess
import zipfile
from datetime import datetime

import pikepdf
import pytest

VANTHU = os.environ["VANTHU"]


def render(dossier, out, before=(), **surrounding):
    command = [*before, VANTHU, "render", str(dossier), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, **surrounding)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def first(rendered):
    files = sorted(rendered.docx.parent.iterdir())
    return {path.name: path.read_bytes() for path in files if path.name != "said.txt"}


def test_twice_gives_the_same_bytes(rendered, tmp_path):
    assert render(rendered.folder, tmp_path / "out") == first(rendered)


def test_another_place_zone_language_and_home_give_the_same_bytes(rendered, tmp_path):
    # With its neighbours: the month before may be one of them.
    examples = shutil.copytree(rendered.folder.parent, tmp_path / "bản sao")
    elsewhere = examples / rendered.folder.name
    environment = {
        "PATH": os.environ["PATH"],
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "HOME": str(tmp_path / "nobody"),
    }
    assert render(elsewhere, tmp_path / "out", cwd="/", env=environment) == first(rendered)


def test_another_day_gives_the_same_bytes(rendered, tmp_path):
    for day in ("2019-12-31 23:59:59", "2038-02-01 08:00:00"):
        out = tmp_path / day[:4]
        assert render(rendered.folder, out, before=["faketime", "-f", day]) == first(rendered)


def test_dates_inside_are_the_date_of_the_document(rendered):
    stated = rendered.dossier["van_ban"]["ngay"]
    if "/" not in stated:
        pytest.skip("its day is not known yet")
    day, month, year = stated.split("/")
    date = datetime(int(year), int(month), int(day)).strftime("%Y-%m-%d")
    with zipfile.ZipFile(rendered.docx) as package:
        assert date in package.read("docProps/core.xml").decode()
    with pikepdf.open(rendered.pdf) as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith(date)


def test_files_name_nothing_of_this_machine(rendered):
    secrets = [str(rendered.folder.parents[1]), str(rendered.docx.parent), os.environ["HOME"] + "/"]
    with zipfile.ZipFile(rendered.docx) as package:
        contents = [package.read(name) for name in package.namelist()]
    contents.append(rendered.pdf.read_bytes())
    for secret in secrets:
        assert not any(secret.encode() in content for content in contents), secret
