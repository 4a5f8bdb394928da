"""Nghị định 30/2020/NĐ-CP, Phụ lục I and III: annexes (ND30-PL)."""

import re

import pytest

from test_nd30_header import all_look, capitals, centred

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@pytest.fixture
def annexes(form):
    """Of each annex: its heading, its title, notes on it, the line that ties it to its document."""
    if not form.appendices:
        pytest.skip("the document has no annex")
    return [heading_block(part.paragraphs) for part in form.appendices]


def heading_block(paragraphs):
    tie = next(i for i, paragraph in enumerate(paragraphs) if paragraph.text.startswith("(Kèm theo"))
    return paragraphs[: tie + 1]


def expected_names(annexes):
    """“Phụ lục” with its numeral; a Biểu keeps its own name (ND30-PL-11)."""
    own = [heading.text for heading, *_ in annexes]
    unnamed = [name for name in own if name.startswith("Phụ lục")]
    if len(unnamed) == 1:
        numbered = iter(["Phụ lục"])
    else:
        numbered = (f"Phụ lục {numeral}" for numeral in ROMAN)
    return [next(numbered) if name in unnamed else name for name in own]


def test_nd30_pl_01_text_points_to_each_annex(form, annexes):
    text = " ".join(paragraph.text for paragraph in form.content)
    for name in expected_names(annexes):
        assert re.search(rf"\b{name}\b", text), f"{name} is not named in the text"


def test_nd30_pl_02_several_annexes_have_roman_numerals(annexes):
    assert [heading.text for heading, *_ in annexes] == expected_names(annexes)
    for heading, *_ in annexes:
        assert re.fullmatch(r"Phụ lục( [IVX]+)?|Biểu số (\d{2,}|II\.06a/VPCP/KSTT)", heading.text), heading.text


def test_nd30_pl_03_heading_is_14_pt_bold_centred_on_its_own_line(annexes):
    for heading, *_ in annexes:
        all_look(heading, 14, 14, bold=True, italic=False)
        centred(heading)


def test_nd30_pl_04_title_is_bold_capitals_of_13_to_14_pt_centred(annexes):
    for _, title, *_ in annexes:
        capitals(title)
        all_look(title, 13, 14, bold=True, italic=False)
        centred(title)


def test_nd30_pl_05_annex_names_its_document_in_italics(annexes):
    for *_, tie in annexes:
        assert re.fullmatch(r"\(Kèm theo \S.* số.*/.+ ngày\s.+ của .+\)", tie.text), tie.text
        all_look(tie, 13, 14, bold=False, italic=True)
        centred(tie)


def test_nd30_pl_05_and_07_number_date_and_issuer_are_those_of_the_document(form, annexes):
    number = form.number.text.removeprefix("Số:")
    day = form.place_date.text.split(", ")[1]
    issuer = form.dossier["co_quan"]["ten"]
    for *_, tie in annexes:
        assert tie.text == f"(Kèm theo {form.kind} số{number} {day} của {issuer})"


def test_nd30_pl_06_a_short_rule_is_centred_under_that_line(form, annexes):
    for *_, tie in annexes:
        line = form.lines_of(tie)[-1]
        rule = form.rule_under(line)
        assert rule.width < line.width
        assert rule.centre == pytest.approx(line.centre, abs=1)


def test_nd30_pl_10_annex_opens_a_page_and_its_numbers_restart(form, annexes):
    opening = form.first_pages()[1:]
    for (heading, *_), page in zip(annexes, opening, strict=True):
        # Lines come from top to bottom.
        first = next(line for line in form.lines if line.page == page)
        assert first.text == heading.text
