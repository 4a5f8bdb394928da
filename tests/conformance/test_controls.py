"""Every check is shown a document that is broken on purpose, and must say so: a check that cannot
fail shows nothing."""

import re
import zipfile

import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import figures
import test_nd30_annex as annex
import test_nd30_body as body
import test_nd30_closing as closing
import test_nd30_header as header
import test_nd30_page as page
import test_twins
import twins
import validators
from form import Form


def rewritten(docx, target, part, change):
    """A copy of a DOCX with one part changed."""
    with zipfile.ZipFile(docx) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                changed = change(content.decode("utf-8")).encode("utf-8")
                assert changed != content, "the control changed nothing"
                content = changed
            copy.writestr(name, content)
    return target


def test_openxml_audit_sees_elements_in_the_wrong_order(sample, tmp_path):
    def swap(xml):
        return re.sub(r"(<w:pPr>.*?</w:pPr>)(<w:r>.*?</w:r>)", r"\2\1", xml, count=1)

    broken = rewritten(sample.docx, tmp_path / "a.docx", "word/document.xml", swap)
    assert validators.openxml_errors(broken)


def test_openxml_audit_sees_a_broken_relationship(sample, tmp_path):
    def lose(xml):
        return xml.replace("header1.xml", "header9.xml")

    part = "word/_rels/document.xml.rels"
    assert validators.openxml_errors(rewritten(sample.docx, tmp_path / "a.docx", part, lose))


def test_libreoffice_refuses_a_part_that_is_no_xml(sample, office, tmp_path):
    def cut(xml):
        return xml.replace("</w:tbl>", "", 1)

    broken = rewritten(sample.docx, tmp_path / "a.docx", "word/document.xml", cut)
    with pytest.raises(AssertionError, match="made no PDF"):
        office.convert(broken, tmp_path)


def test_libreoffice_refuses_half_a_package(sample, office, tmp_path):
    broken = tmp_path / "a.docx"
    content = sample.docx.read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    with pytest.raises(AssertionError, match="made no PDF"):
        office.convert(broken, tmp_path)


def test_qpdf_sees_a_lost_cross_reference(sample, tmp_path):
    broken = tmp_path / "a.pdf"
    content = sample.pdf.read_bytes()
    broken.write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n0", content))
    assert validators.qpdf_complaints(broken)


def changed_pdf(pdf, target, change):
    """A copy of a PDF after a change."""
    with pikepdf.open(pdf) as opened:
        change(opened)
        opened.save(target)
    return target


def dictionaries(pdf, key):
    kinds = (pikepdf.Dictionary, pikepdf.Stream)
    return [found for found in pdf.objects if isinstance(found, kinds) and key in found]


def drop(key):
    def remove(pdf):
        found = dictionaries(pdf, key)
        assert found, f"the control found no {key}"
        for holder in found:
            del holder[key]

    return remove


# Not /OutputIntents: without it the file still conforms, since its colours carry their own profile.
@pytest.mark.parametrize("key", ["/FontFile2", "/Metadata", "/N"])
def test_pdf_a_validator_sees_what_is_missing(sample, tmp_path, key):
    broken = changed_pdf(sample.pdf, tmp_path / "a.pdf", drop(key))
    assert validators.pdf_failures(broken, "2a")


def test_pdf_a_validator_sees_a_script(sample, tmp_path):
    def add(pdf):
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(script)

    assert validators.pdf_failures(changed_pdf(sample.pdf, tmp_path / "a.pdf", add), "2a")


@pytest.mark.parametrize("key", ["/ToUnicode", "/FontFile2"])
def test_poppler_sees_a_font_that_is_not_whole(sample, tmp_path, key):
    broken = changed_pdf(sample.pdf, tmp_path / "a.pdf", drop(key))
    assert validators.fonts_not_whole(broken)


@pytest.fixture
def fresh(sample):
    """A form that a control may change."""
    return Form(Document(str(sample.docx)), sample.office_pdf, sample.dossier)


def converted(form, office, folder):
    """LibreOffice's PDF of a form as it is now."""
    form.document.save(str(folder / "changed.docx"))
    return office.convert(folder / "changed.docx", folder)


def test_twins_see_one_changed_word(sample, fresh, office, tmp_path):
    fresh.content[0].runs[0].text = fresh.content[0].runs[0].text.replace("Thực hiện", "Thi hành")
    assert twins.differences(converted(fresh, office, tmp_path), sample.pdf)


def test_twins_see_a_shift_of_2_pt(sample, fresh, office, tmp_path):
    fresh.type_name.paragraph_format.space_before = Pt(20)
    found = twins.differences(converted(fresh, office, tmp_path), sample.pdf)
    assert any("THÔNG BÁO" in difference for difference in found)


def test_order_of_words_sees_two_paragraphs_exchanged(sample, fresh):
    first, second = fresh.content[:2]
    first._p.addprevious(second._p)
    with pytest.raises(AssertionError):
        test_twins.test_words_come_in_the_same_order(sample, fresh)


def test_order_of_cells_sees_two_rows_exchanged(sample, fresh):
    rows = test_twins.data_tables(fresh.document)[0].rows
    rows[-2]._tr.addprevious(rows[-1]._tr)
    with pytest.raises(AssertionError):
        test_twins.test_table_cells_come_in_the_same_order(sample, fresh)


def test_search_for_figures_sees_one_missing(sample):
    text = " ".join(map(str, figures.leaves(sample.dossier)))
    text += " ".join(figures.scores(sample.dossier))
    assert figures.missing(sample.dossier, text) == []
    total = sample.dossier["diem"]["tong"]["dat"]
    assert figures.missing(sample.dossier, text.replace(total, ""))


