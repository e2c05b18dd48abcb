//! Feeds, as Atom and as JSON Feed: of every list that can be asked for, of a city, of a collection. Newest first, whatever the order on the page.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;

use super::{facets, question, showing::Showing};
use crate::{
    domain::{Choice, City, CleanText, Filter, Lang, Slug, Sort, Timestamp, Vocabulary},
    press::{self, Feed, Telling},
    store::LivePractice,
    text,
    web::{
        App,
        site::{Visitor, addresses, answer::Answer},
    },
};

const PER_PAGE: usize = 30;

/// The list a feed follows: no order of its own, from its first page.
pub fn of_list(filter: &Filter) -> Filter {
    // Without words there is no relevance, with words it is the natural order: either way nothing is said.
    filter.sorted(Sort::Relevance)
}

/// A way to write a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Atom,
    Json,
}

impl Syntax {
    /// Of addresses.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "feed.json",
        }
    }
}

/// `GET /{lang}/practices.atom`, with the query of the list.
pub async fn atom(State(app): State<App>, visitor: Visitor) -> Answer {
    practices(&app, &visitor, Syntax::Atom)
}

/// `GET /{lang}/practices.feed.json`, with the query of the list.
pub async fn json(State(app): State<App>, visitor: Visitor) -> Answer {
    practices(&app, &visitor, Syntax::Json)
}

fn practices(app: &App, visitor: &Visitor, syntax: Syntax) -> Answer {
    let showing = Showing::new(app, visitor);
    let asked = question::asked(&showing);
    let list = of_list(&asked);
    let words = text::phrases(showing.lang);
    let choices = facets::in_words(&showing, &list);
    let title = if choices.is_empty() { fl!(words, "site-nav-practices") } else { choices };
    let followed = Followed {
        title,
        page_address: addresses::list(showing.lang, &list),
        address: &|number| addresses::list_as(showing.lang, &list.clone().at_page(number), syntax.ending()),
        list: &list,
        syntax,
    };
    followed.answer(&showing, asked.page())
}

/// `GET /{lang}/cities/{slug}.atom`, `.feed.json`
pub fn of_city(showing: &Showing<'_>, city: &City, list: &Filter, syntax: Syntax) -> Answer {
    let feed = addresses::city_as(showing.lang, &city.slug, syntax.ending());
    let followed = Followed {
        title: city.name_in(showing.lang).to_owned(),
        page_address: addresses::city(showing.lang, &city.slug),
        address: &|number| addresses::with_query(feed.clone(), &Filter::default().at_page(number)),
        list,
        syntax,
    };
    followed.answer(showing, page_of(showing))
}

/// `GET /{lang}/collections/{slug}.atom`, `.feed.json`
pub fn of_collection(showing: &Showing<'_>, slug: &Slug, title: &str, syntax: Syntax) -> Answer {
    let feed = addresses::collection_as(showing.lang, slug.as_str(), syntax.ending());
    let followed = Followed {
        title: title.to_owned(),
        page_address: addresses::collection(showing.lang, slug.as_str()),
        address: &|number| addresses::with_query(feed.clone(), &Filter::default().at_page(number)),
        list: &Filter::default().with(Choice::Collection(slug.clone())),
        syntax,
    };
    followed.answer(showing, page_of(showing))
}

fn page_of(showing: &Showing<'_>) -> u32 {
    let vocabulary = Vocabulary { topics: showing.app.topics(), gazetteer: &showing.shelf.gazetteer };
    Filter::parse(&showing.visitor.query, &vocabulary).page()
}

/// What a feed follows, and where.
struct Followed<'a> {
    title: String,
    /// The same for people.
    page_address: String,
    /// Of a page of the feed.
    address: &'a dyn Fn(u32) -> String,
    list: &'a Filter,
    syntax: Syntax,
}

impl Followed<'_> {
    fn answer(self, showing: &Showing<'_>, page: u32) -> Answer {
        let found = showing.find(&self.list.sorted(Sort::Newest).at_page(page), PER_PAGE)?;
        let whole = |path: String| format!("{}{path}", showing.app.site().origin);
        let words = text::phrases(showing.lang);
        let publisher = fl!(words, "site-name");
        let entries: Vec<press::Entry> = showing.found(&found).map(|practice| entry(showing, practice)).collect();
        let feed = Feed {
            id: whole((self.address)(1)),
            title: fl!(words, "site-feed-title", site = publisher.as_str(), title = self.title),
            subtitle: String::new(),
            lang: showing.lang,
            publisher,
            url: whole((self.address)(found.page)),
            page_url: whole(self.page_address),
            next: (found.page < found.pages).then(|| whole((self.address)(found.page + 1))),
            previous: (found.page > 1).then(|| whole((self.address)(found.page - 1))),
            updated_at: entries.iter().map(|entry| entry.updated_at).max().unwrap_or(Timestamp::from_micros(0)),
            entries,
        };
        Ok(match self.syntax {
            Syntax::Atom => written(Feed::MEDIA_TYPE, feed.to_xml()?),
            Syntax::Json => written(press::JSON_FEED_MEDIA_TYPE, feed.to_json().to_string()),
        })
    }
}

fn written(media_type: &'static str, feed: String) -> Response {
    ([(header::CONTENT_TYPE, media_type)], feed).into_response()
}

fn entry(showing: &Showing<'_>, practice: &LivePractice) -> press::Entry {
    let record = &practice.record;
    let telling = Telling::of(record, showing.lang);
    let language = telling.language().tag;
    let url =
        |lang: Lang| (lang, format!("{}{}", showing.app.site().origin, addresses::practice(lang, &practice.slug)));
    press::Entry {
        id: practice.id.uuid(),
        title: telling.title().to_owned(),
        language: (language != showing.lang.tag()).then_some(language),
        urls: Lang::ALL.map(url).into(),
        published_at: practice.first_live_at,
        updated_at: practice.live_from,
        authors: showing.city_names(record),
        topics: record.topics.iter().map(|topic| (topic.to_string(), showing.topic_name(topic))).collect(),
        summary: telling.in_short(),
        content: Some(telling.summary()).filter(|summary| !summary.is_empty()).map(CleanText::to_html),
    }
}
