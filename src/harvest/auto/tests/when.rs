//! When a practice was, in all the ways partners write it: beside its place, behind a label, as data.

use super::*;
use crate::domain::{CityRef, Period, period::End};

const PERIODS: &str = include_str!("../../../../tests/fixtures/periods.tsv");
const PLACES: &str = include_str!("../../../../tests/fixtures/places_and_years.tsv");

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// Whether words mean the years a row states; none stated: that they mean none.
fn mean(words: &str, from: &str, to: &str) -> bool {
    let period = Period::read(words);
    match (from, to) {
        ("", "") => period.years().is_none() && period.span().is_none(),
        ("", "ongoing") => period.span().is_some_and(|span| span.start.is_none() && span.end == End::Ongoing),
        (from, "ongoing") => period.years() == Some((from.parse().unwrap(), None)),
        (from, to) => period.years() == Some((from.parse().unwrap(), Some(to.parse().unwrap()))),
    }
}

fn period(html: &str) -> String {
    page(html).period.map(|period| period.value).unwrap_or_default()
}

#[test]
fn a_place_with_any_period_after_it_gives_both() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for row in rows(PLACES) {
        let [city, country, written, from, to] = row[..] else { panic!("{row:?}") };
        let is_one = !city.is_empty() && !city.contains(['|', ';', ',', '/']) && Country::find(country).is_some();
        // A year that is not in the words was found elsewhere on the page; what was cut short ends anyhow.
        if !is_one || written.contains('…') || !mean(written, from, to) {
            continue;
        }
        for line in [format!("{country} {city} {written}"), format!("{city}, {country} {written}")] {
            asked += 1;
            let found = page(&format!("<main><h1>A market for all</h1><p>{line}</p>{STORY}</main>"));
            let cities: Vec<&CityRef> = found.cities.iter().map(|city| &city.value).collect();
            let is_there = matches!(cities[..], [only] if only.name == city && only.country == Country::find(country));
            let when = found.period.as_ref().map(|period| period.value.as_str()).unwrap_or_default();
            if !is_there || when.is_empty() || !mean(when, from, to) {
                wrong.push(format!("{line}: {cities:?}, {when}"));
            }
        }
    }
    assert!(asked > 150, "{asked}");
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
}

#[test]
fn every_labelled_period_is_kept_as_it_is_written_and_means_what_it_should() {
    let mut asked = 0;
    for row in rows(PERIODS) {
        let [written, from, to] = row[..] else { panic!("{row:?}") };
        asked += 1;
        for html in [
            format!("<h1>A market</h1><dl><dt>Period</dt><dd>{written}</dd></dl>{STORY}"),
            format!("<h1>Un marché</h1><p><strong>Période :</strong> {written}</p>{STORY}"),
            format!("<h1>Ein Markt</h1><table><tr><th>Zeitraum</th><td>{written}</td></tr></table>{STORY}"),
        ] {
            let found = period(&html);
            assert_eq!(found, written, "{html}");
            assert!(mean(&found, from, to), "{written}: {from} to {to}");
        }
    }
    assert!(asked > 60, "{asked}");
}

#[test]
fn a_beginning_without_an_end_goes_on() {
    let labelled = |rows: &str| period(&format!("<h1>A market</h1><dl>{rows}</dl>{STORY}"));
    let open = labelled("<dt>Start date</dt><dd>12 May 2014</dd><dt>End date</dt><dd>[no data entered]</dd>");
    assert_eq!(Period::read(&open).years(), Some((2014, None)), "{open}");
    let closed = labelled("<dt>Start date</dt><dd>12 May 2014</dd><dt>End date</dt><dd>1 June 2016</dd>");
    assert_eq!(Period::read(&closed).years(), Some((2014, Some(2016))), "{closed}");
    let ongoing = labelled("<dt>Start date</dt><dd>2014</dd><dt>End date</dt><dd>ongoing</dd>");
    assert_eq!(Period::read(&ongoing).years(), Some((2014, None)), "{ongoing}");
    assert_eq!(labelled("<dt>Start date</dt><dd>in spring</dd>"), "in spring");
}

#[test]
fn what_is_stated_as_data_comes_first() {
    let data = |thing: &str| {
        period(&format!(
            "<script type='application/ld+json'>{{\"@type\":{thing}}}</script><h1>A market</h1><p>Period: 2001</p>{STORY}"
        ))
    };
    let years = |thing: &str| Period::read(&data(thing)).years();
    assert_eq!(years("\"Project\",\"name\":\"A market\",\"startDate\":\"2014-05-01\""), Some((2014, None)));
    assert_eq!(
        years("\"Event\",\"startDate\":\"2014-05-01T10:00\",\"endDate\":\"2015-01-02\""),
        Some((2014, Some(2015)))
    );
    assert_eq!(years("\"Event\",\"startDate\":\"2014-05-01\""), Some((2014, Some(2014))));
    assert_eq!(years("\"Dataset\",\"temporalCoverage\":\"2012-01/2016-03\""), Some((2012, Some(2016))));
    assert_eq!(years("\"Article\",\"temporalCoverage\":\"2012/..\""), Some((2012, None)));
    let microdata = "<h1>A market</h1><div itemscope><time itemprop=startDate datetime=2013-02-01>Feb</time></div>";
    assert_eq!(Period::read(&period(microdata)).years().map(|years| years.0), Some(2013));
}
