#!/usr/bin/env python3
"""Makes a made-up month of figures for every commune of the country: so-lieu.xlsx.

    python3 examples/toan-quoc/tao-so-lieu.py [THƯ MỤC] [--don-vi N]

The communes are those of data/don-vi-hanh-chinh-2025.tsv; the points and the names of those who
sign follow from hat-giong.json and each commune's code, so that every machine makes the same file.
Nothing here was measured or is anybody's name.
"""

import argparse
import hashlib
import json
import pathlib
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
COMMUNES = HERE.parent.parent / "data" / "don-vi-hanh-chinh-2025.tsv"
SEED = json.loads((HERE / "hat-giong.json").read_text(encoding="utf-8"))


def chance(*words):
    """A number from 0 up to, and without, 1, that follows from the words alone."""
    text = "/".join([SEED["hat_giong"], *words])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def points(code, axis, month):
    """Points of one axis, in hundredths below the maximum: most units are near it, few are far."""
    short = SEED["truc"][axis]["hut"] * chance(code, axis) ** 2
    moved = (chance(code, axis, month) - 0.5) * SEED["dao_dong"]
    maximum = SEED["truc"][axis]["toi_da"]
    return min(maximum, max(0, round(maximum - short + moved, 2)))


def signer(code):
    part = lambda key: SEED[key][int(chance(code, key) * len(SEED[key]))]
    return f'{part("ho")} {part("dem")} {part("ten")}'


def column(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet(rows):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for place, value in enumerate(row, 1):
            at = f"{column(place)}{number}"
            if isinstance(value, str):
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            else:
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def workbook(path, sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
    )
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in zip(numbers, sheets)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for number, (_, rows) in zip(numbers, sheets):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


def read_communes():
    """Each line: province, kind, names parted by semicolons. The list has no codes: the commune's
    number in it stands for one."""
    communes = []
    for line in COMMUNES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        province, kind, names = line.split("\t")
        for name in names.split(";"):
            code = f"{len(communes) + 1:05}"
            full = f"{kind.capitalize()} {name}"
            communes.append({"ma_xa": code, "tinh": province, "ten": full, "dia_danh": name})
    return communes


def month_of_figures(communes, month):
    axes = list(SEED["truc"])
    rows = [["Mã", "Tên đơn vị", *(SEED["truc"][axis]["ten"] for axis in axes), "Tổng điểm"]]
    for commune in communes:
        scored = [points(commune["ma_xa"], axis, month) for axis in axes]
        rows.append([commune["ma_xa"], commune["ten"], *scored, round(sum(scored), 2)])
    return rows


def province(name):
    city = "Thành phố "
    return name.replace(city, city.lower()) if name.startswith(city) else f"tỉnh {name}"


def directory(communes):
    rows = [["Mã", "Tỉnh, thành phố", "Địa danh", "Chủ tịch UBND"]]
    for commune in communes:
        rows.append([commune["ma_xa"], province(commune["tinh"]), commune["dia_danh"], signer(commune["ma_xa"])])
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE, type=pathlib.Path)
    parser.add_argument("--don-vi", type=int, help="only so many communes")
    arguments = parser.parse_args()
    communes = read_communes()[: arguments.don_vi]
    arguments.folder.mkdir(parents=True, exist_ok=True)
    sheets = [
        ("Tháng 10", month_of_figures(communes, "2025-10")),
        ("Tháng 9", month_of_figures(communes, "2025-09")),
        ("Danh bạ", directory(communes)),
    ]
    workbook(arguments.folder / "so-lieu.xlsx", sheets)


main()
