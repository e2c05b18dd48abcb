//! The topics of an item: those chosen, and those that its words speak for, each with these words. An editor decides; what
//! is pressed is an edit like any other.

use std::sync::LazyLock;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};

use super::{
    super::{
        guard::SignedIn,
        queue::Place,
        trouble::{Result, Trouble},
        typed::Typed,
    },
    edit,
    opened::Opened,
    parse,
};
use crate::{
    desk::DeskError,
    domain::{Draft, Field, TopicSlug, Topics, review::ItemKind, topic_words::TopicWords},
    search::Suggester,
    store,
    web::{App, site::views::TextLanguage},
};

static SUGGESTER: LazyLock<Suggester> = LazyLock::new(|| Suggester::new(&TopicWords::embedded()));

/// A practice has at most so many.
const MOST: usize = 3;
/// Adds the topic that most speaks for.
const KEY: &str = "t";

pub(super) struct TopicsView {
    pub chosen: Vec<Chosen>,
    pub suggested: Vec<Suggested>,
    /// Of the words quoted.
    pub language: TextLanguage,
}

pub(super) struct Chosen {
    pub slug: String,
    pub name: String,
}

pub(super) struct Suggested {
    pub slug: String,
    pub name: String,
    pub words: Vec<String>,
    pub categories: Vec<String>,
    /// Empty where none.
    pub key: &'static str,
}

impl TopicsView {
    /// None where there is nothing to choose or to show.
    pub async fn of(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Option<Self>> {
        if !opened.is_open() || !matches!(opened.item.kind, ItemKind::New | ItemKind::Update) {
            return Ok(None);
        }
        let topics = app.topics();
        let name = |slug: &TopicSlug| topics.name(slug, signed.lang).to_owned();
        let (record, refused) = (&opened.record, store::topics_refused(app.store(), opened.item.id).await?);
        let is_offered = |slug: &TopicSlug| {
            topics.active().any(|active| active == slug)
                && !record.topics.contains(slug)
                && !refused.iter().any(|refused| refused == slug.as_str())
        };
        let found = if record.topics.len() < MOST {
            SUGGESTER.suggest(record, &categories(topics, opened))
        } else {
            Vec::new()
        };
        let suggested = found.into_iter().filter(|one| is_offered(&one.topic)).take(MOST - record.topics.len());
        let suggested: Vec<Suggested> = suggested
            .enumerate()
            .map(|(at, one)| Suggested {
                name: name(&one.topic),
                slug: one.topic.to_string(),
                words: one.words,
                categories: one.categories,
                key: if at == 0 { KEY } else { "" },
            })
            .collect();
        let chosen = record.topics.iter().map(|slug| Chosen { slug: slug.to_string(), name: name(slug) });
        let view = Self {
            chosen: chosen.collect(),
            suggested,
            language: record.language.as_ref().map_or_else(|| TextLanguage::from(signed.lang), TextLanguage::from),
        };
        Ok((!view.chosen.is_empty() || !view.suggested.is_empty()).then_some(view))
    }
}

/// What the partner files it under that is no topic of ours.
fn categories(topics: &Topics, opened: &Opened) -> Vec<String> {
    let read = opened.source_record.as_ref().map(|record| &record.draft.0);
    let drafts = [Some(&opened.item.draft), read].into_iter().flatten();
    let lines = drafts.flat_map(|draft| draft.get(Field::Topics).split(['\n', ';'])).map(str::trim);
    let mut names: Vec<String> = Vec::new();
    for line in lines.filter(|line| !line.is_empty() && topics.find(line).is_none()) {
        if !names.iter().any(|name| name == line) {
            names.push(line.to_owned());
        }
    }
    names
}

/// `POST /desk/items/{id}/topics`: adds a topic, takes one off, or has one suggested no more.
pub(super) async fn choose(State(app): State<App>, signed: SignedIn, Path(id): Path<String>, typed: Typed) -> Result {
    let id = parse(&id)?;
    let place = Place::of(typed.text("view"), typed.text("page"));
    let version = typed.number("version").ok_or(Trouble::Unreadable)?;
    let topic = app.topics().by_slug(typed.text("topic")).ok_or(Trouble::Unreadable)?.slug.clone();
    let to = Redirect::to(&format!("{}#topics-chosen", place.item(id)));
    let opened = Opened::read(&app, id).await?;
    let mut chosen = opened.record.topics.clone();
    match typed.text("do") {
        "add" if !chosen.contains(&topic) => chosen.push(topic),
        "off" => chosen.retain(|one| *one != topic),
        "not" => {
            app.desk().refuse_topic(&signed.editor, id, &topic).await?;
            return Ok(to.into_response());
        }
        "add" => return Ok(to.into_response()),
        _ => return Err(Trouble::Unreadable),
    }
    let text = chosen.iter().map(TopicSlug::as_str).collect::<Vec<_>>().join("\n");
    match app.desk().edit(&signed.editor, id, version, &[(Field::Topics, text.clone())]).await {
        Ok(_) => Ok(to.into_response()),
        Err(DeskError::Stale(stale)) => {
            let was = opened.item.draft.clone();
            let mut draft: Draft = was.clone();
            draft.set(Field::Topics, text);
            edit::beside(&app, &signed, &place, *stale, &was, &draft).await
        }
        Err(error) => Err(error.into()),
    }
}
