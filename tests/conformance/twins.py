"""Comparing two renderings of one document: LibreOffice's of the DOCX, and our PDF."""

import pdf_lines

TOLERANCE = 1.0
# LibreOffice rounds every stretched blank of a justified line, so that its lines end unevenly.
RIGHT_TOLERANCE = 2.0


def differences(office_pdf, our_pdf):
    """Each line that is not in both, or not at the same place to within 1 pt."""
    office, _ = pdf_lines.read(office_pdf)
    ours, _ = pdf_lines.read(our_pdf)
    found = []
    for line in office:
        twin = nearest(line, ours)
        if twin is None:
            found.append(f"only in LibreOffice's: {show(line)}")
            continue
        ours.remove(twin)
        if twin.page != line.page:
            found.append(f"page {line.page} in LibreOffice's, {twin.page} in ours: {line.text}")
            continue
        down, left = twin.baseline - line.baseline, twin.left - line.left
        right = twin.right - line.right
        if max(abs(down), abs(left)) > TOLERANCE or abs(right) > RIGHT_TOLERANCE:
            moved = f"ours is {down:+.2f} pt lower, left end {left:+.2f} pt, right end {right:+.2f} pt"
            found.append(f"{moved}: {show(line)}")
    return found + [f"only in ours: {show(line)}" for line in ours]


def nearest(line, candidates):
    # Blanks are judged by the ends of the line: where columns are close, the two programs differ in
    # whether they write one between them.
    same = [other for other in candidates if squeezed(other) == squeezed(line)]

    def distance(other):
        return abs(other.page - line.page), abs(other.baseline - line.baseline)

    return min(same, key=distance, default=None)


def squeezed(line):
    return line.text.replace(" ", "")


def rule_differences(office_pdf, our_pdf):
    """Horizontal rules that are not at the same place in both."""
    office, ours = drawn(office_pdf), drawn(our_pdf)
    found = [f"only in LibreOffice's: {rule}" for rule in office if not has_twin(rule, ours)]
    return found + [f"only in ours: {rule}" for rule in ours if not has_twin(rule, office)]


def drawn(pdf):
    return pdf_lines.read(pdf)[1]


def has_twin(rule, others):
    return any(
        rule.page == other.page
        and max(abs(rule.y - other.y), abs(rule.left - other.left), abs(rule.right - other.right))
        <= TOLERANCE
        for other in others
    )


def show(line):
    return f"page {line.page}, {line.baseline:.1f} pt down, {line.left:.1f} pt in: {line.text!r}"
