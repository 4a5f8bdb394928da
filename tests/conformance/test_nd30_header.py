"""Nghị định 30/2020/NĐ-CP, Phụ lục I: ô 1 to 4 (ND30-QH, TN, CQ, SO, DD)."""

import re
from datetime import date

import pytest

import formats

NATIONAL_NAMES = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Phụ lục III, mục I: the 27 types that have an abbreviation.
ABBREVIATIONS = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr",
    "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC",
    "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
    # No type of the decree: it goes with a draft, by an office's own rules of work.
    "Phiếu trình": "PTr",
}  # fmt: skip
SYMBOL = re.compile(r"[A-ZĐa-z]+(-[A-ZĐ&.0-9a-z]+)+")


def all_look(paragraph, low, high, bold, italic):
    """Every run of a paragraph is of a size in the range, and bold and italic as told."""
    found = formats.looks(paragraph)
    assert found, "an empty paragraph"
    for look in found:
        assert low <= look.size <= high, look
        assert look.bold == bold and look.italic == italic, look
        assert not look.underlined, look


def centred(paragraph):
    layout = formats.Layout(paragraph)
    assert layout.align == "center", paragraph.text
    assert layout.first == 0 and layout.left == layout.right, paragraph.text


def single_spaced(paragraph):
    layout = formats.Layout(paragraph)
    assert (layout.line, layout.line_rule) == (240, "auto"), paragraph.text
    assert layout.before == layout.after == 0, paragraph.text


def capitals(paragraph):
    assert paragraph.text == paragraph.text.upper(), paragraph.text


def bold_lines(form):
    """The issuing body; what stands above it, not bold, is the superior body."""
    return [p for p in form.issuer if all(look.bold for look in formats.looks(p))]


def one_line(form, paragraph):
    lines = form.lines_of(paragraph)
    assert len(lines) == 1, f"{paragraph.text!r} breaks over {len(lines)} lines"
    return lines[0]


def test_nd30_qh_01_national_name_is_bold_capitals_of_12_to_13_pt_top_right(form):
    name = form.nation[0]
    all_look(name, 12, 13, bold=True, italic=False)
    centred(name)
    line = one_line(form, name)
    assert line.page == 1 and line.centre > form.pages[0][0] / 2
    assert line.baseline == min(other.baseline for other in form.lines if other.page == 1)


def test_nd30_qh_02_national_name_is_spelled_as_in_the_decree(form):
    assert form.nation[0].text in NATIONAL_NAMES


def test_nd30_qh_03_national_name_and_motto_are_single_spaced(form):
    for paragraph in form.nation:
        single_spaced(paragraph)


def test_nd30_tn_01_motto_is_bold_of_13_to_14_pt_centred_under_the_name(form):
    name, motto = form.nation
    assert motto.text == MOTTO
    all_look(motto, 13, 14, bold=True, italic=False)
    centred(motto)
    assert one_line(form, motto).centre == pytest.approx(one_line(form, name).centre, abs=1)
    # Every legal pair of the decree's own table.
    assert formats.looks(motto)[0].size >= formats.looks(name)[0].size


def test_nd30_tn_02_rule_under_the_motto_is_as_long_as_the_motto(form):
    line = one_line(form, form.nation[1])
    rule = form.rule_under(line)
    assert rule.left == pytest.approx(line.left, abs=1)
    assert rule.right == pytest.approx(line.right, abs=1)


def test_nd30_cq_01_issuing_body_is_bold_capitals_of_12_to_13_pt(form):
    body = bold_lines(form)
    for paragraph in body:
        all_look(paragraph, 12, 13, bold=True, italic=False)
        centred(paragraph)
        capitals(paragraph)
    official = form.dossier["co_quan"]["ten"].upper()
    assert " ".join(paragraph.text for paragraph in body) == official


def test_nd30_cq_02_superior_body_is_plain_capitals_above(form):
    superior = form.issuer[: len(form.issuer) - len(bold_lines(form))]
    for paragraph in superior:
        all_look(paragraph, 12, 13, bold=False, italic=False)
        centred(paragraph)
        capitals(paragraph)


def test_nd30_cq_03_rule_is_a_third_to_a_half_of_the_line_above(form):
    line = form.lines_of(form.issuer[-1])[-1]
    rule = form.rule_under(line)
    assert 1 / 3 - 0.01 <= rule.width / line.width <= 1 / 2 + 0.01
    assert rule.centre == pytest.approx(line.centre, abs=1)


def test_nd30_cq_04_names_of_bodies_are_single_spaced(form):
    for paragraph in form.issuer:
        single_spaced(paragraph)


