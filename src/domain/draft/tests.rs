use proptest::prelude::*;

use super::*;
use crate::domain::{City, Country, Id, Lang, field::Limit, record::PracticeStatus};

fn a_city(name: &str, country: &str) -> City {
    City {
        id: Id::new(),
        slug: name.to_lowercase(),
        name: name.to_owned(),
        names: BTreeMap::new(),
        aliases: Vec::new(),
        country: Country::parse(country).unwrap(),
        position: None,
        language: Lang::En,
    }
}

fn network() -> Gazetteer {
    Gazetteer::new(vec![
        a_city("Bergen", "NO"),
        a_city("Neuchâtel", "CH"),
        a_city("Yangon", "MM"),
        a_city("Hamilton", "CA"),
    ])
}

fn a_draft(fields: &[(Field, &str)]) -> Draft {
    fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
}

fn read(draft: &Draft) -> (Record, FieldErrors) {
    draft.read(&Vocabulary { topics: &Topics::embedded(), gazetteer: &network() })
}

#[test]
fn a_full_draft_is_read_and_written_again() {
    let (record, errors) = read(&a_draft(&[
        (Field::Title, " A house\n for all "),
        (Field::Cities, "- bergen\n- Neuchatel (Suisse)\r\nSpringfield, USA\nPortugal\nYangon, Burma\nBergen, Norway"),
        (Field::Period, "Since 2016"),
        (Field::Status, "Regular service"),
        (Field::Topics, "Logement et urbanisme\nroma; Roma"),
        (Field::Language, "EN-gb"),
        (Field::Summary, "A **house** <script>x</script>"),
        (Field::Partners, "One\n\n• Two\nOne"),
        (
            Field::Links,
            "Report | https://example.org/a b\nwww.example.org\nThe plan https://example.org/plan\nhttp://example.org/x|y",
        ),
    ]));
    assert_eq!(errors, FieldErrors::default());
    assert_eq!(record.title, "A house for all");
    let cities: Vec<_> = record.cities.iter().map(|city| (city.words(), city.id.is_some())).collect();
    assert_eq!(
        cities,
        [
            ("Bergen, Norway".to_owned(), true),
            ("Neuchâtel, Switzerland".to_owned(), true),
            ("Springfield, United States".to_owned(), false),
            ("Portugal".to_owned(), false),
            ("Yangon, Myanmar (Burma)".to_owned(), true),
        ]
    );
    assert_eq!(record.period.as_ref().unwrap().years(), Some((2016, None)));
    assert_eq!(record.status, Some(PracticeStatus::RegularService));
    assert_eq!(
        record.topics.iter().map(crate::domain::TopicSlug::as_str).collect::<Vec<_>>(),
        ["housing-and-urban-planning", "roma"]
    );
    assert_eq!(record.language.as_ref().unwrap().as_str(), "en-GB");
    assert_eq!(record.partners, ["One", "Two"]);
    let links: Vec<_> = record.links.iter().map(Link::line).collect();
    assert_eq!(
        links,
        [
            "Report | https://example.org/a%20b",
            "https://www.example.org/",
            "The plan | https://example.org/plan",
            "http://example.org/x%7Cy"
        ]
    );
    assert_eq!(read(&Draft::of(&record, &Topics::embedded())).0.cities.len(), 5);
}

#[test]
fn all_errors_come_at_once_each_at_its_place() {
    let (record, errors) = read(&a_draft(&[
        (Field::Title, &"é".repeat(121)),
        (Field::Status, "maybe"),
        (Field::Topics, "roma\nAstronomy"),
        (Field::Language, "français"),
        (Field::Summary, &"word ".repeat(101)),
        (Field::Process, &"x".repeat(Limit::BYTES + 1)),
        (Field::Links, "no link\njavascript:alert(1)\nhttps://user:secret@example.org\nhttps://example.org"),
    ]));
    let said: Vec<_> = errors.0.iter().map(|error| (error.place.as_str(), error.phrase.as_str())).collect();
    assert_eq!(
        said,
        [
            ("title", "error-too-many-characters"),
            ("status", "error-status-unknown"),
            ("topics", "error-topic-unknown"),
            ("language", "error-language-unknown"),
            ("summary", "error-too-many-words"),
            ("process", "error-too-many-bytes"),
            ("links", "error-link-unreadable"),
            ("links", "error-link-unreadable"),
            ("links", "error-link-unreadable"),
        ]
    );
    assert_eq!(errors.at("topics").unwrap().arguments, [("topic".to_owned(), "Astronomy".to_owned())]);
    assert_eq!(errors.at("title").unwrap().arguments[1], ("count".to_owned(), "121".to_owned()));
    assert!(record.process.is_empty() && record.links.len() == 1 && !record.summary.is_empty());
}

#[test]
fn of_too_many_lines_the_first_are_kept() {
    let lines = (0..40).map(|at| format!("Partner {at}")).collect::<Vec<_>>().join("\n");
    let (record, errors) = read(&a_draft(&[(Field::Partners, &lines)]));
    assert_eq!((record.partners.len(), errors.at("partners").unwrap().phrase.as_str()), (30, "error-too-many-lines"));
}

#[test]
fn characters_are_counted_as_readers_see_them() {
    assert!(read(&a_draft(&[(Field::Title, &"👩‍👧".repeat(120))])).1.is_empty());
}

proptest! {
    #[test]
    fn what_was_read_is_read_again_the_same(
        texts in prop::collection::vec(prop_oneof![".{0,30}", prop::sample::select(WORDS).prop_map(str::to_owned),
            prop::collection::vec(prop::sample::select(WORDS), 0..6).prop_map(|words| words.concat())], Field::ALL.len())
    ) {
        let topics = Topics::embedded();
        let gazetteer = network();
        let vocabulary = Vocabulary { topics: &topics, gazetteer: &gazetteer };
        let draft: Draft = Field::ALL.iter().copied().zip(texts).collect();
        let (record, _) = draft.read(&vocabulary);
        let again = Draft::of(&record, &topics).read(&vocabulary).0;
        prop_assert_eq!(&again, &record);
        prop_assert_eq!(Draft::of(&again, &topics), Draft::of(&record, &topics));
    }
}

const WORDS: &[&str] = &[
    "Bergen",
    "Hamilton, Canada",
    "\n",
    ", ",
    "Italy",
    "(Italy)",
    "Myanmar (Burma)",
    ";",
    "- ",
    "roma",
    "Education",
    "running",
    "fr",
    "Since 2016",
    "https://example.org/a|b",
    " | ",
    "www.x.org",
    "<b>",
    "*a*",
    "\u{200D}",
    "2016-",
    "|",
    ")",
    "(",
    "é",
];
