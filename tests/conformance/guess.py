"""LibreOffice's guess of the pages of a document of more than 100 paragraphs.

Before it lays such a document out, it puts some twenty paragraphs or rows on each page, and moves
them from there. A paragraph kept with the next that ends up at the foot of its page stays there,
alone, if the next one was guessed to be on another page (docs/bo-cuc.md, "Known differences").
"""

import zipfile

from docx import Document

import pdf_lines

BODY = b"<w:body>"
# As good as no height: a twip.
LINE = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/></w:pPr></w:p>'
)


def with_another_guess(docx, folder):
    """A copy that begins with one paragraph more, so that no guessed page begins as before."""
    copy = folder / docx.name
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert part.count(BODY) == 1
                part = part.replace(BODY, BODY + LINE)
            new.writestr(name, part)
    return copy


def leaves_a_kept_paragraph(docx, office_pdf):
    """Whether a page ends with a paragraph that is kept with the next."""
    kept = [squeezed(p.text) for p in Document(str(docx)).paragraphs if p.text and keeps(p)]
    lines = pdf_lines.lines(office_pdf)
    feet = {line.page: line for line in sorted(lines, key=lambda line: line.baseline)}
    return any(text.endswith(squeezed(foot.text)) for foot in feet.values() for text in kept)


def keeps(paragraph):
    said = paragraph.paragraph_format.keep_with_next
    style = paragraph.style
    while said is None and style is not None:
        said, style = style.paragraph_format.keep_with_next, style.base_style
    return bool(said)


def squeezed(text):
    return "".join(text.split())
