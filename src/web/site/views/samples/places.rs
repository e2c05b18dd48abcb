//! The pages about places, topics and what is where.

use super::{drawing, greek, page, public::rows};
use crate::{
    domain::Lang,
    web::site::views::{
        Link, Section, TextLanguage,
        city::{CitiesPage, CityEntry, CityPage, CountryGroup, OwnName},
        country::{CountriesPage, CountryEntry},
        coverage::{Cell, CoveragePage, Head, Line, Narrowed},
        list::Paging,
        map::{Label, Map, Panel, Spot},
        subject::{Counted, Group, SubjectPage},
        topic::{TopicEntry, TopicsPage},
    },
};

pub(super) fn city(lang: Lang) -> CityPage {
    CityPage {
        page: page(lang, "city", "Limassol").in_section(Section::Cities),
        name: "Limassol".into(),
        own_name: Some(OwnName { name: "Λεμεσός".into(), language: greek() }),
        country: "Cyprus".into(),
        country_href: "#".into(),
        mosaic: drawing(2),
        total: 5,
        rows: rows(lang),
        paging: Paging::default(),
    }
}

pub(super) fn cities(lang: Lang) -> CitiesPage {
    let entry = |name: &str, own: Option<&str>| CityEntry {
        name: name.into(),
        own_name: own.map(|own| OwnName { name: own.into(), language: TextLanguage { tag: "uk".into(), dir: "ltr" } }),
        href: "#".into(),
        practices: name.len(),
    };
    let group = |code: &str, name: &str, cities| CountryGroup {
        code: code.into(),
        name: name.into(),
        href: "#".into(),
        cities,
    };
    CitiesPage {
        page: page(lang, "cities", "Cities").in_section(Section::Cities),
        total: 6,
        countries: vec![
            group("IT", "Italy", vec![entry("Fermo", None), entry("Reggio Emilia", None), entry("Turin", None)]),
            group("UA", "Ukraine", vec![entry("Lutsk", Some("Луцьк")), entry("Melitopol", Some("Мелітополь"))]),
            group("GB", "United Kingdom", vec![entry("Bradford", None)]),
        ],
        map: Some(Map { panels: vec![panel()] }),
        all_countries: "#".into(),
        coverage: "#".into(),
    }
}

fn panel() -> Panel {
    let spot = |x: &str, size, name: &str| Spot {
        x: x.into(),
        y: "80".into(),
        radius: "8".into(),
        size,
        href: "#".into(),
        name: name.into(),
    };
    Panel {
        name: "Europe".into(),
        width: "1000".into(),
        height: "400".into(),
        net: "M0 100L1000 120M500 0L480 400".into(),
        home: String::new(),
        spots: vec![
            spot("100", 1, "Fermo, Italy: 1 practice"),
            spot("300", 5, "Bradford, United Kingdom: 20 practices"),
        ],
        labels: vec![Label { x: "120".into(), y: "84".into(), text: "Fermo".into() }],
    }
}

pub(super) fn subject(lang: Lang) -> SubjectPage {
    let counted = |name: &str| Counted { name: name.into(), href: "#".into(), practices: name.len() };
    let group = |heading: &str| Group {
        heading: heading.into(),
        entries: ["Italy", "Norway", "Ukraine"].map(counted).into(),
        unfolded: 2,
    };
    SubjectPage {
        page: page(lang, "subject", "Education").in_section(Section::Topics),
        back: Link::new("All topics", "#"),
        name: "Education".into(),
        summary: "5 practices from 4 cities".into(),
        introduction: "Where children and adults learn from each other.".into(),
        mosaics: (0..9).map(drawing).collect(),
        total: 5,
        explore: "#".into(),
        groups: vec![group("Countries"), group("Years")],
        rows: rows(lang),
        paging: Paging::default(),
    }
}

pub(super) fn countries(lang: Lang) -> CountriesPage {
    let entry = |name: &str| CountryEntry { name: name.into(), href: "#".into(), cities: 2, practices: name.len() };
    CountriesPage {
        page: page(lang, "countries", "Countries").in_section(Section::Cities),
        countries: ["Italy", "Norway"].map(entry).into(),
        coverage: "#".into(),
    }
}

pub(super) fn coverage(lang: Lang) -> CoveragePage {
    let head = |name: &str| Head { name: name.into(), practices: 3, href: "#".into() };
    let cell = |practices: usize| Cell { column: "Roma".into(), practices, href: "#".into(), shade: practices };
    CoveragePage {
        page: page(lang, "coverage", "Where practices come from"),
        tables: vec![(true, Link::new("Countries by topic", "#")), (false, Link::new("Topics by year", "#"))],
        action: "#".into(),
        table: ("table", ""),
        narrowed: Narrowed { name: "year", label: "Year".into(), options: vec![(String::new(), "Any".into(), true)] },
        caption: "Countries by topic".into(),
        corner: "Countries".into(),
        columns: ["Education", "Housing", "Roma"].map(head).into(),
        rows: vec![Line { head: head("Italy"), cells: [0, 1, 4].map(cell).into() }],
        all: head(""),
    }
}

pub(super) fn topics(lang: Lang) -> TopicsPage {
    let topics = ["Education", "Housing and urban planning", "Roma"];
    let entry = |name: &str| TopicEntry {
        name: name.into(),
        about: "Where people learn from each other.".into(),
        href: "#".into(),
        practices: name.len(),
    };
    TopicsPage {
        page: page(lang, "topics", "Topics").in_section(Section::Topics),
        topics: topics.map(entry).into(),
        coverage: "#".into(),
    }
}
