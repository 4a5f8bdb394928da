"""A few pages as small pictures: what no rule names (a line through text, a lost border) shows here.

After a change that is meant, `VANTHU_GOLDEN=new tests/conformance/run -k pictures` draws them anew."""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from conftest import ALL

GOLDEN = Path(__file__).parent / "golden"
# 43 dots an inch: words are seen, letters are not.
SCALE = 0.6
# Mean difference in grey (of 255) that the few greys of a kept picture make, and a little more.
ALIKE = 2.5

PAGES = [
    ("lam-vy-2024-02/thong-bao", 1),
    ("lam-vy-2024-02/thong-bao", 3),
    ("hoa-binh-2023-04/cong-van", 1),
    ("ninh-son-2024-02/bao-cao", 1),
    ("tuan-giao-2023-09/bao-cao", 3),
    ("tuan-giao-2023-09/bao-cao", 5),
]


def drawn(name, page):
    found = next(rendered for rendered in ALL if rendered.name == name)
    document = pypdfium2.PdfDocument(found.pdf)
    return document[page - 1].render(scale=SCALE, grayscale=True).to_pil()


def apart(one, other):
    assert one.size == other.size
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@pytest.mark.parametrize("name, page", PAGES)
def test_pictures_of_pages_are_as_they_were(name, page):
    golden = GOLDEN / f"{name.replace('/', '-')}-{page}.png"
    picture = drawn(name, page)
    if os.environ.get("VANTHU_GOLDEN") == "new":
        GOLDEN.mkdir(exist_ok=True)
        # Sixteen greys are enough to tell pages apart, in half the bytes.
        picture.quantize(16).save(golden, optimize=True)
    assert apart(picture, Image.open(golden).convert("L")) < ALIKE


def test_pictures_of_other_pages_differ():
    """The measure can tell: pages of one look, with other words on them."""
    letter, report = drawn("tien-lu-2024-08/cong-van", 1), drawn("hoa-binh-2023-04/cong-van", 1)
    assert apart(letter, report) > 2 * ALIKE