def test_nd30_cq_05_peoples_committee_is_two_bold_lines_without_a_superior(form):
    name = form.dossier["co_quan"]["ten"]
    committee = "Ủy ban nhân dân "
    if not name.startswith(committee):
        pytest.skip("the issuer is no people's committee")
    place = name.removeprefix(committee).upper()
    assert [paragraph.text for paragraph in form.issuer] == ["ỦY BAN NHÂN DÂN", place]
    assert len(bold_lines(form)) == 2


def symbol(form):
    """What stands after the slash."""
    return form.number.text.split("/", 1)[1]


def test_nd30_so_01_number_line_is_13_pt_upright(form):
    assert form.number.text.startswith("Số:")
    all_look(form.number, 13, 13, bold=False, italic=False)


def test_nd30_so_02_number_below_10_has_a_leading_zero(form):
    given = form.dossier["van_ban"].get("so", "")
    if not given:
        pytest.skip("the document has no number yet")
    assert form.number.text.startswith(f"Số: {int(given):02}/")


def test_nd30_so_04_symbol_is_without_blanks_and_divided_by_slash_and_hyphen(form):
    assert SYMBOL.fullmatch(symbol(form)), symbol(form)
    # QyĐ, CTr, TTr and PTr keep their small letters.
    groups = symbol(form).split("-")
    assert all(group == group.upper() for group in groups[1:])
    assert groups[0] == groups[0].upper() or groups[0] in ("QyĐ", "CTr", "TTr", "PTr")


def test_nd30_so_05_symbol_is_type_then_body(form):
    if form.letter_about:
        pytest.skip("a công văn has no abbreviation of its type")
    body = form.dossier["co_quan"]["ky_hieu"]
    assert symbol(form) == f"{ABBREVIATIONS[form.kind]}-{body}"


def test_nd30_so_06_symbol_of_a_letter_is_body_then_drafting_unit(form):
    if not form.letter_about:
        pytest.skip("the document is no công văn")
    body = form.dossier["co_quan"]
    unit = body.get("don_vi_soan_thao") or form.dossier["noi_nhan"]["luu"]
    assert symbol(form) == f"{body['ky_hieu']}-{unit}"


def test_nd30_so_07_number_is_centred_under_the_issuing_body(form):
    centred(form.number)
    body = form.lines_of(form.issuer[-1])[-1]
    number = [line for line in form.lines if line.page == 1 and line.text.startswith("Số:")][0]
    same = [line for line in form.lines if line.page == 1 and abs(line.baseline - number.baseline) < 1]
    left_half = [line for line in same if line.centre < form.pages[0][0] / 2]
    middle = (left_half[0].left + left_half[-1].right) / 2
    assert number.baseline > body.baseline
    assert middle == pytest.approx(body.centre, abs=1)


def test_nd30_so_08_draft_leaves_a_gap_for_the_number(form):
    if form.dossier["van_ban"].get("so"):
        pytest.skip("the document has a number")
    gap = form.number.text.removeprefix("Số:").split("/")[0]
    assert not gap.strip() and len(gap) >= 3, form.number.text


def test_nd30_dd_01_place_and_date_are_italic_on_the_line_of_the_number(form):
    all_look(form.place_date, 13, 14, bold=False, italic=True)
    centred(form.place_date)
    line = one_line(form, form.place_date)
    number = next(other for other in form.lines if other.page == 1 and other.text.startswith("Số:"))
    assert line.baseline == pytest.approx(number.baseline, abs=1)
    assert line.centre == pytest.approx(one_line(form, form.nation[1]).centre, abs=1)


def test_nd30_dd_02_place_comma_day_month_year(form):
    # The first letter of each part of the place name is a capital.
    place = form.place_date.text.split(",")[0]
    assert re.fullmatch(r".+, ngày( \d+ |\s+)tháng \d+ năm \d{4}", form.place_date.text)
    assert place[0].isupper()


def test_nd30_dd_03_day_below_10_and_months_1_and_2_have_a_zero(form):
    stated = form.dossier["van_ban"].get("ngay") or ""
    if not re.fullmatch(r"\d+/\d+/\d{4}", stated):
        pytest.skip("the day is still open")
    day, month, year = (int(part) for part in stated.split("/"))
    date(year, month, day)
    month_text = f"{month:02}" if month < 3 else str(month)
    expected = f"ngày {day:02} tháng {month_text} năm {year}"
    assert form.place_date.text.endswith(expected)


def test_nd30_dd_05_place_is_that_of_the_issuing_body(form):
    assert form.place_date.text.split(",")[0] == form.dossier["co_quan"]["dia_danh"]
