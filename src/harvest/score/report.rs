//! The table.

use std::fmt;

use super::{Ask, measure::Tally};

/// What was measured.
#[derive(Debug, Default)]
pub struct Report {
    pub rows: Vec<Row>,
    /// Folders of sets that were not there.
    pub missing: Vec<String>,
}

/// One score.
#[derive(Debug)]
pub struct Row {
    pub set: &'static str,
    pub what: &'static str,
    pub pages: usize,
    /// 0 to 1.
    pub score: f64,
    pub bar: Option<f64>,
    /// A line each: the page, what was wanted, what was found.
    pub misses: Vec<String>,
}

impl Row {
    pub(super) fn new(set: &'static str, ask: Ask, bar: Option<f64>, tally: Tally) -> Self {
        Self { set, what: ask.name(), pages: tally.pages, score: tally.score(ask), bar, misses: tally.misses }
    }

    pub(super) fn of_field(set: &'static str, what: &'static str, bar: Option<f64>, tally: Tally) -> Self {
        Self { set, what, pages: tally.pages, score: tally.share(), bar, misses: tally.misses }
    }

    #[must_use]
    pub fn is_met(&self) -> bool {
        // As it is printed, to a tenth of a percent.
        self.bar.is_none_or(|bar| (self.score * 1000.0).round() >= (bar * 1000.0).round())
    }
}

impl Ask {
    const fn name(self) -> &'static str {
        match self {
            Self::Runs => "text, runs of four words",
            Self::Words => "text, words",
            Self::Snippets => "text, snippets",
            Self::Title => "title",
            Self::Date => "date",
            Self::Country => "country",
            Self::City => "city",
            Self::Created => "day of creation",
            Self::Years => "years",
            Self::Language => "language",
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| pages | compared | number | score | bar | |")?;
        writeln!(f, "|---|---|---:|---:|---:|---|")?;
        for row in &self.rows {
            let bar = row.bar.map(|bar| format!("{bar:.3}")).unwrap_or_default();
            let verdict = match (row.bar, row.is_met()) {
                (None, _) => "",
                (Some(_), true) => "met",
                (Some(_), false) => "missed",
            };
            writeln!(f, "| {} | {} | {} | {:.3} | {bar} | {verdict} |", row.set, row.what, row.pages, row.score)?;
        }
        Ok(())
    }
}
