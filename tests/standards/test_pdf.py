"""PDFs: accessible (PDF/UA-1 by outloud), sound (qpdf), and with the text of the page (pdftotext), all of it and no other."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import html

from conftest import LANGUAGES
from paged import PAPER, SITE, Typefaces, compare, groups_of, lines_of, practice_as_printed, words

# Seconds within which the work in the background makes the PDFs of the demonstration.
MADE_WITHIN = 240
# Every so many of the sitemap's practices: odd, for each stands there once a language.
STEP = 11
# Practices of a booklet.
PICKED = 4
BOOKLETS = [f"/{lang}/booklet" for lang in LANGUAGES]


@pytest.fixture(scope="module")
def pdfs(site, sitemap, tmp_path_factory):
    """Pages with their PDFs: practices in both languages, one from right to left, the collections, and booklets."""
    folder = tmp_path_factory.mktemp("pdf")
    practices = [address for address in sitemap if "/practices/" in address]
    pages = practices[::STEP] + [page for page in practices if page.endswith("/holiday-of-holidays")]
    pages += [address for address in sitemap if "/collections/" in address]
    found = {page: site.origin + pdf_link(site, page) for page in pages}
    picks = "".join(f"&practice={slug}" for slug in picked(sitemap))
    found |= {booklet: f"{site.origin}{booklet}.pdf?title=Four{picks}" for booklet in BOOKLETS}
    files = {}
    for number, (page, address) in enumerate(found.items()):
        answer = site.get(address)
        assert answer.headers["content-type"] == "application/pdf", address
        files[page] = folder / f"{number}.pdf"
        files[page].write_bytes(answer.body)
    return files


def picked(sitemap):
    pages = [address for address in sitemap if "/en/practices/" in address][::STEP]
    return [page.rsplit("/", 1)[1] for page in pages[:PICKED]]


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


def test_their_text_is_the_page_s(pdfs, site, sitemap):
    faces = Typefaces()
    for page, file in pdfs.items():
        lines = lines_of(file)
        lang = "fr" if "/fr/" in page else "en"
        source = page if "/practices/" in page else SITE
        day = day_of(lines, lang, source)
        lines = [line for line in lines if not line.is_foot]
        if "/practices/" in page:
            expected = practice(site, page, day)
        else:
            lines = [without_leader(line) for line in lines]
            expected = several(site, page, lang, day, picked(sitemap))
        fault = compare(lines, faces.printed(expected))
        assert not fault, f"{page}: {fault}"


def day_of(lines, lang, source):
    """The day that a file says it is of: at the foot of each of its pages, or among the facts of a single one."""
    feet = [line.shown for line in lines if line.is_foot]
    pages = max(line.page for line in lines)
    if pages == 1:
        assert not feet
        (day,) = [line.shown.split(": ")[1] for line in lines if line.shown.startswith(PAPER[lang]["day"] + ":")]
        return day
    foot = re.escape(PAPER[lang]["foot"]).replace(r"\{source\}", re.escape(source)).replace(r"\{day\}", "(.+)")
    read = [re.fullmatch(foot + r" (\d+) ?/ ?(\d+)", line) for line in feet]
    assert all(read) and [(int(it[2]), int(it[3])) for it in read] == [(n, pages) for n in range(1, pages + 1)], feet
    (day,) = {it[1] for it in read}
    return day


def practice(site, page, day=None):
    (article,) = html.fromstring(site.get(page).body.decode()).find_class("practice")
    return practice_as_printed(article, "fr" if "/fr/" in page else "en", page, day)


def several(site, page, lang, day, slugs):
    """What stands before the practices of a collection or a booklet, and these as on their pages."""
    own = PAPER[lang]
    if page in BOOKLETS:
        title, introduction, groups = "Four", "", [(None, [f"{site.origin}/{lang}/practices/{slug}" for slug in slugs])]
    else:
        main = html.fromstring(site.get(page).body.decode())
        title, introduction = words(main.find(".//h1")), words(main.find_class("prose")[0])
        groups = [(it.subhead, [site.origin + href for href in it.practices]) for it in groups_of(main)]
    contents, texts = [], []
    for subhead, practices in groups:
        contents += [subhead] * bool(subhead)
        texts += [subhead] * bool(subhead)
        for address in practices:
            contents.append(words(html.fromstring(site.get(address).body.decode()).find(".//main//h1")))
            texts.append(practice(site, address))
    subtitle = own["subtitle"].format(n=sum(len(practices) for _, practices in groups), day=day)
    return "\n".join([title, subtitle, introduction, own["contents"], *contents, *texts])


def without_leader(line):
    """Lines of the contents end with dots and the number of a page."""
    line.shown = re.sub(r"( ?\.){2,}[ \u2060]*\d+$", "", line.shown)
    return line
