"""LibreOffice with the repository's fonts only, so that every machine breaks lines alike."""

import os
import subprocess

AT_ONCE = 50
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
        (pdf,) = self.convert_all([docx], folder)
        return pdf

    def convert_all(self, files, folder):
        """The PDFs of DOCX files, a few at a time: with hundreds LibreOffice gives up in silence."""
        environment = {**os.environ, "FONTCONFIG_FILE": str(self.work / "fonts.conf")}
        made = []
        for start in range(0, len(files), AT_ONCE):
            group = files[start : start + AT_ONCE]
            command = [
                "soffice",
                f"-env:UserInstallation=file://{self.work}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, group),
            ]
            done = subprocess.run(
                command,
                env=environment,
                capture_output=True,
                text=True,
                timeout=120 + 20 * len(group),
                check=False,
            )
            for docx in group:
                pdf = folder / docx.with_suffix(".pdf").name
                # LibreOffice exits 0 also when it could not read the file: only the result tells.
                said = f"{done.stdout}{done.stderr}"
                assert pdf.exists(), f"LibreOffice made no PDF of {docx.name}: {said}"
                made.append(pdf)
        return made
