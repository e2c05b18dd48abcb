//! One of every page, with made-up content: rendered by a test, and looked at in a browser
//! (`PREVIEW=127.0.0.1:8090 cargo test --lib samples -- --ignored`).

use std::collections::BTreeMap;

use askama::Template;

use super::{
    Drawing, Link, Moment, Page, Section, TextLanguage,
    city::{CitiesPage, CityEntry, CityPage, CountryGroup, OwnName},
    collection::{CollectionEntry, CollectionPage, CollectionsPage, Group},
    error::{ErrorPage, Trouble},
    explore::{Explore, Facet, FacetValue, Hero, Sort, YearCount, Years},
    list::{Paging, Row},
    plain::{PlainPage, TemplatePage},
    practice::{CityFact, Part, PeriodFact, PictureView, PracticePage, SourceFact, Translation},
    question::KeptFile,
    status::{Answered, Asked, LetterLine, LetterState, Place, Stage, StageLine, StatusPage, Turn},
    submit::{Contents, PictureRow, Revising, SubmitPage},
    topic::{TopicEntry, TopicsPage},
};
use crate::domain::{CleanText, Field, FieldErrors, Lang, submission::SubmissionForm};

const ORIGIN: &str = "https://practices.example";

/// Every page kind, by a name for its address.
pub(super) fn all(lang: Lang) -> BTreeMap<&'static str, String> {
    let mut pages = BTreeMap::new();
    let mut add = |name, html: Result<String, askama::Error>| {
        pages.insert(name, html.expect("a page renders"));
    };
    add("practices", explore(lang, false).render());
    add("nothing", explore(lang, true).render());
    add("practice", practice(lang).render());
    add("city", city(lang).render());
    add("cities", cities(lang).render());
    add("topics", topics(lang).render());
    add("collections", collections(lang).render());
    add("collection", collection(lang).render());
    add("about", plain(lang).render());
    add("template", template(lang).render());
    add("submit", submit(lang, false).render());
    add("submit-wrong", submit(lang, true).render());
    add("revise", revise(lang).render());
    add("status", status(lang, true).render());
    add("status-asked", status(lang, false).render());
    add("missing", error(lang, Trouble::NotFound).render());
    add("busy", error(lang, Trouble::Unavailable { seconds: 90 }).render());
    pages
}

fn page(lang: Lang, name: &str, title: &str) -> Page {
    Page::new(lang, ORIGIN, &format!("/{lang}/{name}"), title)
}

fn drawing(seed: usize) -> Drawing {
    let colours = ["#0B5563", "#E5A823", "#98291C", "#5E3A70", "#2A6537", "#07333B"];
    let (one, two) = (colours[seed % 6], colours[(seed + 1 + seed % 3) % 6]);
    Drawing::drawn(format!(
        "<svg viewBox=\"0 0 96 96\" aria-hidden=\"true\"><path fill=\"#F2EEE6\" d=\"M0 0h96v96H0z\"/>\
         <path fill=\"{one}\" d=\"M0 0h48a48 48 0 0 1-48 48zM48 48h24v48H48z\"/><path fill=\"{two}\" d=\"M48 0h48v48zM0 72h24v24H0z\"/></svg>"
    ))
}

fn english() -> TextLanguage {
    Lang::En.into()
}

fn greek() -> TextLanguage {
    TextLanguage { tag: "el".into(), dir: "ltr" }
}

fn html(markdown: &str) -> crate::domain::clean_text::SafeHtml {
    CleanText::from_markdown(markdown).to_html()
}

fn day(iso: &str, shown: &str) -> Moment {
    Moment { iso: iso.into(), shown: shown.into() }
}

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

fn rows(lang: Lang) -> Vec<Row> {
    let row = |(seed, (title, city, country, period, summary)): (usize, (&str, &str, &str, &str, &str))| Row {
        href: format!("/{lang}/practice"),
        title: title.into(),
        language: if seed == 4 { greek() } else { english() },
        cities: city.into(),
        country: country.into(),
        period: period.into(),
        summary: summary.into(),
        topics: vec![
            Link::new("Leadership and Political Commitment", format!("/{lang}/practices?topic=leadership")),
            Link::new("Culture, Leisure and Heritage", format!("/{lang}/practices?topic=culture")),
        ],
        mosaic: drawing(seed),
    };
    ROWS.into_iter().enumerate().map(row).collect()
}

