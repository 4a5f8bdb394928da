"""The PDF as programs read it aloud: tags, order, exact text, fields for signatures."""

import pikepdf
import pytest

import pdf_tags
import validators


@pytest.fixture(scope="module")
def tags(rendered):
    return pdf_tags.Tags(rendered.pdf)


def test_claims_pdf_a_2a_and_pdf_ua_1_and_keeps_both(rendered):
    assert validators.claimed_profiles(rendered.pdf) == ["2a", "ua1"]
    for profile in ("2a", "ua1"):
        assert validators.pdf_failures(rendered.pdf, profile) == [], profile


def test_second_opinion_on_the_main_clauses(tags):
    assert tags.complaints() == []


def test_text_of_each_paragraph_is_that_of_the_docx_letter_for_letter(tags, form):
    body = pdf_tags.text_paragraphs(form.document.element.body)
    ours = tags.paragraphs()
    section = form.document.sections[0]
    above = pdf_tags.text_paragraphs(section.first_page_header._element)
    below = pdf_tags.text_paragraphs(section.first_page_footer._element)
    # Those of the first page stand around the first section; the others are compared in order.
    for text in [*above, *below]:
        assert text in ours
        ours.remove(text)
    assert ours == body


def test_sections_and_appendices_have_bookmarks(rendered, form):
    with pikepdf.open(rendered.pdf) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert len(titles) >= len(form.appendices)


def test_fields_for_signature_and_seal_lie_where_the_decree_wants_them(rendered, form):
    with pikepdf.open(rendered.pdf) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert set(fields) == {"ChuKy", "ConDau"}
        assert all(field.FT == "/Sig" and "/V" not in field for field in fields.values())
        sign, seal = ([float(side) for side in fields[key].Rect] for key in ("ChuKy", "ConDau"))
    covered = (seal[2] - sign[0]) / (sign[2] - sign[0])
    assert seal[0] < sign[0] and abs(covered - 1 / 3) < 0.02
    middle = (seal[1] + seal[3]) / 2
    assert sign[1] < middle < sign[3]


def broken(pdf, folder, change):
    with pikepdf.open(pdf) as opened:
        change(opened)
        opened.save(folder / "broken.pdf")
    return folder / "broken.pdf"


def first(pdf, kind):
    elements = pdf_tags.walk(pdf.Root.StructTreeRoot.K)
    return next(element for found, element in elements if found == kind)


def untag(pdf):
    del pdf.Root.StructTreeRoot


def skip_a_level(pdf):
    first(pdf, "H1").S = pikepdf.Name.H3


def lose_scope(pdf):
    del first(pdf, "TH").A


def lose_language(pdf):
    del pdf.Root.Lang


def lose_parents(pdf):
    pdf.Root.StructTreeRoot.ParentTree.Nums = pikepdf.Array([])


def unmark_text(pdf):
    page = pdf.pages[0]
    content = page.Contents.read_bytes().replace(b"/Artifact <</Type/Layout>> BDC", b"/X BMC", 1)
    content = content.replace(b"BDC BT", b"BMC BT", 1).replace(b"/P <</MCID 0>> BMC", b"/P BMC", 1)
    page.Contents = pdf.make_stream(content)


def hide_title(pdf):
    del pdf.Root.ViewerPreferences


def lose_profile(pdf):
    del pdf.Root.OutputIntents


FAULTS = [
    untag,
    skip_a_level,
    lose_scope,
    lose_language,
    lose_parents,
    unmark_text,
    hide_title,
    lose_profile,
]


@pytest.mark.parametrize("change", FAULTS, ids=lambda change: change.__name__)
def test_second_opinion_sees(sample, tmp_path, change):
    assert pdf_tags.Tags(broken(sample.pdf, tmp_path, change)).complaints()


@pytest.mark.parametrize(
    ("change", "profile"),
    [(untag, "2a"), (untag, "ua1"), (lose_language, "ua1"), (hide_title, "ua1")],
    ids=lambda found: getattr(found, "__name__", found),
)
def test_validator_sees(sample, tmp_path, change, profile):
    assert validators.pdf_failures(broken(sample.pdf, tmp_path, change), profile)


def test_exact_text_sees_one_changed_letter(sample, tmp_path):
    def change(pdf):
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        text = font.ToUnicode.read_bytes().replace(b"> <0061>", b"> <0062>")
        font.ToUnicode = pdf.make_stream(text)

    changed = pdf_tags.Tags(broken(sample.pdf, tmp_path, change)).paragraphs()
    assert changed != pdf_tags.Tags(sample.pdf).paragraphs()
