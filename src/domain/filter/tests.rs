use proptest::prelude::*;
use url::form_urlencoded;

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
