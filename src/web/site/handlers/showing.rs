//! What all pages about practices need: what is published, in the reader's language.

use std::sync::Arc;

use crate::{
    domain::{Choice, City, CityRef, Filter, Lang, Record, Slug, Timestamp, TopicSlug},
    search::{Found, Marking, Place, Stretch, View},
    store::{CollectionRow, LivePractice},
    text,
    web::{
        App,
        shelf::Shelf,
        site::{
            Visitor, addresses,
            views::{
                Link, Moment, Page, TextLanguage,
                error::Trouble,
                list::{Paging, Row},
            },
        },
    },
};

use super::{ornament, passage, standing::Standing};
use crate::press::Telling;

/// Practices on a page of a list.
pub const PER_PAGE: usize = 20;

/// The published practices as one reader sees them.
pub struct Showing<'a> {
    pub app: &'a App,
    pub visitor: &'a Visitor,
    pub lang: Lang,
    pub shelf: Shelf,
}

impl<'a> Showing<'a> {
    pub fn new(app: &'a App, visitor: &'a Visitor) -> Self {
        Self { app, visitor, lang: visitor.lang, shelf: app.shelf() }
    }

    pub fn page(&self, path: &str, title: impl Into<String>) -> Page {
        self.visitor.page(self.app, path, title)
    }

    pub fn find(&self, filter: &Filter, per_page: usize) -> Result<Found, Trouble> {
        Ok(self.app.index().query(filter, self.view(per_page))?)
    }

    /// The same list from a place on, without counts.
    pub fn stretch(&self, filter: &Filter, per_page: usize, after: Option<Place>) -> Result<Stretch, Trouble> {
        Ok(self.app.index().stretch(filter, self.view(per_page), after)?)
    }

    fn view(&self, per_page: usize) -> View {
        View { lang: self.lang, current_year: self.year(), per_page }
    }

    /// The current one.
    pub fn year(&self) -> i16 {
        i16::try_from(self.app.clock().now().to_utc().year()).unwrap_or(i16::MAX)
    }

    /// What every list has, whatever is asked for.
    pub fn standing(&self) -> Result<Arc<Standing>, Trouble> {
        let kept = &self.shelf.standing[self.lang as usize];
        // What goes on counts a year more from New Year's Day, whether anything changes or not.
        if let Some(standing) = kept.get().filter(|standing| standing.year == self.year()) {
            return Ok(Arc::clone(standing));
        }
        let made = Arc::new(Standing::of(self)?);
        // Where another was first, both say the same.
        let _ = kept.set(Arc::clone(&made));
        Ok(made)
    }

    /// The practices a search found, in its order.
    pub fn found<'b>(&'b self, found: &'b Found) -> impl Iterator<Item = &'b LivePractice> {
        found.ids.iter().filter_map(|id| self.shelf.practice(*id)).map(AsRef::as_ref)
    }

    pub fn rows(&self, found: &Found) -> Vec<Row> {
        self.found(found).map(|practice| self.row(practice)).collect()
    }

    pub fn row(&self, practice: &LivePractice) -> Row {
        let record = &practice.record;
        let telling = Telling::of(record, self.lang);
        Row {
            href: addresses::practice(self.lang, &practice.slug),
            title: telling.title().to_owned(),
            language: telling.language(),
            cities: self.city_names(record).join(", "),
            country: self.country_names(record),
            period: record.period.as_ref().map(|period| text::period(self.lang, period)).unwrap_or_default(),
            summary: telling.in_short(),
            passage: None,
            topics: self.topic_links(record),
            mosaic: ornament::of_practice(practice, ornament::SMALL),
            asked: Marking::default(),
        }
    }

    /// The same, with what was asked for marked, each with the passage that holds most of it.
    pub fn rows_for(&self, found: &Found, words: &str) -> Vec<Row> {
        if words.is_empty() {
            return self.rows(found);
        }
        let asked = Marking::of(words, found.forgiven);
        let row = |practice: &LivePractice| Row {
            passage: passage::of(self, &practice.record, &asked),
            asked: asked.clone(),
            ..self.row(practice)
        };
        self.found(found).map(row).collect()
    }

    /// The way between the pages of a list; `page` is told of its neighbours.
    pub fn paging(found: &Found, page: &mut Page, address: impl Fn(u32) -> String) -> Paging {
        page.previous = (found.page > 1).then(|| address(found.page - 1));
        page.next = (found.page < found.pages).then(|| address(found.page + 1));
        Paging {
            number: found.page as usize,
            of: found.pages as usize,
            previous: page.previous.clone(),
            next: page.next.clone(),
        }
    }

    /// The city as the network knows it.
    pub fn city(&self, city: &CityRef) -> Option<&City> {
        city.id.and_then(|id| self.shelf.gazetteer.get(id))
    }

    pub fn city_by_slug(&self, slug: &str) -> Option<&City> {
        self.shelf.gazetteer.by_slug(slug)
    }

    pub fn city_name(&self, city: &CityRef) -> String {
        self.city(city).map_or_else(|| city.name.clone(), |known| known.name_in(self.lang).to_owned())
    }

    /// A practice of a whole country names none.
    pub fn city_names(&self, record: &Record) -> Vec<String> {
        record.cities.iter().map(|city| self.city_name(city)).filter(|name| !name.is_empty()).collect()
    }

    pub fn country_names(&self, record: &Record) -> String {
        record.countries().iter().map(|country| country.name(self.lang)).collect::<Vec<_>>().join(", ")
    }

    pub fn topic_name(&self, topic: &TopicSlug) -> String {
        self.app.topics().name(topic, self.lang).to_owned()
    }

    pub fn topic_links(&self, record: &Record) -> Vec<Link> {
        let link = |topic: &TopicSlug| Link::new(self.topic_name(topic), addresses::topic(self.lang, topic.as_str()));
        record.topics.iter().map(link).collect()
    }

    pub fn moment(&self, at: Timestamp) -> Moment {
        Moment { iso: at.to_utc().date().to_string(), shown: text::date(self.lang, at) }
    }

    /// Words for a choice, as a reader would say it.
    pub fn choice_name(&self, choice: &Choice) -> String {
        match choice {
            Choice::Topic(topic) => self.topic_name(topic),
            Choice::Country(country) => country.name(self.lang).to_owned(),
            Choice::City(slug) => self
                .city_by_slug(slug.as_str())
                .map_or_else(|| slug.to_string(), |city| city.name_in(self.lang).to_owned()),
            Choice::Year(year) => year.to_string(),
            Choice::Collection(slug) => {
                self.collection(slug).map_or_else(|| slug.to_string(), |row| row.title(self.lang))
            }
            Choice::Language(tag) => text::language_name(self.lang, tag),
        }
    }

    /// The language of a choice's name, where it is not the reader's.
    pub fn choice_language(&self, choice: &Choice) -> Option<TextLanguage> {
        match choice {
            Choice::Collection(slug) => self.collection(slug).and_then(|row| self.other(row.title_in(self.lang).1)),
            Choice::Topic(_) | Choice::Country(_) | Choice::City(_) | Choice::Year(_) | Choice::Language(_) => None,
        }
    }

    /// A language to be marked on this page.
    pub fn other(&self, own: Lang) -> Option<TextLanguage> {
        (own != self.lang).then(|| own.into())
    }

    fn collection(&self, slug: &Slug) -> Option<&CollectionRow> {
        self.shelf.collections.iter().find(|it| it.row.slug == slug.as_str()).map(|it| &it.row)
    }
}
