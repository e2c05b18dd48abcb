"""A demonstration for all tests, and what its site lists."""

import os
import queue
import re
import signal
import subprocess
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

TOP = Path(__file__).resolve().parents[2]
# Seconds. A cold start on a busy machine, and the 25 s after which the program itself cuts what is stuck.
START_LIMIT = 120
STOP_LIMIT = 35
LANGUAGES = ("en", "fr")


@dataclass
class Answer:
    status: int
    headers: object
    body: bytes


@dataclass
class Site:
    origin: str

    def get(self, path):
        """The answer to a path or an address of the site; one of 400 or more is an error."""
        address = path if path.startswith("http") else self.origin + path
        with urllib.request.urlopen(address, timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read())


@pytest.fixture(scope="session")
def site():
    program = os.environ.get("PROGRAM_UNDER_TEST", TOP / "target/debug/commons")
    demo = subprocess.Popen(
        [program, "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    lines = queue.Queue()
    # Read to the end: a full pipe would stop the program.
    threading.Thread(target=lambda: [lines.put(line) for line in demo.stdout], daemon=True).start()
    try:
        yield Site(printed_origin(lines))
    finally:
        demo.send_signal(signal.SIGINT)
        try:
            demo.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            demo.kill()


def printed_origin(lines):
    said = []
    while True:
        try:
            said.append(lines.get(timeout=START_LIMIT))
        except queue.Empty:
            pytest.fail("the demonstration did not start:\n" + "".join(said))
        if found := re.match(r"Site\s+(https?://[^/\s]+)", said[-1]):
            return found[1]


@pytest.fixture(scope="session")
def sitemap(site):
    """All addresses of the sitemap."""
    tree = ElementTree.fromstring(site.get("/sitemap.xml").body)
    return [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.fixture(scope="session")
def corpora():
    """The folder of the corpora; a test that needs it is left out without."""
    folder = os.environ.get("CORPORA")
    if not folder:
        pytest.skip("CORPORA is not set")
    return Path(folder)
