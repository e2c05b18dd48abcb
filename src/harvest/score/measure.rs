//! One page's answers against the right ones.

use std::{collections::HashMap, hash::Hash};

use super::{Ask, Truth};
use crate::{
    domain::{Country, Period, fold::name_key},
    harvest::auto::AutoPage,
};

/// A page's main text below this F1 is listed as missed.
const GOOD: f64 = 0.8;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) pages: usize,
    right: usize,
    precision: f64,
    recall: f64,
    found: usize,
    lost: usize,
    wrong: usize,
    /// Page, wanted, found.
    pub(super) misses: Vec<String>,
}

impl Tally {
    /// 0 to 1.
    pub(super) fn score(&self, ask: Ask) -> f64 {
        let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        match ask {
            Ask::Runs | Ask::Words => {
                let pages = count(self.pages);
                f1(of(self.precision, pages), of(self.recall, pages))
            }
            Ask::Snippets => {
                of(2.0 * count(self.found), 2.0 * count(self.found) + count(self.lost) + count(self.wrong))
            }
            Ask::Title | Ask::Date | Ask::Country | Ask::City | Ask::Created | Ask::Years | Ask::Language => {
                of(count(self.right), count(self.pages))
            }
        }
    }

    pub(super) fn share(&self) -> f64 {
        if self.pages == 0 { 0.0 } else { count(self.right) / count(self.pages) }
    }

    pub(super) fn is(&mut self, right: bool, truth: &Truth, wanted: &str, found: &str) {
        self.pages += 1;
        self.right += usize::from(right);
        if !right {
            self.misses.push(format!("{}: wanted \"{wanted}\", found \"{found}\"", truth.id));
        }
    }
}

pub(super) fn compare(ask: Ask, truth: &Truth, page: &AutoPage, tally: &mut Tally) {
    let text = || page.text.as_ref().map(|text| text.value.plain()).unwrap_or_default();
    match ask {
        Ask::Runs => {
            against(truth.text.as_deref(), tally, truth, |wanted| {
                overlap(&runs(&words(wanted)), &runs(&words(&text())))
            });
        }
        Ask::Words => against(truth.text.as_deref(), tally, truth, |wanted| overlap(&words(wanted), &words(&text()))),
        Ask::Snippets => snippets(truth, &text(), tally),
        Ask::Title => {
            if let Some(wanted) = &truth.title {
                let found = page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
                tally.is(name_key(&found) == name_key(wanted), truth, wanted, &found);
            }
        }
        Ask::Date => {
            if let Some(wanted) = truth.date.as_deref().and_then(|date| date.get(..10)) {
                let found = page.published.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
                tally.is(found == wanted, truth, wanted, &found);
            }
        }
        Ask::Country => {
            if let Some(wanted) = &truth.country {
                let found = page.country.as_ref().map(|country| country.value);
                let right = found.is_some() && found == Country::find(wanted);
                tally.is(right, truth, wanted, found.as_ref().map_or("", Country::code));
            }
        }
        Ask::City => {
            if let Some(wanted) = &truth.city {
                let found: Vec<String> = page.cities.iter().map(|city| city.value.name.clone()).collect();
                let right = found.iter().any(|name| name_key(name) == name_key(wanted));
                tally.is(right, truth, wanted, &found.join("; "));
            }
        }
        Ask::Created => {
            if let Some(wanted) = truth.created.as_deref().and_then(day_in) {
                let found = page.published.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
                tally.is(found == wanted, truth, &wanted, &found);
            }
        }
        Ask::Years => years(truth, page, tally),
        Ask::Language => {
            if let Some(wanted) = &truth.language {
                let found = page.language.as_ref().map(|tag| tag.value.primary().to_owned()).unwrap_or_default();
                tally.is(Some(found.as_str()) == code(wanted), truth, wanted, &found);
            }
        }
    }
}

