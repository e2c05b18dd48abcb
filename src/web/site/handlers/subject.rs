//! The page about one choice of a facet: the same practices and counts as the filter has, told as a page of its own.

use std::cmp::Reverse;

use axum::response::{IntoResponse, Redirect};
use i18n_embed_fl::fl;

use super::{
    feed, ornament, question,
    showing::{PER_PAGE, Showing},
};
use crate::{
    domain::{Choice, Facet, Filter, Vocabulary},
    search::Found,
    text,
    web::site::{
        addresses,
        answer::{self, Answer},
        views::{
            Link, Section,
            subject::{Counted, Group, SubjectPage},
        },
    },
};

/// What is told of.
pub struct Subject {
    pub choice: Choice,
    /// The page's address.
    pub address: String,
    pub section: Section,
    pub back: Link,
    pub introduction: String,
    /// What the practices are counted by beside the list.
    pub facets: &'static [Facet],
}

/// Shown before "Show all".
const UNFOLDED: usize = 8;

/// The page; the address that says the same in the usual way, where it was put otherwise.
pub fn page(showing: &Showing<'_>, subject: Subject) -> Answer {
    let filter = Filter::default().with(subject.choice.clone());
    let vocabulary = Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer };
    let asked = Filter::parse(&showing.visitor.query, &vocabulary).page();
    let found = showing.find(&filter.clone().at_page(asked), PER_PAGE)?;
    let address = |number: u32| addresses::with_query(subject.address.clone(), &Filter::default().at_page(number));
    // Only the page can be asked for; everything else about the address is as it is.
    if !question::is_canonical(&showing.visitor.query, &Filter::default().at_page(found.page)) {
        return Ok(Redirect::to(&address(found.page)).into_response());
    }
    let name = showing.choice_name(&subject.choice);
    let words = text::phrases(showing.lang);
    let title = if found.page > 1 {
        fl!(words, "site-title-page", title = name.as_str(), number = found.page)
    } else {
        name.clone()
    };
    let summary = summary(showing, &subject.choice, &found);
    let mut page = showing.page(&address(found.page), title).in_section(subject.section);
    page.description = [name.as_str(), summary.as_str()].join(": ");
    if !subject.introduction.is_empty() {
        page.description = format!("{} {}.", subject.introduction, summary);
    }
    page.feed = Some(Link::new(name.clone(), addresses::feed(showing.lang, &feed::of_list(&filter))));
    page.indexed = found.total > 0;
    let paging = Showing::paging(&found, &mut page, address);
    Ok(answer::page(&SubjectPage {
        back: subject.back,
        summary,
        introduction: subject.introduction,
        mosaics: ornament::band(showing.found(&found)),
        total: found.total,
        explore: addresses::list(showing.lang, &filter),
        groups: subject.facets.iter().filter_map(|facet| group(showing, *facet, &filter, &found)).collect(),
        rows: showing.rows(&found),
        paging,
        name,
        page,
    }))
}

fn summary(showing: &Showing<'_>, choice: &Choice, found: &Found) -> String {
    let words = text::phrases(showing.lang);
    let practices = found.total;
    let cities = cities(showing, choice, found).count();
    match choice {
        Choice::Country(_) => fl!(words, "site-subject-of-country", practices = practices, cities = cities),
        Choice::Topic(_) | Choice::City(_) | Choice::Year(_) | Choice::Collection(_) | Choice::Language(_) => {
            let countries = found.counts(Facet::Country).count();
            fl!(words, "site-subject-of-topic", practices = practices, cities = cities, countries = countries)
        }
    }
}

/// The cities of the practices; of a country only its own, not those that took part from elsewhere.
fn cities<'a>(
    showing: &'a Showing<'_>,
    choice: &'a Choice,
    found: &'a Found,
) -> impl Iterator<Item = (&'a Choice, usize)> {
    found.counts(Facet::City).filter(move |(city, _)| match choice {
        Choice::Country(country) => showing.city_by_slug(&city.value()).is_some_and(|city| city.country == *country),
        Choice::Topic(_) | Choice::City(_) | Choice::Year(_) | Choice::Collection(_) | Choice::Language(_) => true,
    })
}

/// What the practices are counted by, those with most first, years from the latest on. None when there is nothing to count.
fn group(showing: &Showing<'_>, facet: Facet, filter: &Filter, found: &Found) -> Option<Group> {
    let words = text::phrases(showing.lang);
    let heading = match facet {
        Facet::Topic => fl!(words, "site-topics"),
        Facet::Country => fl!(words, "site-countries"),
        Facet::City => fl!(words, "site-cities"),
        Facet::Year => fl!(words, "site-years"),
        Facet::Language => fl!(words, "site-filter-language"),
        Facet::Collection => fl!(words, "site-collections"),
    };
    let subject = filter.choices().next()?;
    let mut counts: Vec<(&Choice, usize)> = match facet {
        Facet::City => cities(showing, subject, found).collect(),
        Facet::Topic | Facet::Country | Facet::Year | Facet::Language | Facet::Collection => {
            found.counts(facet).collect()
        }
    };
    if facet == Facet::Year {
        counts.reverse();
    } else {
        text::sort_by_name(showing.lang, &mut counts, |(choice, _)| showing.choice_name(choice));
        counts.sort_by_key(|(_, count)| Reverse(*count));
    }
    let entry = |(choice, practices): (&Choice, usize)| Counted {
        name: showing.choice_name(choice),
        href: addresses::list(showing.lang, &filter.with(choice.clone())),
        practices,
    };
    let entries: Vec<Counted> = counts.into_iter().map(entry).collect();
    (!entries.is_empty()).then_some(Group { heading, entries, unfolded: UNFOLDED })
}
