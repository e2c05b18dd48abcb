//! Small pages of our own, each for one way a page may say something.

mod instead;
mod when;

use url::Url;

use super::*;
use crate::domain::{City, Country, Field, Gazetteer, Id, Lang};

const STORY: &str = "<p>The city opened its market hall to forty new traders from nine countries, who had sold in the street \
    before, and paid the first three months of rent for each of them.</p><p>Neighbours met there every week, cooked together, \
    and found that the dishes they shared were older than the borders between them.</p><p>After two years the hall was full, \
    the rents covered its costs, and two further districts asked how it had been done.</p>";

fn page(html: &str) -> AutoPage {
    read_at("https://partner.example/practices/market", html)
}

fn read_at(url: &str, html: &str) -> AutoPage {
    read(html, &Url::parse(url).unwrap(), &Hints::default()).unwrap()
}

#[test]
fn a_page_gives_its_title_text_and_where_they_stand() {
    let found = page(&format!(
        "<html lang=en><head><title>A market for all | Partner</title></head><body><nav><a href=/>Home</a></nav>\
         <main><h1>A market for all</h1>{STORY}<p>Share</p></main><footer>Imprint</footer></body></html>"
    ));
    let title = found.title.unwrap();
    assert_eq!((title.value.as_str(), title.origin.quote.as_str()), ("A market for all", "A market for all"));
    assert!(title.origin.element.ends_with("main > h1"), "{}", title.origin.element);
    let text = found.text.unwrap();
    let plain = text.value.plain();
    assert!(plain.contains("opened its market hall") && plain.contains("two further districts"), "{plain}");
    assert!(!plain.contains("Imprint") && !plain.contains("Share"), "{plain}");
    assert!(text.origin.element.contains("main"), "{}", text.origin.element);
    assert_eq!(found.language.unwrap().value.primary(), "en");
    assert!(!found.alternatives.is_empty());
}

#[test]
fn headings_of_all_ten_languages_become_the_parts_of_a_record() {
    for (purpose, process, impact) in [
        ("Purpose", "Process", "Impact"),
        ("Objectifs", "Mise en œuvre", "Résultats"),
        ("Obiettivi", "Attività", "Risultati"),
        ("Ziele", "Umsetzung", "Ergebnisse"),
        ("Σκοπός", "Υλοποίηση", "Αποτελέσματα"),
        ("Мета", "Реалізація", "Результати"),
        ("Propósito", "Proceso", "Resultados"),
        ("Finalidade", "Implementação", "Impactos"),
        ("Сврха", "Спровођење", "Утицај"),
        ("Qëllimi", "Zbatimi", "Ndikimi"),
    ] {
        let by_headings = page(&format!(
            "<h1>A market</h1><h2>{purpose}</h2><p>One.</p><h2>{process}</h2><p>Two.</p><ul><li>a</li></ul><h2>{impact}</h2><p>Three.</p>"
        ));
        let by_bold = page(&format!(
            "<h1>A market</h1><p><strong>{purpose}:</strong> One.</p><p><strong>{process}:</strong> Two.</p><ul><li>a</li></ul>\
             <p><b>{impact}:</b></p><p>Three.</p>"
        ));
        for found in [by_headings, by_bold] {
            let part = |field: Field| {
                found.parts.get(&field).map(|part| part.value.plain().trim().to_owned()).unwrap_or_default()
            };
            assert_eq!(part(Field::Purpose), "One.", "{purpose}");
            assert!(part(Field::Process).starts_with("Two.") && part(Field::Process).ends_with('a'), "{process}");
            assert_eq!(part(Field::Impact), "Three.", "{impact}");
        }
    }
}

#[test]
fn the_day_is_that_of_the_first_publication() {
    let dated = |html: &str| page(html).published.map(|found| found.value.to_string()).unwrap_or_default();
    let data = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2019-04-02T10:00:00+02:00\",\
                \"dateModified\":\"2021-01-01\"}</script>";
    assert_eq!(dated(&format!("{data}<h1>A</h1><time datetime=2022-02-02>2 Feb 2022</time>")), "2019-04-02");
    assert_eq!(dated("<meta property=article:published_time content='2018-03-01T00:00:00Z'><h1>A</h1>"), "2018-03-01");
    assert_eq!(
        dated(
            "<h1>A</h1><p>Updated <time datetime=2020-01-01>1 January</time></p><time datetime=2017-05-04>4 May</time>"
        ),
        "2017-05-04"
    );
    assert_eq!(dated("<h1>A</h1><p>Veröffentlicht am 12. März 2016</p>"), "2016-03-12");
    let prepared = "<meta name=date content='2022-01-21T09:43'><h1>A</h1>";
    assert_eq!(dated(prepared), "2022-01-21");
    let shown = format!("{prepared}<p class=article-meta><time datetime=2022-01-25>25.01.2022</time></p>");
    assert_eq!(dated(&shown), "2022-01-25");
    assert_eq!(dated("<h1>A</h1><p>Nothing dated here.</p>"), "");
    let by_address = read_at("https://partner.example/2015/11/23/market", "<h1>A</h1>").published.unwrap();
    assert_eq!((by_address.value.to_string().as_str(), by_address.origin.element.as_str()), ("2015-11-23", ""));
}

