"""A page of the site as its PDF prints it: what must stand there, in which order, and nothing else.

Both sides are brought to letters alone: blanks and soft hyphens fall where lines break, presentation forms of Arabic are the
same letters (NFKC), and what no typeface has is printed as one sign. pdftotext gives words in the order of the eye; each line
is read back with the rules by which it was laid out (UAX #9, L2), once for either direction of its paragraph. What only paper
says is named here, word for word.
"""

import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import etree

FONTS = Path(__file__).resolve().parents[2] / "src/press/pdf/fonts"
# What stands for letters that no typeface has, as src/press/pdf/document.rs chooses.
MISSING = ("\ufffd", "\u25a1", "?")
# Without a shape of their own: soft hyphen, joiners, directions, variants.
SHAPELESS = re.compile("[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff]")
# Vowels and the like of Hebrew and Arabic, which the order of the eye puts on the other side of their letter.
VOWELS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
MISPLACED = re.compile(f"([{VOWELS}]+)(.)")
BULLETS = ("•", "‣", "–")
SKIPPED = {"script", "style", "svg", "form", "button", "hr"}
BLOCKS = {"p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "tr", "td", "th", "pre", "br"}
# Below it stand the page's number and what the file is: A4 less the margin, in points.
FOOT = 841.89 - 24 / 25.4 * 72

# What only paper says, in the language of the page.
PAPER = {
    "en": {
        "page": "On the web",
        "day": "As of",
        "foot": "{source}, as of {day}",
        "contents": "Contents",
        "subtitle": "{n} practices from Intercultural Practice Commons, {day}",
    },
    "fr": {
        "page": "Sur le web",
        "day": "État au",
        "foot": "{source}, état au {day}",
        "contents": "Sommaire",
        "subtitle": "{n} pratiques de Intercultural Practice Commons, {day}",
    },
}
SITE = "Intercultural Practice Commons"


def squeezed(text):
    """The letters of a text alone."""
    return re.sub(r"\s+", "", SHAPELESS.sub("", unicodedata.normalize("NFKC", text)))


class Typefaces:
    """The letters that can be printed."""

    def __init__(self):
        faces = [TTFont(path) for path in sorted(FONTS.iterdir()) if path.suffix in (".ttf", ".otf")]
        assert faces, FONTS
        self.letters = {letter for face in faces for letter in face.getBestCmap()}
        self.sign = next(sign for sign in MISSING if ord(sign) in self.letters)

    def printed(self, text):
        """A text with the sign where a letter is missing."""
        shaped = SHAPELESS.sub("", unicodedata.normalize("NFC", text))
        return "".join(c if c.isspace() or ord(c) in self.letters else self.sign for c in shaped)


# --- what a page says ------------------------------------------------------------------------------------------------


def words(element, depth=0):
    """The words within an element, lists with the signs that paper puts before their items."""
    return (element.text or "") + "".join(said(child, depth) + (child.tail or "") for child in element)


def said(element, depth):
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return ""
    if element.tag not in ("ul", "ol"):
        return words(element, depth) + ("\n" if element.tag in BLOCKS else "")
    plain, number, lines = element.get("role") == "list", int(element.get("start", "1")), ""
    for item in element.findall("li"):
        mark = "" if plain else f"{number}. " if element.tag == "ol" else BULLETS[depth % len(BULLETS)] + " "
        lines += mark + words(item, depth + (not plain and element.tag == "ul")) + "\n"
        number += 1
    return lines


def practice_as_printed(article, lang, address, day=None):
    """The article of a practice's page; `day` where no page before it says it."""
    (opening,) = article.find_class("opening")
    (story,) = article.find_class("story")
    (facts,) = article.find_class("facts")
    for count in facts.find_class("count"):
        # How many practices a city has changes with others.
        count.text = ""
    parts = [words(block) for block in opening.xpath(".//p[@class='meta'] | .//h1 | .//p[@class='lede']")]
    for fact in facts.find_class("of-today"):
        # When it was last seen at its source changes every day; a file is of one day.
        fact.getparent().remove(fact)
    parts += [words(story), facts.get("aria-label")]
    for name in facts.iter("dt"):
        parts.append(words(name) + ":")
        told = name.getnext()
        while told is not None and told.tag == "dd":
            parts.append(words(told))
            told = told.getnext()
    parts.append(f"{PAPER[lang]['page']}: {address}")
    if day:
        parts.append(f"{PAPER[lang]['day']}: {day}")
    return "\n".join(parts)


@dataclass
class Group:
    """Practices of a collection under a subhead: their addresses."""

    subhead: str
    practices: list


def groups_of(main):
    sections = main.xpath(".//section[h2[@class='subhead']]")
    return [Group(words(it.find("h2")), it.xpath(".//li[contains(@class,'row')]//h3/a/@href")) for it in sections]


# --- what paper says -------------------------------------------------------------------------------------------------


@dataclass
class Line:
    page: int
    # Left to right, as the eye has it.
    shown: str
    is_foot: bool

    def readings(self):
        """What the line says, in a paragraph from left to right and in one from right to left."""
        return {squeezed(logical(self.shown, rtl)) for rtl in (False, True)}


def lines_of(file):
    """The lines of a PDF from top to bottom, by where pdftotext finds the words."""
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, timeout=600, check=True)
    tree = etree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", told.stdout).encode())
    lines = []
    for number, page in enumerate(tree.iter("{*}page"), 1):
        rows = []
        for word in sorted(map(Word.of, page.iter("{*}word")), key=lambda word: word.middle):
            row = next((row for row in rows[-3:] if word.is_beside(row[0])), None)
            if row is None:
                rows.append([word])
            else:
                row.append(word)
        for row in rows:
            row.sort(key=lambda word: word.left)
            lines.append(Line(number, " ".join(word.text for word in row), row[0].middle > FOOT))
    return lines


