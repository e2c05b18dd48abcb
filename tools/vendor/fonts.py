"""The typefaces of pages, made lighter where their licence lets us; those of PDFs stay as they are."""

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LITERATA = "@fontsource-variable/literata"
SOURCE_SANS = "@fontsource-variable/source-sans-3"

# The letters of Europe's Latin alphabets that Latin-1 lacks. The whole latin-ext file is three times as heavy and comes
# only where a page needs a rarer letter (unicode-range in css/fonts.css).
LATIN_EUROPE = "U+0100-017F,U+018F,U+0192,U+0218-021B,U+0259,U+1E80-1E85,U+1E9E,U+1EF2-1EF3,U+2020-2021,U+2116,U+20AC"

# (package, file in it, our name, letters to keep or all)
FONTS = [
    (LITERATA, "literata-latin-opsz-normal", "literata-latin", None),
    # Italics are for words inside a text: optical sizes would double the file for no visible gain.
    (LITERATA, "literata-latin-wght-italic", "literata-latin-italic", None),
    (LITERATA, "literata-latin-ext-opsz-normal", "literata-latin-europe", LATIN_EUROPE),
    (LITERATA, "literata-latin-ext-wght-italic", "literata-latin-europe-italic", LATIN_EUROPE),
    (LITERATA, "literata-latin-ext-opsz-normal", "literata-latin-ext", None),
    (LITERATA, "literata-greek-opsz-normal", "literata-greek", None),
    (LITERATA, "literata-cyrillic-opsz-normal", "literata-cyrillic", None),
    (SOURCE_SANS, "source-sans-3-latin-wght-normal", "source-sans-latin", None),
    (SOURCE_SANS, "source-sans-3-latin-ext-wght-normal", "commons-sans-latin-europe", LATIN_EUROPE),
    (SOURCE_SANS, "source-sans-3-latin-ext-wght-normal", "source-sans-latin-ext", None),
    (SOURCE_SANS, "source-sans-3-greek-wght-normal", "source-sans-greek", None),
    (SOURCE_SANS, "source-sans-3-cyrillic-wght-normal", "source-sans-cyrillic", None),
]

# package: (faces, its licence's name here)
FACES = {
    "@expo-google-fonts/amiri": (["400Regular/Amiri_400Regular", "700Bold/Amiri_700Bold"], "amiri"),
    "@expo-google-fonts/literata": (
        [
            "400Regular/Literata_400Regular",
            "400Regular_Italic/Literata_400Regular_Italic",
            "600SemiBold/Literata_600SemiBold",
        ],
        "literata",
    ),
    "@expo-google-fonts/source-sans-3": (
        ["400Regular/SourceSans3_400Regular", "600SemiBold/SourceSans3_600SemiBold"],
        "source-sans-3",
    ),
}

# What letters need to stand right beside each other; small capitals, old-style figures and the like are not used.
FEATURES = ["calt", "ccmp", "clig", "kern", "liga", "lnum", "locl", "mark", "mkmk", "rlig", "tnum"]
# What the style sheet asks for. Beyond an optical size of 48 the eye sees no difference, and below 12 nothing is set: the
# narrower range makes a file a quarter lighter.
RANGES = {"wght": (400, 700), "opsz": (12, 48)}


def font(package, source, target, letters):
    """Makes a font lighter where its licence lets us: only the ranges and features we use, only `letters`."""
    if package == SOURCE_SANS and not letters:
        target.write_bytes(source.read_bytes())
        return
    face = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset.Options(layout_features=FEATURES, name_IDs=["*"]))
    subsetter.populate(unicodes=subset.parse_unicodes(letters) if letters else list(face.getBestCmap()))
    subsetter.subset(face)
    axes = {axis.axisTag for axis in face["fvar"].axes}
    instancer.instantiateVariableFont(face, {tag: range for tag, range in RANGES.items() if tag in axes}, inplace=True)
    if package == SOURCE_SANS:
        rename(face, "Commons Sans")
    face.flavor = "woff2"
    face.save(target)


def changes(package, letters):
    if package == SOURCE_SANS and not letters:
        return ""
    reduced = ", weights 400 to 700, optical sizes 12 to 48 where it has them, usual features"
    return reduced + (", Latin letters of Europe" if letters else "") + (", renamed" if package == SOURCE_SANS else "")


def rename(face, family):
    """Adobe reserves the name "Source" (OFL, condition 3): a changed file bears another."""
    for name_id, text in {1: family, 3: family, 4: family, 6: family.replace(" ", ""), 16: family}.items():
        face["name"].setName(text, name_id, 3, 1, 0x409)
