"""Two hundred generated documents (`src/pdf/sample/`) are the same in LibreOffice and in our PDF."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import twins

GENERATED = Path(os.environ["VANTHU_GENERATED"])

# LibreOffice leaves something of its own; each is told in docs/bo-cuc.md, "Known differences".
KNOWN = {}


@pytest.fixture(scope="module")
def comparisons(office, tmp_path_factory):
    docxs = sorted(GENERATED.glob("*.docx"))
    assert len(docxs) == 200, f"{len(docxs)} documents in {GENERATED}"
    pdfs = office.convert_all(docxs, tmp_path_factory.mktemp("generated"))
    ours = [docx.with_suffix(".pdf") for docx in docxs]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return dict(zip([docx.stem for docx in docxs], pool.map(twins.compare, pdfs, ours)))


def test_generated_documents_are_the_same_line_for_line(comparisons, capsys):
    found = {name: made.differences for name, made in comparisons.items() if made.differences}
    made = comparisons.values()
    with capsys.disabled():
        print(
            f"\n{len(made)} documents, {sum(one.pages for one in made)} pages, "
            f"{sum(one.lines for one in made)} lines; {sum(map(len, found.values()))} differences "
            f"in {sorted(found)}; farthest {max(one.across for one in made):.2f} pt across, "
            f"{max(one.down for one in made):.2f} pt down"
        )
    new = {name: lines[:5] for name, lines in found.items() if name not in KNOWN}
    assert not new, new
    assert set(KNOWN) <= set(found), "no longer different: " + str(set(KNOWN) - set(found))