@dataclass
class Word:
    left: float
    middle: float
    height: float
    text: str

    @classmethod
    def of(cls, element):
        left, top, bottom = (float(element.get(name)) for name in ("xMin", "yMin", "yMax"))
        return cls(left, (top + bottom) / 2, bottom - top, element.text or "")

    def is_beside(self, other):
        """Typefaces of one line differ in height, not in their middle."""
        return abs(self.middle - other.middle) < 0.27 * max(self.height, other.height)


def logical(shown, rtl):
    """A line in the order it is read in, from the order of the eye: UAX #9, L2 backwards."""
    levels = levels_of(shown, 1 if rtl else 0)
    letters = list(shown)
    # Undone from the lowest level up, where laying out goes from the highest down.
    for level in range(1, max(levels, default=0) + 1):
        start = 0
        while start < len(letters):
            end = start
            while end < len(letters) and levels[end] >= level:
                end += 1
            letters[start:end] = letters[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = end + 1
    return MISPLACED.sub(r"\2\1", "".join(letters))


def levels_of(shown, base):
    """The level of each letter: numbers and Latin in a line from right to left 2, right-to-left letters 1 (I1, I2); what
    has no direction takes that of both sides, else the line's (N1, N2)."""
    kinds = [kind_of(letter) for letter in shown]
    strong = [(at, kind) for at, kind in enumerate(kinds) if kind]
    levels = []
    for at, kind in enumerate(kinds):
        if kind is None:
            before = next((kind for place, kind in reversed(strong) if place < at), None)
            after = next((kind for place, kind in strong if place > at), None)
            kind = before if before == after else None
        levels.append({"R": 1, "L": 2 * base, "N": 2 if base or is_within(at, strong) else 0, None: base}[kind])
    return levels


def is_within(at, strong):
    """Whether a number stands between letters from right to left in a line from left to right."""
    sides = [[kind for place, kind in strong if kind != "N" and (place < at) == left] for left in (True, False)]
    return bool(sides[0] and sides[1]) and sides[0][-1] == "R" == sides[1][0]


def kind_of(letter):
    direction = unicodedata.bidirectional(letter)
    return {"R": "R", "AL": "R", "NSM": "R", "L": "L", "EN": "N", "AN": "N"}.get(direction)


def compare(lines, expected):
    """None where the lines say exactly what is expected, in its order; else where they part."""
    rest = squeezed(expected)
    for line in lines:
        fitting = [reading for reading in line.readings() if rest.startswith(reading)]
        if not fitting:
            return f"page {line.page} says {line.shown!r} where {rest[:120]!r} was expected"
        rest = rest[len(fitting[0]) :]
    return f"this is not printed: {rest[:200]!r}" if rest else None
