"""The figures of a hồ sơ, read without the program, and the search for them in a text."""

import re
from collections import Counter
from decimal import Decimal

# 1.229.100 or 92,58 or 3
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


def number(text):
    """The value of a Vietnamese number, or None for other text."""
    text = text.strip().removesuffix("%").lstrip("-")
    return value(text) if NUMBER.fullmatch(text) else None


def value(text):
    return Decimal(text.replace(".", "").replace(",", ".")).normalize()


def printed(text):
    """How often each value stands in a text."""
    return Counter(value(found) for found in NUMBER.findall(text))


def scores(dossier):
    """Points of this period, and by how much they changed: the old points need not be printed."""
    for axis in dossier.get("diem", {}).values():
        yield axis["dat"]
        if axis.get("ky_truoc"):
            change = number(axis["dat"]) - number(axis["ky_truoc"])
            if change:
                yield str(abs(change)).replace(".", ",")


def leaves(node):
    """All scalars under a node."""
    if isinstance(node, dict):
        for child in node.values():
            yield from leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from leaves(child)
    else:
        yield node


def wanted(dossier):
    texts = [*scores(dossier), *leaves(dossier.get("xep_hang", {}))]
    data = dossier.get("so_lieu", {})
    # Figures may also come from a file beside the hồ sơ; those are not read here.
    texts += leaves(data) if isinstance(data, dict) else []
    return Counter(found for text in texts if (found := number(text)) is not None)


def missing(dossier, text):
    """Figures that a text has fewer times than the hồ sơ."""
    lacking = wanted(dossier) - printed(text)
    return [f"{figure} ({times} times too few)" for figure, times in lacking.items()]


def rows(node):
    """Each named line of a table of figures with its figures, in order."""
    if isinstance(node, list):
        for child in node:
            yield from rows(child)
    elif isinstance(node, dict):
        if "ten" in node and not any(isinstance(child, list) for child in node.values()):
            keys = ("so_lieu", "tren", "ty_le")
            cells = [number(node.get(key, "")) for key in keys]
            yield node["ten"], [cell for cell in cells if cell is not None]
        for child in node.values():
            yield from rows(child)