fn explore(lang: Lang, nothing: bool) -> Explore {
    let value = |value: &str, label: &str, count, chosen| FacetValue {
        value: value.into(),
        label: label.into(),
        count,
        chosen,
    };
    let mut page = page(lang, "practices", "Practices").in_section(Section::Practices);
    page.feed = Some(Link::new("Practices: Education", format!("/{lang}/practices.atom?topic=education")));
    page.description = "Good practices of cities.".into();
    let facet =
        |name: &str, legend: &str, values| Facet { name: name.into(), legend: legend.into(), values, unfolded: 5 };
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
            title: i18n_embed_fl::fl!(page.t, "site-hero-title"),
            introduction: i18n_embed_fl::fl!(page.t, "site-hero-introduction", practices = 412, cities = 131),
            mosaics: (0..9).map(drawing).collect(),
        },
        action: format!("/{lang}/practices"),
        kept: Vec::new(),
        query: "school".into(),
        facets: vec![
            facet("topic", &i18n_embed_fl::fl!(page.t, "site-filter-topic"), topics),
            facet("country", &i18n_embed_fl::fl!(page.t, "site-filter-country"), countries),
        ],
        years: Years { counts: counts.collect(), from: Some(2016), to: None },
        sorts: vec![Sort { value: String::new(), label: i18n_embed_fl::fl!(page.t, "site-sort-newest"), chosen: true }],
        total: if nothing { 0 } else { 41 },
        chips: vec![Link::new("Education", "?q=school"), Link::new("“school”", "?topic=education")],
        clear: format!("/{lang}/practices"),
        rows: if nothing { Vec::new() } else { rows(lang) },
        paging: Paging {
            number: 2,
            of: if nothing { 1 } else { 3 },
            previous: Some("?page=1".into()),
            next: Some("?page=3".into()),
        },
        page,
    }
}

