//! All topics, each leading to the list filtered by it.

use axum::extract::State;
use i18n_embed_fl::fl;

use super::showing::Showing;
use crate::{
    domain::{Choice, Filter},
    text,
    web::{
        App,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            views::{
                Section,
                topic::{TopicEntry, TopicsPage},
            },
        },
    },
};

/// `GET /{lang}/topics`
pub async fn topics(State(app): State<App>, visitor: Visitor) -> Answer {
    let showing = Showing::new(&app, &visitor);
    let everything = showing.find(&Filter::default(), 1)?;
    let entries = app.topics().all().map(|topic| {
        let practices = everything.count(&Choice::Topic(topic.slug.clone()));
        let href = addresses::topic(showing.lang, topic.slug.as_str());
        (topic.retired, TopicEntry { name: topic.name(showing.lang).to_owned(), href, practices })
    });
    let in_use = entries.filter(|(retired, entry)| !retired || entry.practices > 0);
    let mut topics: Vec<TopicEntry> = in_use.map(|(_, entry)| entry).collect();
    text::sort_by_name(showing.lang, &mut topics, |topic| topic.name.clone());
    let words = text::phrases(showing.lang);
    let mut page =
        showing.page(&addresses::topics(showing.lang), fl!(words, "site-topics")).in_section(Section::Topics);
    page.description = fl!(words, "site-topics-lede");
    Ok(answer::page(&TopicsPage { page, topics }))
}