#[test]
fn places_are_found_in_data_labels_and_lines() {
    let place = |html: &str| {
        let found = page(html);
        let cities: Vec<String> = found.cities.iter().map(|city| city.value.words()).collect();
        (cities.join("; "), found.country.map(|country| country.value.code().to_owned()).unwrap_or_default())
    };
    let marked = "<h1>A</h1><div itemprop=address><span itemprop=addressLocality>Dortmund</span> <b itemprop=addressCountry>Deutschland</b></div>";
    assert_eq!(place(marked), ("Dortmund, Germany".to_owned(), "DE".to_owned()));
    let labelled = "<h1>A</h1><dl><dt>Ville</dt><dd>Lyon</dd><dt>Pays</dt><dd>France</dd></dl>";
    assert_eq!(place(labelled), ("Lyon, France".to_owned(), "FR".to_owned()));
    assert_eq!(place("<h1>A</h1><p>Limassol, Cyprus</p>"), ("Limassol, Cyprus".to_owned(), "CY".to_owned()));
    assert_eq!(place("<h1>A</h1><p>Written by Anna, by hand.</p>").1, "");
}

#[test]
fn periods_links_and_pictures_are_found() {
    let found = page(&format!(
        "<h1>A market</h1><table><tr><th>Period</th><td>2017-2019</td></tr></table><article>{STORY}\
         <figure><img src=/hall.jpg alt='The hall'><figcaption>Photo: City of X</figcaption></figure>\
         <a href=/report.pdf>Report</a> <a href=https://other.example/>Elsewhere</a> <a href=/more>More</a></article>"
    ));
    assert_eq!(found.period.as_ref().unwrap().value, "2017-2019");
    let links: Vec<(&str, bool)> = found.links.iter().map(|link| (link.url.as_str(), link.is_document)).collect();
    assert_eq!(links, [("https://partner.example/report.pdf", true), ("https://other.example/", false)]);
    let picture = &found.pictures[0];
    assert_eq!((picture.url.as_str(), picture.alt.as_str()), ("https://partner.example/hall.jpg", "The hall"));
    assert_eq!(picture.credit, "Photo: City of X");
    let draft = found.draft();
    assert_eq!(draft.get(Field::Period), "2017-2019");
    assert!(draft.get(Field::Links).starts_with("Report | https://partner.example/report.pdf"));
    for field in found.origins(&draft).keys() {
        assert!(!draft.get(*field).is_empty(), "{field}");
    }
}

#[test]
fn a_body_stated_as_author_leads_and_neither_a_person_nor_the_partner_does() {
    let lead = |json: &str| {
        let found = page(&format!(
            "<head><meta property=og:site_name content='Partner'><script type='application/ld+json'>{json}</script></head>\
             <h1>A market</h1>{STORY}"
        ));
        let draft = found.draft();
        assert_eq!(found.origins(&draft).contains_key(&Field::Lead), !draft.get(Field::Lead).is_empty());
        draft.get(Field::Lead).to_owned()
    };
    let person = r#"{"@type": "Person", "name": "Ann Ek"}"#;
    let partner = r#"{"@type": "Organization", "name": "Partner"}"#;
    let office = r#"{"@type": "GovernmentOrganization", "name": "City of X"}"#;
    let told = |author: &str, publisher: &str| {
        lead(&format!(r#"{{"@type": "Article", "author": {author}, "publisher": {publisher}}}"#))
    };
    assert_eq!(told(office, partner), "City of X");
    assert_eq!(told(&format!("[{person}, {office}]"), partner), "City of X");
    assert_eq!(told(person, partner), "", "a partner publishes what others did");
    assert_eq!(told(person, office), "City of X", "a city that publishes tells of itself");
    let graph = r##"{"@graph": [{"@type": "Article", "creator": {"@id": "#body"}},
        {"@type": "NGO", "@id": "#body", "name": "Open  Kitchen"}]}"##;
    assert_eq!(lead(graph), "Open Kitchen");
    let labelled = page(&format!(
        "<script type='application/ld+json'>{{\"@type\": \"Article\", \"author\": {office}}}</script><h1>A market</h1>\
         <dl><dt>Lead organisation</dt><dd>Market hall company</dd></dl>{STORY}"
    ));
    assert_eq!(labelled.draft().get(Field::Lead), "Market hall company", "the page's own words come first");
}

