"""200 documents in chance measures, as LibreOffice lays out the DOCX and as we lay out the PDF, line by
line. They are made and compared by `tests/conformance/run --all` only: it takes minutes."""

import os
from pathlib import Path

import pytest

import pdf_lines
import pdf_tags
import twins
import validators

FOLDER = os.environ.get("VANTHU_GENERATED")
pytestmark = pytest.mark.skipif(not FOLDER, reason="run with --all")

# Which lines may differ, and why, is told in docs/bo-cuc.md, "Known differences".
MOST_DIFFERENT = 0.001
# Validators look at every so-manieth document.
EVERY = 20


@pytest.fixture(scope="module")
def documents(office, tmp_path_factory):
    """Our PDF and LibreOffice's of each document."""
    found = sorted(Path(FOLDER).glob("*.docx"))
    assert len(found) == 200
    folder = tmp_path_factory.mktemp("generated")
    made = office.convert_all(found, folder)
    return [(docx.with_suffix(".pdf"), pdf) for docx, pdf in zip(found, made, strict=True)]


def test_pages_and_lines_are_those_of_libreoffice(documents):
    pages = lines = 0
    wrong, largest = [], 0.0
    for ours, office in documents:
        read, offsets = pdf_lines.read(office)[0], []
        pages += read[-1].page
        lines += len(read)
        wrong += [f"{ours.stem}: {found}" for found in twins.differences(office, ours, offsets)]
        largest = max([largest, *offsets])
    print(f"{len(documents)} documents, {pages} pages, {lines} lines: {len(wrong)} differ,")
    print(f"the others are at most {largest:.2f} pt from their places")
    print("\n".join(wrong[:50]))
    assert len(wrong) <= lines * MOST_DIFFERENT


def test_generated_files_keep_their_standards(documents):
    for ours, _ in documents[::EVERY]:
        for profile in ("2a", "ua1"):
            assert validators.pdf_failures(ours, profile) == [], ours.name
        assert pdf_tags.Tags(ours).complaints() == [], ours.name
        assert validators.openxml_errors(ours.with_suffix(".docx")) == [], ours.name
