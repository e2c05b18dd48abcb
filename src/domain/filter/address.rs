//! A question as the query part of an address, and back.

use url::form_urlencoded;

use super::{Choice, Facet, Filter, OpenSpan, Sort, clean};
use crate::domain::Vocabulary;

/// More parameters than a form of ours can send: the rest is not read.
const PARAMETERS: usize = 300;
const FROM: &str = "from";
const TO: &str = "to";

impl Filter {
    /// Reads the query part of an address, without the question mark. Never fails: what is unknown, malformed or too much
    /// is left out. Of `q`, `sort`, `page`, `from` and `to` the first one counts; `from` and `to` count before `year`.
    #[must_use]
    pub fn parse(query: &str, vocabulary: &Vocabulary<'_>) -> Self {
        Self::parse_with(query, |facet, value| Choice::read(facet, value, vocabulary))
    }

    pub(super) fn parse_with(query: &str, read: impl Fn(Facet, &str) -> Option<Choice>) -> Self {
        let (mut words, mut sort, mut page, mut from, mut to) = (None, None, None, None, None);
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).take(PARAMETERS) {
            match name.as_ref() {
                "q" => words = words.or_else(|| Some(clean(&value))),
                "sort" => sort = sort.or_else(|| Sort::ALL.into_iter().find(|sort| sort.name() == value)),
                "page" => page = page.or_else(|| value.trim().parse().ok()),
                FROM => from = from.or_else(|| read(Facet::Year, &value)),
                TO => to = to.or_else(|| read(Facet::Year, &value)),
                _ => {
                    if let Some(choice) = Facet::by_name(&name).and_then(|facet| read(facet, &value)) {
                        filter.choose(choice);
                    }
                }
            }
        }
        filter.set_span(from.as_ref().and_then(Choice::year), to.as_ref().and_then(Choice::year));
        filter.words = words.unwrap_or_default();
        filter.set_sort(sort);
        filter.page = page.unwrap_or(1).clamp(1, Self::PAGES);
        filter
    }

    /// The question as the query part of an address, without the question mark: `q`, choices in their order, `sort` and
    /// `page`, each only where it says something. Several years without a gap are written as `from` and `to`. Parsing it
    /// gives the same question. Empty for the plain list.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        for facet in Facet::ALL {
            match (facet, self.years().as_slice()) {
                (Facet::Year, [run]) if run.start() < run.end() => {
                    query.append_pair(FROM, &run.start().to_string()).append_pair(TO, &run.end().to_string());
                }
                _ => {
                    for choice in self.choices_of(facet) {
                        query.append_pair(facet.name(), &choice.value());
                    }
                }
            }
            if let Some(open) = self.open.filter(|_| facet == Facet::Year) {
                query.append_pair(open.name(), &open.year().to_string());
            }
        }
        if let Some(sort) = self.sort {
            query.append_pair("sort", sort.name());
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        query.finish()
    }
}

impl OpenSpan {
    /// The parameter's name in addresses and forms.
    const fn name(self) -> &'static str {
        match self {
            Self::From(_) => FROM,
            Self::To(_) => TO,
        }
    }
}
