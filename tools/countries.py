#!/usr/bin/env python3
"""Writes config/countries.json from the npm package cldr-localenames-full (Unicode CLDR).

    npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz
    python3 tools/countries.py package > config/countries.json

One line a country: code, names to show (English, French), other names it is only found by.
"""

import json
import pathlib
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


def main(package):
    root = pathlib.Path(package)
    version = json.loads((root / "package.json").read_text(encoding="utf-8"))["version"]
    names = {}
    for lang in FOUND + ALSO:
        tree = json.loads((root / "main" / lang / "territories.json").read_text(encoding="utf-8"))
        names[lang] = tree["main"][lang]["localeDisplayNames"]["territories"]

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

    about = f"Unicode CLDR {version}, licence Unicode-3.0 (config/countries.LICENSE); made by tools/countries.py"
    print('{"about":' + json.dumps(about) + ',"countries":[')
    print(",\n".join(lines))
    print("]}")


if __name__ == "__main__":
    main(sys.argv[1])