/// The years of both dates; a beginning without an end goes on.
fn years(truth: &Truth, page: &AutoPage, tally: &mut Tally) {
    let year = |date: &Option<String>| Period::read(date.as_deref()?).years().map(|(first, _)| first);
    let Some(start) = year(&truth.start_date) else { return };
    let end = year(&truth.end_date);
    // Some entries end before they begin.
    if end.is_some_and(|end| end < start) {
        return;
    }
    let said = page.period.as_ref().map(|period| period.value.clone()).unwrap_or_default();
    let wanted = format!("{start} to {}", end.map(|end| end.to_string()).unwrap_or_default());
    tally.is(Period::read(&said).years() == Some((start, end)), truth, &wanted, &said);
}

/// The day in "… on Wed, 09/16/2009 - 13:30" and "Jun 4 '13", as these pages write it.
fn day_in(text: &str) -> Option<String> {
    let figures = text.split_whitespace().find_map(|word| {
        let mut parts = word.splitn(3, '/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        (year.len() == 4 && month.len() == 2 && day.len() == 2).then(|| format!("{year}-{month}-{day}"))
    });
    figures.or_else(|| {
        let mut parts = text.split_whitespace();
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?.strip_prefix('\'')?);
        let written = format!("{day} {month} 20{year}");
        let date = Period::read(&written).span()?.start?;
        Some(format!("{:04}-{:02}-{:02}", date.year, date.month?, date.day?))
    })
}

fn code(language: &str) -> Option<&'static str> {
    match language {
        "English" => Some("en"),
        "French" => Some("fr"),
        "German" => Some("de"),
        "Italian" => Some("it"),
        "Portuguese" => Some("pt"),
        "Spanish" => Some("es"),
        _ => None,
    }
}

/// Counts a text's precision and recall. A page whose truth holds no text is not asked.
fn against(wanted: Option<&str>, tally: &mut Tally, truth: &Truth, overlap: impl FnOnce(&str) -> (f64, f64)) {
    let Some(wanted) = wanted.filter(|wanted| !wanted.trim().is_empty()) else { return };
    let (precision, recall) = overlap(wanted);
    tally.pages += 1;
    tally.precision += precision;
    tally.recall += recall;
    if f1(precision, recall) < GOOD {
        tally.misses.push(format!("{}: precision {precision:.2}, recall {recall:.2}", truth.id));
    }
}

fn snippets(truth: &Truth, text: &str, tally: &mut Tally) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = flat(text);
    tally.pages += 1;
    for (snippets, is_wanted) in [(&truth.with, true), (&truth.without, false)] {
        for snippet in snippets {
            let stands = text.contains(&flat(snippet));
            match (is_wanted, stands) {
                (true, true) => tally.found += 1,
                (true, false) => {
                    tally.lost += 1;
                    tally.misses.push(format!("{}: lost \"{snippet}\"", truth.id));
                }
                (false, true) => {
                    tally.wrong += 1;
                    tally.misses.push(format!("{}: kept \"{snippet}\"", truth.id));
                }
                (false, false) => {}
            }
        }
    }
}

/// Precision and recall of what two lists share, each entry as often as it stands in both.
pub(super) fn overlap<T: Hash + Eq>(wanted: &[T], found: &[T]) -> (f64, f64) {
    let mut left: HashMap<&T, usize> = HashMap::new();
    for entry in wanted {
        *left.entry(entry).or_default() += 1;
    }
    let shared = found
        .iter()
        .filter(|entry| match left.get_mut(entry) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count();
    let of = |all: usize| if all == 0 { 0.0 } else { count(shared) / count(all) };
    (of(found.len()), of(wanted.len()))
}

pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.split(|letter: char| !is_word(letter)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Runs of four words; a shorter text is one run.
fn runs(words: &[String]) -> Vec<&[String]> {
    match words.len() {
        0 => Vec::new(),
        1..=3 => vec![words],
        _ => words.windows(4).collect(),
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