fn practice(lang: Lang) -> PracticePage {
    let mut page = page(lang, "practice", "A policy for neighbours abroad").in_section(Section::Practices);
    page.json_ld =
        Some(super::page::JsonLd::new(&serde_json::json!({ "@context": "https://schema.org", "@type": "Article" })));
    let part =
        |name: &str, heading: &str, text: &str| Part { name: name.into(), heading: heading.into(), html: html(text) };
    PracticePage {
        back: Link::new("41 practices in Education", format!("/{lang}/practices")),
        mosaic: drawing(3),
        title: "A policy for neighbours abroad".into(),
        statement: "A city with a foreign policy of its own".into(),
        language: english(),
        language_note: (lang == Lang::Fr).then(|| i18n_embed_fl::fl!(page.t, "site-text-in", language = "anglais")),
        translations: vec![Translation { language: Lang::Fr.into(), link: Link::new("Français", "/fr/practice") }],
        cities: vec![
            CityFact { name: "Reggio Emilia".into(), href: Some(format!("/{lang}/city")), practices: 3 },
            CityFact { name: "Łódź".into(), href: None, practices: 0 },
        ],
        country: "Italy".into(),
        topics: vec![
            Link::new("Leadership and Political Commitment", "#"),
            Link::new("Culture, Leisure and Heritage", "#"),
        ],
        period: Some(PeriodFact { shown: "Since 2016".into(), written: Some("2016 -".into()) }),
        status: Some("Still running".into()),
        language_name: "English".into(),
        lead: "Department for international relations".into(),
        partners: vec!["The intercultural centre".into(), "Two ministries".into()],
        beneficiaries: html("About 400 families a year."),
        funding: html("City budget."),
        source: Some(SourceFact {
            name: "partner.example".into(),
            href: Some("https://partner.example/p".into()),
            captured: Some(day("2024-03-12", "12 March 2024")),
        }),
        published: Some(day("2024-04-02", "2 April 2024")),
        checked: Some(day("2026-05-03", "3 May 2026")),
        licence: Some(Link::new("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")),
        collections: vec![Link::new("COVID-19", "#")],
        pictures: vec![PictureView {
            src: crate::web::assets::url("icons/brand.svg").into(),
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
        page,
    }
}

fn city(lang: Lang) -> CityPage {
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

fn cities(lang: Lang) -> CitiesPage {
    let entry = |name: &str, own: Option<&str>| CityEntry {
        name: name.into(),
        own_name: own.map(|own| OwnName { name: own.into(), language: TextLanguage { tag: "uk".into(), dir: "ltr" } }),
        href: "#".into(),
        practices: name.len(),
    };
    let group = |code: &str, name: &str, cities| CountryGroup { code: code.into(), name: name.into(), cities };
    CitiesPage {
        page: page(lang, "cities", "Cities").in_section(Section::Cities),
        total: 6,
        countries: vec![
            group("IT", "Italy", vec![entry("Fermo", None), entry("Reggio Emilia", None), entry("Turin", None)]),
            group("UA", "Ukraine", vec![entry("Lutsk", Some("Луцьк")), entry("Melitopol", Some("Мелітополь"))]),
            group("GB", "United Kingdom", vec![entry("Bradford", None)]),
        ],
    }
}

fn topics(lang: Lang) -> TopicsPage {
    let topics = ["Education", "Housing and urban planning", "Roma"];
    let entry = |name: &str| TopicEntry { name: name.into(), href: "#".into(), practices: name.len() };
    TopicsPage { page: page(lang, "topics", "Topics").in_section(Section::Topics), topics: topics.map(entry).into() }
}

fn collections(lang: Lang) -> CollectionsPage {
    let entry = CollectionEntry {
        title: "COVID-19".into(),
        href: "#".into(),
        introduction: "How cities kept together while everyone had to keep apart.".into(),
        practices: 14,
        mosaic: drawing(1),
    };
    CollectionsPage {
        page: page(lang, "collections", "Collections").in_section(Section::Collections),
        collections: vec![entry],
    }
}

fn collection(lang: Lang) -> CollectionPage {
    CollectionPage {
        page: page(lang, "collection", "COVID-19").in_section(Section::Collections),
        title: "COVID-19".into(),
        introduction: html(
            "How cities kept together while everyone had to keep apart.\n\nFourteen of them tell what they did.",
        ),
        language: english(),
        mosaics: (0..9).map(drawing).collect(),
        total: 5,
        groups: vec![
            Group { heading: Some("In the first weeks".into()), rows: rows(lang)[..2].to_vec() },
            Group { heading: Some("What stayed".into()), rows: rows(lang)[2..].to_vec() },
        ],
    }
}

fn plain(lang: Lang) -> PlainPage {
    PlainPage {
        page: page(lang, "about", "About").in_section(Section::About),
        title: "About".into(),
        lede: "Who runs this site, and for whom.".into(),
        body: CleanText::from_markdown("Cities tell each other what worked.\n\n## Who\n\nA small team of editors.\n\n1. They read.\n2. They ask.\n3. They decide.").to_page_html(),
        language: english(),
    }
}

fn template(lang: Lang) -> TemplatePage {
    TemplatePage {
        page: page(lang, "template", "Template").in_section(Section::About),
        introduction: html("Fill it in with your colleagues."),
        files: Vec::new(),
    }
}

fn contents<'a>(
    form: &'a SubmissionForm,
    errors: &'a FieldErrors,
    asked: &'a [(Field, String)],
    pictures: &'a [PictureRow],
) -> Contents<'a> {
    static TOPICS: std::sync::LazyLock<Vec<(String, String)>> =
        std::sync::LazyLock::new(|| vec![("education".into(), "Education".into()), ("roma".into(), "Roma".into())]);
    static LANGUAGES: std::sync::LazyLock<Vec<(String, String)>> =
        std::sync::LazyLock::new(|| vec![("en".into(), "English".into()), ("uk".into(), "Ukrainian".into())]);
    Contents {
        form,
        errors,
        topics: &TOPICS,
        languages: &LANGUAGES,
        city_names: vec!["Bradford, United Kingdom".into(), "Reggio Emilia, Italy".into()],
        pictures,
        documents: Vec::new(),
        asked,
    }
}

fn submit(lang: Lang, wrong: bool) -> SubmitPage {
    let mut form = SubmissionForm::default();
    let mut errors = FieldErrors::default();
    let mut pictures = vec![PictureRow::default(); 3];
    if wrong {
        form.draft.set(Field::Cities, "Bradford\nReggio Emilia, Italy");
        form.draft.set(Field::Title, "The library of people & <others>");
        form.draft.set(Field::Topics, "roma");
        form.draft.set(Field::Status, "ended");
        form.contact_email = "olena@".into();
        pictures[0].kept = Some(KeptFile { token: "a1".into(), label: "parade.jpg, 1.2 MB".into() });
        for place in ["cities", "contact_email", "status", "purpose", "consent"] {
            errors.add(place, "error-missing");
        }
    }
    let page = page(lang, "submit", &i18n_embed_fl::fl!(crate::text::phrases(lang), "submit-title"))
        .in_section(Section::Submit);
    SubmitPage::new(page, format!("/{lang}/submit"), contents(&form, &errors, &[], &pictures))
}

fn revise(lang: Lang) -> SubmitPage {
    let mut form = SubmissionForm::default();
    form.draft.set(Field::Impact, "Three schools joined.");
    let asked = [
        (Field::Period, "In which year did it begin?".to_owned()),
        (Field::Impact, "How many children, and how do you know?".to_owned()),
    ];
    let page = page(lang, "revise", &i18n_embed_fl::fl!(crate::text::phrases(lang), "submit-revise-title"));
    let mut page = SubmitPage::new(page, "#", contents(&form, &FieldErrors::default(), &asked, &[]));
    page.revising = Some(Revising {
        reference: "PR-2026-0412".into(),
        title: "Weeks of culture".into(),
        message: "A fine text. Two small questions.".into(),
        status: "#".into(),
    });
    page
}

fn status(lang: Lang, just_sent: bool) -> StatusPage {
    let mut page = page(lang, "status", &i18n_embed_fl::fl!(crate::text::phrases(lang), "submit-status-title"));
    page.indexed = false;
    let line =
        |stage, place, at: Option<&str>| StageLine { stage, at: at.map(|shown| day("2026-11-20", shown)), place };
    let places = if just_sent {
        [Place::Done, Place::Now, Place::Skipped, Place::Ahead, Place::Ahead]
    } else {
        [Place::Done, Place::Done, Place::Now, Place::Ahead, Place::Ahead]
    };
    let stages = [Stage::Received, Stage::Reading, Stage::Changes, Stage::Decided, Stage::Published];
    let asked = |field: &str, note: &str| Asked { field: field.into(), note: note.into() };
    StatusPage {
        page,
        just_sent,
        reference: "PR-2026-0412".into(),
        title: "Weeks of culture".into(),
        city: "Melitopol".into(),
        turn: if just_sent { Turn::Editors { by: Some(day("2026-12-04", "4 December 2026")) } } else { Turn::City },
        stages: stages
            .into_iter()
            .zip(places)
            .map(|(stage, place)| line(stage, place, (place == Place::Done).then_some("20 November 2026")))
            .collect(),
        asked: if just_sent {
            Vec::new()
        } else {
            vec![asked("Period", "In which year did it begin?"), asked("Impact", "How many children?")]
        },
        message: if just_sent { html("") } else { html("A fine text.") },
        revise: (!just_sent).then(|| "#".into()),
        published: None,
        letters: vec![LetterLine {
            subject: "We have received “Weeks of culture”".into(),
            at: day("2026-11-20", "20 November 2026"),
            state: LetterState::Accepted,
        }],
        answers: vec![Answered { field: "Title".into(), text: "Weeks of culture".into() }],
    }
}

fn error(lang: Lang, trouble: Trouble) -> ErrorPage {
    ErrorPage::new(lang, ORIGIN, &format!("/{lang}/missing"), trouble, "01JD8Z3V9K")
}

#[test]
fn every_page_renders_in_every_language() {
    for lang in Lang::ALL {
        for (name, html) in all(lang) {
            assert!(html.starts_with("<!DOCTYPE html>") && html.contains(&format!("<html lang=\"{lang}\"")), "{name}");
            assert!(!html.contains("No localization for id"), "{name}");
            assert!(!html.contains(" style=") && !html.contains("<style"), "{name} has an inline style");
        }
    }
}

#[test]
fn what_was_typed_is_escaped_and_kept() {
    let html = submit(Lang::En, true).render().expect("a page renders");
    assert!(html.contains("value=\"The library of people &#38; &#60;others&#62;\""), "typed title lost");
    assert!(html.contains("<option value=\"roma\" selected>"), "chosen topic lost");
    assert!(html.contains("parade.jpg"), "file sent before lost");
}

#[tokio::test]
#[ignore = "serves the pages for looking at them until it is stopped"]
async fn preview() {
    use axum::{Router, extract::Path, http::header, response::Html, routing::get};
    let address = std::env::var("PREVIEW").unwrap_or_else(|_| "127.0.0.1:8090".into());
    let show = |Path((lang, name)): Path<(String, String)>| async move {
        let html = match lang.parse::<Lang>() {
            Ok(lang) => all(lang).remove(name.as_str()).unwrap_or_default(),
            Err(_) => std::fs::read_to_string(format!("/tmp/preview/{name}.html")).unwrap_or_default(),
        };
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html))
    };
    let router = Router::new().route("/{lang}/{name}", get(show)).merge(crate::web::assets::router());
    let listener = tokio::net::TcpListener::bind(address).await.expect("the port is free");
    axum::serve(listener, router).await.expect("it serves");
}
