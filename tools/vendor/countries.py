"""config/countries.json and src/text/language_names.tsv, from the npm package cldr-localenames-full (Unicode CLDR)."""

import json
import sys
import unicodedata

SHOWN = ["en", "fr"]
FOUND = ["en", "fr", "it", "es", "pt", "de", "el", "uk", "sr", "sq", "pl", "nl", "sv"]
# Of these only what is long enough to be no other word, and means one country in all of them and no city.
ALSO = ["sr-Latn", "hr", "bs", "sl", "mk", "bg", "ro", "hu", "cs", "sk", "fi", "no", "da", "tr", "ca"]
SHORTEST, SEVERAL = 5, {"Brasilia", "Brasília", "Kongo"}
# Two-letter territories of CLDR that ISO 3166-1 has not officially assigned.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


def fold(name):
    """Close to `domain::fold`: only used to leave out names that would be found anyway."""
    marks = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in marks if not unicodedata.combining(c))


def of(root, lang, what):
    tree = json.loads((root / "main" / lang / f"{what}.json").read_text(encoding="utf-8"))
    return tree["main"][lang]["localeDisplayNames"][what]


def countries(root):
    """One line a country: code, names to show (English, French), other names it is only found by."""
    version = json.loads((root / "package.json").read_text(encoding="utf-8"))["version"]
    names = {lang: of(root, lang, "territories") for lang in FOUND + ALSO}
    codes = sorted(code for code in names["en"] if len(code) == 2 and code.isalpha() and code not in NOT_ISO)
    if len(codes) != 249:
        sys.exit(f"{len(codes)} codes, but ISO 3166-1 has 249: look at NOT_ISO")

    lines = []
    for code in codes:
        shown = [names[lang][code] for lang in SHOWN]
        known = {fold(name) for name in shown}
        found = []
        for lang in FOUND + ALSO:
            for key in sorted(names[lang]):
                if key == code or key.startswith(f"{code}-alt-"):
                    name = names[lang][key]
                    if lang in ALSO and (len(name) < SHORTEST or name in SEVERAL):
                        continue
                    # "RU" is a Spanish abbreviation of the United Kingdom, and the code of Russia.
                    if fold(name) not in known and (len(name) > 2 or name == "UK"):
                        known.add(fold(name))
                        found.append(name)
        lines.append(json.dumps([code, *shown, found], ensure_ascii=False, separators=(",", ":")))

    about = f"Unicode CLDR {version}, licence Unicode-3.0 (config/countries.LICENSE); made by tools/vendor"
    return '{"about":' + json.dumps(about) + ',"countries":[\n' + ",\n".join(lines) + "\n]}\n"


# Languages beyond those of two letters that people of the network's cities write or speak.
LONGER = ["arz", "ckb", "csb", "dsb", "fur", "gsw", "hsb", "kab", "lad", "rom", "rup", "szl", "tzm", "zgh"]
# Serbo-Croatian is deprecated (BCP 47): texts are in one of its successors.
NOT_IN_USE = {"sh"}
# What CLDR makes of several names, or has under another code; and of two codes for a language the name people know.
OURS = {
    "kmr": ("Kurdish", "kurde"),
    "prs": ("Persian (Afghanistan)", "persan (Afghanistan)"),
    "pt-BR": ("Portuguese (Brazil)", "portugais (Brésil)"),
    "sr-Cyrl": ("Serbian (Cyrillic)", "serbe (cyrillique)"),
    "sr-Latn": ("Serbian (Latin)", "serbe (latin)"),
    "tl": ("Filipino", "filipino"),
    "tw": ("Akan", "akan"),
    "zh-Hans": ("Chinese (Simplified)", "chinois (simplifié)"),
    "zh-Hant": ("Chinese (Traditional)", "chinois (traditionnel)"),
}


def languages(root):
    """One line a language: BCP 47 tag, name in English, name in French."""
    names = [of(root, lang, "languages") for lang in SHOWN]
    tags = {tag for tag in names[0] if len(tag) == 2} - NOT_IN_USE | set(LONGER)
    told = {tag: tuple(known[tag] for known in names) for tag in tags} | OURS
    version = json.loads((root / "package.json").read_text(encoding="utf-8"))["version"].split(".")[0]
    head = f"# BCP 47 tag, name in English, name in French. From CLDR {version} (Unicode License v3).\n"
    return head + "".join(f"{tag}\t{english}\t{french}\n" for tag, (english, french) in sorted(told.items()))
