//! The pages that readers see.

use i18n_embed_fl::fl;

use super::{day, drawing, english, greek, html, page};
use crate::{
    domain::{Choice, CleanText, Lang},
    search::Marking,
    web::{
        assets,
        site::{
            NamedChoice,
            views::{
                Link, Section,
                booklet::{BookletPage, Pick},
                collection::{CollectionEntry, CollectionPage, CollectionsPage, Group},
                data::{DataPage, Offer},
                explore::{Explore, Facet, FacetValue, Hero, Sort, YearCount, Years},
                list::{Paging, Row},
                page::JsonLd,
                plain::{PlainPage, TemplatePage},
                practice::{
                    Cite, CityFact, Event, Part, PeriodFact, PictureView, PracticePage, Related, Stated, Translation,
                    Why,
                },
            },
        },
    },
};

const ROWS: [(&str, &str, &str, &str, &str); 5] = [
    (
        "A policy for neighbours abroad",
        "Reggio Emilia",
        "Italy",
        "2016",
        "An agreement with a ministry for the diaspora treats both sides as equal contributors.",
    ),
    (
        "The library of people",
        "Bradford",
        "United Kingdom",
        "2020",
        "Residents lend their own story, face to face, to people who would otherwise never meet them.",
    ),
    (
        "A budget for everyone",
        "Paris",
        "France",
        "Since 2014",
        "Whatever their passport, residents propose and vote on how five per cent of the city’s investment is spent.",
    ),
    (
        "Map of crossings",
        "Melitopol",
        "Ukraine",
        "2017",
        "Walks through the city, drawn on a map by the communities that made it.",
    ),
    ("Γλώσσες στην αυλή", "Λεμεσός", "Cyprus", "2018–2019", "Μαθητές και γονείς μαθαίνουν ο ένας τη γλώσσα του άλλου."),
];

pub(super) fn rows(lang: Lang) -> Vec<Row> {
    let row = |(seed, (title, city, country, period, summary)): (usize, (&str, &str, &str, &str, &str))| Row {
        href: format!("/{lang}/practice"),
        title: title.into(),
        language: if seed == 4 { greek() } else { english() },
        cities: city.into(),
        country: country.into(),
        period: period.into(),
        summary: summary.into(),
        passage: None,
        topics: vec![
            Link::new("Leadership and Political Commitment", format!("/{lang}/topics/leadership")),
            Link::new("Culture, Leisure and Heritage", format!("/{lang}/topics/culture")),
        ],
        mosaic: drawing(seed),
        asked: Marking::default(),
    };
    ROWS.into_iter().enumerate().map(row).collect()
}

pub(super) fn explore(lang: Lang, nothing: bool) -> Explore {
    let value = |value: &str, label: &str, count, chosen| {
        // Which choice it is no template asks.
        let choice = Choice::Year(2020);
        let named = NamedChoice { choice, value: value.into(), label: label.into(), language: None };
        FacetValue { named: named.into(), count, chosen }
    };
    let mut page = page(lang, "practices", "Practices").in_section(Section::Practices);
    page.feed = Some(Link::new("Practices: Education", format!("/{lang}/practices.atom?topic=education")));
    page.description = "Good practices of cities.".into();
    let facet = |name: &'static str, legend: &str, values| Facet { name, legend: legend.into(), values, unfolded: 5 };
    let topics = vec![
        value("education", "Education", 41, true),
        value("anti-rumour", "Anti-rumour", 28, false),
        value("multilingualism", "Multilingualism", 19, false),
        value("refugees", "Refugees", 17, false),
        value("gender", "Gender equality and Intersectionality", 9, false),
        value("roma", "Roma", 4, false),
        value("religion", "Religion and Interfaith", 0, false),
    ];
    let countries = vec![
        value("IT", "Italy", 22, false),
        value("ES", "Spain", 18, false),
        value("UA", "Ukraine", 11, false),
        value("PT", "Portugal", 9, false),
        value("NO", "Norway", 7, false),
        value("MX", "Mexico", 1, false),
    ];
    let counts =
        [5, 9, 14, 21, 13, 9, 6, 8, 5, 4].into_iter().zip(2015..).map(|(count, year)| YearCount { year, count });
    Explore {
        hero: Hero {
            title: fl!(page.t, "site-hero-title"),
            lede: fl!(page.t, "site-hero-introduction", practices = 412, cities = 131),
            introduction: html("Cities learn best from cities."),
            mosaics: (0..9).map(drawing).collect(),
        },
        action: format!("/{lang}/practices"),
        kept: Vec::new(),
        query: "school".into(),
        facets: vec![
            facet("topic", &fl!(page.t, "site-filter-topic"), topics),
            facet("country", &fl!(page.t, "site-filter-country"), countries),
        ],
        years: Years { counts: counts.collect(), from: Some(2016), to: None },
        sorts: vec![Sort { value: String::new(), label: fl!(page.t, "site-sort-newest"), chosen: true }],
        total: if nothing { 0 } else { 41 },
        chips: vec![Link::new("Education", "?q=school"), Link::new("“school”", "?topic=education")],
        clear: format!("/{lang}/practices"),
        rows: if nothing { Vec::new() } else { rows(lang) },
        forgiven: false,
        booklet: format!("/{lang}/booklet"),
        downloads: vec![Link::new("CSV", format!("/{lang}/practices.csv"))],
        paging: Paging {
            number: 2,
            of: if nothing { 1 } else { 3 },
            previous: Some("?page=1".into()),
            next: Some("?page=3".into()),
        },
        page,
    }
}

