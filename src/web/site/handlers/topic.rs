//! Topics: all with their counts, and the page of each.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use i18n_embed_fl::fl;

use super::{
    showing::Showing,
    subject::{self, Subject},
};
use crate::{
    domain::{Choice, Facet},
    text,
    web::{
        App,
        site::{
            Form, Named, Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link, Section,
                error::Trouble,
                topic::{TopicEntry, TopicsPage},
            },
        },
    },
};

/// `GET /{lang}/topics`
pub async fn topics(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let standing = showing.standing()?;
    let everything = &standing.everything;
    let entries = app.topics().all().map(|topic| {
        let practices = everything.count(&Choice::Topic(topic.slug.clone()));
        let href = addresses::topic(showing.lang, topic.slug.as_str());
        let name = topic.name(showing.lang).to_owned();
        let about = topic.about(showing.lang).to_owned();
        (topic.retired, TopicEntry { name, about, href, practices })
    });
    let in_use = entries.filter(|(retired, entry)| !retired || entry.practices > 0);
    let mut topics: Vec<TopicEntry> = in_use.map(|(_, entry)| entry).collect();
    text::sort_by_name(showing.lang, &mut topics, |topic| topic.name.clone());
    let words = text::phrases(showing.lang);
    let mut page =
        showing.page(&addresses::topics(showing.lang), fl!(words, "site-topics")).in_section(Section::Topics);
    page.description = fl!(words, "site-topics-lede");
    let coverage = addresses::coverage(showing.lang);
    Ok(answer::page(&TopicsPage { page, topics, coverage }))
}

/// `GET /{lang}/topics/{slug}`; 301 from the slug a topic had before.
pub async fn topic(State(app): State<App>, visitor: Visitor, named: Named) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let known = app.topics().by_slug(named.slug.as_str()).filter(|_| named.form == Form::Page);
    let topic = known.ok_or(Trouble::NotFound)?;
    let address = addresses::topic(showing.lang, topic.slug.as_str());
    if topic.slug.as_str() != named.slug.as_str() {
        return Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, address)]).into_response());
    }
    subject::page(
        &showing,
        Subject {
            choice: Choice::Topic(topic.slug.clone()),
            address,
            section: Section::Topics,
            back: Link::new(fl!(text::phrases(showing.lang), "site-topics-all"), addresses::topics(showing.lang)),
            introduction: topic.about(showing.lang).to_owned(),
            facets: &[Facet::Country, Facet::City, Facet::Year],
        },
    )
}
