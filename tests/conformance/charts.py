"""Charts: where those of a PDF stand, by its tags, and what those of a DOCX hold."""

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

import pdf_tags

EMU = 12700
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, page, x, y):
        return page == self.page and self.left <= x <= self.right and self.top <= y <= self.bottom


def figures(pdf):
    """The box, the alternative text and the text of each figure of our PDF."""
    tags = pdf_tags.Tags(pdf)
    pages = {page.obj.objgen: number for number, page in enumerate(tags.pdf.pages, 1)}
    found = []
    for kind, element in tags.elements():
        if kind == "Figure":
            left, bottom, right, top = (float(side) for side in element.A.BBox)
            page = element.Pg
            height = float(page.MediaBox[3])
            box = Box(pages[page.objgen], left, height - top, right, height - bottom)
            found.append((box, str(element.Alt), tags.text(element)))
    return found


def places(pdf):
    return [box for box, *_ in figures(pdf)]


def cut(page, boxes):
    """A page of pdfplumber without what stands in charts."""
    for box in boxes:
        if box.page == page.page_number:
            # A line on the edge belongs to the chart.
            left, right = max(box.left - 1, 0), min(box.right + 1, float(page.width))
            page = page.outside_bbox((left, box.top - 1, right, box.bottom + 1))
    return page


@dataclass
class Native:
    """A chart of a DOCX."""

    width: float
    height: float
    told: str
    # Names, values and labels as the chart holds them, and names and values of its workbook.
    names: list
    values: list
    labels: list
    rows: list


def natives(docx):
    with zipfile.ZipFile(docx) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
        drawn = list(document.iter(f"{DRAWN}inline"))
        return [native(package, inline, number) for number, inline in enumerate(drawn, 1)]


def cells(row, texts):
    """Name and value of a row of a workbook."""
    found = {}
    for cell in row.iter(f"{SHEET}c"):
        value = cell.findtext(f"{SHEET}v")
        found[cell.get("r")[0]] = texts[int(value)] if cell.get("t") == "s" else value
    return found["A"], found.get("B")


def workbooks(docx):
    with zipfile.ZipFile(docx) as package:
        names = [name for name in package.namelist() if name.startswith("word/embeddings/")]
        return [package.read(name) for name in names]


def native(package, inline, number):
    size, about = inline.find(f"{DRAWN}extent"), inline.find(f"{DRAWN}docPr")
    chart = ElementTree.fromstring(package.read(f"word/charts/chart{number}.xml"))
    book = package.read(f"word/embeddings/chart{number}.xlsx")
    with zipfile.ZipFile(io.BytesIO(book)) as inner:
        sheet = ElementTree.fromstring(inner.read("xl/worksheets/sheet1.xml"))
        shared = ElementTree.fromstring(inner.read("xl/sharedStrings.xml"))
    texts = ["".join(text.itertext()) for text in shared]
    rows = [cells(row, texts) for row in sheet.iter(f"{SHEET}row")][1:]
    cached = {
        what: [point.findtext(f"{CHART}v") for point in chart.iter(f"{CHART}pt") if point in list(part)]
        for what in ("cat", "val")
        for part in [next(chart.iter(f"{CHART}{what}"))[0][1]]
    }
    labels = [label.findtext(f".//{MAIN}t") for label in chart.iter(f"{CHART}dLbl")]
    return Native(
        width=int(size.get("cx")) / EMU,
        height=int(size.get("cy")) / EMU,
        told=about.get("descr"),
        names=cached["cat"],
        values=cached["val"],
        labels=[label for label in labels if label is not None],
        rows=rows,
    )
