"""Citations and tables, as reference managers and spreadsheets read them (RIS, BibTeX, CSL-JSON, RFC 4180)."""

import csv
import io
import json
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conftest import LANGUAGES

STYLE = "harvard-cite-them-right"
# What spreadsheet programs take for the beginning of a formula (OWASP, "CSV Injection").
SIGNS = tuple("=+-@\t\r\0＝＋－＠")


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request, site):
    """A language, and what the API's form of the whole list says in it, by address."""
    content = json.loads(site.get(f"/{request.param}/practices.json").body)
    assert content["total"] == len(content["practices"])
    return request.param, {practice["url"]: practice for practice in content["practices"]}


def test_ris_is_read_whole(site, told):
    lang, practices = told
    entries = rispy.loads(site.get(f"/{lang}/practices.ris").body.decode())
    assert {entry["urls"][0] for entry in entries} == practices.keys() and len(entries) == len(practices)
    for entry in entries:
        practice = practices[entry["urls"][0]]
        assert (entry["type_of_reference"], "unknown_tag" in entry) == ("ELEC", False), entry
        assert same(entry["title"], practice["title"]) and entry["language"] == practice["language"], entry
        assert entry.get("authors", []) == places(practice), entry
        assert entry.get("keywords", []) == [topic["name"] for topic in practice["topics"]], entry
        assert entry["year"] == practice["published_at"][:4] and entry["id"] == slug(practice), entry


def test_bibtex_is_read_whole(site, told):
    lang, practices = told
    library = bibtexparser.parse_string(
        site.get(f"/{lang}/practices.bib").body.decode(),
        append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware()],
    )
    assert not library.failed_blocks, library.failed_blocks[0].error
    entries = {entry["url"].strip("{}"): entry for entry in library.entries}
    assert entries.keys() == practices.keys() and len(library.entries) == len(practices)
    for url, entry in entries.items():
        practice = practices[url]
        assert (entry.entry_type, entry.key) == ("misc", slug(practice))
        # Braces keep a title's capitals and a city's name whole.
        assert same(entry["title"], practice["title"].replace("{", "").replace("}", "")), entry
        assert [name.strip("{}") for name in entry["author"]] == places(practice), entry
        assert entry["year"] == practice["published_at"][:4], entry


def test_csl_json_is_cited(site, told):
    """Each item is set by a style, which complains of what it does not know."""
    lang, practices = told
    style = CitationStylesStyle(STYLE, validate=False)
    for url, practice in list(practices.items())[::5]:
        items = json.loads(site.get(f"{url}.csl.json").body)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(items[0]["id"])]))
        (cited,) = [str(entry) for entry in bibliography.bibliography()]
        for part in [*places(practice), practice["title"], practice["published_at"][:4], url]:
            assert squeezed(part) in squeezed(cited), cited


def test_tables_have_a_row_a_practice_and_language_and_no_formula(site, told):
    lang, practices = told
    for path, languages in ((f"/{lang}/practices.csv", {lang}), ("/data/practices.csv", set())):
        text = site.get(path).body.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert all(None not in row and None not in row.values() for row in rows), "as many cells as there are names"
        assert {row["id"] for row in rows} == {practice["id"] for practice in practices.values()}, path
        assert len({(row["id"], row["language"]) for row in rows}) == len(rows), path
        running = [cell for row in rows for cell in row.values() if cell.startswith(SIGNS)]
        assert not running, running
        for row in rows if languages else []:
            practice = practices[row["url"]]
            assert row["title"].removeprefix("'") == practice["title"], row
            assert row["city_slugs"].split("; ") == [city["slug"] or "" for city in practice["cities"]], row


def places(practice):
    """Who is named as the author: its cities, or the countries of those that have no name."""
    named = [city["name"] for city in practice["cities"] if city["name"]]
    return named or [city["country_name"] for city in practice["cities"] if city["country_name"]]


def slug(practice):
    return practice["url"].rsplit("/", 1)[1]


def same(cited, told):
    return squeezed(cited.strip("{}")) == squeezed(told)


def squeezed(text):
    """Without blanks, and with one kind of quotation marks: styles set their own."""
    return "".join(text.split()).translate(str.maketrans("“”‘’\"", "'''''"))
