//! Everything the room can say has its sentence, in each language.

use std::{collections::BTreeSet, path::Path};

use practice_commons::{
    domain::{
        FieldErrors, Lang,
        candidate::Note,
        reading::{FetchFault, Outcome, Refusal, Rules},
    },
    text::{has_phrase, phrase},
};
use regex::Regex;

fn outcomes() -> Vec<Outcome> {
    let text = || "partner.example".to_owned();
    let faults = [
        FetchFault::Name { host: text() },
        FetchFault::Connect { host: text() },
        FetchFault::Tls { host: text() },
        FetchFault::TimedOut,
        FetchFault::Interrupted,
        FetchFault::Protocol,
        FetchFault::Status(404),
        FetchFault::SlowDown { seconds: 61 },
        FetchFault::TooManyRedirects,
        FetchFault::BadRedirect,
        FetchFault::HeadersTooLarge,
        FetchFault::TooLarge,
        FetchFault::Bomb,
        FetchFault::Encoding,
        FetchFault::MediaType { found: text() },
        FetchFault::TooComplex,
        FetchFault::Dtd,
        FetchFault::NotAFeed,
        FetchFault::NotASitemap,
        FetchFault::NotOai,
        FetchFault::NotJson,
        FetchFault::Declined { said: text() },
        FetchFault::Unreadable,
    ];
    let refusals = [
        Refusal::NotPublic { host: text() },
        Refusal::Scheme { scheme: text() },
        Refusal::Port { port: 22 },
        Refusal::Userinfo,
        Refusal::Malformed,
        Refusal::Downgrade,
        Refusal::OtherSite { host: text() },
        Refusal::Robots { url: text() },
        Refusal::RobotsUnreachable { why: Box::new(FetchFault::TimedOut) },
    ];
    let mut outcomes = vec![
        Outcome::Ok,
        Outcome::Changed,
        Outcome::Gone,
        Outcome::Failed(FetchFault::Status(410)),
        Outcome::NothingNew,
        Outcome::FoundNothing(Rules::Listing),
        Outcome::FoundNothing(Rules::Fields),
        Outcome::Invalid(FieldErrors::default()),
    ];
    outcomes.extend(faults.map(Outcome::Failed));
    outcomes.extend(refusals.map(Outcome::Refused));
    outcomes
}

#[test]
fn every_outcome_can_be_said_with_all_its_facts() {
    for outcome in outcomes() {
        let Note { phrase: key, arguments } = outcome.note();
        for lang in Lang::ALL {
            let said = phrase(lang, &key, &arguments);
            assert!(said != key && !said.contains('{'), "{lang} {key}: {said}");
            for (name, value) in &arguments {
                assert!(
                    name == "count" || name == "minutes" || said.contains(value),
                    "{lang} {key} does not say {name}: {said}"
                );
            }
        }
    }
}

#[test]
fn every_key_the_room_names_has_a_phrase() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let key = Regex::new(r#""((?:source|error-source|error-address)-[a-z-]+)""#).unwrap();
    let mut keys = BTreeSet::new();
    for folder in ["src/harvest", "src/harvest/data", "src/harvest/read", "src/domain", "src/domain/source"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                keys.extend(key.captures_iter(&text).map(|captures| captures[1].to_owned()));
            }
        }
    }
    assert!(keys.len() > 60);
    for key in keys {
        assert!(has_phrase(&key), "{key}");
    }
}
