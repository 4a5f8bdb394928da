"""Nghị định 30/2020/NĐ-CP, Phụ lục I: ô 5a, 9a and 6 (ND30-TL, KG, ND, BC, VD, DD, KT)."""

import re

import pytest

import formats
from test_nd30_header import ABBREVIATIONS, all_look, capitals, centred

WITH_ADDRESSEES = ("Báo cáo", "Tờ trình", "Công văn", "Phiếu trình")
LETTERS = "abcdđeghiklmnopqrstuvxy"
ONE_CM, HALF_INCH = 567, 720


@pytest.fixture
def typed(form):
    """A document whose type name is printed."""
    if form.letter_about:
        pytest.skip("a công văn prints no type name")
    return form


def test_nd30_cv_01_letter_has_its_v_v_under_the_number_and_no_type_name(form):
    if not form.letter_about:
        pytest.skip("the document is no công văn")
    all_look(form.letter_about, 12, 13, bold=False, italic=False)
    centred(form.letter_about)
    assert formats.Layout(form.letter_about).before == 120, "6 pt below the number"
    assert not any(p.text.strip() == "CÔNG VĂN" for p in form.everything)
    lines = form.lines_of(form.letter_about)
    number = next(line for line in form.lines if line.page == 1 and line.text.startswith("Số:"))
    assert lines[0].baseline > number.baseline
    below = [rule for rule in form.drawn if rule.page == 1 and rule.left < lines[-1].centre < rule.right]
    assert not [rule for rule in below if 0 < rule.y - lines[-1].baseline < 10], "no rule under it"


def test_nd30_cc_01_bases_are_italic_and_end_in_semicolons_and_a_stop(form):
    if not form.bases:
        pytest.skip("the document has no legal bases in italics")
    for paragraph in form.bases:
        all_look(paragraph, 13, 14, bold=False, italic=True)
    assert all(paragraph.text.endswith(";") for paragraph in form.bases[:-1])
    assert form.bases[-1].text.endswith(".")


def test_nd30_tl_01_type_name_is_bold_capitals_of_13_to_14_pt_centred(typed):
    form = typed
    assert form.kind in ABBREVIATIONS
    capitals(form.type_name)
    all_look(form.type_name, 13, 14, bold=True, italic=False)
    centred(form.type_name)


def test_nd30_tl_02_abstract_is_bold_of_13_to_14_pt_directly_under_the_type_name(typed):
    form = typed
    all_look(form.about, 13, 14, bold=True, italic=False)
    centred(form.about)
    assert form.about.text != form.about.text.upper()
    assert not form.about.text.lower().startswith("v/v")
    between = formats.Layout(form.type_name).after + formats.Layout(form.about).before
    assert between <= 120, "not directly under"


def test_nd30_tl_03_rule_under_the_abstract_is_a_third_to_a_half_of_the_line(typed):
    form = typed
    line = form.lines_of(form.about)[-1]
    rule = form.rule_under(line)
    assert 1 / 3 - 0.01 <= rule.width / line.width <= 1 / 2 + 0.01
    assert rule.centre == pytest.approx(line.centre, abs=1)


def test_nd30_tl_04_abstract_is_one_phrase(form):
    assert not re.search(r"[.!?]( |$)", form.about.text)
    # The electronic records system takes no more (Phụ lục VI, Subject).
    assert len(form.about.text) <= 500


def test_nd30_kg_01_addressees_of_other_types_are_warned_of(form, rendered):
    if form.kind in WITH_ADDRESSEES or not form.addressees:
        return
    assert "ND30-KG-01" in rendered.said


def addressees(form):
    if not form.addressees:
        pytest.skip("the document has no Kính gửi")
    return form.addressees


def test_nd30_kg_02_addressees_are_upright_of_13_to_14_pt(form):
    assert addressees(form)[0].text.startswith("Kính gửi:")
    for paragraph in addressees(form):
        all_look(paragraph, 13, 14, bold=False, italic=False)


def test_nd30_kg_03_one_addressee_stands_on_the_line_of_kinh_gui(form):
    if len(addressees(form)) > 1:
        pytest.skip("the document has several addressees")
    assert re.fullmatch(r"Kính gửi: \S.*[^;.]", form.addressees[0].text)


def test_nd30_kg_04_several_addressees_have_a_line_each_with_semicolons_and_a_last_stop(form):
    first, *others = addressees(form)
    if not others:
        pytest.skip("the document has one addressee")
    assert first.text.strip() == "Kính gửi:"
    assert len(others) > 1
    assert all(re.fullmatch(r"- \S.*;", paragraph.text) for paragraph in others[:-1])
    assert re.fullmatch(r"- \S.*\.", others[-1].text)


def test_nd30_kg_04_dashes_are_aligned_under_the_colon(form):
    first, *others = addressees(form)
    if not others:
        pytest.skip("the document has one addressee")
    colon = form.lines_of(first)[0].right
    dashes = [form.lines_of(paragraph)[0].left for paragraph in others]
    assert max(dashes) - min(dashes) < 0.5
    # A colon is 4 pt wide: the dash may begin under any part of it, or just beside.
    assert abs(dashes[0] - colon) < 6, f"colon ends at {colon:.1f} pt, dashes at {dashes[0]:.1f} pt"


