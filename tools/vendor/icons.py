"""The icons of pages, in one file."""

import re

ICONS = [
    "alert-triangle", "arrow-back-up", "arrow-left", "arrow-right", "calendar", "check", "chevron-down", "clock",
    "edit", "external-link", "file-text", "history", "info-circle", "language", "mail", "map-pin", "message",
    "photo", "plus", "printer", "rss", "search", "trash", "upload", "user", "x",
]


def sprite(folder):
    """One SVG with a symbol an icon; strokes take the colour of the words beside them."""
    symbols = []
    for name in ICONS:
        svg = (folder / "icons" / "outline" / f"{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S).group(1)
        inner = " ".join(re.sub(r"<path stroke=\"none\"[^>]*/>", "", inner).split())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
