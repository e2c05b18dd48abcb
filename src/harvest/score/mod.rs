//! How well pages are read without rules, measured on page sets whose right answers somebody wrote down.
//! Must not know the network: it reads folders of kept pages.
//!
//! A set is a folder with `truth.jsonl`, a line a page (`id`, `url`, and what is stated of `text`, `with`, `without`,
//! `title`, `date`, `country`, `city`), and `pages/<id>.html.gz`, the page's bytes.

mod measure;
mod report;
mod selected;
#[cfg(test)]
mod tests;
mod translated;
mod truth;

use std::{
    io,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use measure::Tally;
pub use report::{Report, Row};
use truth::{Case, Truth};

use super::auto::{self, AutoPage, Hints};
use crate::domain::Timestamp;

/// What a set is asked, with the score it has to reach where one is agreed.
struct Set {
    name: &'static str,
    folder: &'static str,
    asks: &'static [(Ask, Option<f64>)],
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// The main text by runs of four words: F1 of the means of precision and recall (scrapinghub's measure).
    Runs,
    /// The main text by its words, however often and in whatever order each stands: F1 of the same means (WCXB's).
    Words,
    /// Snippets that must and must not be in the main text: F1 over all (trafilatura's).
    Snippets,
    Title,
    Date,
    Country,
    City,
    /// The day it was first put there, as the site says it in words.
    Created,
    /// The years from its beginning to its end.
    Years,
    Language,
}

const SETS: [Set; 5] = [
    Set { name: "news and blogs", folder: "extraction/scrapinghub", asks: &[(Ask::Runs, Some(0.97))] },
    Set {
        name: "trafilatura's own set",
        folder: "extraction/trafilatura-eval",
        asks: &[(Ask::Snippets, Some(0.925)), (Ask::Title, Some(0.80)), (Ask::Date, None)],
    },
    Set {
        name: "seven page types (WCXB)",
        folder: "extraction/wcxb-dev",
        asks: &[(Ask::Words, Some(0.91)), (Ask::Title, None), (Ask::Date, Some(0.85))],
    },
    Set { name: "dates (htmldate)", folder: "dates/htmldate", asks: &[(Ask::Date, Some(0.90))] },
    Set {
        name: "practice pages",
        folder: "practice-sites/participedia-2016",
        asks: &[
            (Ask::Runs, Some(0.97)),
            (Ask::Title, Some(0.94)),
            (Ask::Country, Some(0.95)),
            (Ask::City, Some(0.95)),
            (Ask::Created, Some(0.90)),
            (Ask::Years, Some(0.95)),
            (Ask::Language, None),
        ],
    },
];

/// How much of the sets is read, and how.
pub struct Sample {
    /// Every how many pages one is read; 1 for all.
    pub every: usize,
    pub threads: usize,
    /// No date of publication lies after it.
    pub now: Timestamp,
}

/// Reads the sets a folder holds and compares. A set that is not there is left out.
///
/// # Errors
/// When a set is there and cannot be read.
pub fn score(folder: &Path, sample: &Sample) -> io::Result<Report> {
    let mut report = Report::default();
    for set in &SETS {
        score_set(folder, set, sample, &mut report)?;
    }
    selected::score(folder, sample, &mut report)?;
    Ok(report)
}

fn score_set(folder: &Path, set: &Set, sample: &Sample, report: &mut Report) -> io::Result<()> {
    let folder = folder.join(set.folder);
    if !folder.join("truth.jsonl").is_file() {
        report.missing.push(set.folder.to_owned());
        return Ok(());
    }
    let cases: Vec<Case> = truth::cases(&folder)?.into_iter().step_by(sample.every.max(1)).collect();
    let read = read_all(&cases, sample)?;
    for (ask, bar) in set.asks {
        let mut tally = Tally::default();
        for (case, page) in cases.iter().zip(&read) {
            measure::compare(*ask, &case.truth, page, &mut tally);
        }
        report.rows.push(Row::new(set.name, *ask, *bar, tally));
    }
    Ok(())
}

/// Each page read once; what is refused counts as nothing found.
fn read_all(cases: &[Case], sample: &Sample) -> io::Result<Vec<AutoPage>> {
    let next = AtomicUsize::new(0);
    let read = Mutex::new(Vec::with_capacity(cases.len()));
    let work = || -> io::Result<()> {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let hints = Hints { fetched_at: Some(sample.now), ..Hints::default() };
            let text = case.text()?;
            let page = auto::read(&text, &case.url, &hints).unwrap_or_default();
            read.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((case.at, page));
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..sample.threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a reader gave up"))))
    })?;
    let mut read = read.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    read.sort_by_key(|(at, _)| *at);
    Ok(read.into_iter().map(|(_, page)| page).collect())
}
