//! Cities: one with its practices, and all that have some, by country.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use i18n_embed_fl::fl;

use super::{
    feed::{self, Syntax},
    map, ornament, question,
    showing::{PER_PAGE, Showing},
};
use crate::{
    domain::{Choice, City, Country, Filter, Lang, LanguageTag, Slug, Vocabulary},
    text,
    web::{
        App,
        site::{
            Form, Named, Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link, Section, TextLanguage,
                city::{CitiesPage, CityEntry, CityPage, CountryGroup, OwnName},
                error::Trouble,
            },
        },
    },
};

/// `GET /{lang}/cities/{slug}`, and its feed with `.atom` behind it.
pub async fn city(State(app): State<App>, visitor: Visitor, named: Named) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let city = showing.city_by_slug(named.slug.as_str()).ok_or(Trouble::NotFound)?;
    let filter = of_city(&named.slug);
    match named.form {
        Form::Page => {}
        Form::Atom => return feed::of_city(&showing, city, &filter, Syntax::Atom),
        Form::JsonFeed => return feed::of_city(&showing, city, &filter, Syntax::Json),
        Form::Ris | Form::Bibtex | Form::Csl | Form::Pdf => return Err(Trouble::NotFound),
    }
    let asked = filter.at_page(page_of(&showing, &visitor.query));
    let found = showing.find(&asked, PER_PAGE)?;
    let address =
        |number| addresses::with_query(addresses::city(showing.lang, &city.slug), &Filter::default().at_page(number));
    // Only the page can be asked for; everything else about the address is as it is.
    if !question::is_canonical(&visitor.query, &Filter::default().at_page(found.page)) {
        return Ok(Redirect::to(&address(found.page)).into_response());
    }
    let name = city.name_in(showing.lang).to_owned();
    let country = city.country.name(showing.lang);
    let mut page = showing.page(&address(found.page), format!("{name}, {country}")).in_section(Section::Cities);
    page.description = super::explore::total(&showing, &of_city(&named.slug), found.total);
    page.feed = Some(Link::new(name.clone(), addresses::city_as(showing.lang, &city.slug, "atom")));
    page.indexed = found.total > 0;
    let paging = Showing::paging(&found, &mut page, address);
    Ok(answer::page(&CityPage {
        own_name: own_name(city, showing.lang),
        country: country.to_owned(),
        country_href: addresses::country(showing.lang, city.country),
        mosaic: ornament::of_city(city.id, ornament::LARGE),
        total: found.total,
        rows: showing.rows(&found),
        paging,
        name,
        page,
    }))
}

fn of_city(slug: &Slug) -> Filter {
    Filter::default().with(Choice::City(slug.clone()))
}

fn page_of(showing: &Showing<'_>, query: &str) -> u32 {
    Filter::parse(query, &Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer }).page()
}

/// The name in the city's own language, where the page shows another. Cities that are written to in French have it in
/// French; of several others the one in another script comes first, which readers of this one could not guess.
fn own_name(city: &City, lang: Lang) -> Option<OwnName> {
    let is_foreign = |tag: &str| Lang::ALL.iter().all(|known| known.tag() != tag);
    let own = match city.language {
        Lang::Fr => city.names.get_key_value(Lang::Fr.tag()),
        Lang::En => city
            .names
            .iter()
            .filter(|(tag, _)| is_foreign(tag))
            .min_by_key(|(_, name)| name.chars().all(|letter| letter < '\u{250}')),
    };
    let (tag, name) = own.filter(|(_, name)| *name != city.name_in(lang))?;
    let language = TextLanguage::from(&LanguageTag::parse(tag).ok()?);
    Some(OwnName { name: name.clone(), language })
}

/// `GET /{lang}/cities`: the cities with practices.
pub async fn cities(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let mut by_country: BTreeMap<Country, Vec<CityEntry>> = BTreeMap::new();
    let mut places = Vec::new();
    for city in showing.shelf.gazetteer.cities() {
        let practices = Slug::parse(&city.slug).map_or(0, |slug| everything.count(&Choice::City(slug)));
        if practices > 0 {
            places.extend(city.position.map(|position| map::Place {
                name: city.name_in(showing.lang).to_owned(),
                country: city.country.name(showing.lang).to_owned(),
                href: addresses::city(showing.lang, &city.slug),
                practices,
                position,
            }));
            by_country.entry(city.country).or_default().push(CityEntry {
                name: city.name_in(showing.lang).to_owned(),
                own_name: own_name(city, showing.lang),
                href: addresses::city(showing.lang, &city.slug),
                practices,
            });
        }
    }
    let total: usize = by_country.values().map(Vec::len).sum();
    let mut countries: Vec<CountryGroup> =
        by_country.into_iter().map(|(country, cities)| group(country, cities, showing.lang)).collect();
    text::sort_by_name(showing.lang, &mut countries, |group| group.name.clone());
    let words = text::phrases(showing.lang);
    let mut page =
        showing.page(&addresses::cities(showing.lang), fl!(words, "site-cities")).in_section(Section::Cities);
    page.description = fl!(words, "site-cities-lede", n = total, countries = countries.len());
    Ok(answer::page(&CitiesPage {
        page,
        total,
        countries,
        map: map::of(showing.lang, places),
        all_countries: addresses::countries(showing.lang),
        coverage: addresses::coverage(showing.lang),
    }))
}

fn group(country: Country, mut cities: Vec<CityEntry>, lang: Lang) -> CountryGroup {
    text::sort_by_name(lang, &mut cities, |city| city.name.clone());
    CountryGroup {
        code: country.code().to_owned(),
        name: country.name(lang).to_owned(),
        href: addresses::country(lang, country),
        cities,
    }
}
