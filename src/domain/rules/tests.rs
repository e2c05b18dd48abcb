use super::*;
use crate::domain::{CityRef, CleanText, Country, Draft, Gazetteer, Period, Topics, Vocabulary, record::Picture};

/// What a city has to tell to submit, and no more.
fn a_submission() -> Record {
    let draft: Draft = [
        (Field::Title, "A house"),
        (Field::Cities, "Bergen, Norway"),
        (Field::Period, "Since 2016"),
        (Field::Status, "running"),
        (Field::Topics, "education"),
        (Field::Summary, "s"),
        (Field::Purpose, "p"),
        (Field::Process, "p"),
        (Field::Language, "en"),
    ]
    .into_iter()
    .map(|(field, text)| (field, text.to_owned()))
    .collect();
    draft.read(&Vocabulary { topics: &Topics::embedded(), gazetteer: &Gazetteer::default() }).0
}

fn missing(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().filter(|check| check.state == State::Missing).map(|check| check.place.name()).collect()
}

#[test]
fn ten_answers_suffice_to_submit() {
    let checks = needed(For::Submit, &a_submission(), true, true, &Requirement::full());
    assert!(is_enough(&checks));
    assert_eq!(checks.len(), 10);
    let none = needed(For::Submit, &Record::default(), false, false, &Requirement::full());
    assert_eq!(
        missing(&none),
        ["title", "cities", "period", "status", "topics", "summary", "purpose", "process", "contact_email", "consent"]
    );
    assert_eq!(errors(&none).at("consent").unwrap().phrase, "error-consent");
}

#[test]
fn publishing_asks_for_more() {
    let checks = needed(For::Publish, &a_submission(), true, true, &Requirement::full());
    assert_eq!(missing(&checks), ["statement", "impact", "beneficiaries", "lead", "advice", "links"]);
}

#[test]
fn pictures_need_their_words() {
    let mut record = a_submission();
    let picture = Picture {
        blob: "0".repeat(64),
        media_type: "image/png".to_owned(),
        width: 1,
        height: 1,
        alt: "A house".to_owned(),
        credit: "The city".to_owned(),
        licence: " ".to_owned(),
    };
    record.pictures.push(picture);
    let pictures = |record: &Record| {
        let checks = needed(For::Publish, record, true, true, &Requirement::from_source());
        checks.into_iter().find(|check| check.place == Place::Pictures).map(|check| check.state)
    };
    assert_eq!(pictures(&record), Some(State::Missing));
    record.pictures[0].licence = "CC BY 4.0".to_owned();
    assert_eq!(pictures(&record), Some(State::Met));
}

#[test]
fn partner_practices_need_less_and_the_rest_is_a_warning() {
    let mut record =
        Record { title: "A house".to_owned(), process: CleanText::from_markdown("p"), ..Record::default() };
    let norway = Country::parse("NO").unwrap();
    record.cities.push(CityRef { id: None, name: String::new(), country: Some(norway) });
    let checks = needed(For::Publish, &record, false, false, &Requirement::from_source());
    assert!(is_enough(&checks), "{checks:?}");
    let warned = |field| checks.iter().any(|check| check.place == Place::Field(field) && check.state == State::Warning);
    assert!(warned(Field::Impact) && warned(Field::Period) && warned(Field::Language) && !warned(Field::Cities));
    assert!(!checks.iter().any(|check| matches!(check.place, Place::Contact | Place::Consent)));
    record.cities.clear();
    record.process = CleanText::default();
    assert_eq!(missing(&needed(For::Publish, &record, true, true, &Requirement::from_source())), ["cities", "summary"]);
}

#[test]
fn an_unread_period_and_personal_data_are_warnings() {
    let mut record = a_submission();
    record.period = Some(Period::read("17-19 October"));
    record.process = CleanText::from_markdown("Call Ann on +47 55 56 55 56 or write to ann@city.example.");
    let checks = needed(For::Submit, &record, true, true, &Requirement::full());
    assert!(is_enough(&checks));
    let warnings: Vec<_> =
        checks.iter().filter(|check| check.state == State::Warning).map(|check| check.phrase).collect();
    assert_eq!(warnings, ["error-period-unread", "error-personal-data"]);
}

#[test]
fn numbers_that_are_no_telephones_are_left_alone() {
    for text in [
        "Between 2014 and 2018, 120 000 000 euros for 1 500 people in 2016-2018",
        "01.02.2016 - 03.04.2016",
        "ISBN 978-92-871-8145-2",
        "@cityofbergen on 25 channels",
        "from 1990 2000 2010",
    ] {
        assert!(!personal::has_sign(text), "{text}");
    }
    for text in ["01 23 45 67 89", "Tel. 55 56 55 56", "(020) 7123 4567", "+380-44-123-45-67", "a.b@ville.fr"] {
        assert!(personal::has_sign(text), "{text}");
    }
}

#[test]
fn requirements_are_named_in_the_configuration() {
    let needs = Need::all(For::Publish).iter().chain(&[Need::CityOrCountry, Need::Story]);
    for need in needs {
        assert_eq!(need.name().parse::<Need>().unwrap(), *need);
    }
    assert!("nothing".parse::<Need>().is_err());
    let only_title = Requirement::of(vec![Need::Field(Field::Title)]);
    assert!(is_enough(&needed(For::Publish, &a_submission(), false, false, &only_title)));
}
