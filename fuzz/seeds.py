"""Writes what each target begins with: real files of this repository, joined where a target takes several, and
the kept inputs of corpus.zip, each of which once reached code that no other did.

python3 fuzz/seeds.py FOLDER makes FOLDER/TARGET/NAME.
python3 fuzz/seeds.py --keep FOLDER keeps the inputs of FOLDER/TARGET, minimised by the fuzzer (-merge=1), in corpus.zip.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOUND = ROOT / "tests/kiem-tra/nen/tinh"
CORPUS = Path(__file__).resolve().parent / "corpus.zip"
BETWEEN = b"\n%%%\n"
# As in fuzz_targets/xlsx_parts.rs.
PARTS = [
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
]


def files(*patterns):
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return [path.read_bytes() for path in sorted(found)]


def parts_of(workbook):
    with zipfile.ZipFile(workbook) as package:
        names = set(package.namelist())
        return BETWEEN.join(package.read(part) if part in names else b"" for part in PARTS)


def formulas():
    marks = ("tinh:", "cong_thuc:", "so:")
    for text in files("sheets/*.yaml", "frameworks/*.yaml"):
        for line in text.decode().splitlines():
            for mark in marks:
                if mark in line:
                    yield line.split(mark, 1)[1].split("}")[0].strip(" \"'").encode()


def lots():
    table = (
        "Tỉnh;Đơn vị;Tiến độ giải quyết;Số hóa hồ sơ\n"
        "Tỉnh Điện Biên;UBND xã Mường Ảng;40,0;55,5\n"
        "Tỉnh Điện Biên;UBND xã Búng Lao;37,5;47,0\n"
    ).encode()
    own = (
        "mau: mau.md\nbo_chi_so: khung.yaml\nky: 2025-09\nso_lieu:\n  tep: diem.csv\n"
        "ten_tep: '{{ don_vi | slug }}'\nchung:\n  co_quan: {ten: '{{ don_vi }}', ky_hieu: UBND}\n"
    ).encode()
    for lot in [own, *files("examples/*/lo.yaml", "tests/cases/*/lo.yaml")]:
        yield lot + BETWEEN + table


def seeds():
    dossiers = files("examples/*/ho-so.yaml", "tests/kiem-tra/nen/*/ho-so.yaml", "tests/cases/*/ho-so.yaml")
    tables = files("examples/*/*.csv", "tests/kiem-tra/nen/*/*.csv", "tests/cases/*/*.csv", "tests/so-lieu/*.csv")
    workbooks = sorted(p for p in ROOT.glob("**/*.xlsx") if "target" not in p.parts)
    sound = [(SOUND / name).read_bytes() for name in ("ho-so.yaml", "so-hoa.csv", "mau.md")]
    return {
        "yaml": dossiers,
        "csv": tables,
        "xlsx": [path.read_bytes() for path in workbooks],
        "xlsx_parts": [parts_of(path) for path in workbooks if zipfile.is_zipfile(path)],
        "template": files("templates/*.md", "tests/kiem-tra/nen/*/*.md", "tests/cases/*/*.md"),
        "framework": files("frameworks/*.yaml", "tests/kiem-tra/nen/*/khung.yaml"),
        "sheet": files("sheets/*.yaml", "tests/kiem-tra/nen/tinh/*.yaml"),
        "formula": list(formulas()),
        "lot": list(lots()),
        "render": [BETWEEN.join(sound), *dossiers],
    }


def named(data):
    return hashlib.sha256(data).hexdigest()[:16]


def kept(target):
    with zipfile.ZipFile(CORPUS) as package:
        return [package.read(name) for name in package.namelist() if name.startswith(f"{target}/")]


def keep(folder):
    inputs = {f"{path.parent.name}/{named(data)}": data for path in folder.glob("*/*") for data in [path.read_bytes()]}
    with zipfile.ZipFile(CORPUS, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(inputs):
            # Without a time, so that the same inputs give the same file.
            package.writestr(zipfile.ZipInfo(name), inputs[name], zipfile.ZIP_DEFLATED)


def main():
    if sys.argv[1] == "--keep":
        keep(Path(sys.argv[2]))
        return
    for target, inputs in seeds().items():
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for data in [*inputs, *kept(target)]:
            (folder / named(data)).write_bytes(data)


main()
