"""LibreOffice with the repository's fonts only, so that every machine breaks lines alike."""

import os
import subprocess

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
        command = [
            "soffice",
            f"-env:UserInstallation=file://{self.work}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(docx),
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(self.work / "fonts.conf")}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        pdf = folder / docx.with_suffix(".pdf").name
        # LibreOffice exits 0 also when it could not read the file: only the result tells.
        assert pdf.exists(), f"LibreOffice made no PDF of {docx.name}: {done.stdout}{done.stderr}"
        return pdf