def test_nd30_nd_01_content_is_upright_of_13_to_14_pt_and_justified(form):
    for paragraph in form.content:
        assert formats.Layout(paragraph).align == "justify", paragraph.text
        for look in formats.looks(paragraph):
            assert 13 <= look.size <= 14 and not look.italic and not look.underlined, look


def test_nd30_nd_01_content_has_one_size(form):
    sizes = {look.size for paragraph in form.content for look in formats.looks(paragraph)}
    assert len(sizes) == 1


def test_nd30_nd_02_first_line_is_indented_1_or_1_27_cm_throughout(form):
    indents = {formats.Layout(paragraph).first for paragraph in form.content}
    assert len(indents) == 1
    indent = indents.pop()
    assert abs(indent - ONE_CM) <= 2 or abs(indent - HALF_INCH) <= 2


def test_nd30_nd_03_paragraphs_are_6_pt_apart_or_more(form):
    layouts = [formats.Layout(paragraph) for paragraph in form.content]
    for above, below in zip(layouts, layouts[1:], strict=False):
        assert max(above.after, below.before) >= 120


def test_nd30_nd_04_lines_are_single_to_one_and_a_half(form):
    for paragraph in form.content:
        layout = formats.Layout(paragraph)
        assert layout.line_rule == "auto" and 240 <= layout.line <= 360, paragraph.text


def test_nd30_bc_numbers_are_arabic_with_a_stop_and_none_is_skipped(form):
    """Khoản are 1., 2., …. The decree's list of levels ends there for running text; notices and
    reports number the items of a khoản 1.1., 1.2., …, which it does not forbid: such an item
    must lie under the khoản that it names, and none may be skipped."""
    khoan = item = 0
    for paragraph in form.content:
        if re.match(r"[IVX]+\.\s", paragraph.text):
            # Each mục numbers its own khoản.
            khoan = item = 0
        if number := re.match(r"(\d+)(?:\.(\d+))?\.\s", paragraph.text):
            first, second = int(number[1]), number[2]
            if second is None:
                assert first == khoan + 1, paragraph.text
                khoan, item = first, 0
            else:
                assert (first, int(second)) == (khoan, item + 1), paragraph.text
                item = int(second)
    if not any(re.match(r"([IVX]+|\d+)\.\s", paragraph.text) for paragraph in form.content):
        pytest.skip("the text has no numbers")
    assert khoan > 0


def numbered(form, pattern):
    found = [(re.match(pattern, p.text), p) for p in form.content]
    return [(match.group(1), paragraph) for match, paragraph in found if match]


def test_nd30_bc_khoan_are_numbered_from_1_with_arabic_numerals(form):
    # Restarts are right where a new mục or Điều begins; this test is for a text without them.
    if any(re.match(r"(Điều|Mục|Chương|[IVX]+\.)", p.text) for p in form.content):
        pytest.skip("the text has levels above the khoản")
    numbers = [int(number) for number, _ in numbered(form, r"(\d+)\. ")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nd30_bc_khoan_with_a_title_is_bold_and_one_without_is_not(form):
    for _, paragraph in numbered(form, r"(\d+)\. "):
        bold = [look.bold for look in formats.looks(paragraph)]
        is_title = not paragraph.text.rstrip().endswith((".", ";", ":", "./."))
        assert all(bold) if is_title else not bold[0], paragraph.text


def test_nd30_bc_diem_follow_the_vietnamese_alphabet_and_are_not_bold(form):
    expected = 0
    for letter, paragraph in numbered(form, r"([a-zđ])\) "):
        expected = 0 if letter == "a" else expected + 1
        assert letter == LETTERS[expected], paragraph.text
        assert not formats.looks(paragraph)[0].bold, paragraph.text


def test_nd30_bc_muc_has_a_roman_numeral_and_a_bold_title_in_capitals(form):
    for _, paragraph in numbered(form, r"([IVX]+)\. "):
        capitals(paragraph)
        assert all(look.bold for look in formats.looks(paragraph)), paragraph.text


def test_nd30_bc_title_stays_with_what_it_titles(form):
    """Kept with the next paragraph: a title at the foot of a page titles nothing there."""
    last_lines = {line.page: line for line in form.lines}
    for paragraph in form.content:
        if all(look.bold for look in formats.looks(paragraph)):
            line = form.lines_of(paragraph)[-1]
            assert last_lines[line.page] is not line, paragraph.text


def test_nd30_vd_01_first_citation_of_a_document_is_complete(form):
    """Type, number and symbol, date, issuing body, abstract."""
    cited = set()
    for paragraph in form.content:
        for match in re.finditer(r"số (\d+/[\w-]*[A-ZĐ]\S*)(.*)", paragraph.text):
            number, rest = match.groups()
            if number not in cited:
                assert re.match(r" ngày \S.* của \S+ .+", rest), f"{number} is first cited without"
            cited.add(number)


def test_nd30_dd_06_short_dates_have_the_decrees_zeros(form):
    text = " ".join(paragraph.text for paragraph in form.everything)
    for day, month in re.findall(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b", text):
        assert len(day) == 2, f"{day}/{month}"
        assert (len(month) == 2) == (int(month) < 3 or int(month) > 9), f"{day}/{month}"


def test_nd30_kt_01_text_ends_with_its_mark_and_only_there(form):
    assert form.content[-1].text.endswith("./.")
    assert sum(paragraph.text.count("./.") for paragraph in form.content) == 1
