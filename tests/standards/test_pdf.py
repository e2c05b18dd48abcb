"""PDFs: accessible (PDF/UA-1 by outloud), sound (qpdf), and with the text of the page (pdftotext)."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import html

# Seconds within which the work in the background makes the PDFs of the demonstration.
MADE_WITHIN = 240
# Every so many of the sitemap's practices.
STEP = 12
# Letters of scripts that run from right to left, which come in the order of the eye, and Chinese, Japanese and Korean
# ones, which the typefaces lack: a sign stands for them.
OTHERWISE = re.compile("[\u0590-\u08ff\u2e80-\u9fff\uac00-\ud7af]")


@pytest.fixture(scope="module")
def pdfs(site, sitemap, tmp_path_factory):
    """Pages with their PDFs: practices in both languages, the collections, and a booklet."""
    folder = tmp_path_factory.mktemp("pdf")
    pages = [address for address in sitemap if "/practices/" in address][::STEP]
    pages += [address for address in sitemap if "/collections/" in address]
    found = {page: site.origin + pdf_link(site, page) for page in pages}
    slugs = [page.rsplit("/", 1)[1] for page in pages if "/en/practices/" in page][:4]
    found["booklet"] = f"{site.origin}/en/booklet.pdf?title=Four&practice=" + "&practice=".join(slugs)
    files = {}
    for number, (page, address) in enumerate(found.items()):
        answer = site.get(address)
        assert answer.headers["content-type"] == "application/pdf", address
        files[page] = folder / f"{number}.pdf"
        files[page].write_bytes(answer.body)
    return files


def pdf_link(site, page):
    """What the page links as its PDF, as soon as it is made."""
    until = time.monotonic() + MADE_WITHIN
    while time.monotonic() < until:
        links = html.fromstring(site.get(page).body).xpath("//a[@type='application/pdf']/@href")
        if links:
            return links[0]
        time.sleep(1)
    pytest.fail(f"no PDF of {page} within {MADE_WITHIN} s")


def run(*command):
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_they_can_be_read_aloud(pdfs):
    run(Path(sys.executable).with_name("outloud"), "--fail-on=error", *pdfs.values())


def test_they_are_sound(pdfs):
    for page, file in pdfs.items():
        told = run("qpdf", "--check", file)
        assert "No syntax or stream encoding errors found" in told, (page, told)


def test_their_text_is_the_page_s(pdfs, site):
    for page, file in pdfs.items():
        if "/practices/" not in page:
            continue
        printed = squeezed(without_footers(run("pdftotext", "-nopgbrk", file, "-"), page))
        article = html.fromstring(site.get(page).body.decode()).find_class("practice")[0]
        blocks = article.xpath(".//h1 | .//*[@class='lede'] | .//*[contains(@class,'story')]//*[self::h2 or self::p or self::li]")
        assert len(blocks) > 3, page
        texts = [block.text_content() for block in blocks]
        missing = [text for text in texts if squeezed(text) not in printed and not OTHERWISE.search(text)]
        assert not missing, page


def without_footers(text, page):
    """Each page ends with the address and its number, in the middle of a paragraph if need be."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not line.startswith(f"{page},") and not re.fullmatch(r"\d+/\d+", line))


def squeezed(text):
    """Without what a line break changes: spaces and the soft hyphen."""
    return re.sub(r"[\s\u00ad\u202f\u00a0]+", "", text)
