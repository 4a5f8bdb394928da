"""The DOCX as other programs read it."""

import re
import unicodedata
import zipfile

from docx import Document
from docx.oxml.ns import qn

import validators

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def xml_parts(docx):
    with zipfile.ZipFile(docx) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: package.read(name).decode("utf-8") for name in names}


def test_openxml_audit_finds_no_error(rendered):
    assert validators.openxml_errors(rendered.docx) == []


def test_libreoffice_opens_it_without_repair(rendered):
    # A package or part that needs repair gives no PDF when nobody is there to be asked.
    assert rendered.office_pdf.stat().st_size > 0


def test_properties_name_title_author_and_language(rendered):
    properties = Document(str(rendered.docx)).core_properties
    issuer = rendered.dossier["co_quan"]["ten"]
    assert properties.title
    assert properties.author == issuer
    assert properties.language == "vi-VN"


def test_text_language_is_vietnamese(rendered):
    languages = re.findall(r'<w:lang w:val="([^"]*)"', xml_parts(rendered.docx)["word/styles.xml"])
    assert languages and set(languages) == {"vi-VN"}


def test_every_font_slot_names_times_new_roman(rendered):
    for name, xml in xml_parts(rendered.docx).items():
        for fonts in re.findall(r"<w:rFonts ([^>]*)/>", xml):
            slots = dict(re.findall(r'w:(\w+)="([^"]*)"', fonts))
            assert set(slots) == {"ascii", "hAnsi", "eastAsia", "cs"}, (name, fonts)
            assert set(slots.values()) == {"Times New Roman"}, (name, fonts)
    assert "<w:rFonts " in xml_parts(rendered.docx)["word/styles.xml"]


def test_no_theme_font_overrides_the_named_one(rendered):
    for name, xml in xml_parts(rendered.docx).items():
        assert not re.search(r'w:\w+Theme="', xml), name


def test_no_kerning_is_asked_for(rendered):
    # LibreOffice and Word kern only when told to; the PDF does not.
    for name, xml in xml_parts(rendered.docx).items():
        assert "<w:kern " not in xml, name


def test_compatibility_mode_is_14(rendered):
    # From 15 on, Word and newer LibreOffice squeeze blanks: other line breaks.
    settings = xml_parts(rendered.docx)["word/settings.xml"]
    mode = re.search(r'w:name="compatibilityMode"[^>]*w:val="(\d+)"', settings)
    assert mode and mode.group(1) == "14"


def test_zip_times_are_fixed(rendered):
    with zipfile.ZipFile(rendered.docx) as package:
        assert {entry.date_time for entry in package.infolist()} == {FIXED_TIME}


def test_text_is_nfc(rendered):
    for name, xml in xml_parts(rendered.docx).items():
        assert unicodedata.is_normalized("NFC", xml), name


def rows_that_break(docx):
    rows = (row for table in Document(str(docx)).tables for row in table.rows)
    return [row for row in rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]


def test_no_row_breaks_over_a_page(rendered):
    """But the one that no page holds, in the case that was made for it."""
    allowed = 1 if rendered.name.startswith("e-dong-dai-hon-trang/") else 0
    assert len(rows_that_break(rendered.docx)) == allowed


def test_every_bordered_table_repeats_its_head(rendered):
    """All leading header rows repeat, and only those."""
    for table in data_tables(Document(str(rendered.docx))):
        repeats = [
            row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows
        ]
        assert repeats[0], "the first row of a table of figures is no header row"
        assert sorted(repeats, reverse=True) == repeats, "a header row after a body row"
        head = sum(repeats)
        assert deepest_head(table) <= head, "a head cell reaches below the repeated rows"


def data_tables(document):
    """Tables with drawn borders; the others only place things side by side."""
    return [
        table
        for table in document.tables
        if table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
        or table._tbl.findall(f".//{qn('w:tcBorders')}")
    ]


def deepest_head(table):
    """How many rows the merged cells of the first row reach down."""
    depth = 1
    for cell in table.rows[0].cells:
        merged = [row for row in table.rows if any(other._tc is cell._tc for other in row.cells)]
        depth = max(depth, len(merged))
    return depth


def test_each_section_numbers_its_pages_from_1_and_hides_the_first(rendered):
    for section in Document(str(rendered.docx)).sections:
        numbering = section._sectPr.find(qn("w:pgNumType"))
        assert numbering is not None and numbering.get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer


def test_page_number_is_a_field(rendered):
    for section in Document(str(rendered.docx)).sections:
        fields = section.header._element.iter(qn("w:instrText"))
        assert [field.text.strip() for field in fields] == ["PAGE"]
