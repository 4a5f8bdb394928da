"""LibreOffice with the repository's fonts only, so that every machine breaks lines alike."""

import os
import subprocess

BATCH = 200

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{work}/cache</cachedir>
<alias binding="same"><family>Times New Roman</family>
<accept><family>Liberation Serif</family></accept></alias></fontconfig>
"""


class Office:
    def __init__(self, fonts, work):
        self.work = work
        (work / "fonts.conf").write_text(FONTS.format(fonts=fonts, work=work), encoding="utf-8")

    def convert(self, docx, folder):
        """The PDF of a DOCX, or an AssertionError with what LibreOffice said."""
        return self.convert_all([docx], folder)[0]

    def convert_all(self, docxs, folder):
        """The PDFs of DOCXs. Of more than about 246 in one call LibreOffice leaves some out."""
        pdfs = []
        for start in range(0, len(docxs), BATCH):
            pdfs += self.convert_batch(docxs[start : start + BATCH], folder)
        return pdfs

    def convert_batch(self, docxs, folder):
        command = [
            "soffice",
            f"-env:UserInstallation=file://{self.work}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, docxs),
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(self.work / "fonts.conf")}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        pdfs = [folder / docx.with_suffix(".pdf").name for docx in docxs]
        # LibreOffice exits 0 also when it could not read a file: only the results tell.
        lost = [pdf.stem for pdf in pdfs if not pdf.exists()]
        assert not lost, f"LibreOffice made no PDF of {lost}: {done.stdout}{done.stderr}"
        return pdfs
