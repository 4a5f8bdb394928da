"""One rendered example: its files, and the hồ sơ that it was made from, read without the program."""

import yaml


class Rendered:
    def __init__(self, repository, docx):
        self.docx = docx
        self.pdf = docx.with_suffix(".pdf")
        folders = (repository / kept / docx.parent.name for kept in ("examples", "tests/cases"))
        self.folder = next(folder for folder in folders if folder.is_dir())
        self.name = f"{docx.parent.name}/{docx.stem}"
        self.said = (docx.parent / "said.txt").read_text(encoding="utf-8")
        self.office_pdf = None

    @property
    def dossier(self):
        # BaseLoader keeps every scalar as it is written: 90,22 and 05 stay text.
        text = (self.folder / "ho-so.yaml").read_text(encoding="utf-8")
        return yaml.load(text, Loader=yaml.BaseLoader)