pub(super) fn practice(lang: Lang) -> PracticePage {
    let mut page = page(lang, "practice", "A policy for neighbours abroad").in_section(Section::Practices);
    page.json_ld = Some(JsonLd::new(&[serde_json::json!({ "@type": "Article" })]));
    let part = |name: &str, heading: &str, text: &str| Part {
        name: name.into(),
        heading: heading.into(),
        html: html(text),
        language: english(),
    };
    PracticePage {
        back: Link::new("41 practices in Education", format!("/{lang}/practices")),
        mosaic: drawing(3),
        title: "A policy for neighbours abroad".into(),
        statement: "A city with a foreign policy of its own".into(),
        language: english(),
        original: english(),
        language_note: (lang == Lang::Fr).then(|| fl!(page.t, "site-text-in", language = "anglais")),
        translations: vec![Translation {
            language: Lang::Fr.into(),
            link: Link::new("Français", "/fr/practice").in_language(Some(Lang::Fr.into())),
        }],
        cities: vec![
            CityFact { name: "Reggio Emilia".into(), href: Some(format!("/{lang}/city")), practices: 3 },
            CityFact { name: "Łódź".into(), href: None, practices: 0 },
        ],
        country: "Italy".into(),
        countries: vec![Link::new("Italy", "/en/countries/it")],
        topics: vec![
            Link::new("Leadership and Political Commitment", "#"),
            Link::new("Culture, Leisure and Heritage", "#"),
        ],
        period: Some(PeriodFact { shown: "Since 2016".into(), written: Some("(as written: “2016 -”)".into()) }),
        status: Some("Still running".into()),
        language_name: "English".into(),
        lead: "Department for international relations".into(),
        partners: vec!["The intercultural centre".into(), "Two ministries".into()],
        beneficiaries: html("About 400 families a year."),
        funding: html("City budget."),
        source: Stated {
            words: "Read from partner.example on 12 March 2024".into(),
            href: Some("https://partner.example/p".into()),
        },
        checked: Some(day("2026-06-08", "8 June 2026")),
        published: Some(day("2024-04-02", "2 April 2024")),
        confirmed: Some(day("2026-05-03", "3 May 2026")),
        licence: Stated {
            words: "CC BY 4.0".into(),
            href: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        },
        collections: vec![Link::new("COVID-19", "#")],
        pictures: vec![PictureView {
            blob: String::new(),
            srcset: String::new(),
            src: assets::url("icons/brand.svg").into(),
            width: 480,
            height: 320,
            alt: "Children reading on a carpet".into(),
            credit: "A. Person".into(),
            licence: "CC BY 4.0".into(),
        }],
        parts: vec![
            part(
                "purpose",
                "Purpose",
                "A city that wants to be at ease with its newcomers looks at where they come from. Such relations help it understand what they left, and what they bring.\n\nIt then *shapes its welcome* accordingly, from Łódź to Λεμεσός.",
            ),
            part(
                "process",
                "Process",
                "The city signed an agreement, and keeps it alive:\n\n- visits for young people of every origin\n- summers of students in the partner city\n- the teaching of both languages to children\n\n> The demand was twice what we had planned for.",
            ),
        ],
        references: vec![Link::new("Annual report, 2019", "https://city.example/report")],
        cite: Cite {
            words: "Reggio Emilia (2019). A title.".into(),
            files: vec![Link::new("RIS", "/en/practices/a.ris")],
        },
        related: vec![Related {
            link: Link::new("Another", "/en/practices/b"),
            language: english(),
            cities: "Patras".into(),
            why: Why { before: "same topic, other country".into(), ..Why::default() },
        }],
        pdf: Some(Link::new("PDF, 2 pages, 60 KB", "/en/practices/a.pdf")),
        share: Some(Link::new("Send by email", "mailto:?subject=A")),
        history: vec![Event { day: day("2019-05-02", "2 May 2019"), sentences: vec!["Published in English.".into()] }],
        page,
    }
}

