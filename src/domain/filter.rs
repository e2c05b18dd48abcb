//! What a reader of the public site asks for: words, choices, order and page; and its one canonical address.

use std::{collections::BTreeSet, ops::RangeInclusive};

use unicode_normalization::UnicodeNormalization;
use url::form_urlencoded;

use super::{Choice, Facet, Vocabulary};

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

    /// The parameter's name in addresses and forms.
    const fn name(self) -> &'static str {
        match self {
            Self::From(_) => FROM,
            Self::To(_) => TO,
        }
    }
}

const FROM: &str = "from";
const TO: &str = "to";

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

/// More parameters than a form of ours can send: the rest is not read.
const PARAMETERS: usize = 300;

impl Filter {
    pub const CHARS: usize = 200;
    pub const WORDS: usize = 20;
    /// Per question, over all facets: every year there is, and more of the others than a form shows.
    pub const CHOICES: usize = 260;
    pub const PAGES: u32 = 10_000;

    /// Reads the query part of an address, without the question mark. Never fails: what is unknown, malformed or too much
    /// is left out. Of `q`, `sort`, `page`, `from` and `to` the first one counts; `from` and `to` count before `year`.
    #[must_use]
    pub fn parse(query: &str, vocabulary: &Vocabulary<'_>) -> Self {
        Self::parse_with(query, |facet, value| Choice::read(facet, value, vocabulary))
    }

    fn parse_with(query: &str, read: impl Fn(Facet, &str) -> Option<Choice>) -> Self {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Slug, TopicSlug, period::YEARS};

    /// Reads choices as a network would that knows every topic and city, and no country.
    fn read(facet: Facet, value: &str) -> Option<Choice> {
        let slug = Slug::parse(value).ok();
        match facet {
            Facet::Topic => slug.map(|slug| Choice::Topic(TopicSlug(slug.into()))),
            Facet::City => slug.map(Choice::City),
            Facet::Collection => slug.map(Choice::Collection),
            Facet::Year => value.parse().ok().filter(|year| YEARS.contains(year)).map(Choice::Year),
            Facet::Country | Facet::Language => None,
        }
    }

    fn parse(query: &str) -> Filter {
        Filter::parse_with(query, read)
    }

    #[test]
    fn the_address_is_the_same_however_the_question_was_put() {
        let canonical = "q=caf%C3%A9+ol%C3%A9&topic=education&topic=roma&year=2016&year=2020&sort=title";
        for query in [
            canonical,
            "year=2020&topic=roma&sort=title&q=++caf%C3%A9%20%0Aol%C3%A9&year=2016&topic=education&page=1",
            "topic=roma&topic=education&topic=roma&q=cafe%CC%81+ole%CC%81&q=other&page=0&sort=title&year=2016&year=2020&x=1",
        ] {
            assert_eq!(parse(query).to_query_string(), canonical);
        }
        assert_eq!(parse("q=&topic=&year=&country=&sort=&page=").to_query_string(), "");
    }

    #[test]
    fn years_without_a_gap_are_a_span_and_an_open_one_stays_open() {
        for (query, canonical) in [
            ("from=2016&to=2018", "from=2016&to=2018"),
            ("year=2017&year=2016&year=2018", "from=2016&to=2018"),
            ("from=2018&to=2016", "from=2016&to=2018"),
            ("from=2016&to=2016", "year=2016"),
            ("from=2016&to=", "from=2016"),
            ("from=&to=2003&sort=title", "to=2003&sort=title"),
            ("year=2001&from=2016&collection=covid-19", "from=2016&collection=covid-19"),
            ("year=2016&year=2018&from=&to=", "year=2016&year=2018"),
            ("from=&from=2016&from=2020&to=2021", "from=2016&to=2021"),
            ("from=two&to=99999999", ""),
            ("from=1800", ""),
        ] {
            assert_eq!(parse(query).to_query_string(), canonical, "{query}");
            assert_eq!(parse(canonical), parse(query), "{query}");
        }
        let open = parse("from=2016&topic=roma&page=2");
        assert_eq!(open.open_span(), Some(OpenSpan::From(2016)));
        assert!(open.narrows(Facet::Year) && !open.is_empty() && !parse("from=2016").is_empty());
        assert_eq!(open.with(Choice::Year(2018)).to_query_string(), "topic=roma&year=2018");
        assert_eq!(open.only(Choice::Year(2018)).to_query_string(), "topic=roma&year=2018");
        assert_eq!(open.without_facet(Facet::Year).to_query_string(), "topic=roma");
        assert_eq!(open.with_words("a").to_query_string(), "q=a&topic=roma&from=2016");
        assert_eq!(parse("from=2016&to=2017").with(Choice::Year(2018)).to_query_string(), "from=2016&to=2018");
    }

