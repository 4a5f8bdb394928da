"""What the objects of a tagged PDF say, read with pikepdf: a second opinion on the main clauses of
PDF/A-2a and PDF/UA-1, and the text of each tagged paragraph."""

import re

import pikepdf

CONTAINERS = {"Document", "Sect", "L", "LI", "Table", "THead", "TBody", "TR"}
LEAVES = {"P", "Figure", "Lbl", "LBody", "TH", "TD", *(f"H{level}" for level in range(1, 7))}


class Tags:
    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.pages = {page.obj.objgen: page.obj for page in self.pdf.pages}
        self.texts = {key: marked_text(page) for key, page in self.pages.items()}

    def elements(self):
        """Each element with its kind, in the order in which it is read."""
        yield from walk(self.pdf.Root.StructTreeRoot.K)

    def text(self, element):
        """The text of an element's own stretches."""
        home = element.get("/Pg")
        found = ""
        for kid in kids(element):
            if isinstance(kid, int):
                found += self.texts[home.objgen].get(kid, "")
            elif kid.get("/Type") == "/MCR":
                found += self.texts[kid.Pg.objgen].get(int(kid.MCID), "")
        return found

    def paragraphs(self):
        """The text of each leaf but figures that has some; the label of an item stands before its
        text.
        """
        texts, label = [], ""
        for kind, element in self.elements():
            text = self.text(element)
            if kind == "Lbl":
                label = text
            elif kind == "Figure":
                continue
            elif text:
                texts.append(label + text)
                label = ""
        return texts

    def complaints(self):
        root, found = self.pdf.Root, []
        if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked"):
            return ["is not tagged"]
        if not str(root.get("/Lang", "")):
            found.append("names no language")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            found.append("does not show its title")
        if not any("/DestOutputProfile" in intent for intent in root.get("/OutputIntents", [])):
            found.append("names no output profile")
        found += self.tree_complaints()
        for page in self.pages.values():
            found += self.page_complaints(page)
        return found

    def tree_complaints(self):
        found, level = [], 0
        for kind, element in self.elements():
            if kind not in CONTAINERS | LEAVES | {"Form"}:
                found.append(f"unknown kind {kind}")
            if re.fullmatch(r"H\d", kind):
                if int(kind[1]) > level + 1:
                    found.append(f"heading level {kind} after {level}")
                level = int(kind[1])
            if kind == "TH" and "/Scope" not in element.get("/A", {}):
                found.append("a header cell heads nothing")
            if kind == "Figure" and ("/Alt" not in element or "/BBox" not in element.get("/A", {})):
                found.append("a figure has no alternative text or no box")
            if kind == "Table" and not grid_is_regular(element):
                found.append("a table has rows of different widths")
        return found

    def page_complaints(self, page):
        found = []
        parents = number_tree(self.pdf.Root.StructTreeRoot.ParentTree)
        owners = parents.get(int(page.get("/StructParents", -1)), [])
        texts = self.texts[page.objgen]
        if None in texts:
            found.append(f"text that is neither tagged nor an artifact: {texts[None]!r}")
        for number in sorted(key for key in texts if key is not None and key >= 0):
            if number >= len(owners) or not refers(owners[number], page, number):
                found.append(f"stretch {number} is in no element")
        for font in page.Resources.Font.values():
            inner = font.DescendantFonts[0]
            if "/ToUnicode" not in font or "/FontFile2" not in inner.FontDescriptor:
                found.append("a font is not whole")
        for annotation in page.get("/Annots", []):
            if "/TU" not in annotation or int(annotation.StructParent) not in parents:
                found.append("a field has no name or is in no element")
        return found


def kids(element):
    kid = element.get("/K", pikepdf.Array())
    return list(kid) if isinstance(kid, pikepdf.Array) else [kid]


def walk(element):
    yield str(element.S)[1:], element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def refers(element, page, number):
    """Whether an element names a stretch of a page as its own."""
    if not isinstance(element, pikepdf.Dictionary):
        return False
    home = element.get("/Pg")
    for kid in kids(element):
        if isinstance(kid, int):
            if kid == number and home.objgen == page.objgen:
                return True
        elif kid.get("/Type") == "/MCR" and int(kid.MCID) == number:
            if kid.Pg.objgen == page.objgen:
                return True
    return False


def number_tree(tree):
    flat = list(tree.Nums)
    return {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}


def grid_is_regular(table):
    """Whether all rows are equally wide, counting what spans into them."""
    widths, hanging = set(), {}
    for row in (element for kind, element in walk(table) if kind == "TR"):
        column, widths_of_row = 0, 0
        hanging = {place: left - 1 for place, left in hanging.items() if left > 1}
        for cell in kids(row):
            while column in hanging:
                column += 1
            attributes = cell.get("/A", {})
            across = int(attributes.get("/ColSpan", 1))
            down = int(attributes.get("/RowSpan", 1))
            if down > 1:
                hanging |= {place: down for place in range(column, column + across)}
            column += across
        while column in hanging:
            column += 1
        widths_of_row = max([column, *(place + 1 for place in hanging)])
        widths.add(widths_of_row)
    return len(widths) == 1


def unicode_map(font):
    text = font.ToUnicode.read_bytes().decode()
    return {
        int(code, 16): bytes.fromhex(units).decode("utf-16-be")
        for code, units in re.findall(r"^<(\w+)> <(\w+)>$", text, re.MULTILINE)
    }


def marked_text(page):
    """The text of each marked stretch by its number; artifacts under -1, the rest under None."""
    maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
    found, open_marks, letters = {}, [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            tag, properties = operands
            open_marks.append(-1 if tag == "/Artifact" else int(properties.MCID))
        elif name == "BMC":
            open_marks.append(-1 if operands[0] == "/Artifact" else None)
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            letters = maps[str(operands[0])]
        elif name in ("TJ", "Tj"):
            mark = open_marks[-1] if open_marks else None
            text = ""
            for piece in operands[0] if name == "TJ" else operands:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    pairs = zip(codes[::2], codes[1::2], strict=True)
                    text += "".join(letters[high * 256 + low] for high, low in pairs)
            found[mark] = found.get(mark, "") + text
    return found


def text_paragraphs(body):
    """The text of each paragraph of a DOCX that has some, in the order of the file."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = []
    for paragraph in body.iter(f"{word}p"):
        texts.append("".join(text.text or "" for text in paragraph.iter(f"{word}t")))
    return [text for text in texts if text]
