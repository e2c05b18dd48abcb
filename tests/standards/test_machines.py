"""What programs read, in the hands of programs by others."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator
from sickle import Sickle

HERE = Path(__file__).parent


# What the sitemap's schema leaves to others: its other languages are links of XHTML.
WITH_LINKS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="link.xsd"/>
  <xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{sitemap}"/>
</xs:schema>"""
LINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
  <xs:element name="link"><xs:complexType>
    <xs:attribute name="rel" type="xs:string" fixed="alternate" use="required"/>
    <xs:attribute name="hreflang" type="xs:language" use="required"/>
    <xs:attribute name="href" type="xs:anyURI" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>"""


def test_the_sitemap_is_valid(site, corpora, tmp_path):
    (tmp_path / "link.xsd").write_text(LINK)
    (tmp_path / "all.xsd").write_text(WITH_LINKS.format(sitemap=corpora / "standards" / "sitemap.xsd"))
    schema = etree.XMLSchema(etree.parse(tmp_path / "all.xsd"))
    schema.assertValid(etree.fromstring(site.get("/sitemap.xml").body))


class Counting(Sickle):
    """Sickle, counting the parts it asks for."""

    asked = 0

    def harvest(self, **arguments):
        self.asked += 1
        return super().harvest(**arguments)


def test_a_harvester_reads_all_records_in_parts(site):
    published = json.loads(site.get("/api/v1/practices?limit=1").body)["total"]
    for prefix in ("oai_dc", "practice"):
        harvester = Counting(f"{site.origin}/oai", timeout=60)
        records = list(harvester.ListRecords(metadataPrefix=prefix))
        identifiers = {record.header.identifier for record in records}
        assert len(records) == len(identifiers)
        assert sum(not record.deleted for record in records) == published
        # The demonstration is larger than a part: whoever reads all of it follows a resumption token.
        assert harvester.asked > 1, f"{len(records)} records in one part"
        assert identifiers == {header.identifier for header in harvester.ListIdentifiers(metadataPrefix=prefix)}
    assert {set_.setSpec for set_ in harvester.ListSets()} >= {"education"}
    assert harvester.Identify().protocolVersion == "2.0"


def test_the_description_of_the_api_is_valid(site):
    errors = list(OpenAPIV31SpecValidator(json.loads(site.get("/api/v1/openapi.json").body)).iter_errors())
    assert not errors, errors


def test_the_api_keeps_to_its_description(site, tmp_path):
    """Every argument at and beyond its limits, and each answer held against its schema. The seed is fixed."""
    ran = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            "run",
            f"{site.origin}/api/v1/openapi.json",
            "--phases=coverage,fuzzing",
            "--max-examples=25",
            "--seed=1",
            "--generation-database=none",
            "--no-color",
            # What it sends would be practices of nobody; tests/submit/api.rs tells what is taken and what is not.
            "--exclude-operation-id=createSubmission",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Selected: 7/8" in ran.stdout and "Tested: 7" in ran.stdout, "the operations that were tested\n" + ran.stdout
