use std::{cmp::Reverse, collections::BTreeSet};

use practice_commons::{
    domain::{Choice, Country, Facet, Filter, LanguageTag, Slug, Sort},
    search::{Found, View},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Practice, VIEW, a_practice, ask, index_of, topic};

fn country(code: &str) -> Choice {
    Choice::Country(Country::parse(code).expect("a country"))
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

fn counts(found: &Found, facet: Facet) -> Vec<(String, usize)> {
    found.counts(facet).map(|(choice, count)| (choice.value().into_owned(), count)).collect()
}

#[test]
fn each_facet_is_counted_without_its_own_choice() {
    let index = index_of([
        a_practice("one").on(&["roma", "education"]).of("Reggio", "IT").during("2016"),
        a_practice("two").on(&["education"]).of("Patras", "GR").during("2015-2017"),
        a_practice("three").on(&["religion"]).of("Milano", "IT").of("Patras", "GR").during("since 2022"),
    ]);
    let filter = Filter::default().with(Choice::Topic(topic("education"))).with(country("IT"));
    let found = ask(&index, &filter);
    assert_eq!(found.total, 1);
    assert_eq!(counts(&found, Facet::Topic), [("education".into(), 1), ("religion".into(), 1), ("roma".into(), 1)]);
    assert_eq!(counts(&found, Facet::Country), [("GR".into(), 1), ("IT".into(), 1)]);
    assert_eq!(counts(&found, Facet::Year), [("2016".into(), 1)]);
    assert_eq!(found.count(&Choice::City(slug("reggio"))), 1);
    assert_eq!(found.count(&Choice::City(slug("patras"))), 0);

    let either = ask(&index, &filter.with(country("GR")).with(Choice::Topic(topic("religion"))));
    assert_eq!(either.total, 3);
}

#[test]
fn every_year_of_a_period_counts() {
    let index = index_of([
        a_practice("range").during("2015-2017"),
        a_practice("year").during("2016"),
        a_practice("open").during("since 2022"),
        a_practice("none"),
    ]);
    let years = counts(&ask(&index, &Filter::default()), Facet::Year);
    let expected = [("2015", 1), ("2016", 2), ("2017", 1), ("2022", 1), ("2023", 1), ("2024", 1)];
    assert_eq!(years, expected.map(|(year, count)| (year.to_owned(), count)));

    let of = |year, current_year| {
        let filter = Filter::default().with(Choice::Year(year));
        index.query(&filter, View { current_year, ..VIEW }).unwrap().total
    };
    assert_eq!((of(2025, 2024), of(2025, 2025), of(2014, 2024)), (0, 1, 0));
    assert_eq!(of(2022, 2020), 1, "what was announced as begun has begun");
}

#[test]
fn a_choice_nothing_has_finds_nothing() {
    let index = index_of([a_practice("one").on(&["roma"]).collected_in("covid-19")]);
    assert_eq!(ask(&index, &Filter::default().with(Choice::Topic(topic("unheard-of")))).total, 0);
    assert_eq!(ask(&index, &Filter::default().with(Choice::Collection(slug("covid-19")))).total, 1);
    let both = Filter::default().with(Choice::Topic(topic("unheard-of"))).with(Choice::Topic(topic("roma")));
    assert_eq!(ask(&index, &both).total, 1);
}

#[test]
fn pages_past_the_end_give_the_last_one() {
    let index = index_of((0..45).map(|at| a_practice(&format!("practice {at}")).published(at)));
    let page = |page| ask(&index, &Filter::default().at_page(page));
    assert_eq!((page(1).pages, page(1).ids.len(), page(3).ids.len()), (3, 20, 5));
    assert_eq!(page(9_999), page(3));
    assert_eq!(page(3).page, 3);
    let none = ask(&index_of([]), &Filter::default().at_page(7));
    assert_eq!((none.total, none.page, none.pages, none.ids.len()), (0, 1, 1, 0));
    let all = index.query(&Filter::default(), View { per_page: usize::MAX, ..VIEW }).unwrap();
    assert_eq!((all.ids.len(), all.pages), (45, 1));
    assert_eq!(index.query(&Filter::default(), View { per_page: 0, ..VIEW }).unwrap().ids.len(), 1);
}

// What the index should find, said as simply as it can be said.

const WORDS: [&str; 4] = ["garden", "kitchen", "theatre", "museum"];
const TOPICS: [&str; 3] = ["education", "religion", "roma"];
const PLACES: [(&str, &str); 3] = [("reggio", "IT"), ("milano", "IT"), ("patras", "GR")];
const PERIODS: [&str; 6] = ["", "some day", "2015", "2015-2017", "since 2016", "2019-2021"];

fn plain_match(practice: &Practice, filter: &Filter) -> bool {
    let document = &practice.0;
    let record = &document.record;
    let has = |choice: &Choice| match choice {
        Choice::Topic(topic) => record.topics.contains(topic),
        Choice::Country(country) => record.cities.iter().any(|city| city.country == Some(*country)),
        Choice::City(slug) => document.cities.contains(slug),
        Choice::Collection(slug) => document.collections.contains(slug),
        Choice::Language(tag) => record.language.as_ref().is_some_and(|own| own.primary() == tag.as_str()),
        Choice::Year(year) => record
            .period
            .as_ref()
            .and_then(practice_commons::domain::Period::years)
            .is_some_and(|(first, last)| first <= *year && *year <= last.unwrap_or(VIEW.current_year).max(first)),
    };
    let says = |word: &str| record.title.split(' ').any(|own| own == word);
    filter.words().split_whitespace().all(says)
        && Facet::ALL
            .into_iter()
            .all(|facet| filter.choices_of(facet).next().is_none() || filter.choices_of(facet).any(has))
}

fn plain_list(practices: &[Practice], filter: &Filter) -> Vec<Uuid> {
    let mut list: Vec<_> =
        practices.iter().filter(|practice| plain_match(practice, filter)).map(|practice| &practice.0).collect();
    list.sort_by_key(|document| Reverse((document.published_at, document.id)));
    list.into_iter().map(|document| document.id).collect()
}

fn every_choice() -> Vec<Choice> {
    let mut choices: Vec<_> = TOPICS.iter().map(|slug| Choice::Topic(topic(slug))).collect();
    choices.extend(PLACES.map(|(_, code)| country(code)));
    choices.extend(PLACES.map(|(city, _)| Choice::City(slug(city))));
    choices.extend((2013..=2025).map(Choice::Year));
    choices.extend([Choice::Collection(slug("covid-19")), Choice::Collection(slug("other"))]);
    choices
        .extend(["en", "fr", "uk"].map(|tag| Choice::language(&LanguageTag::parse(tag).expect("a tag")).expect("one")));
    choices
}

prop_compose! {
    fn some_practice()(
        number in 0..60_u32,
        words in prop::sample::subsequence(WORDS.to_vec(), 0..=3),
        topics in prop::sample::subsequence(TOPICS.to_vec(), 0..=3),
        places in prop::sample::subsequence(PLACES.to_vec(), 0..=2),
        period in prop::sample::select(PERIODS.to_vec()),
        language in prop::sample::select(vec!["uk", "en", "fr"]),
        collected in any::<bool>(),
        at in 0..5_i64,
    ) -> Practice {
        let practice = a_practice(&format!("n{number} {}", words.join(" ")));
        let practice = practice.written_in(language).on(&topics).during(period).published(at);
        let practice = places.into_iter().fold(practice, |practice, (city, country)| practice.of(city, country));
        if collected { practice.collected_in("covid-19") } else { practice }
    }
}

prop_compose! {
    fn some_filter()(
        words in prop::sample::subsequence(WORDS.to_vec(), 0..=2),
        choices in prop::sample::subsequence(every_choice(), 0..=5),
    ) -> Filter {
        let filter = Filter::default().with_words(&words.join(" ")).sorted(Sort::Newest);
        choices.into_iter().fold(filter, |filter, choice| filter.with(choice))
    }
}

prop_compose! {
    fn some_practices()(practices in prop::collection::vec(some_practice(), 0..40)) -> Vec<Practice> {
        let mut seen = BTreeSet::new();
        practices.into_iter().filter(|practice| seen.insert(practice.0.id)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn lists_and_counts_are_what_simple_counting_gives(
        practices in some_practices(),
        filters in prop::collection::vec(some_filter(), 6),
    ) {
        let index = index_of(practices.clone());
        for filter in filters {
            let found = index.query(&filter, View { per_page: 100, ..VIEW }).unwrap();
            prop_assert_eq!(&found.ids, &plain_list(&practices, &filter));
            prop_assert_eq!(found.total, found.ids.len());
            for choice in every_choice() {
                let opened = filter.only(choice.clone());
                let count = found.count(&choice);
                prop_assert_eq!(count, plain_list(&practices, &opened).len(), "{:?}", choice);
                prop_assert_eq!(count, ask(&index, &opened).total);
                if filter.choices_of(choice.facet()).next().is_none() {
                    prop_assert_eq!(count, ask(&index, &filter.with(choice)).total);
                }
            }
            let listed: Vec<_> = Facet::ALL.into_iter().flat_map(|facet| found.counts(facet)).collect();
            prop_assert!(listed.iter().all(|(choice, count)| *count > 0 && every_choice().contains(choice)));
        }
    }

    #[test]
    fn pages_show_each_practice_once(practices in some_practices(), per_page in 1..9_usize, by_title in any::<bool>()) {
        let index = index_of(practices.clone());
        let filter = Filter::default().sorted(if by_title { Sort::Title } else { Sort::Newest });
        let view = View { per_page, ..VIEW };
        let pages = index.query(&filter, view).unwrap().pages;
        let shown: Vec<_> =
            (1..=pages).flat_map(|page| index.query(&filter.clone().at_page(page), view).unwrap().ids).collect();
        prop_assert_eq!(shown.len(), practices.len());
        prop_assert_eq!(shown.iter().collect::<BTreeSet<_>>().len(), practices.len());
    }
}
