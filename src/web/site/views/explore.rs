//! Explore, the public home: search, filter, list.

use std::sync::Arc;

use askama::Template;
use i18n_embed_fl::fl;

use super::{
    Drawing, Link, Page,
    list::{Paging, Row},
};
use crate::{
    domain::clean_text::SafeHtml,
    web::{assets, site::NamedChoice},
};

#[derive(Template)]
#[template(path = "site/explore.html")]
pub struct Explore {
    pub page: Page,
    pub hero: Hero,
    /// Where the form goes: the page itself without its query.
    pub action: String,
    /// Choices the form shows no input for, such as a city: name and value, carried along.
    pub kept: Vec<(String, String)>,
    /// The words searched for.
    pub query: String,
    pub facets: Vec<Facet>,
    pub years: Years,
    pub sorts: Vec<Sort>,
    pub total: usize,
    /// The choices made, each with the address without it.
    pub chips: Vec<Link>,
    /// The address without any choice.
    pub clear: String,
    pub rows: Vec<Row>,
    /// Nothing has the words as typed; these have nearly the same.
    pub forgiven: bool,
    /// The whole list as files.
    pub downloads: Vec<Link>,
    /// Where a booklet is picked from it.
    pub booklet: String,
    pub paging: Paging,
}

/// The head of the home.
#[derive(Clone, Debug)]
pub struct Hero {
    pub title: String,
    pub lede: String,
    /// The editors' to change; said on the plain list only, may be empty.
    pub introduction: SafeHtml,
    /// Of its first cities, as many as the band holds.
    pub mosaics: Vec<Drawing>,
}

/// One question of the filter, with as many answers as the reader likes: any of them.
#[derive(Clone, Debug)]
pub struct Facet {
    /// The parameter's name in the address.
    pub name: &'static str,
    pub legend: String,
    /// In the order shown. Those after `unfolded` wait behind "Show all".
    pub values: Vec<FacetValue>,
    pub unfolded: usize,
}

#[derive(Clone, Debug)]
pub struct FacetValue {
    pub named: Arc<NamedChoice>,
    /// Practices that have it, given every other choice but this facet's own.
    pub count: usize,
    pub chosen: bool,
}

impl Facet {
    #[must_use]
    pub fn first(&self) -> &[FacetValue] {
        &self.values[..self.unfolded.min(self.values.len())]
    }

    #[must_use]
    pub fn rest(&self) -> &[FacetValue] {
        &self.values[self.unfolded.min(self.values.len())..]
    }

    /// A choice behind "Show all" would be overlooked: the fold is then open.
    #[must_use]
    pub fn open(&self) -> bool {
        self.rest().iter().any(|value| value.chosen)
    }
}

impl FacetValue {
    /// Choosing it would change nothing.
    #[must_use]
    pub fn idle(&self) -> bool {
        self.count == 0 && !self.chosen
    }
}

/// The years practices fall in, and those asked for, from first to last without gaps. The form sends `from` and `to`, the
/// names they have in addresses.
#[derive(Clone, Debug, Default)]
pub struct Years {
    pub counts: Vec<YearCount>,
    pub from: Option<i16>,
    pub to: Option<i16>,
}

#[derive(Clone, Copy, Debug)]
pub struct YearCount {
    pub year: i16,
    /// Practices under way in that year, given every other choice.
    pub count: usize,
}

/// A bar of the years' picture, in a box of 1000 × 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub inside: bool,
}

impl Years {
    #[must_use]
    pub fn bars(&self) -> Vec<Bar> {
        let most = self.counts.iter().map(|year| year.count).max().unwrap_or(0).max(1);
        let slot = 1000 / self.counts.len().max(1);
        self.counts
            .iter()
            .enumerate()
            .map(|(place, year)| {
                let height = (year.count * 100).div_ceil(most);
                Bar {
                    x: place * slot,
                    y: 100 - height,
                    width: slot.saturating_sub(11).max(1),
                    height,
                    inside: self.from.is_none_or(|from| from <= year.year) && self.to.is_none_or(|to| year.year <= to),
                }
            })
            .collect()
    }

    #[must_use]
    pub fn starts(&self, year: &i16) -> bool {
        self.from == Some(*year)
    }

    #[must_use]
    pub fn ends(&self, year: &i16) -> bool {
        self.to == Some(*year)
    }
}

/// An order of the list.
#[derive(Clone, Debug)]
pub struct Sort {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Choice;

    #[test]
    fn bars_fit_their_box_whatever_the_counts() {
        for counts in [vec![], vec![0, 0], vec![3, 9, 1], vec![1; 400]] {
            let years = Years {
                counts: counts.iter().zip(1990..).map(|(count, year)| YearCount { year, count: *count }).collect(),
                from: Some(1991),
                to: None,
            };
            for bar in years.bars() {
                assert!(bar.y + bar.height == 100 && bar.x + bar.width <= 1000);
            }
        }
    }

    #[test]
    fn a_fold_with_a_choice_in_it_is_open() {
        let named = Arc::new(NamedChoice {
            choice: Choice::Year(2020),
            value: String::new(),
            label: String::new(),
            language: None,
        });
        let value = |chosen| FacetValue { named: Arc::clone(&named), count: 0, chosen };
        let facet = |values| Facet { name: "", legend: String::new(), values, unfolded: 1 };
        assert!(facet(vec![value(false), value(true)]).open());
        assert!(!facet(vec![value(true)]).open());
    }
}