#[test]
fn body_and_summary_are_read_from_microdata_of_the_pages_own_subject() {
    let about = |properties: &str| {
        page(&format!(
            "<article itemscope itemtype='https://schema.org/Article'><h1 itemprop=headline>A market</h1>{properties}{STORY}\
             </article><div itemscope itemtype='https://schema.org/Article'><b itemprop=headline>Another</b>\
             <p itemprop=description>Of another.</p><div itemprop=author itemscope itemtype='https://schema.org/City'>\
             <span itemprop=name>City of Y</span></div></div>"
        ))
    };
    let read = |properties: &str| {
        let draft = about(properties).draft();
        [Field::Lead, Field::Summary].map(|field| draft.get(field).to_owned())
    };
    let by = |kind: &str, property: &str| {
        format!(
            "<p itemprop='{property}' itemscope itemtype='http://schema.org/{kind}'>By <a itemprop=name>City  of X</a></p>"
        )
    };
    let summary = "<div itemprop='abstract description'><p>Sellers learn <b>the words</b> of the market.</p></div>";
    assert_eq!(read(&(by("City", "author") + summary)), ["City of X", "Sellers learn **the words** of the market."]);
    assert_eq!(read(&by("NGO", "creator")), ["City of X", ""]);
    assert_eq!(read(&by("Person", "author")), ["", ""]);
    assert_eq!(read(&by("Organization", "publisher")), ["", ""], "a partner publishes what others did");
    assert_eq!(read(&by("GovernmentOrganization", "publisher")), ["City of X", ""]);
    assert_eq!(read(""), ["", ""], "of another thing on the page nothing is taken");
    // What somebody says of it is a thing of its own.
    let comment = format!("<div itemprop=comment itemscope itemtype='https://schema.org/Comment'>{summary}</div>");
    assert_eq!(read(&comment), ["", ""]);
    let found = about(&(by("City", "author") + summary));
    let origins = found.origins(&found.draft());
    assert_eq!(origins[&Field::Lead][0].quote, "City of X");
    assert_eq!(origins[&Field::Summary][0].element, "html > body > article > div");
}

#[test]
fn a_picture_is_described_by_its_caption_where_it_has_no_description() {
    let found = page(&format!(
        "<h1>A market</h1><article>{STORY}<figure><img src=/hall.jpg alt=''><figcaption>The hall in May<br>© Ann Ek\
         </figcaption></figure></article>"
    ));
    let picture = &found.pictures[0];
    assert_eq!((picture.alt.as_str(), picture.credit.as_str()), ("The hall in May", "© Ann Ek"));
}

#[test]
fn a_name_of_several_countries_is_settled_by_the_network_by_the_page_or_left_open() {
    let of = |facts: &str, cities: Option<Gazetteer>| {
        let html = format!("<main><h1>A market</h1><dl><dt>City</dt><dd>Brest</dd>{facts}</dl>{STORY}</main>");
        let hints = Hints { cities: cities.map(Into::into), ..Hints::default() };
        let found = read(&html, &Url::parse("https://partner.example/").unwrap(), &hints).unwrap();
        (found.draft().get(Field::Cities).to_owned(), found.unsure.is_some())
    };
    assert_eq!(of("", None), ("Brest".to_owned(), true));
    assert_eq!(of("<dt>Country</dt><dd>France</dd>", None), ("Brest, France".to_owned(), false));
    let member = City {
        id: Id::new(),
        slug: "brest".to_owned(),
        name: "Brest".to_owned(),
        names: [].into(),
        aliases: Vec::new(),
        country: Country::parse("BY").unwrap(),
        language: Lang::En,
        position: None,
    };
    assert_eq!(of("", Some(Gazetteer::new(vec![member]))), ("Brest, Belarus".to_owned(), false));
}

#[test]
fn places_and_years_are_read_from_a_line_above_the_title_and_from_the_first_sentence() {
    let found = page(&format!("<main><p>Piacenza, Italia · 2014-2017</p><h1>A market</h1>{STORY}</main>"));
    assert_eq!(
        (found.draft().get(Field::Cities), found.period.unwrap().value.as_str()),
        ("Piacenza, Italy", "2014-2017")
    );
    let told = "<p>Since 2019 the city hall in Turku has been open to all who sing, at any hour of the day.</p>";
    let found = page(&format!("<main><h1>Turku sings</h1>{told}{STORY}</main>"));
    assert_eq!(
        (found.draft().get(Field::Cities), found.period.unwrap().value.as_str()),
        ("Turku, Finland", "Since 2019")
    );
}

#[test]
fn no_page_makes_it_panic() {
    let nested = format!("{}x", "<div>".repeat(100_000));
    assert_eq!(
        read(&nested, &Url::parse("https://a.example/").unwrap(), &Hints::default()),
        Err(FetchFault::TooComplex)
    );
    let deep = format!("<h1>A</h1>{}{STORY}", "<div>".repeat(400));
    for html in [
        "",
        "<",
        "\u{0}",
        "<h1>",
        "<script type=application/ld+json>{\"@type\":[[[</script>",
        "<table><tr><td><dl><dt>City",
        &deep,
    ] {
        let _ = page(html);
    }
}
