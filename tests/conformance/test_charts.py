"""A chart is the same in both files: its place, its size, its figures and what is told of it."""

import re

import pytest

import charts
import validators


@pytest.fixture
def twins(rendered):
    natives, figures = charts.natives(rendered.docx), charts.figures(rendered.pdf)
    assert len(natives) == len(figures)
    if not natives:
        pytest.skip("no chart")
    return list(zip(natives, figures))


def test_size_and_alternative_text_are_the_same(twins):
    for native, (box, told, _) in twins:
        assert native.told == told
        assert abs(native.width - (box.right - box.left)) < 0.1
        assert abs(native.height - (box.bottom - box.top)) < 0.1


def test_the_workbook_holds_what_is_drawn(twins):
    for native, _ in twins:
        assert [name for name, _ in native.rows] == native.names
        values = [value for _, value in native.rows if value is not None]
        assert [float(value) for value in values] == [float(value) for value in native.values]


def test_excel_would_open_the_workbook_as_it_is(rendered, tmp_path):
    for number, book in enumerate(charts.workbooks(rendered.docx), 1):
        path = tmp_path / f"chart{number}.xlsx"
        path.write_bytes(book)
        assert validators.openxml_errors(path) == []


def test_every_name_and_figure_is_in_both(twins):
    for native, (_, _, text) in twins:
        text = "".join(text.split())
        for words in native.names + native.labels:
            assert "".join(words.split()) in text


def test_labels_write_the_values(twins):
    for native, _ in twins:
        for label, value in zip(native.labels, native.values, strict=True):
            numbers = re.findall(r"[\d.]+(?:,\d+)?", label)
            assert float(value) in [float(n.replace(".", "").replace(",", ".")) for n in numbers]
