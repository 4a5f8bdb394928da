"""Nghị định 30/2020/NĐ-CP, Phụ lục I: page, font and page number (ND30-PAGE, ND30-NUM)."""

import unicodedata

import pytest
from docx.oxml.ns import qn

import formats

# The decree gives millimetres, Word stores twips: half a millimetre of freedom.
ROUNDING = 0.5


def portrait(form):
    sections = [part.section for part in form.parts]
    return [section for section in sections if section.page_width < section.page_height]


def within(length, low, high):
    return low - ROUNDING <= length.mm <= high + ROUNDING


def test_nd30_page_01_paper_is_a4(form):
    for part in form.parts:
        sides = sorted([part.section.page_width.mm, part.section.page_height.mm])
        assert sides == pytest.approx([210, 297], abs=ROUNDING)


def test_nd30_page_02_is_portrait_and_landscape_only_for_tables(form):
    assert form.main.section.page_width < form.main.section.page_height
    for part in form.parts:
        assert part.section.page_width < part.section.page_height or part.tables


def test_nd30_page_03_top_margin_is_20_to_25_mm(form):
    assert all(within(section.top_margin, 20, 25) for section in portrait(form))


def test_nd30_page_04_bottom_margin_is_20_to_25_mm(form):
    assert all(within(section.bottom_margin, 20, 25) for section in portrait(form))


def test_nd30_page_05_left_margin_is_30_to_35_mm(form):
    assert all(within(section.left_margin, 30, 35) for section in portrait(form))


def test_nd30_page_06_right_margin_is_15_to_20_mm(form):
    assert all(within(section.right_margin, 15, 20) for section in portrait(form))


def test_nd30_page_07_font_is_times_new_roman_black(form):
    for paragraph in form.everything:
        for look in formats.looks(paragraph):
            assert look.fonts == {"Times New Roman"}, look
            # The stamps of urgency are bright red (ND30-KHAN-01).
            stamp = paragraph.text in ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
            assert look.colour in (("FF0000",) if stamp else ("auto", "000000")), look


def test_nd30_page_08_text_is_precomposed_unicode(form):
    for paragraph in form.everything:
        assert unicodedata.is_normalized("NFC", paragraph.text), paragraph.text


def number_paragraph(section):
    """The paragraph of the page header that holds the PAGE field."""
    found = [p for p in section.header.paragraphs if list(p._p.iter(qn("w:instrText")))]
    assert len(found) == 1
    return found[0]


def numbers(form):
    """Page → lines in the top margin of that page."""
    top = form.main.section.top_margin.pt
    return {
        page: [line for line in form.lines if line.page == page and line.baseline < top]
        for page in range(1, len(form.pages) + 1)
    }


def test_nd30_num_01_page_numbers_are_arabic_from_1(form):
    for part in form.parts:
        numbering = part.section._sectPr.find(qn("w:pgNumType"))
        assert numbering.get(qn("w:fmt"), "decimal") == "decimal"
        assert numbering.get(qn("w:start")) == "1"


def test_nd30_num_02_page_number_is_centred_in_the_top_margin(form):
    for part in form.parts:
        paragraph = number_paragraph(part.section)
        assert formats.Layout(paragraph).align == "center"
        assert not [p for p in part.section.footer.paragraphs if p.text.strip()]
    for page, lines in numbers(form).items():
        section = form.part_of(page).section
        middle = (section.left_margin.pt + form.pages[page - 1][0] - section.right_margin.pt) / 2
        assert all(abs(line.centre - middle) < 1 for line in lines)


def test_nd30_num_03_page_number_is_13_to_14_pt_upright_not_bold(form):
    for part in form.parts:
        paragraph = number_paragraph(part.section)
        for run in paragraph.runs:
            look = formats.Look(run)
            assert 13 <= look.size <= 14 and not look.bold and not look.italic, look


def test_nd30_num_04_first_page_shows_no_number_and_the_second_shows_2(form):
    shown, opening = numbers(form), form.first_pages()
    for first in opening:
        assert shown[first] == []
        following = first + 1
        if following in shown and following not in opening:
            assert [line.text for line in shown[following]] == ["2"]


def test_nd30_num_05_each_annex_numbers_its_own_pages(form):
    for part in form.appendices:
        assert part.section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert len(set(form.first_pages())) == len(form.parts), "an annex opens on a new page"
