"""The PDF as other programs read it."""

import subprocess
import unicodedata

import pikepdf
import pytest

import figures
import pdf_lines
import validators
from form import TWIPS_TO_POINTS

def test_qpdf_finds_no_error(rendered):
    assert validators.qpdf_complaints(rendered.pdf) == []


def test_fonts_are_embedded_subsets_with_unicode(rendered):
    assert validators.fonts_not_whole(rendered.pdf) == []


def test_names_title_author_and_language(rendered):
    with pikepdf.open(rendered.pdf) as pdf, pdf.open_metadata() as metadata:
        issuer = rendered.dossier["co_quan"]["ten"]
        assert str(pdf.docinfo["/Title"]) == metadata["dc:title"] != ""
        assert str(pdf.docinfo["/Author"]) == issuer
        assert metadata["dc:creator"] == [issuer]
        assert str(pdf.Root["/Lang"]) == "vi-VN"


def poppler_text(pdf):
    return subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()


def test_text_extracts_as_nfc(rendered):
    text = poppler_text(rendered.pdf)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert unicodedata.is_normalized("NFC", text)
    # What a font cannot map comes out as one of these.
    assert not [char for char in text if unicodedata.category(char) in ("Co", "Cn", "Cs")]
    assert "\ufffd" not in text


def test_every_figure_of_the_dossier_is_printed(rendered):
    if rendered.dossier["mau"] == "ke-hoach-khac-phuc":
        pytest.skip("a plan names the groups that it is about, not all")
    missing = figures.missing(rendered.dossier, poppler_text(rendered.pdf))
    assert not missing, "\n".join(missing)


@pytest.fixture(scope="module")
def layout(rendered, form):
    """Our lines, page sizes and the pages on which sections open (as in the DOCX)."""
    return pdf_lines.lines(rendered.pdf), pdf_lines.page_sizes(rendered.pdf), form.first_pages()


def numbers_in_top_margin(lines, page, top):
    return [line for line in lines if line.page == page and line.baseline < top]


def test_page_number_is_hidden_on_the_first_page_of_each_section(form, layout):
    lines, _, opening = layout
    for page, part in zip(opening, form.parts, strict=True):
        top = part.section.top_margin.pt
        assert numbers_in_top_margin(lines, page, top) == []


def test_page_number_counts_within_its_section(form, layout):
    lines, sizes, opening = layout
    ends = [*opening[1:], len(sizes) + 1]
    for part, start, end in zip(form.parts, opening, ends, strict=True):
        for page in range(start + 1, end):
            found = numbers_in_top_margin(lines, page, part.section.top_margin.pt)
            assert [line.text for line in found] == [str(page - start + 1)], f"page {page}"


def test_page_number_is_centred_over_the_text(form, layout):
    lines, sizes, opening = layout
    for page in range(1, len(sizes) + 1):
        section = form.parts[sum(page >= start for start in opening) - 1].section
        for number in numbers_in_top_margin(lines, page, section.top_margin.pt):
            right = sizes[page - 1][0] - section.right_margin.pt
            middle = (section.left_margin.pt + right) / 2
            assert abs(number.centre - middle) < 1, f"page {page}"


def test_text_stays_between_the_margins(form, layout):
    lines, sizes, opening = layout
    for line in lines:
        section = form.parts[sum(line.page >= start for start in opening) - 1].section
        width, height = sizes[line.page - 1]
        assert line.left > section.left_margin.pt - 1, line
        assert line.right < width - section.right_margin.pt + 1, line
        assert line.baseline < height - section.bottom_margin.pt + 1, line


def test_page_size_is_that_of_the_docx(form, layout):
    _, sizes, opening = layout
    for page, (width, height) in enumerate(sizes, start=1):
        section = form.parts[sum(page >= start for start in opening) - 1].section
        assert abs(width - section.page_width.twips * TWIPS_TO_POINTS) < 0.5
        assert abs(height - section.page_height.twips * TWIPS_TO_POINTS) < 0.5
