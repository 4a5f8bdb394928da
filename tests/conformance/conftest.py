"""What all checks share: the rendered examples, and LibreOffice's PDF of each DOCX."""

import os
from pathlib import Path

import pytest
from docx import Document

import libreoffice
from form import Form
from rendered import Rendered

REPOSITORY = Path(__file__).resolve().parents[2]
RENDERED = Path(os.environ["VANTHU_RENDERED"])


def all_rendered():
    found = [Rendered(REPOSITORY, docx) for docx in sorted(RENDERED.glob("*/*.docx"))]
    # Checks over nothing would pass.
    assert found, f"no rendered document in {RENDERED}"
    return found


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    return libreoffice.Office(REPOSITORY / "fonts", tmp_path_factory.mktemp("office"))


ALL = all_rendered()


@pytest.fixture(scope="session", params=ALL, ids=lambda rendered: rendered.name)
def rendered(request, office, tmp_path_factory):
    return converted(request.param, office, tmp_path_factory)


@pytest.fixture(scope="session")
def sample(office, tmp_path_factory):
    """The one document that controls break: they know its words."""
    found = next(found for found in ALL if found.name == "lam-vy-2024-02/thong-bao")
    return converted(found, office, tmp_path_factory)


def converted(found, office, tmp_path_factory):
    if found.office_pdf is None:
        found.office_pdf = office.convert(found.docx, tmp_path_factory.mktemp("pdf"))
    return found


@pytest.fixture(scope="session")
def form(rendered):
    return Form(Document(str(rendered.docx)), rendered.office_pdf, rendered.dossier)


COUNTS = {"passed": 0, "failed": 0, "skipped": 0}


def pytest_runtest_logreport(report):
    # A fixture that fails is a failure as well; one that works is no test.
    if report.failed:
        COUNTS["failed"] += 1
    elif report.skipped:
        COUNTS["skipped"] += 1
    elif report.when == "call":
        COUNTS["passed"] += 1


def pytest_unconfigure():
    line = f"{COUNTS['passed']} passed, {COUNTS['failed']} failed"
    if COUNTS["skipped"]:
        line += f", {COUNTS['skipped']} skipped"
    print(line)
