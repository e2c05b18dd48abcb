"""Linked data, as catalogues and search engines read it (DCAT-AP 3.0, SKOS, schema.org)."""

import json

import extruct
import pyshacl
from conftest import LANGUAGES
from rdflib import RDF, Graph
from rdflib.namespace import DCAT, DCTERMS, SKOS


def test_the_catalogue_has_the_shapes_of_dcat_ap(site, corpora):
    catalogue = Graph().parse(data=site.get("/data/catalogue.ttl").body, format="turtle")
    assert len(list(catalogue.subjects(RDF.type, DCAT.Dataset))) == 1
    titles = {str(catalogue.value(it, DCTERMS.title)): it for it in catalogue.subjects(RDF.type, DCAT.Distribution)}
    assert titles.keys() == {"CSV", "JSON", "JSON Feed", "OAI-PMH"}
    repository = catalogue.value(titles["OAI-PMH"], DCAT.accessService)
    assert str(catalogue.value(repository, DCAT.endpointURL)) == f"{site.origin}/oai"
    for shapes in ("dcat-ap-3.0.1-shapes.ttl", "dcat-ap-3.0.1-range.ttl"):
        conforms, _, report = pyshacl.validate(
            catalogue, shacl_graph=str(corpora / "standards" / shapes), inference="rdfs", advanced=True
        )
        assert conforms, f"{shapes}\n{report}"


def test_topics_are_a_scheme_of_concepts(site):
    topics = Graph().parse(data=site.get("/data/topics.ttl").body, format="turtle")
    (scheme,) = topics.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(topics.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(json.loads(site.get("/api/v1/topics").body))
    for concept in concepts:
        assert (concept, SKOS.inScheme, scheme) in topics
        # SKOS S14: one preferred label a language.
        languages = sorted(label.language for label in topics.objects(concept, SKOS.prefLabel))
        assert languages == sorted(LANGUAGES), concept


def test_a_page_says_in_json_ld_what_the_api_says(site, sitemap):
    for address in [address for address in sitemap if "/practices/" in address][::10]:
        lang, slug = address.split("/")[3], address.rsplit("/", 1)[1]
        (data,) = extruct.extract(site.get(address).body.decode(), syntaxes=["json-ld"])["json-ld"]
        (article,) = [node for node in data["@graph"] if node["@type"] == "Article"]
        told = json.loads(site.get(f"/api/v1/practices/{slug}?lang={lang}").body)
        assert (article["headline"], article["inLanguage"]) == (told["title"], told["language"]), address
        assert article["url"] == told["url"] == address
        assert [place["name"] for place in article.get("spatialCoverage", [])] == [
            city["name"] for city in told["cities"]
        ], address
