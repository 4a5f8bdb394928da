"""Two hundred generated documents (`tests/writers/`) are the same in LibreOffice and in our PDF."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import guess
import twins

GENERATED = Path(os.environ["VANTHU_GENERATED"])


@pytest.fixture(scope="module")
def documents():
    found = sorted(GENERATED.glob("*.docx"))
    assert len(found) == 200, f"{len(found)} documents in {GENERATED}"
    return found


@pytest.fixture(scope="module")
def pdfs(office, documents, tmp_path_factory):
    return office.convert_all(documents, tmp_path_factory.mktemp("generated"))


@pytest.fixture(scope="module")
def comparisons(documents, pdfs):
    return compared(documents, pdfs)


def compared(documents, pdfs):
    """How each document in LibreOffice differs from our PDF."""
    ours = [GENERATED / docx.with_suffix(".pdf").name for docx in documents]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return dict(zip([docx.stem for docx in documents], pool.map(twins.compare, pdfs, ours)))


@pytest.fixture(scope="module")
def differing(documents, comparisons):
    return [docx for docx in documents if comparisons[docx.stem].differences]


def test_generated_documents_are_the_same_line_for_line(
    comparisons, differing, office, tmp_path_factory, capsys
):
    folder = tmp_path_factory.mktemp("another-guess")
    copies = [guess.with_another_guess(docx, folder) for docx in differing]
    again = compared(copies, office.convert_all(copies, folder))
    made = {**comparisons, **again}.values()
    with capsys.disabled():
        print(
            f"\n{len(made)} documents, {sum(one.pages for one in made)} pages, "
            f"{sum(one.lines for one in made)} lines; differing only by LibreOffice's guess of "
            f"pages: {sorted(again)}; farthest {max(one.across for one in made):.2f} pt across, "
            f"{max(one.down for one in made):.2f} pt down"
        )
    still = {name: one.differences[:5] for name, one in again.items() if one.differences}
    assert not still


def test_where_a_guess_differs_libreoffice_leaves_a_kept_paragraph_alone(
    documents, pdfs, differing
):
    """So that nothing else passes as a guess."""
    of = dict(zip(documents, pdfs))
    assert all(guess.leaves_a_kept_paragraph(docx, of[docx]) for docx in differing)
