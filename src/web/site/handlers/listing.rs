//! Every public page there is, in one place: for the sitemap, and for whoever writes the site out as files.

use super::{plain, showing::Showing};
use crate::{
    domain::{Choice, Facet, Lang, Slug, Timestamp},
    web::{
        App,
        site::{Visitor, addresses, views::error::Trouble},
    },
};

/// A page that anybody may read and search engines may keep. Its path in each language, and when it last changed, as far
/// as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPage {
    pub paths: [(Lang, String); Lang::ALL.len()],
    pub updated_at: Option<Timestamp>,
}

impl PublicPage {
    fn at(address: impl Fn(Lang) -> String) -> Self {
        Self { paths: Lang::ALL.map(|lang| (lang, address(lang))), updated_at: None }
    }

    fn since(self, at: Timestamp) -> Self {
        Self { updated_at: Some(at), ..self }
    }
}

/// All pages but the further ones of a list, in an order that stays; a page that would list nothing is left out.
pub fn pages(app: &App) -> Result<Vec<PublicPage>, Trouble> {
    let nobody = Visitor::nobody(Lang::default());
    let showing = Showing::new(app, &nobody);
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let newest = showing.shelf.practices.values().map(|practice| practice.live_from).max();
    let mut pages = vec![PublicPage { updated_at: newest, ..PublicPage::at(addresses::explore) }];
    pages.extend(
        [
            addresses::cities,
            addresses::countries,
            addresses::topics,
            addresses::coverage,
            addresses::collections,
            addresses::submit,
            addresses::template,
            addresses::data,
        ]
        .map(PublicPage::at),
    );
    pages.extend(plain::PAGES.map(|text| PublicPage::at(|lang| addresses::plain(lang, text.name()))));
    let collections = showing.shelf.collections.iter();
    pages.extend(collections.map(|it| PublicPage::at(|lang| addresses::collection(lang, &it.row.slug))));
    for (choice, _) in [Facet::Topic, Facet::Country].into_iter().flat_map(|facet| everything.counts(facet)) {
        match choice {
            Choice::Topic(slug) => pages.push(PublicPage::at(|lang| addresses::topic(lang, slug.as_str()))),
            Choice::Country(country) => pages.push(PublicPage::at(|lang| addresses::country(lang, *country))),
            Choice::City(_) | Choice::Year(_) | Choice::Collection(_) | Choice::Language(_) => {}
        }
    }
    let has_practices = |slug: &str| Slug::parse(slug).is_ok_and(|slug| everything.count(&Choice::City(slug)) > 0);
    let cities = showing.shelf.gazetteer.cities().filter(|city| has_practices(&city.slug));
    pages.extend(cities.map(|city| PublicPage::at(|lang| addresses::city(lang, &city.slug))));
    let mut practices: Vec<_> = showing.shelf.practices.values().collect();
    practices.sort_unstable_by_key(|practice| practice.id);
    pages.extend(
        practices.iter().map(|it| PublicPage::at(|lang| addresses::practice(lang, &it.slug)).since(it.live_from)),
    );
    Ok(pages)
}