    #[test]
    fn an_open_span_meets_what_has_a_year_in_it() {
        assert!(OpenSpan::From(2016).meets(2010, 2016) && OpenSpan::From(2016).meets(2030, 2030));
        assert!(!OpenSpan::From(2016).meets(2010, 2015));
        assert!(OpenSpan::To(2016).meets(2016, 2020) && !OpenSpan::To(2016).meets(2017, 2020));
    }

    #[test]
    fn years_without_a_gap_are_one_run() {
        assert_eq!(parse("year=2020&year=2016&year=2017&year=2018").years(), [2016..=2018, 2020..=2020]);
        assert_eq!(parse("from=2016").years(), []);
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        for query in [
            "page=-1",
            "page=1e3",
            "sort=(select 1)",
            "year=0",
            "year=1899",
            "year=20160",
            "year=two",
            "topic=%FF",
            "&&&=&",
            "%",
            "country=XX",
            "q=%00%20%0A",
            "sort=newest",
            "sort=relevance",
        ] {
            assert_eq!(parse(query), Filter::default(), "{query}");
        }
        assert_eq!(parse("page=4000000000").page(), Filter::PAGES);
        assert_eq!(parse("page=99999999999999999999").page(), 1);
    }

    #[test]
    fn long_questions_are_cut() {
        let many = "word ".repeat(10_000);
        assert_eq!(parse(&format!("q={many}")).words().split(' ').count(), Filter::WORDS);
        let long = "ž".repeat(1_000);
        assert_eq!(parse(&format!("q={long}")).words().chars().count(), Filter::CHARS);
        let topics: Vec<_> = (1..=900).map(|number| format!("topic=t{number}")).collect();
        assert_eq!(parse(&topics.join("&")).choices().count(), Filter::CHOICES);
        let years: Vec<_> = YEARS.map(|year| format!("year={year}")).collect();
        assert_eq!(parse(&years.join("&")).choices().count(), years.len());
    }

    #[test]
    fn a_change_of_choice_starts_from_the_first_page() {
        let roma = Choice::Topic(TopicSlug("roma".into()));
        let filter = parse("topic=education&year=2016&page=3");
        assert_eq!(filter.with(roma.clone()).to_query_string(), "topic=education&topic=roma&year=2016");
        assert_eq!(filter.only(roma.clone()).to_query_string(), "topic=roma&year=2016");
        assert_eq!(filter.with(roma.clone()).without(&roma).to_query_string(), "topic=education&year=2016");
        assert_eq!(filter.sorted(Sort::Title).to_query_string(), "topic=education&year=2016&sort=title");
    }

    #[test]
    fn the_natural_order_follows_the_words() {
        assert_eq!(parse("").sort(), Sort::Newest);
        assert_eq!(parse("q=a").sort(), Sort::Relevance);
        let newest = parse("q=a&sort=newest");
        assert_eq!(newest.sort(), Sort::Newest);
        assert_eq!(newest.with_words("").to_query_string(), "");
    }

    proptest! {
        #[test]
        fn a_question_survives_its_address(
            words in "\\PC{0,60}|.{0,260}",
            values in prop::collection::vec(("topic|city|year|from|to|collection|country", "[a-z0-9-]{1,6}|[0-9]{1,5}"), 0..70),
            sort in prop::sample::select(vec!["newest", "relevance", "title", "x"]),
            page in any::<u32>(),
        ) {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("q", &words).append_pair("sort", sort).append_pair("page", &page.to_string());
            query.extend_pairs(values);
            let filter = parse(&query.finish());
            let address = filter.to_query_string();
            prop_assert_eq!(&parse(&address), &filter);
            prop_assert_eq!(parse(&address).to_query_string(), address);
            prop_assert!(filter.words().chars().count() <= Filter::CHARS);
        }

        #[test]
        fn nothing_breaks_the_parser(query in "\\PC{0,300}|.{0,300}") {
            let filter = parse(&query);
            prop_assert_eq!(&parse(&filter.to_query_string()), &filter);
        }
    }
}