pub(super) fn collections(lang: Lang) -> CollectionsPage {
    let entry = CollectionEntry {
        title: "COVID-19".into(),
        language: english(),
        href: "#".into(),
        introduction_language: english(),
        introduction: "How cities kept together while everyone had to keep apart.".into(),
        practices: 14,
        mosaic: drawing(1),
    };
    CollectionsPage {
        page: page(lang, "collections", "Collections").in_section(Section::Collections),
        collections: vec![entry],
    }
}

pub(super) fn collection(lang: Lang) -> CollectionPage {
    CollectionPage {
        page: page(lang, "collection", "COVID-19").in_section(Section::Collections),
        title: "COVID-19".into(),
        introduction: html(
            "How cities kept together while everyone had to keep apart.\n\nFourteen of them tell what they did.",
        ),
        language: english(),
        introduction_language: english(),
        mosaics: (0..9).map(drawing).collect(),
        pdf: None,
        total: 5,
        groups: vec![
            Group { heading: Some(("In the first weeks".into(), english())), rows: rows(lang)[..2].to_vec() },
            Group { heading: Some(("What stayed".into(), english())), rows: rows(lang)[2..].to_vec() },
        ],
    }
}

pub(super) fn plain(lang: Lang) -> PlainPage {
    PlainPage {
        page: page(lang, "about", "About").in_section(Section::About),
        title: "About".into(),
        lede: "Who runs this site, and for whom.".into(),
        body: CleanText::from_markdown("Cities tell each other what worked.\n\n## Who\n\nA small team of editors.\n\n1. They read.\n2. They ask.\n3. They decide.").to_page_html(),
        language: english(),
    }
}

pub(super) fn template(lang: Lang) -> TemplatePage {
    TemplatePage {
        page: page(lang, "template", "Template").in_section(Section::About),
        title: "Template".into(),
        introduction: html("Fill it in with your colleagues."),
        language: english(),
        files: vec![Link::new("DOCX (Word), version of 12 May 2026", "/en/template.docx")],
    }
}

pub fn data(lang: Lang) -> DataPage {
    let links = vec![Link::new("CSV", "/data/practices.csv")];
    DataPage {
        page: page(lang, "data", "Data for reuse"),
        lede: "Ninety practices.".into(),
        offers: vec![Offer { title: "The whole".into(), about: "All of it.".into(), links }],
        licence: Link::new("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    }
}

pub fn booklet(lang: Lang) -> BookletPage {
    let pick = |row: Row| Pick { slug: "a".into(), title: row.title, language: row.language, cities: row.cities };
    BookletPage {
        page: page(lang, "booklet", "A booklet"),
        title: "Education".into(),
        action: format!("/{lang}/booklet.pdf"),
        made: Some(Link::new("PDF, 3 pages, 80 KB", "#")),
        back: Link::new("All practices", format!("/{lang}/practices")),
        picks: rows(lang).into_iter().map(pick).collect(),
        most: 40,
        left_out: 3,
    }
}
