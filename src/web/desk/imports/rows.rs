//! Rows with what became of them, or would: counted, filtered, some on a page.

use axum::extract::Query;
use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::{
    domain::import::{Outcome, Tally},
    text::Loader,
};

const PAGE: usize = 100;

/// `?only=refused&page=2`
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    only: String,
    page: String,
}

pub(super) struct RowsShown {
    pub counts: Vec<Count>,
    pub rows: Vec<RowShown>,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// How many rows came to what, with a link to them alone.
pub(super) struct Count {
    pub words: String,
    pub href: String,
    pub is_current: bool,
}

pub(super) struct RowShown {
    pub number: u32,
    pub title: String,
    pub href: Option<String>,
    pub outcome: String,
    pub class: &'static str,
    pub faults: Vec<String>,
}

/// A row to be shown, before it is.
pub(super) struct Row {
    pub number: u32,
    pub title: String,
    pub href: Option<String>,
    pub outcome: Outcome,
    pub faults: Vec<String>,
}

impl RowsShown {
    pub fn of(t: &Loader, path: &str, Query(asked): &Query<Asked>, rows: Vec<Row>) -> Self {
        let tally = Tally::of(rows.iter().map(|row| row.outcome));
        let only: Option<Outcome> = asked.only.parse().ok();
        let href = |only: Option<Outcome>, page: usize| match (only, page) {
            (None, 1) => path.to_owned(),
            (None, page) => format!("{path}?page={page}"),
            (Some(only), 1) => format!("{path}?only={}", only.name()),
            (Some(only), page) => format!("{path}?only={}&page={page}", only.name()),
        };
        let all = Count {
            words: fl!(t, "desk-import-all", n = tally.all()),
            href: href(None, 1),
            is_current: only.is_none(),
        };
        let counts = Outcome::ALL.into_iter().map(|outcome| Count {
            words: count_words(t, outcome, tally.get(outcome)),
            href: href(Some(outcome), 1),
            is_current: only == Some(outcome),
        });
        let counts = std::iter::once(all).chain(counts).collect();
        let chosen: Vec<Row> = rows.into_iter().filter(|row| only.is_none_or(|only| row.outcome == only)).collect();
        let pages = chosen.len().div_ceil(PAGE).max(1);
        let number = asked.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
        let shown = chosen.into_iter().skip((number - 1) * PAGE).take(PAGE);
        Self {
            counts,
            rows: shown.map(|row| RowShown::of(t, row)).collect(),
            earlier: (number > 1).then(|| href(only, number - 1)),
            later: (number < pages).then(|| href(only, number + 1)),
        }
    }
}

impl RowShown {
    fn of(t: &Loader, row: Row) -> Self {
        let (class, outcome) = match row.outcome {
            Outcome::New => ("moss", fl!(t, "desk-import-is-new")),
            Outcome::Changed => ("amber", fl!(t, "desk-import-is-changed")),
            Outcome::Same => ("", fl!(t, "desk-import-is-same")),
            Outcome::Refused => ("madder", fl!(t, "desk-import-is-refused")),
        };
        let title = if row.title.is_empty() { fl!(t, "desk-untitled") } else { row.title };
        Self { number: row.number, title, href: row.href, outcome, class, faults: row.faults }
    }
}

fn count_words(t: &Loader, outcome: Outcome, n: usize) -> String {
    match outcome {
        Outcome::New => fl!(t, "desk-import-count-new", n = n),
        Outcome::Changed => fl!(t, "desk-import-count-changed", n = n),
        Outcome::Same => fl!(t, "desk-import-count-same", n = n),
        Outcome::Refused => fl!(t, "desk-import-count-refused", n = n),
    }
}
