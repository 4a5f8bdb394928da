"""The format that Word gives a paragraph or a run: its own, else its style's, else the defaults."""

from docx.oxml.ns import qn

ALIGNMENTS = {"both": "justify", "start": "left", "end": "right"}


def style_chain(style):
    while style is not None:
        yield style.element
        style = style.base_style


def defaults(part, name):
    return part.document.styles.element.find(f"{qn('w:docDefaults')}/{qn(name)}")


def paragraph_properties(paragraph):
    """Every pPr that has a say, the nearest first."""
    holders = [paragraph._p, *style_chain(paragraph.style)]
    holders.append(defaults(paragraph.part._document_part, "w:pPrDefault"))
    return [found for holder in holders if (found := holder.find(qn("w:pPr"))) is not None]


def run_properties(run):
    """Every rPr that has a say, the nearest first."""
    holders = [run._r, *style_chain(run._parent.style)]
    holders.append(defaults(run.part._document_part, "w:rPrDefault"))
    return [found for holder in holders if (found := holder.find(qn("w:rPr"))) is not None]


def attribute(properties, element, name, default=None):
    for holder in properties:
        found = holder.find(qn(element))
        if found is not None and found.get(qn(name)) is not None:
            return found.get(qn(name))
    return default


def switched_on(properties, element):
    for holder in properties:
        found = holder.find(qn(element))
        if found is not None:
            return found.get(qn("w:val")) not in ("0", "false", "off")
    return False


class Look:
    """How a run looks."""

    def __init__(self, run):
        properties = run_properties(run)
        self.text = run.text
        self.size = int(attribute(properties, "w:sz", "w:val", "20")) / 2
        self.bold = switched_on(properties, "w:b")
        self.italic = switched_on(properties, "w:i")
        self.underlined = attribute(properties, "w:u", "w:val", "none") != "none"
        self.colour = attribute(properties, "w:color", "w:val", "auto")
        slots = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        self.fonts = {attribute(properties, "w:rFonts", slot) for slot in slots}

    def __repr__(self):
        style = ("bold " if self.bold else "") + ("italic" if self.italic else "upright")
        return f"{self.text!r}: {self.size} pt {style}"


class Layout:
    """How a paragraph is laid out; lengths in twips."""

    def __init__(self, paragraph):
        properties = paragraph_properties(paragraph)

        def twips(element, *names):
            for name in names:
                value = attribute(properties, element, name)
                if value is not None:
                    return int(value)
            return 0

        align = attribute(properties, "w:jc", "w:val", "left")
        self.align = ALIGNMENTS.get(align, align)
        self.before = twips("w:spacing", "w:before")
        self.after = twips("w:spacing", "w:after")
        self.line = twips("w:spacing", "w:line") or 240
        self.line_rule = attribute(properties, "w:spacing", "w:lineRule", "auto")
        self.left = twips("w:ind", "w:left", "w:start")
        self.right = twips("w:ind", "w:right", "w:end")
        self.first = twips("w:ind", "w:firstLine") - twips("w:ind", "w:hanging")


def looks(paragraph):
    """The looks of a paragraph's runs that show something."""
    return [Look(run) for run in paragraph.runs if run.text.strip()]
