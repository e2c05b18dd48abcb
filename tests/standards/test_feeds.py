"""Feeds, as readers of feeds see them (RFC 4287, JSON Feed 1.1)."""

import json

import feedparser
import jsonfeedvalidator
import pytest
from conftest import LANGUAGES

ADDED = ("authors", "language")
FILTERS = ("", "?topic=education", "?country=IT&from=2010&to=2024", "?q=school", "?q=xyzzyx")


@pytest.fixture(scope="module")
def addresses(site, sitemap):
    """Feeds of the whole list, of filters, of one that finds nothing, and of a city."""
    city = next(address for address in sitemap if "/en/cities/" in address).rsplit("/", 1)[1]
    lists = [(f"/{lang}/practices", query) for lang in LANGUAGES for query in FILTERS]
    lists += [(f"/{lang}/cities/{city}", "") for lang in LANGUAGES]
    return lists


def test_atom_is_read_without_complaint(site, addresses):
    for path, query in addresses:
        answer = site.get(f"{path}.atom{query}")
        feed = feedparser.parse(answer.body, response_headers=dict(answer.headers))
        assert not feed.bozo, (path, query, feed.get("bozo_exception"))
        assert feed.version == "atom10" and feed.feed.id and feed.feed.title and feed.feed.updated_parsed, (path, query)
        assert "xyzzyx" in query or feed.entries, (path, query)
        for entry in feed.entries:
            assert entry.id and entry.title and entry.link and entry.updated_parsed, (path, query, entry.id)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries), (path, query)


def test_json_feed_is_valid_and_says_what_atom_says(site, addresses):
    for path, query in addresses:
        content = json.loads(site.get(f"{path}.feed.json{query}").body)
        assert content["version"] == "https://jsonfeed.org/version/1.1"
        errors = list(jsonfeedvalidator.validate_feed(as_version_1(content)))
        assert not errors, (path, query, errors)
        atom = feedparser.parse(site.get(f"{path}.atom{query}").body)
        assert [item["title"] for item in content["items"]] == [entry.title for entry in atom.entries], (path, query)


def as_version_1(feed):
    """The validator knows version 1: without what 1.1 added."""
    items = [{name: value for name, value in item.items() if name not in ADDED} for item in feed["items"]]
    return {name: value for name, value in feed.items() if name not in ADDED} | {"items": items}
