//! What a reader of the public site asks for: words, choices, order and page; and its one canonical address.
//! Must not know what is published, nor how a question stands on a page.

mod address;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, ops::RangeInclusive};

use unicode_normalization::UnicodeNormalization;

use super::{Choice, Facet};

/// A question to the published practices. Equal questions have equal addresses: see [`Filter::to_query_string`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    words: String,
    choices: BTreeSet<Choice>,
    /// In place of chosen years.
    open: Option<OpenSpan>,
    /// None: what the words make natural.
    sort: Option<Sort>,
    page: u32,
}

/// Years without a last or a first one. Kept open: whoever asks for everything since 2016 asks for next year too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenSpan {
    /// This year and all after it.
    From(i16),
    /// This year and all before it.
    To(i16),
}

impl OpenSpan {
    /// Whether a period from the first to the last year has a year in it.
    #[must_use]
    pub const fn meets(self, first: i16, last: i16) -> bool {
        match self {
            Self::From(year) => last >= year,
            Self::To(year) => first <= year,
        }
    }

    /// The year it has an end at.
    #[must_use]
    pub const fn year(self) -> i16 {
        match self {
            Self::From(year) | Self::To(year) => year,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Last published first.
    Newest,
    /// What fits the words best first.
    Relevance,
    Title,
    /// By the name of the city whose practice it is first; those of no city last.
    City,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Newest, Self::Relevance, Self::Title, Self::City];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Relevance => "relevance",
            Self::Title => "title",
            Self::City => "city",
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self { words: String::new(), choices: BTreeSet::new(), open: None, sort: None, page: 1 }
    }
}

impl Filter {
    pub const CHARS: usize = 200;
    pub const WORDS: usize = 20;
    /// Per question, over all facets: every year there is, and more of the others than a form shows.
    pub const CHOICES: usize = 260;
    pub const PAGES: u32 = 10_000;

    /// The words asked for as typed, but for outer and double spaces and control characters.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn choices(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter()
    }

    pub fn choices_of(&self, facet: Facet) -> impl Iterator<Item = &Choice> {
        self.choices.iter().filter(move |choice| choice.facet() == facet)
    }

    /// The years asked for without a last or a first one: no year is then chosen by itself.
    #[must_use]
    pub const fn open_span(&self) -> Option<OpenSpan> {
        self.open
    }

    /// The chosen years as runs without gaps, in order.
    #[must_use]
    pub fn years(&self) -> Vec<RangeInclusive<i16>> {
        let mut runs: Vec<RangeInclusive<i16>> = Vec::new();
        for year in self.choices_of(Facet::Year).filter_map(Choice::year) {
            match runs.last_mut() {
                Some(run) if *run.end() + 1 == year => *run = *run.start()..=year,
                _ => runs.push(year..=year),
            }
        }
        runs
    }

    /// Whether anything is asked of a facet.
    #[must_use]
    pub fn narrows(&self, facet: Facet) -> bool {
        (facet == Facet::Year && self.open.is_some()) || self.choices_of(facet).next().is_some()
    }

    #[must_use]
    pub fn has(&self, choice: &Choice) -> bool {
        self.choices.contains(choice)
    }

    /// Whether all practices match.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.choices.is_empty() && self.open.is_none()
    }

    /// The order of the list: as asked, else by relevance where there are words and by age where there are none.
    #[must_use]
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or(self.natural_sort())
    }

    /// From 1.
    #[must_use]
    pub const fn page(&self) -> u32 {
        self.page
    }

    /// With one more choice, from page 1. Past [`Filter::CHOICES`] nothing is added. A year takes the place of an open span.
    #[must_use]
    pub fn with(&self, choice: Choice) -> Self {
        let mut filter = self.clone().at_page(1);
        filter.choose(choice);
        filter
    }

    /// Without one choice, from page 1.
    #[must_use]
    pub fn without(&self, choice: &Choice) -> Self {
        let mut filter = self.clone().at_page(1);
        filter.choices.remove(choice);
        filter
    }

    /// Without any choice of one facet, from page 1.
    #[must_use]
    pub fn without_facet(&self, facet: Facet) -> Self {
        let mut filter = self.clone().at_page(1);
        filter.leave(facet);
        filter
    }

    /// With this choice in place of all others of its facet, from page 1: what the count beside a choice counts.
    #[must_use]
    pub fn only(&self, choice: Choice) -> Self {
        self.without_facet(choice.facet()).with(choice)
    }

    #[must_use]
    pub fn with_words(&self, words: &str) -> Self {
        let mut filter = Self { words: clean(words), ..self.clone().at_page(1) };
        filter.set_sort(self.sort);
        filter
    }

    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        let mut filter = self.clone().at_page(1);
        filter.set_sort(Some(sort));
        filter
    }

    #[must_use]
    pub fn at_page(self, page: u32) -> Self {
        Self { page: page.clamp(1, Self::PAGES), ..self }
    }

    fn leave(&mut self, facet: Facet) {
        self.choices.retain(|choice| choice.facet() != facet);
        if facet == Facet::Year {
            self.open = None;
        }
    }

    /// The years from one to the other, whichever comes first, in place of those chosen; open where one is missing.
    fn set_span(&mut self, from: Option<i16>, to: Option<i16>) {
        let open = match (from, to) {
            (None, None) => return,
            (Some(from), Some(to)) => {
                self.leave(Facet::Year);
                (from.min(to)..=from.max(to)).for_each(|year| self.choose(Choice::Year(year)));
                return;
            }
            (Some(from), None) => OpenSpan::From(from),
            (None, Some(to)) => OpenSpan::To(to),
        };
        self.leave(Facet::Year);
        self.open = Some(open);
    }

    fn choose(&mut self, choice: Choice) {
        if choice.facet() == Facet::Year {
            self.open = None;
        }
        if self.choices.len() < Self::CHOICES {
            self.choices.insert(choice);
        }
    }

    /// Keeps an order only where it differs from the natural one and can be had: without words nothing is relevant.
    fn set_sort(&mut self, sort: Option<Sort>) {
        let natural = self.natural_sort();
        self.sort = sort.filter(|sort| *sort != natural && (*sort != Sort::Relevance || !self.words.is_empty()));
    }

    /// The order of the list where nobody asks for another.
    #[must_use]
    pub fn natural_sort(&self) -> Sort {
        if self.words.is_empty() { Sort::Newest } else { Sort::Relevance }
    }
}

/// NFC, single spaces, nothing that controls a terminal or turns the writing direction, cut to the limits.
fn clean(words: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Cut before normalising too: a hostile text may be long.
    let words: String = words.chars().take(4 * Filter::CHARS).filter(|c| !turns(*c)).nfc().collect();
    let words = words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let words = words.take(Filter::WORDS).collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(Filter::CHARS).collect();
    cut.trim_end().to_owned()
}
