"""Outside programs as functions that return what they find wrong; nothing wrong is []."""

import json
import subprocess
import sys
from pathlib import Path

import page
import pikepdf

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


def openxml_errors(docx):
    command = [Path(sys.executable).with_name("openxml-audit"), "-o", "json", "-m", "0", str(docx)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (report,) = json.loads(done.stdout)
    errors = [f"{error['part_uri']}: {error['description']}" for error in report["errors"]]
    if done.returncode != 0 and not errors:
        errors.append(done.stdout)
    return errors


def qpdf_complaints(pdf):
    done = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True, check=False)
    clean = done.returncode == 0 and "No syntax or stream encoding errors found" in done.stdout
    return [] if clean else [done.stdout + done.stderr]


def fonts_not_whole(pdf):
    """Lines of poppler's table whose font is not embedded, not a subset or without Unicode."""
    command = ["pdffonts", str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    found = [font for font in fonts if font.split()[-5:-2] != ["yes", "yes", "yes"]]
    return found if fonts else ["no font at all"]


def pdf_failures(pdf, profile):
    report = page.validate_pdf(str(pdf), profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    if not report.is_compliant and not found:
        found.append("not compliant")
    return found


def claimed_profiles(pdf):
    """The standards that a PDF says it keeps, e.g. ["2b"] or ["2a", "ua1"]."""
    with pikepdf.open(pdf) as opened, opened.open_metadata() as metadata:
        archival = f"{metadata.get(PDFA + 'part', '')}{metadata.get(PDFA + 'conformance', '')}"
        accessible = metadata.get(PDFUA + "part")
    return [archival.lower()] + ([f"ua{accessible}"] if accessible else [])
