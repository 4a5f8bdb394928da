"""Lines of text and drawn rules of a PDF, in points from the top left corner of the page."""

import unicodedata
from dataclasses import dataclass

import pdfplumber

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


def read(path):
    """All lines from top to bottom and left to right, and all horizontal rules."""
    lines, drawn = [], []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for row in rows(page):
                lines.extend(line(page, part) for part in columns(row))
            drawn.extend(
                Drawn(page.page_number, rule["top"], rule["x0"], rule["x1"])
                for rule in page.lines
                if rule["height"] < 0.1
            )
    return sorted(lines, key=lambda line: (line.page, round(line.baseline), line.left)), drawn


def page_sizes(path):
    with pdfplumber.open(path) as pdf:
        return [(float(page.width), float(page.height)) for page in pdf.pages]


def baseline(page, char):
    return float(page.height) - char["matrix"][5]


def rows(page):
    """The characters of a page by baseline; blanks at the ends of lines do not count."""
    found = []
    for char in sorted(page.chars, key=lambda char: baseline(page, char)):
        if found and baseline(page, char) - baseline(page, found[-1][0]) < SAME_BASELINE:
            found[-1].append(char)
        else:
            found.append([char])
    return [sorted(row, key=lambda char: char["x0"]) for row in found]


def columns(row):
    """A row cut where columns part."""
    parts, end = [], None
    for char in row:
        if char["text"].isspace():
            if parts:
                parts[-1].append(char)
            continue
        if end is None or char["x0"] - end > COLUMN_GAP:
            parts.append([])
        parts[-1].append(char)
        end = char["x1"]
    return parts


def line(page, chars):
    while chars[-1]["text"].isspace():
        chars = chars[:-1]
    text = " ".join("".join(char["text"] for char in chars).split())
    return Line(
        page.page_number,
        baseline(page, chars[0]),
        chars[0]["x0"],
        chars[-1]["x1"],
        unicodedata.normalize("NFC", text),
        round(chars[0]["size"], 1),
    )
