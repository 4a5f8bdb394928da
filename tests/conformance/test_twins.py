"""DOCX and PDF are the same document."""

import difflib

import pdfplumber
import pytest
from docx.oxml.ns import qn

import charts
import figures
import pdf_lines
import twins
from test_docx import data_tables, rows_that_break


def test_as_many_pages(rendered):
    office, ours = (pdf_lines.page_sizes(pdf) for pdf in (rendered.office_pdf, rendered.pdf))
    assert len(ours) == len(office)


def test_lines_are_the_same_at_the_same_places(rendered):
    differences = twins.differences(rendered.office_pdf, rendered.pdf)
    assert not differences, "\n".join(differences)


def test_rules_outside_tables_are_the_same_at_the_same_places(rendered, form):
    # How a grid is cut into strokes differs; the cells are compared below.
    bordered = {page for page, *_ in table_places(rendered.pdf)}
    differences = [
        difference
        for difference in twins.rule_differences(rendered.office_pdf, rendered.pdf)
        if not any(f"page={page}," in difference for page in bordered)
    ]
    assert not differences, "\n".join(differences)


def table_places(pdf):
    boxes = charts.places(pdf)
    with pdfplumber.open(pdf) as opened:
        return [
            (page.page_number, table.bbox)
            for page in opened.pages
            for table in charts.cut(page, boxes).find_tables()
            if len(table.rows) > 1
        ]


def squeezed(text):
    return "".join(text.split())


def words_of_docx(form):
    """All text of the body in the order of the file, without blanks."""
    texts = form.document.element.body.iter(qn("w:t"))
    return squeezed("".join(text.text or "" for text in texts))


def words_of_pdf(pdf, form, heads):
    """All text in the order of the PDF's own content, without page numbers and repeated heads."""
    pages, boxes = [], charts.places(pdf)
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            page = charts.cut(page, boxes)
            top = form.main.section.top_margin.pt
            body = [c for c in page.chars if pdf_lines.baseline(page, c) > top]
            pages.append(squeezed("".join(char["text"] for char in body)))
    seen, text = set(), ""
    for page in pages:
        for head in heads:
            if head in seen and page.startswith(head):
                page = page.removeprefix(head)
            if head in page:
                seen.add(head)
        text += page
    return text


def head_of(table):
    """The text of the repeated rows in the order of the file."""
    rows = [row._tr for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None]
    return squeezed("".join(text.text or "" for row in rows for text in row.iter(qn("w:t"))))


@pytest.fixture
def unbroken(rendered):
    """A row over several pages gives its words to the PDF page by page, to the DOCX cell by cell."""
    if rows_that_break(rendered.docx):
        pytest.skip("a row goes over several pages; its lines are compared above")


@pytest.mark.usefixtures("unbroken")
def test_words_come_in_the_same_order(rendered, form):
    heads = [head_of(table) for table in data_tables(form.document)]
    docx, pdf = words_of_docx(form), words_of_pdf(rendered.pdf, form, heads)
    matcher = difflib.SequenceMatcher(None, docx, pdf, autojunk=False)
    changes = [
        f"{kind}: DOCX {docx[a:b]!r}, PDF {pdf[c:d]!r}"
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    assert not changes, "\n".join(changes)


def cells_of_docx(form):
    """Rows of the bordered tables without their heads; a cell as its text without blanks."""
    found = []
    for table in data_tables(form.document):
        for row in table.rows:
            if row._tr.find(f".//{qn('w:tblHeader')}") is None:
                found.append([squeezed(cell.text) for cell in distinct(row.cells)])
    return found


def lines_of_docx(form):
    """What a công văn tells in prose, `- name: 537 (36,09%);`, as rows of a name and its figures."""
    for paragraph in form.document.paragraphs:
        name, colon, told = paragraph.text.rpartition(":")
        if colon:
            yield [squeezed(name.removeprefix("- ")), told]


def distinct(cells):
    """python-docx names a merged cell once for each column that it covers."""
    return [cell for i, cell in enumerate(cells) if i == 0 or cell._tc is not cells[i - 1]._tc]


def cells_of_pdf(pdf, heads):
    """Rows between the drawn borders, without the head on every page."""
    found, boxes = [], charts.places(pdf)
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            for table in charts.cut(page, boxes).extract_tables():
                rows = [[squeezed(cell) for cell in row if cell is not None] for row in table]
                while rows and heads and in_a_head(rows[0], heads):
                    rows = rows[1:]
                found.extend(rows)
    return found


def in_a_head(row, heads):
    return all(any(cell in head for head in heads) for cell in row)


@pytest.mark.usefixtures("unbroken")
def test_table_cells_come_in_the_same_order(rendered, form):
    heads = [head_of(table) for table in data_tables(form.document)]
    assert cells_of_pdf(rendered.pdf, heads) == cells_of_docx(form)


def test_each_table_row_carries_the_figures_of_the_dossier(rendered, form):
    """Every named line of the hồ sơ has its own row, with its own figures, in the same order."""
    data = rendered.dossier.get("so_lieu", {})
    table_rows = iter(cells_of_docx(form) or lines_of_docx(form))
    for name, numbers in figures.rows(data if isinstance(data, dict) else {}):
        cells = next((row for row in table_rows if squeezed(name) in row), None)
        assert cells is not None, f"no row {name!r} after the row before it"
        printed = figures.printed(" ".join(cells[cells.index(squeezed(name)) + 1 :]))
        for number in numbers:
            assert printed[number] > 0, f"row {name!r}: {number} not in {cells}"
        assert numbers or not printed, f"row {name!r} has figures from nowhere: {cells}"
