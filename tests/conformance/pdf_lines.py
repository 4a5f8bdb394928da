"""Lines of text and drawn rules of a PDF, in points from the top left corner of the page."""

import ctypes
import unicodedata
from dataclasses import dataclass

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

# Characters whose baselines differ by less stand on one line.
SAME_BASELINE = 0.3
# A wider gap parts two columns; no justified line stretches its spaces that far.
COLUMN_GAP = 25


@dataclass(frozen=True)
class Line:
    page: int
    baseline: float
    left: float
    right: float
    text: str
    size: float
    # Each letter with its left edge.
    letters: tuple = ()

    @property
    def centre(self):
        return (self.left + self.right) / 2

    @property
    def width(self):
        return self.right - self.left


@dataclass(frozen=True)
class Drawn:
    """A horizontal rule."""

    page: int
    y: float
    left: float
    right: float

    @property
    def centre(self):
        return (self.left + self.right) / 2

    @property
    def width(self):
        return self.right - self.left


@dataclass(frozen=True)
class Glyph:
    baseline: float
    left: float
    right: float
    text: str
    size: float


def lines(path):
    """All lines from top to bottom and left to right."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            for row in rows(glyphs(page)):
                found.extend(line(number, part) for part in columns(row))
    return sorted(found, key=lambda line: (line.page, round(line.baseline), line.left))


def rules(path):
    """All horizontal rules."""
    with pdfplumber.open(path) as pdf:
        return [
            Drawn(page.page_number, rule["top"], rule["x0"], rule["x1"])
            for page in pdf.pages
            for rule in page.lines
            if rule["height"] < 0.1
        ]


def page_sizes(path):
    with pdfplumber.open(path) as pdf:
        return [(float(page.width), float(page.height)) for page in pdf.pages]


def baseline(page, char):
    """That of a character of pdfplumber's."""
    return float(page.height) - char["matrix"][5]


def glyphs(page):
    """What is shown. PDFium is asked, the one reader here that takes no seconds for a page."""
    text, height = page.get_textpage(), page.get_height()
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    found = []
    for index in range(pdfium.FPDFText_CountChars(text)):
        # PDFium makes up blanks and line ends where it takes words to part.
        if pdfium.FPDFText_IsGenerated(text, index):
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        # PDFium's sign for a hyphen at the end of a line.
        letter = chr(pdfium.FPDFText_GetUnicode(text, index)).replace("\x02", "-")
        size = pdfium.FPDFText_GetFontSize(text, index)
        found.append(Glyph(height - y.value, x.value, box.right, letter, size))
    return found


def rows(glyphs):
    """Glyphs by baseline."""
    found = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if found and glyph.baseline - found[-1][0].baseline < SAME_BASELINE:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in found]


def columns(row):
    """A row cut where columns part; blanks at the ends of lines do not count."""
    parts, end = [], None
    for glyph in row:
        if glyph.text.isspace():
            if parts:
                parts[-1].append(glyph)
            continue
        if end is None or glyph.left - end > COLUMN_GAP:
            parts.append([])
        parts[-1].append(glyph)
        end = glyph.right
    return parts


def line(page, glyphs):
    while glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    text = " ".join("".join(glyph.text for glyph in glyphs).split())
    return Line(
        page,
        glyphs[0].baseline,
        glyphs[0].left,
        glyphs[-1].right,
        unicodedata.normalize("NFC", text),
        round(glyphs[0].size, 1),
        tuple((glyph.left, glyph.text) for glyph in glyphs if not glyph.text.isspace()),
    )
