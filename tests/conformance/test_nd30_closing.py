"""Nghị định 30/2020/NĐ-CP, Phụ lục I: ô 7 and 9b (ND30-KY, ND30-NN)."""

import re

import pytest

from test_nd30_header import all_look, capitals, centred

AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
HONOURS = re.compile(r"\b(ThS|TS|PGS|GS|BS|KS|CN|Ông|Bà)\b\.?", re.IGNORECASE)


def test_nd30_ky_01_authority_uses_the_decrees_abbreviations(form):
    for paragraph in form.authority:
        mark = re.match(r"[A-ZĐ]+\.", paragraph.text)
        assert mark is None or mark.group() in AUTHORITIES, paragraph.text


def test_nd30_ky_03_authority_stands_above_the_signers_title(form):
    signer = form.dossier["nguoi_ky"]
    *authority, title = [paragraph.text for paragraph in form.authority]
    assert title == signer["chuc_vu"].upper()
    stated = signer.get("quyen_han") or []
    stated = [stated] if isinstance(stated, str) else stated
    assert authority == [line.upper() for line in stated]


def test_nd30_ky_06_authority_and_title_are_bold_capitals_of_13_to_14_pt(form):
    for paragraph in form.authority:
        capitals(paragraph)
        all_look(paragraph, 13, 14, bold=True, italic=False)
        centred(paragraph)
        for line in form.lines_of(paragraph):
            assert line.centre > form.pages[line.page - 1][0] / 2, "not in the right column"


def test_nd30_ky_07_name_is_bold_of_13_to_14_pt_centred_without_honours(form):
    if form.signatory is None:
        pytest.skip("nobody knows yet who will sign")
    assert form.signatory.text == form.dossier["nguoi_ky"]["ho_ten"]
    all_look(form.signatory, 13, 14, bold=True, italic=False)
    centred(form.signatory)
    assert not HONOURS.match(form.signatory.text)
    name, title = form.lines_of(form.signatory)[0], form.lines_of(form.authority[-1])[0]
    assert name.page == title.page and name.baseline > title.baseline
    assert name.centre == pytest.approx(title.centre, abs=1)


def test_nd30_ky_08_abbreviation_ends_with_a_stop_and_one_blank(form):
    for paragraph in form.authority:
        if re.match(r"(TM|KT|TL|TUQ|Q)\b", paragraph.text):
            assert re.match(r"(TM|KT|TL|TUQ|Q)\. \S", paragraph.text), paragraph.text


def test_nd30_nn_01_heading_is_12_pt_bold_italic_level_with_the_authority(form):
    heading = form.recipients[0]
    assert heading.text == "Nơi nhận:"
    all_look(heading, 12, 12, bold=True, italic=True)
    line, authority = form.lines_of(heading)[0], form.lines_of(form.authority[0])[0]
    assert line.left == pytest.approx(form.main.section.left_margin.pt, abs=1)
    assert line.page == authority.page
    # The two differ in size: level means on one line to the eye.
    assert line.baseline == pytest.approx(authority.baseline, abs=3)


def test_nd30_nn_02_list_is_11_pt_flush_left_one_recipient_a_line(form):
    # A recipient may be an addressee too: look below the heading only.
    above = form.lines_of(form.recipients[0])[0]
    for paragraph in form.recipients[1:]:
        all_look(paragraph, 11, 11, bold=False, italic=False)
        assert re.match(r"- \S", paragraph.text), paragraph.text
        line = form.lines_of(paragraph, after=above)[0]
        assert line.left == pytest.approx(form.main.section.left_margin.pt, abs=1)
    assert all(paragraph.text.endswith(";") for paragraph in form.recipients[1:-1])


def test_nd30_nn_03_as_above_is_first_with_addressees_and_absent_without(form):
    listed = [paragraph.text for paragraph in form.recipients[1:]]
    if form.addressees:
        assert listed[0] == "- Như trên;"
    else:
        assert not any("Như trên" in text for text in listed)


def test_nd30_nn_04_last_line_is_the_file_copy_and_ends_with_a_stop(form):
    assert re.fullmatch(r"- Lưu: VT(, [^,;]+)*\.( [A-ZĐ]+(\.\(\d+\))?)?", form.recipients[-1].text)


def test_nd30_nn_05_file_copy_names_the_drafting_unit_of_the_dossier(form):
    unit = form.dossier["noi_nhan"].get("luu")
    if not unit:
        pytest.skip("the hồ sơ names no drafting unit")
    assert form.recipients[-1].text == f"- Lưu: VT, {unit}."
