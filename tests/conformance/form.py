"""A produced DOCX seen with the decree's eyes: the parts of the document, found by their words and
places and not by the names that the program gave them; positions from LibreOffice's rendering."""

from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

import formats
import pdf_lines

TWIPS_TO_POINTS = 1 / 20


def shown(paragraphs):
    return [paragraph for paragraph in paragraphs if paragraph.text.strip()]


def squeezed(text):
    return "".join(text.split())


def italic(paragraph):
    return all(look.italic for look in formats.looks(paragraph))


class Part:
    """A Word section: its page setup and its blocks."""

    def __init__(self, section, blocks):
        self.section = section
        self.blocks = blocks

    @property
    def paragraphs(self):
        return shown(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self):
        return [block for block in self.blocks if isinstance(block, Table)]


def parts(document):
    found, blocks = [], []
    sections = iter(document.sections)
    for child in document.element.body:
        if child.tag == qn("w:p"):
            blocks.append(Paragraph(child, document))
            if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                found.append(Part(next(sections), blocks))
                blocks = []
        elif child.tag == qn("w:tbl"):
            blocks.append(Table(child, document))
    found.append(Part(next(sections), blocks))
    return found


def titles_of_charts(paragraphs, blocks):
    """The paragraphs that stand before a drawing: they are of the chart, not of the text."""
    drawn = [
        before._p
        for before, block in zip(blocks, blocks[1:])
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and is_drawing(block)
    ]
    return [paragraph for paragraph in paragraphs if paragraph._p in drawn]


def is_drawing(paragraph):
    return paragraph._p.find(f".//{qn('w:drawing')}") is not None


class Form:
    def __init__(self, document, office_pdf=None, dossier=None):
        self.document = document
        self.dossier = dossier or {}
        self.parts = parts(self.document)
        self.main, *self.appendices = self.parts
        if office_pdf:
            self.lines, self.drawn = pdf_lines.lines(office_pdf), pdf_lines.rules(office_pdf)
            self.pages = pdf_lines.page_sizes(office_pdf)
        self.read_header()
        self.read_middle()
        self.read_closing()

    def read_header(self):
        """ô 2 | 1 over 3 | 4."""
        self.header = self.main.tables[0]
        names, numbers = self.header.rows[0], self.header.rows[1]
        self.left, self.right = names.cells[0], names.cells[1]
        self.issuer = shown(self.left.paragraphs)
        self.nation = shown(self.right.paragraphs)
        self.number, *below = shown(numbers.cells[0].paragraphs)
        # ô 5b: only a công văn has its abstract here.
        self.letter_about = next((p for p in below if p.text.startswith("V/v")), None)
        self.place_date = shown(numbers.cells[1].paragraphs)[0]

    def read_middle(self):
        """ô 5a, 9a and 6: what stands between the two tables."""
        rest = self.main.paragraphs
        if self.letter_about:
            self.type_name, self.about = None, self.letter_about
        else:
            self.type_name, self.about, *rest = rest
        self.addressees = []
        if rest and rest[0].text.startswith("Kính gửi"):
            self.addressees.append(rest.pop(0))
            while rest and rest[0].text.startswith("-"):
                self.addressees.append(rest.pop(0))
        # Legal bases in italics are no running text; upright ones are (ND30-VD-02).
        self.bases = []
        while rest and rest[0].text.startswith("Căn cứ ") and italic(rest[0]):
            self.bases.append(rest.pop(0))
        titles = {id(title._p) for title in titles_of_charts(rest, self.main.blocks)}
        self.content = [paragraph for paragraph in rest if id(paragraph._p) not in titles]

    def read_closing(self):
        """ô 9b | 7."""
        self.closing = self.main.tables[-1]
        self.recipients = shown(self.closing.rows[0].cells[0].paragraphs)
        self.authority = shown(self.closing.rows[0].cells[1].paragraphs)
        signed = bool(self.dossier.get("nguoi_ky", {}).get("ho_ten"))
        self.signatory = self.authority.pop() if signed else None

    @property
    def everything(self):
        """All paragraphs, also in tables and page headers."""
        body = self.document.element.body.iter(qn("w:p"))
        found = [Paragraph(element, self.document) for element in body]
        for section in self.document.sections:
            found += section.header.paragraphs + section.first_page_header.paragraphs
        return found

    @property
    def kind(self):
        if self.letter_about:
            return "Công văn"
        return self.type_name.text.strip().capitalize()

    def lines_of(self, paragraph, after=None):
        """The lines that LibreOffice set a paragraph in: the first such place, or the first after
        another line."""
        first = self.lines.index(after) + 1 if after else 0
        for start in range(first, len(self.lines)):
            taken = self.lines_from(start, squeezed(paragraph.text))
            if taken:
                return taken
        raise AssertionError(f"not found in LibreOffice's rendering: {paragraph.text!r}")

    def lines_from(self, start, wanted):
        """The lines from a place on that make up a text, or none."""
        taken, text = [], ""
        for line in self.lines[start:]:
            if wanted.startswith(text + squeezed(line.text)):
                taken.append(line)
                text += squeezed(line.text)
            elif not taken:
                return []
            # Else a line of the other column, which stands between the lines of this one.
            if text == wanted:
                return taken
        return []

    def rule_under(self, line):
        """The rule drawn next under a line."""
        near = [
            rule
            for rule in self.drawn
            if rule.page == line.page
            and 0 < rule.y - line.baseline < 20
            and rule.left < line.centre < rule.right
        ]
        assert near, f"no rule under {line.text!r}"
        return min(near, key=lambda rule: rule.y)

    def part_of(self, page):
        """The section that a page belongs to."""
        opened = [part for part, first in zip(self.parts, self.first_pages()) if first <= page]
        return opened[-1]

    def first_pages(self):
        """The page on which each section opens."""
        pages = []
        for part in self.parts:
            pages.append(self.lines_of(self.opening(part))[0].page)
        return pages

    def opening(self, part):
        """The first paragraph of a section that shows something."""
        for block in part.blocks:
            inside = [block] if isinstance(block, Paragraph) else block.rows[0].cells[0].paragraphs
            if shown(inside):
                return shown(inside)[0]
        raise AssertionError("an empty section")
