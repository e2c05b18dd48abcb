//! The same list as a JSON Feed 1.1 (jsonfeed.org), for readers that prefer it to Atom.

use serde_json::{Map, Value, json};

use super::{Entry, Feed, moment};

/// JSON Feed 1.1, "Mime type".
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

impl Feed {
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.page_url,
            "feed_url": self.url,
            "language": self.lang.tag(),
            "authors": [{"name": self.publisher}],
            "items": self.entries.iter().map(|entry| entry.to_json(self)).collect::<Vec<_>>(),
        });
        if !self.subtitle.is_empty() {
            feed["description"] = json!(self.subtitle);
        }
        if let Some(next) = &self.next {
            feed["next_url"] = json!(next);
        }
        feed
    }
}

impl Entry {
    fn to_json(&self, feed: &Feed) -> Value {
        let own = self.urls.iter().find(|(lang, _)| *lang == feed.lang).or_else(|| self.urls.first());
        let mut item = Map::new();
        item.insert("id".to_owned(), json!(format!("urn:uuid:{}", self.id)));
        if let Some((_, url)) = own {
            item.insert("url".to_owned(), json!(url));
        }
        item.insert("title".to_owned(), json!(self.title));
        item.insert("summary".to_owned(), json!(self.summary));
        // An item has to have one of the two contents.
        match &self.content {
            Some(html) => item.insert("content_html".to_owned(), json!(html.as_str())),
            None => item.insert("content_text".to_owned(), json!(self.summary)),
        };
        for (name, at) in [("date_published", self.published_at), ("date_modified", self.updated_at)] {
            if let Some(moment) = moment(at) {
                item.insert(name.to_owned(), json!(moment));
            }
        }
        item.insert("authors".to_owned(), self.authors.iter().map(|name| json!({"name": name})).collect());
        item.insert("tags".to_owned(), self.topics.iter().map(|(_, name)| json!(name)).collect());
        item.insert("language".to_owned(), json!(self.language.as_deref().unwrap_or(feed.lang.tag())));
        Value::Object(item)
    }
}
