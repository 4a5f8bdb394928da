"""The Word file with a comment at each figure: sound, and word for word the document itself."""

import os
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document

import validators
from conftest import ALL

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=ALL, ids=lambda rendered: rendered.name)
def explained(request, tmp_path_factory):
    rendered = request.param
    out = tmp_path_factory.mktemp("giai-thich")
    command = [os.environ["VANTHU"], "render", rendered.folder, "--giai-thich", "--out", out]
    subprocess.run(command, check=True, capture_output=True)
    return rendered, out / f"{rendered.docx.stem}-giai-thich.docx", out


def part(docx, name):
    with zipfile.ZipFile(docx) as package:
        return ElementTree.fromstring(package.read(name))


def text(element):
    return "".join(t.text or "" for t in element.iter(W + "t"))


def words(docx):
    return [text(paragraph) for paragraph in part(docx, "word/document.xml").iter(W + "p")]


def test_openxml_audit_finds_no_error(explained):
    assert validators.openxml_errors(explained[1]) == []


def test_its_words_are_those_of_the_document(explained):
    rendered, docx, _ = explained
    assert words(docx) == words(rendered.docx)


def test_the_document_and_the_pdf_beside_it_are_as_without_comments(explained):
    rendered, _, out = explained
    for file in (rendered.docx, rendered.pdf):
        assert (out / file.name).read_bytes() == file.read_bytes()


def test_each_comment_says_something_and_stands_at_some_words(explained):
    rendered, docx, _ = explained
    # An outside reader opens it.
    Document(str(docx))
    comments = part(docx, "word/comments.xml").findall(W + "comment")
    # An invitation has no figures, and so nothing to explain.
    figures = ("diem", "chi_so", "so_dem", "don_vi", "bang_diem", "so_lieu", "bieu")
    assert bool(comments) == any(key in rendered.dossier for key in figures)
    said = {comment.get(W + "id"): text(comment) for comment in comments}
    assert len(said) == len(comments) and all(said.values())
    document = part(docx, "word/document.xml")
    for sign in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = [element.get(W + "id") for element in document.iter(W + sign)]
        assert sorted(found) == sorted(said), sign


def test_libreoffice_opens_it(explained, office, tmp_path):
    assert office.convert(explained[1], tmp_path).stat().st_size > 0
