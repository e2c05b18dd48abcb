//! The filter beside the list: every choice with the number of practices it would find.

use i18n_embed_fl::fl;

use super::{question, showing::Showing, standing::Standing};
use crate::{
    domain::{Choice, Facet, Filter, OpenSpan, Sort},
    search::Found,
    text,
    web::site::{
        addresses,
        views::{
            Link,
            explore::{self as view, FacetValue, YearCount},
        },
    },
};

/// Shown before "Show all".
const UNFOLDED: usize = 5;

/// In the order shown; years have their own form.
pub const SHOWN: [Facet; 5] = [Facet::Topic, Facet::Country, Facet::City, Facet::Language, Facet::Collection];

/// The facets that have any value, with what each would find.
pub fn facets(showing: &Showing<'_>, standing: &Standing, filter: &Filter, found: &Found) -> Vec<view::Facet> {
    let words = text::phrases(showing.lang);
    let facet = |facet: Facet| {
        let legend = match facet {
            Facet::Topic => fl!(words, "site-filter-topic"),
            Facet::Country => fl!(words, "site-filter-country"),
            Facet::City => fl!(words, "site-filter-city"),
            Facet::Language => fl!(words, "site-filter-language"),
            Facet::Collection => fl!(words, "site-filter-collection"),
            Facet::Year => fl!(words, "site-filter-year"),
        };
        let values = standing.choices(showing, filter, facet).into_iter().map(|named| FacetValue {
            count: found.count(&named.choice),
            chosen: filter.has(&named.choice),
            named,
        });
        view::Facet { name: facet.name(), legend, values: values.collect(), unfolded: UNFOLDED }
    };
    SHOWN.map(facet).into_iter().filter(|facet| !facet.values.is_empty()).collect()
}

/// All values of a facet that practices have, with their number; of topics all, but retired ones that no practice has.
pub fn in_use(showing: &Showing<'_>, facet: Facet, everything: &Found) -> Vec<(Choice, usize)> {
    if facet != Facet::Topic {
        return everything.counts(facet).map(|(choice, count)| (choice.clone(), count)).collect();
    }
    let all = showing.app.topics().all().map(|topic| (topic.retired, Choice::Topic(topic.slug.clone())));
    let counted = all.map(|(retired, choice)| (retired, everything.count(&choice), choice));
    counted.filter(|(retired, count, _)| !retired || *count > 0).map(|(_, count, choice)| (choice, count)).collect()
}

/// The two selects and the picture above them. Years with gaps between them, which only a typed address can ask for, are not
/// for the selects to say: the form carries them along.
pub fn years(filter: &Filter, found: &Found, everything: &Found) -> view::Years {
    let Some(known) = question::years(everything) else { return view::Years::default() };
    let (from, to) = match (filter.open_span(), filter.years().as_slice()) {
        (Some(OpenSpan::From(year)), _) => (Some(year), None),
        (Some(OpenSpan::To(year)), _) => (None, Some(year)),
        (None, [run]) => (Some(*run.start()), Some(*run.end())),
        (None, _) => (None, None),
    };
    // What an address asks for stands in the selects, whether anything happened then or not.
    let asked = || from.into_iter().chain(to);
    let first = asked().fold(*known.start(), i16::min);
    let last = asked().fold(*known.end(), i16::max);
    let counts = (first..=last).map(|year| YearCount { year, count: found.count(&Choice::Year(year)) }).collect();
    view::Years { counts, from, to }
}

/// What the form has no input for, and would forget.
pub fn kept(filter: &Filter) -> Vec<(String, String)> {
    let gaps = filter.years().len() > 1;
    let years = filter.choices_of(Facet::Year).filter(|_| gaps);
    years.map(|choice| (choice.facet().name().to_owned(), choice.value().into_owned())).collect()
}

/// The choices made, each with the address without it: words first, then as the filter shows them.
pub fn chips(showing: &Showing<'_>, filter: &Filter) -> Vec<Link> {
    let lang = showing.lang;
    let mut chips = Vec::new();
    if !filter.words().is_empty() {
        let words = fl!(text::phrases(lang), "site-chip-words", words = filter.words());
        chips.push(Link::new(words, addresses::list(lang, &filter.with_words(""))));
    }
    for choice in filter.choices().filter(|choice| choice.facet() != Facet::Year) {
        let chip = Link::new(showing.choice_name(choice), addresses::list(lang, &filter.without(choice)));
        chips.push(chip.in_language(showing.choice_language(choice)));
    }
    for run in filter.years() {
        let less = run.clone().fold(filter.clone().at_page(1), |filter, year| filter.without(&Choice::Year(year)));
        let (first, last) = (run.start(), run.end());
        let name = if first == last { first.to_string() } else { format!("{first}–{last}") };
        chips.push(Link::new(name, addresses::list(lang, &less)));
    }
    if let Some(open) = filter.open_span() {
        let words = text::phrases(lang);
        let name = match open {
            OpenSpan::From(year) => fl!(words, "site-chip-from", year = year.to_string()),
            OpenSpan::To(year) => fl!(words, "site-chip-to", year = year.to_string()),
        };
        chips.push(Link::new(name, addresses::list(lang, &filter.without_facet(Facet::Year))));
    }
    chips
}

/// The natural order first and without a value: whoever types words into a plain list gets the best match first.
pub fn sorts(showing: &Showing<'_>, filter: &Filter) -> Vec<view::Sort> {
    let words = text::phrases(showing.lang);
    let sort = |sort: Sort| view::Sort {
        value: if sort == filter.natural_sort() { String::new() } else { sort.name().to_owned() },
        label: match sort {
            Sort::Newest => fl!(words, "site-sort-newest"),
            Sort::Relevance => fl!(words, "site-sort-relevance"),
            Sort::Title => fl!(words, "site-sort-title"),
            Sort::City => fl!(words, "site-sort-city"),
        },
        chosen: filter.sort() == sort,
    };
    // Without words nothing fits better than anything else.
    let mut sorts: Vec<Sort> =
        Sort::ALL.into_iter().filter(|it| *it != Sort::Relevance || !filter.words().is_empty()).collect();
    sorts.sort_by_key(|sort| *sort != filter.natural_sort());
    sorts.into_iter().map(sort).collect()
}

/// The question in a few words: `Education, Italy, 2016–2018`.
pub fn in_words(showing: &Showing<'_>, filter: &Filter) -> String {
    joined(&chips(showing, filter))
}

pub fn joined(chips: &[Link]) -> String {
    chips.iter().map(|chip| chip.text.as_str()).collect::<Vec<_>>().join(", ")
}
