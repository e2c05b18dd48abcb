//! Countries: all that have practices, and the page of each.

use axum::extract::State;
use i18n_embed_fl::fl;

use super::{
    showing::Showing,
    subject::{self, Subject},
};
use crate::{
    domain::{Choice, Country, Facet},
    text,
    web::{
        App,
        site::{
            Form, Named, Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link, Section,
                country::{CountriesPage, CountryEntry},
                error::Trouble,
            },
        },
    },
};

/// `GET /{lang}/countries`
pub async fn countries(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let mut countries: Vec<CountryEntry> = Vec::new();
    for (choice, practices) in everything.counts(Facet::Country) {
        let Choice::Country(country) = choice else { continue };
        let cities = everything.counts(Facet::City);
        let own = |slug: &str| showing.city_by_slug(slug).is_some_and(|city| city.country == *country);
        countries.push(CountryEntry {
            name: country.name(showing.lang).to_owned(),
            href: addresses::country(showing.lang, *country),
            cities: cities.filter(|(city, _)| own(&city.value())).count(),
            practices,
        });
    }
    text::sort_by_name(showing.lang, &mut countries, |country| country.name.clone());
    let words = text::phrases(showing.lang);
    let address = addresses::countries(showing.lang);
    let mut page = showing.page(&address, fl!(words, "site-countries")).in_section(Section::Cities);
    page.description = fl!(words, "site-countries-lede", n = countries.len());
    let coverage = addresses::coverage(showing.lang);
    Ok(answer::page(&CountriesPage { page, countries, coverage }))
}

/// `GET /{lang}/countries/{code}`, the code of ISO 3166-1 in small letters. A country that nothing here is about has no
/// page.
pub async fn country(State(app): State<App>, visitor: Visitor, named: Named) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let code = named.slug.as_str().to_ascii_uppercase();
    let country = Country::parse(&code).ok().filter(|_| named.form == Form::Page).ok_or(Trouble::NotFound)?;
    let choice = Choice::Country(country);
    let member = showing.shelf.gazetteer.cities().any(|city| city.country == country);
    if !member && showing.standing()?.everything.count(&choice) == 0 {
        return Err(Trouble::NotFound);
    }
    subject::page(
        &showing,
        Subject {
            choice,
            address: addresses::country(showing.lang, country),
            section: Section::Cities,
            back: Link::new(fl!(text::phrases(showing.lang), "site-countries-all"), addresses::countries(showing.lang)),
            introduction: String::new(),
            facets: &[Facet::City, Facet::Topic, Facet::Year],
        },
    )
}
