"""Comparing two renderings of one document: LibreOffice's of the DOCX, and our PDF."""

from dataclasses import dataclass

import charts
import pdf_lines

TOLERANCE = 1.0
# LibreOffice rounds every stretched blank of a justified line, so that its lines end unevenly.
RIGHT_TOLERANCE = 2.0


@dataclass
class Comparison:
    pages: int
    lines: int
    # The farthest that a line is from its twin.
    across: float
    down: float
    # Each line that is not in both, or not at the same place to within 1 pt.
    differences: list


def differences(office_pdf, our_pdf):
    return compare(office_pdf, our_pdf).differences


def compare(office_pdf, our_pdf):
    office, ours = pdf_lines.lines(office_pdf), pdf_lines.lines(our_pdf)
    # Word and LibreOffice lay out the words of a chart by themselves.
    boxes = charts.places(our_pdf)
    office, ours = ([line for line in lines if not inside(line, boxes)] for lines in (office, ours))
    pages = len({line.page for line in office}), len({line.page for line in ours})
    found = [f"{pages[0]} pages in LibreOffice's, {pages[1]} in ours"] if pages[0] != pages[1] else []
    pairs, office_left, ours_left = paired(office, ours)
    office_left, ours_left = without_common_rows(office_left, ours_left)
    moved, office_left, ours_left = paired(office_left, ours_left, anywhere=True)
    found += [moving(line, twin) for line, twin in moved]
    found += [f"only in LibreOffice's: {show(line)}" for line in office_left]
    found += [f"only in ours: {show(line)}" for line in ours_left]
    return Comparison(
        pages=pages[0],
        lines=len(office),
        across=max((abs(twin.left - line.left) for line, twin in pairs), default=0),
        down=max((abs(twin.baseline - line.baseline) for line, twin in pairs), default=0),
        differences=found,
    )


def inside(line, boxes):
    # The middle of its letters lies a little above the baseline.
    return any(box.holds(line.page, line.centre, line.baseline - 3) for box in boxes)


def within(rule, boxes):
    return any(box.holds(rule.page, rule.centre, y) for box in boxes for y in (rule.y - 1, rule.y + 1))


def paired(office, ours, anywhere=False):
    """Lines of the same words at the same place, or wherever they are nearest, and the others."""
    candidates = {}
    for line in ours:
        candidates.setdefault(squeezed(line), []).append(line)
    pairs, left = [], []
    for line in office:
        twins = candidates.get(squeezed(line), [])
        twin = min(twins, key=lambda twin: distance(line, twin), default=None)
        if twin is None or not (anywhere or is_at(line, twin)):
            left.append(line)
            continue
        twins.remove(twin)
        pairs.append((line, twin))
    return pairs, left, [line for twins in candidates.values() for line in twins]


def distance(line, twin):
    return abs(twin.page - line.page), abs(twin.baseline - line.baseline) + abs(twin.left - line.left)


def is_at(line, twin):
    return (
        twin.page == line.page
        and abs(twin.baseline - line.baseline) <= TOLERANCE
        and abs(twin.left - line.left) <= TOLERANCE
        and abs(twin.right - line.right) <= RIGHT_TOLERANCE
    )


def without_common_rows(office, ours):
    """The lines without those that read alike from left to right. Neighbouring cells whose lines
    are a hair's breadth from one height are one line to the reader in one file, two in the other.
    """
    rows = []
    everything = [(line, "office") for line in office] + [(line, "ours") for line in ours]
    for line, side in sorted(everything, key=lambda pair: (pair[0].page, pair[0].baseline)):
        last = rows[-1][-1][0] if rows else None
        if last and last.page == line.page and line.baseline - last.baseline <= TOLERANCE:
            rows[-1].append((line, side))
        else:
            rows.append([(line, side)])
    left = {"office": [], "ours": []}
    for row in rows:
        sides = {name: [line for line, side in row if side == name] for name in left}
        if not read_alike(*sides.values()):
            for name, lines in sides.items():
                left[name].extend(lines)
    return left["office"], left["ours"]


def read_alike(office, ours):
    office, ours = letters(office), letters(ours)
    return len(office) == len(ours) and all(
        letter == other and abs(left - right) <= RIGHT_TOLERANCE
        for (left, letter), (right, other) in zip(office, ours)
    )


def letters(lines):
    """Each letter of a row with its place."""
    return sorted(letter for line in lines for letter in line.letters)


def squeezed(line):
    # Blanks are judged by the ends of the line: where columns are close, the two programs differ in
    # whether they write one between them.
    return line.text.replace(" ", "")


def moving(line, twin):
    if twin.page != line.page:
        return f"page {line.page} in LibreOffice's, {twin.page} in ours: {line.text!r}"
    down, left = twin.baseline - line.baseline, twin.left - line.left
    right = twin.right - line.right
    moved = f"ours is {down:+.2f} pt lower, left end {left:+.2f} pt, right end {right:+.2f} pt"
    return f"{moved}: {show(line)}"


def rule_differences(office_pdf, our_pdf):
    """Horizontal rules that are not at the same place in both."""
    boxes = charts.places(our_pdf)
    office, ours = (
        [rule for rule in pdf_lines.rules(pdf) if not within(rule, boxes)]
        for pdf in (office_pdf, our_pdf)
    )
    found = [f"only in LibreOffice's: {rule}" for rule in office if not has_twin(rule, ours)]
    return found + [f"only in ours: {rule}" for rule in ours if not has_twin(rule, office)]


def has_twin(rule, others):
    return any(
        rule.page == other.page
        and max(abs(rule.y - other.y), abs(rule.left - other.left), abs(rule.right - other.right))
        <= TOLERANCE
        for other in others
    )


def show(line):
    return f"page {line.page}, {line.baseline:.1f} pt down, {line.left:.1f} pt in: {line.text!r}"
