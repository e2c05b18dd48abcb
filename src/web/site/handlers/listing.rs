//! Every public page there is, in one place: for the sitemap, and for whoever writes the site out as files.

use std::collections::HashMap;

use super::{plain, showing::Showing};
use crate::{
    domain::{Choice, Facet, Lang, Slug, Timestamp},
    store::{CollectionRow, LivePractice},
    web::{
        App,
        shelf::Shelf,
        site::{Visitor, addresses, texts::SiteText, views::error::Trouble},
    },
};

/// A page that anybody may read and search engines may keep. Its path in each language, and when what it shows last became
/// as it is, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPage {
    pub paths: [(Lang, String); Lang::ALL.len()],
    pub updated_at: Option<Timestamp>,
}

impl PublicPage {
    fn at(address: impl Fn(Lang) -> String) -> Self {
        Self { paths: Lang::ALL.map(|lang| (lang, address(lang))), updated_at: None }
    }

    fn since(self, at: Option<Timestamp>) -> Self {
        Self { updated_at: at, ..self }
    }
}

/// All pages but the further ones of a list, in an order that stays; a page that would list nothing is left out.
pub async fn pages(app: &App) -> Result<Vec<PublicPage>, Trouble> {
    let texts = texts(app).await?;
    let nobody = Visitor::nobody(Lang::default());
    let showing = Showing::new(app, &nobody);
    let newest = Newest::of(&showing.shelf);
    let mut practices: Vec<_> = showing.shelf.practices.values().collect();
    practices.sort_unstable_by_key(|practice| practice.id);
    let last = practices.iter().map(|practice| practice.live_from).max();
    let collections = collections(&showing, &newest);
    let last_collected = collections.iter().filter_map(|page| page.updated_at).max();

    let lists = [
        addresses::explore,
        addresses::cities,
        addresses::countries,
        addresses::topics,
        addresses::coverage,
        addresses::data,
    ];
    let mut pages: Vec<_> = lists.map(|address| PublicPage::at(address).since(last)).into();
    pages.push(PublicPage::at(addresses::collections).since(last_collected));
    pages.push(PublicPage::at(addresses::submit));
    pages.extend(texts);
    pages.extend(collections);
    pages.extend(subjects(&showing, &newest)?);
    pages.extend(
        practices.iter().map(|it| PublicPage::at(|lang| addresses::practice(lang, &it.slug)).since(Some(it.live_from))),
    );
    Ok(pages)
}

/// The pages that editors write.
async fn texts(app: &App) -> Result<Vec<PublicPage>, Trouble> {
    let mut pages = vec![PublicPage::at(addresses::template).since(day_of(app, SiteText::Template).await?)];
    for text in plain::PAGES {
        let day = day_of(app, text).await?;
        pages.push(PublicPage::at(|lang| addresses::plain(lang, text.name())).since(day));
    }
    Ok(pages)
}

/// That of the language written last.
async fn day_of(app: &App, text: SiteText) -> Result<Option<Timestamp>, Trouble> {
    let mut last = None;
    for lang in Lang::ALL {
        last = last.max(Some(text.current(app.store(), lang).await?.day));
    }
    Ok(last)
}

fn collections(showing: &Showing<'_>, newest: &Newest) -> Vec<PublicPage> {
    let page = |row: &CollectionRow| {
        let since = Slug::parse(&row.slug).ok().and_then(|slug| newest.having(&Choice::Collection(slug)));
        PublicPage::at(|lang| addresses::collection(lang, &row.slug)).since(since)
    };
    showing.shelf.collections.iter().map(|collection| page(&collection.row)).collect()
}

/// Topics, countries and cities.
fn subjects(showing: &Showing<'_>, newest: &Newest) -> Result<Vec<PublicPage>, Trouble> {
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let mut pages = Vec::new();
    for (choice, _) in [Facet::Topic, Facet::Country].into_iter().flat_map(|facet| everything.counts(facet)) {
        let page = match choice {
            Choice::Topic(slug) => PublicPage::at(|lang| addresses::topic(lang, slug.as_str())),
            Choice::Country(country) => PublicPage::at(|lang| addresses::country(lang, *country)),
            Choice::City(_) | Choice::Year(_) | Choice::Collection(_) | Choice::Language(_) => continue,
        };
        pages.push(page.since(newest.having(choice)));
    }
    for city in showing.shelf.gazetteer.cities() {
        let choice = Slug::parse(&city.slug).ok().map(Choice::City);
        if let Some(choice) = choice.filter(|choice| everything.count(choice) > 0) {
            pages.push(PublicPage::at(|lang| addresses::city(lang, &city.slug)).since(newest.having(&choice)));
        }
    }
    Ok(pages)
}

/// When the newest practice of each choice went live as it is.
struct Newest(HashMap<Choice, Timestamp>);

impl Newest {
    fn of(shelf: &Shelf) -> Self {
        let mut newest = HashMap::new();
        for practice in shelf.practices.values() {
            for choice in choices(shelf, practice) {
                let last = newest.entry(choice).or_insert(practice.live_from);
                *last = practice.live_from.max(*last);
            }
        }
        Self(newest)
    }

    fn having(&self, choice: &Choice) -> Option<Timestamp> {
        self.0.get(choice).copied()
    }
}

/// What has a page of its own that lists the practice.
fn choices(shelf: &Shelf, practice: &LivePractice) -> impl Iterator<Item = Choice> {
    let record = &practice.record;
    let topics = record.topics.iter().cloned().map(Choice::Topic);
    let countries = record.countries().into_iter().map(Choice::Country);
    let cities = record.cities.iter().filter_map(move |city| shelf.gazetteer.get(city.id?));
    let cities = cities.filter_map(|city| Slug::parse(&city.slug).ok()).map(Choice::City);
    let collections = shelf.collections_of(practice.id.uuid());
    let collections = collections.filter_map(|row| Slug::parse(&row.slug).ok()).map(Choice::Collection);
    topics.chain(countries).chain(cities).chain(collections)
}
