//! A parsed feed in the words of the conformance set, which are those of Python's feedparser.

use feedparser_rs::{
    Content, Entry, FeedMeta, Link, ParsedFeed, Person, Tag, TextConstruct, TextType,
    namespace::georss::{GeoLocation, GeoType},
};
use serde_json::{Map, Value, json};

/// A feed as an object: `feed`, `entries`, `version`, `bozo`, `encoding`.
pub(super) fn view(feed: &ParsedFeed, encoding: &str) -> Value {
    json!({
        "version": feed.version.as_str(),
        "bozo": feed.bozo,
        "encoding": encoding,
        "feed": meta(&feed.feed),
        "entries": feed.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

/// An object under construction: nothing is said of what is not there.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        self.put(key, value);
    }

    fn detail(&mut self, key: &str, value: Option<&str>, detail: Option<&TextConstruct>) {
        self.text(key, value.or(detail.map(|detail| detail.value.as_str())));
        self.put(&format!("{key}_detail"), detail.map(construct));
    }

    fn time(&mut self, key: &str, written: Option<&str>, micros: Option<i64>) {
        self.text(key, written);
        let moment = micros.and_then(|micros| time::OffsetDateTime::from_unix_timestamp(micros / 1_000_000).ok());
        let parts = moment.map(|at| {
            let day = at.weekday().number_days_from_monday();
            json!([
                at.year(),
                u8::from(at.month()),
                at.day(),
                at.hour(),
                at.minute(),
                at.second(),
                day,
                at.ordinal(),
                0
            ])
        });
        self.put(&format!("{key}_parsed"), parts);
    }

    fn people(&mut self, authors: &[Person], contributors: &[Person]) {
        self.put("authors", Some(authors.iter().map(person).collect::<Vec<_>>()));
        self.put("contributors", Some(contributors.iter().map(person).collect::<Vec<_>>()));
    }

    fn into(self) -> Value {
        Value::Object(self.0)
    }
}

fn meta(feed: &FeedMeta) -> Value {
    let mut object = Object::default();
    object.detail("title", feed.title.as_deref(), feed.title_detail.as_ref());
    object.detail("subtitle", feed.subtitle.as_deref(), feed.subtitle_detail.as_ref());
    object.detail("summary", feed.summary.as_deref(), feed.summary_detail.as_ref());
    object.detail("rights", feed.rights.as_deref(), feed.rights_detail.as_ref());
    object.text("link", feed.link.as_deref());
    object.text("id", feed.id.as_deref());
    object.text("language", feed.language.as_deref());
    object.text("author", feed.author.as_deref());
    object.put("author_detail", feed.author_detail.as_ref().map(person));
    object.people(&feed.authors, &feed.contributors);
    object.text("publisher", feed.publisher.as_deref());
    object.put("publisher_detail", feed.publisher_detail.as_ref().map(person));
    object.text("generator", feed.generator.as_deref());
    object.put(
        "generator_detail",
        feed.generator_detail
            .as_ref()
            .map(|made| json!({"name": made.name, "href": made.href, "version": made.version.as_deref()})),
    );
    object.text("icon", feed.icon.as_deref());
    object.text("logo", feed.logo.as_deref());
    object.text("docs", feed.docs.as_deref());
    object.text("ttl", feed.ttl.as_deref());
    object.text("license", feed.license.as_deref());
    object.put("links", Some(feed.links.iter().map(link).collect::<Vec<_>>()));
    object.put("tags", Some(feed.tags.iter().map(tag).collect::<Vec<_>>()));
    object.text("category", feed.tags.first().map(|tag| tag.term.as_str()));
    object.put("where", feed.r#where.as_deref().map(place));
    object.put("itunes_block", feed.itunes.as_ref().and_then(|itunes| itunes.block));
    object.put("itunes_explicit", feed.itunes.as_ref().and_then(|itunes| itunes.explicit));
    object.time("updated", feed.updated_str.as_deref(), feed.updated.map(|at| at.timestamp_micros()));
    object.time("published", feed.published_str.as_deref(), feed.published.map(|at| at.timestamp_micros()));
    object.put(
        "image",
        feed.image.as_ref().map(|image| {
            json!({"href": image.url.as_str(), "title": image.title, "link": image.link, "width": image.width,
               "height": image.height, "description": image.description})
        }),
    );
    object.put(
        "cloud",
        feed.cloud.as_ref().map(|cloud| {
            json!({"domain": cloud.domain, "port": cloud.port, "path": cloud.path, "protocol": cloud.protocol,
               "registerprocedure": cloud.register_procedure})
        }),
    );
    object.put("textinput", feed.textinput.as_ref().map(|input| {
        json!({"title": input.title, "description": input.description, "name": input.name, "link": input.link})
    }));
    object.into()
}

fn entry(entry: &Entry) -> Value {
    let mut object = Object::default();
    object.text("id", entry.id.as_deref());
    object.text("link", entry.link.as_deref());
    object.detail("title", entry.title.as_deref(), entry.title_detail.as_ref());
    object.detail("subtitle", entry.subtitle.as_deref(), entry.subtitle_detail.as_ref());
    // An entry that has no summary is summed up by its content.
    let content = entry.content.first().map(|content| content.value.as_str());
    object.detail("summary", entry.summary.as_deref().or(content), entry.summary_detail.as_ref());
    object.detail("rights", entry.rights.as_deref(), entry.rights_detail.as_ref());
    object.text("author", entry.author.as_deref());
    object.put("author_detail", entry.author_detail.as_ref().map(person));
    object.people(&entry.authors, &entry.contributors);
    object.text("publisher", entry.publisher.as_deref());
    object.put("publisher_detail", entry.publisher_detail.as_ref().map(person));
    object.text("comments", entry.comments.as_deref());
    object.text("language", entry.language.as_deref());
    object.text("license", entry.license.as_deref());
    object.put("content", Some(entry.content.iter().map(text_of_entry).collect::<Vec<_>>()));
    object.put("links", Some(entry.links.iter().map(link).collect::<Vec<_>>()));
    object.put("tags", Some(entry.tags.iter().map(tag).collect::<Vec<_>>()));
    object.text("category", entry.tags.first().map(|tag| tag.term.as_str()));
    let enclosures = entry.enclosures.iter().map(|enclosure| {
        json!({"href": enclosure.url.as_str(), "length": enclosure.length,
               "type": enclosure.enclosure_type.as_ref().map(ToString::to_string)})
    });
    object.put("enclosures", Some(enclosures.collect::<Vec<_>>()));
    object.put("where", entry.r#where.as_deref().map(place));
    object.put("itunes_explicit", entry.itunes.as_ref().and_then(|itunes| itunes.explicit));
    let image = entry.itunes.as_ref().and_then(|itunes| itunes.image.as_ref());
    object.put("image", image.map(|image| json!({"href": image.as_str()})));
    object.text("wfw_commentrss", entry.wfw_comment_rss.as_deref());
    object.time("updated", entry.updated_str.as_deref(), entry.updated.map(|at| at.timestamp_micros()));
    object.time("published", entry.published_str.as_deref(), entry.published.map(|at| at.timestamp_micros()));
    object.time("created", entry.created_str.as_deref(), entry.created.map(|at| at.timestamp_micros()));
    object.put(
        "source",
        entry.source.as_ref().map(|source| {
            json!({"title": source.title, "href": source.href, "link": source.link, "author": source.author,
               "id": source.id, "links": source.links.iter().map(link).collect::<Vec<_>>(), "rights": source.rights,
               "updated": source.updated_str})
        }),
    );
    object.into()
}

fn place(place: &GeoLocation) -> Value {
    let shape = match place.geo_type {
        GeoType::Point => "Point",
        GeoType::Line => "LineString",
        GeoType::Polygon => "Polygon",
        GeoType::Box => "Box",
    };
    // Longitude first, as the set has it; a point is one pair and not a list of one.
    let pairs: Vec<Value> =
        place.coordinates.iter().map(|(latitude, longitude)| json!([longitude, latitude])).collect();
    let coordinates = if shape == "Point" { pairs.first().cloned().unwrap_or_default() } else { Value::Array(pairs) };
    json!({"type": shape, "coordinates": coordinates})
}

fn construct(text: &TextConstruct) -> Value {
    let media_type = match text.content_type {
        TextType::Text => "text/plain",
        TextType::Html => "text/html",
        TextType::Xhtml => "application/xhtml+xml",
    };
    json!({"value": text.value, "type": media_type, "language": text.language.as_deref(), "base": text.base})
}

fn text_of_entry(content: &Content) -> Value {
    json!({"value": content.value, "type": content.content_type.as_ref().map(ToString::to_string),
           "language": content.language.as_deref(), "base": content.base, "src": content.src})
}

fn person(person: &Person) -> Value {
    json!({"name": person.name.as_deref(), "email": person.email.as_ref().map(ToString::to_string), "href": person.uri})
}

fn link(link: &Link) -> Value {
    json!({"href": link.href.as_str(), "rel": link.rel.as_deref(), "title": link.title, "length": link.length,
           "type": link.link_type.as_ref().map(ToString::to_string), "hreflang": link.hreflang.as_deref()})
}

fn tag(tag: &Tag) -> Value {
    json!({"term": tag.term.as_str(), "scheme": tag.scheme.as_deref(), "label": tag.label.as_deref()})
}