def retext(paragraph, old, new):
    assert old in paragraph.text, "the control changed nothing"
    run = next(run for run in paragraph.runs if old in run.text)
    run.text = run.text.replace(old, new)


def restyle(paragraph, **font):
    for run in paragraph.runs:
        for name, value in font.items():
            setattr(run.font, name, value)


def restart_nowhere(form):
    numbering = form.appendices[0].section._sectPr.find(qn("w:pgNumType"))
    del numbering.attrib[qn("w:start")]


# One fault for each family of rules. The name is that of the rule's test.
FAULTS = {
    page.test_nd30_page_01_paper_is_a4: lambda f: setattr(f.main.section, "page_width", Mm(216)),
    page.test_nd30_page_03_top_margin_is_20_to_25_mm: lambda f: setattr(
        f.main.section, "top_margin", Mm(15)
    ),
    page.test_nd30_page_07_font_is_times_new_roman_black: lambda f: restyle(f.about, name="Arial"),
    page.test_nd30_num_05_each_annex_numbers_its_own_pages: restart_nowhere,
    header.test_nd30_qh_01_national_name_is_bold_capitals_of_12_to_13_pt_top_right: lambda f: restyle(
        f.nation[0], size=Pt(14)
    ),
    header.test_nd30_qh_02_national_name_is_spelled_as_in_the_decree: lambda f: retext(
        f.nation[0], "NGHĨA", "NGHIÃ"
    ),
    header.test_nd30_qh_03_national_name_and_motto_are_single_spaced: lambda f: setattr(
        f.nation[1].paragraph_format, "line_spacing", 1.5
    ),
    header.test_nd30_tn_01_motto_is_bold_of_13_to_14_pt_centred_under_the_name: lambda f: retext(
        f.nation[1], " - ", " – "
    ),
    header.test_nd30_cq_01_issuing_body_is_bold_capitals_of_12_to_13_pt: lambda f: restyle(
        f.issuer[-1], bold=False
    ),
    header.test_nd30_so_01_number_line_is_13_pt_upright: lambda f: retext(f.number, "Số:", "SỐ:"),
    header.test_nd30_so_05_symbol_is_type_then_body: lambda f: retext(f.number, "TB-", "BC-"),
    header.test_nd30_dd_01_place_and_date_are_italic_on_the_line_of_the_number: lambda f: restyle(
        f.place_date, italic=False
    ),
    header.test_nd30_dd_03_day_below_10_and_months_1_and_2_have_a_zero: lambda f: retext(
        f.place_date, "tháng 3", "tháng 03"
    ),
    body.test_nd30_tl_02_abstract_is_bold_of_13_to_14_pt_directly_under_the_type_name: (
        lambda f: retext(f.about, "Kết quả", "V/v kết quả")
    ),
    body.test_nd30_nd_01_content_is_upright_of_13_to_14_pt_and_justified: lambda f: setattr(
        f.content[0], "alignment", WD_ALIGN_PARAGRAPH.LEFT
    ),
    body.test_nd30_nd_02_first_line_is_indented_1_or_1_27_cm_throughout: lambda f: setattr(
        f.content[0].paragraph_format, "first_line_indent", Mm(5)
    ),
    body.test_nd30_nd_03_paragraphs_are_6_pt_apart_or_more: lambda f: setattr(
        f.content[1].paragraph_format, "space_before", Pt(3)
    ),
    body.test_nd30_vd_01_first_citation_of_a_document_is_complete: lambda f: retext(
        f.content[0], " ngày 23/6/2022", ""
    ),
    body.test_nd30_kt_01_text_ends_with_its_mark_and_only_there: lambda f: retext(
        f.content[-1], "./.", "."
    ),
    closing.test_nd30_ky_07_name_is_bold_of_13_to_14_pt_centred_without_honours: lambda f: restyle(
        f.signatory, italic=True
    ),
    closing.test_nd30_ky_08_abbreviation_ends_with_a_stop_and_one_blank: lambda f: retext(
        f.authority[0], "TM. ", "TM."
    ),
    closing.test_nd30_nn_01_heading_is_12_pt_bold_italic_level_with_the_authority: (
        lambda f: restyle(f.recipients[0], size=Pt(11))
    ),
    closing.test_nd30_nn_04_last_line_is_the_file_copy_and_ends_with_a_stop: lambda f: retext(
        f.recipients[-1], "VT, ", ""
    ),
}


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__.removeprefix("test_"))
def test_rule_sees_its_fault(fresh, rule):
    rule(fresh)
    FAULTS[rule](fresh)
    with pytest.raises(AssertionError):
        rule(fresh)


def test_annex_rules_see_a_numeral_on_a_single_annex(fresh):
    annexes = [part.paragraphs[:3] for part in fresh.appendices]
    retext(annexes[0][0], "Phụ lục", "Phụ lục I")
    with pytest.raises(AssertionError):
        annex.test_nd30_pl_02_several_annexes_have_roman_numerals(annexes)


def rule_paragraphs(form):
    """The empty bordered paragraphs that draw the rules of the header: issuer's, motto's."""
    borders = form.header._tbl.iter(qn("w:pBdr"))
    return [border.getparent() for border in borders]


def test_rules_of_the_header_see_wrong_lengths(fresh, office, tmp_path):
    for properties in rule_paragraphs(fresh):
        indent = properties.find(qn("w:ind"))
        indent.set(qn("w:left"), "100")
        indent.set(qn("w:right"), "100")
    pdf = converted(fresh, office, tmp_path)
    changed = Form(fresh.document, pdf, fresh.dossier)
    for rule in (
        header.test_nd30_tn_02_rule_under_the_motto_is_as_long_as_the_motto,
        header.test_nd30_cq_03_rule_is_a_third_to_a_half_of_the_line_above,
    ):
        with pytest.raises(AssertionError):
            rule(changed)
