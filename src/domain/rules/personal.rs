//! Signs of personal data in texts that readers will see: mail addresses and telephone numbers.
//! A sign is a question to the editor, no verdict: a town hall has a telephone number too.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::{Field, Record};

static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}").expect("a fixed expression"));

/// Links that write to or call somebody, with the words they stand on.
static CALLS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\[[^\]]*\]\((?:mailto|tel|callto|sms):[^)]*\)|<?(?:mailto|tel|callto):[^\s)>]+>?")
        .expect("a fixed expression")
});

/// Addresses of pages, bare or behind words: their digits call nobody.
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\]\([^)\s]*\)|https?://[^\s)>\]]+").expect("a fixed expression"));

/// International, national with its zero, or after the word for it.
static TELEPHONE: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        r"\+\d(?:[\s().-]{0,2}\d){7,14}",
        r"\b\(?0\d(?:[\s().-]{0,2}\d){7,11}\b",
        r"(?i)\b(?:tel|tél|phone|téléphone|telephone|mobile|mob|portable)\b[.:\s]{0,3}\+?\(?\d(?:[\s().-]{0,2}\d){5,14}",
    ]
    .map(|pattern| Regex::new(pattern).expect("a fixed expression"))
});

/// The fields with a sign of personal data.
pub(super) fn fields(record: &Record) -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(|field| match field {
        Field::Title => has_sign(&record.title),
        Field::Statement => has_sign(&record.statement),
        Field::Lead => has_sign(&record.lead),
        Field::Partners => record.partners.iter().any(|partner| has_sign(partner)),
        Field::Links => record.links.iter().any(|link| has_sign(&link.title)),
        Field::Summary
        | Field::Purpose
        | Field::Rationale
        | Field::Process
        | Field::Impact
        | Field::Evaluation
        | Field::Beneficiaries
        | Field::Funding
        | Field::Difficulties
        | Field::Advice => record.text(*field).is_some_and(|text| has_sign(text.markdown())),
        Field::Cities | Field::Period | Field::Status | Field::Topics | Field::Language => false,
    })
}

/// A text without the mail addresses and telephone numbers in it; none where it has none. Addresses of pages stay as they
/// are, but for those that write to or call somebody.
#[must_use]
pub fn without(text: &str) -> Option<String> {
    if !text.contains(':') && !may_have_sign(text) {
        return None;
    }
    let called = CALLS.replace_all(text, "");
    if !has_sign(&called) {
        return (called != text).then(|| called.into_owned());
    }
    let mut kept = String::with_capacity(called.len());
    let mut at = 0;
    for address in ADDRESS.find_iter(&called) {
        kept.push_str(&without_signs(&called[at..address.start()]));
        kept.push_str(address.as_str());
        at = address.end();
    }
    kept.push_str(&without_signs(&called[at..]));
    (kept != text).then_some(kept)
}

fn without_signs(text: &str) -> String {
    let text = MAIL.replace_all(text, "");
    TELEPHONE.iter().fold(text.into_owned(), |text, kind| {
        let number = |found: &regex::Captures<'_>| {
            let found = found.get(0).map_or("", |found| found.as_str());
            if is_dates(found) { found.to_owned() } else { String::new() }
        };
        kind.replace_all(&text, number).into_owned()
    })
}

/// Whether a text has a mail address or a telephone number in it.
#[must_use]
pub fn has_sign(text: &str) -> bool {
    may_have_sign(text) && has_sign_within(text)
}

/// Fewer digits call nobody.
const FEWEST_DIGITS: usize = 6;

/// Soon said, and never wrong in saying no.
fn may_have_sign(text: &str) -> bool {
    text.contains('@') || text.chars().filter(|letter| letter.is_numeric()).nth(FEWEST_DIGITS - 1).is_some()
}

fn has_sign_within(text: &str) -> bool {
    MAIL.is_match(text) || TELEPHONE.iter().any(|kind| kind.find_iter(text).any(|found| !is_dates(found.as_str())))
}

/// "01.02.2016 - 03.04.2016" is no number to call.
fn is_dates(found: &str) -> bool {
    let groups = found.split(|letter: char| !letter.is_ascii_digit());
    groups.filter(|group| group.len() == 4).any(|group| group.starts_with("19") || group.starts_with("20"))
}
