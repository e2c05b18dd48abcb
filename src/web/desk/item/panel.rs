//! The right column: what is missing, what it looks like, and the buttons that decide.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        queue::{Column, Place},
        shown::{field_name, reason_words},
        trouble::Result,
    },
    Body,
    alike::{self, Alike},
    opened::Opened,
    topics::TopicsView,
};
use crate::{
    desk,
    domain::{
        Country, Field, FieldErrors, Timestamp,
        flag::Flag,
        merging::PICTURES,
        review::{Channel, ItemKind, Phase, Verdict},
        rules::State,
    },
    store::{self, Merged},
    text,
    web::{
        App,
        site::views::{Link, question::ErrorLink},
    },
};

pub(super) struct Panel {
    pub id: String,
    pub version: i64,
    pub view: &'static str,
    pub page: i64,
    pub open: bool,
    pub checks: Vec<CheckLine>,
    pub topics: Option<TopicsView>,
    pub alike: Vec<Alike>,
    pub buttons: Option<Buttons>,
    pub decided: Option<DecidedShown>,
    /// What a merging that was taken back has left where it was.
    pub parted: Option<String>,
    pub keys: Vec<KeyLink>,
    /// Why the approval just tried was not possible.
    pub refused: Vec<ErrorLink>,
}

pub(super) struct CheckLine {
    pub class: &'static str,
    pub text: String,
    /// Where it can be mended.
    pub href: Option<String>,
}

pub(super) struct Buttons {
    pub approve: String,
    /// Whether a day of publication can be chosen.
    pub dated: bool,
    pub ask: Option<String>,
    pub reject: String,
    pub reject_words: String,
    pub edit: Option<String>,
}

/// How it was decided.
pub(super) struct DecidedShown {
    pub said: String,
    /// What it was merged into.
    pub into: Option<Link>,
    pub message: String,
    /// Whether it can be opened again; within the undo window the bar below takes it back.
    pub reopen: bool,
    /// Whether it can still be undone, by whoever decided or another editor.
    pub undo: bool,
}

/// A key with the link it follows.
pub(super) struct KeyLink {
    pub key: &'static str,
    pub name: String,
    pub href: String,
}

impl Panel {
    pub async fn read(
        app: &App,
        signed: &SignedIn,
        place: &Place,
        opened: &Opened,
        queue: &Column,
        body: &Body,
    ) -> Result<Self> {
        let item = &opened.item;
        // What was typed into a form is not to be lost by a press beside it.
        let is_form = matches!(body, Body::Edit(_) | Body::Ask(_) | Body::Reject(_));
        let deciding = opened.is_open() && !matches!(body, Body::Stale(_));
        Ok(Self {
            id: item.id.to_string(),
            version: item.version,
            view: place.view_name(),
            page: place.number(),
            open: opened.is_open(),
            checks: checks(signed, place, opened),
            topics: if deciding && !is_form { TopicsView::of(app, signed, opened).await? } else { None },
            alike: alike::read(app, signed, place, opened).await?,
            buttons: deciding.then(|| buttons(signed, place, opened)),
            decided: decided(app, signed, place, opened).await?,
            parted: parted(app, signed, opened).await?,
            keys: keys(signed, place, opened, queue),
            refused: Vec::new(),
        })
    }
}

/// One line for all that is there, one for each part that is missing or worth a look.
fn checks(signed: &SignedIn, place: &Place, opened: &Opened) -> Vec<CheckLine> {
    if matches!(opened.item.kind, ItemKind::Gone | ItemKind::HeldRun) {
        return Vec::new();
    }
    let (lang, t) = (signed.lang, text::phrases(signed.lang));
    let checks = desk::checklist(&opened.words, &opened.item);
    let wrong = |place: &str| opened.faults.at(place).is_some();
    let met: Vec<String> = checks
        .iter()
        .filter(|check| check.state == State::Met && !wrong(check.place.name()))
        .map(|check| text::phrase::<&str, &str>(lang, check.place.label(), &[]))
        .collect();
    let named = |label: &str| text::phrase::<&str, &str>(lang, label, &[]);
    let line = |class, at: &str, name: String, said: String| CheckLine {
        class,
        text: fl!(t, "desk-check", field = name, said = said),
        href: mend(place, opened, at),
    };
    let mut lines = Vec::new();
    lines.extend(noted(signed, place, opened));
    for fault in &opened.faults.0 {
        lines.push(line("missing", &fault.place, field_name(lang, &fault.place), text::field_error(lang, fault)));
    }
    for check in checks.iter().filter(|check| check.state != State::Met && !wrong(check.place.name())) {
        let class = if check.is_missing() { "missing" } else { "warning" };
        lines.push(line(class, check.place.name(), named(check.place.label()), named(check.phrase)));
    }
    if !met.is_empty() {
        lines.push(CheckLine { class: "ok", text: text::list(lang, &met), href: None });
    }
    lines
}

/// What was noticed while the page was read, in a sentence each.
fn noted(signed: &SignedIn, place: &Place, opened: &Opened) -> Vec<CheckLine> {
    let t = text::phrases(signed.lang);
    let line = |text, at: &str| CheckLine { class: "warning", text, href: mend(place, opened, at) };
    let said = |flag: &Flag| match flag {
        Flag::HiddenText => Some(line(fl!(t, "desk-note-hidden"), "")),
        Flag::Cut => Some(line(fl!(t, "desk-note-cut"), "")),
        Flag::Repeated { words } => Some(line(fl!(t, "desk-note-repeated", words = words.as_str()), "")),
        Flag::CityUnsure { city, countries } => {
            let names: Vec<String> = countries
                .iter()
                .map(|code| Country::parse(code).map_or_else(|_| code.clone(), |one| one.name(signed.lang).to_owned()))
                .collect();
            let countries = text::list(signed.lang, &names);
            let said = fl!(t, "desk-note-city-unsure", city = city.as_str(), countries = countries);
            Some(line(said, Field::Cities.name()))
        }
        Flag::GoneAtSource => Some(line(fl!(t, "desk-note-gone"), "")),
        Flag::UnlistedAtSource => Some(line(fl!(t, "desk-note-unlisted"), "")),
        Flag::MergedAtSource { .. } => Some(line(fl!(t, "desk-note-merged"), "")),
        _ => None,
    };
    opened.item.flags.iter().filter_map(said).collect()
}

fn mend(place: &Place, opened: &Opened, at: &str) -> Option<String> {
    let is_field = at.parse::<Field>().is_ok();
    (opened.is_open() && is_field).then(|| format!("{}&form=edit#{at}", place.item(opened.item.id)))
}

/// Errors of an approval, each with a link to where it can be mended.
pub(super) fn refusals(signed: &SignedIn, place: &Place, opened: &Opened, errors: &FieldErrors) -> Vec<ErrorLink> {
    let t = text::phrases(signed.lang);
    let line = |error: &crate::domain::FieldError| ErrorLink {
        to: mend(place, opened, &error.place).unwrap_or_default(),
        text: fl!(
            t,
            "desk-check",
            field = field_name(signed.lang, &error.place),
            said = text::field_error(signed.lang, error)
        ),
    };
    errors.0.iter().map(line).collect()
}

fn buttons(signed: &SignedIn, place: &Place, opened: &Opened) -> Buttons {
    let t = text::phrases(signed.lang);
    let item = place.item(opened.item.id);
    let (approve, reject_words) = match opened.item.kind {
        ItemKind::New | ItemKind::Update => (fl!(t, "desk-approve"), fl!(t, "desk-reject")),
        ItemKind::Gone => (fl!(t, "desk-approve-gone"), fl!(t, "desk-reject-gone")),
        ItemKind::HeldRun => (fl!(t, "desk-approve-held"), fl!(t, "desk-reject-held")),
    };
    let is_text = matches!(opened.item.kind, ItemKind::New | ItemKind::Update);
    Buttons {
        approve,
        dated: is_text,
        ask: opened.allows_asking().then(|| format!("{item}&form=ask#form")),
        reject: format!("{item}&form=reject#form"),
        reject_words,
        edit: is_text.then(|| format!("{item}&form=edit#form")),
    }
}

async fn decided(app: &App, signed: &SignedIn, place: &Place, opened: &Opened) -> Result<Option<DecidedShown>> {
    let (lang, t, now) = (signed.lang, text::phrases(signed.lang), app.clock().now());
    let state = &opened.item.state;
    if let crate::domain::review::State::Withdrawn { at } = state {
        return withdrawn(app, signed, opened, *at).await.map(Some);
    }
    let Some(decided) = state.decided() else { return Ok(None) };
    let decisions = store::decision_of_item(app.store(), opened.item.id).await?;
    let Some(kept) = decisions.into_iter().find(|kept| kept.id == decided.decision) else { return Ok(None) };
    let (name, when) = (kept.made_by_name.as_str(), text::date_time(lang, kept.made_at));
    let reason = kept.reason.as_deref().and_then(|reason| reason.parse().ok()).map(|reason| reason_words(t, reason));
    let into = if kept.is_merging { merged_into(app, signed, place, opened).await? } else { None };
    let said = match (kept.verdict, reason) {
        _ if kept.is_merging => fl!(t, "desk-verdict-merge", name = name, when = when),
        (Verdict::Approve, _) => fl!(t, "desk-verdict-approve", name = name, when = when),
        (Verdict::AskForChanges, _) => fl!(t, "desk-verdict-ask", name = name, when = when),
        (Verdict::Reject, None) => fl!(t, "desk-verdict-reject", name = name, when = when),
        (Verdict::Reject, Some(reason)) => {
            fl!(t, "desk-verdict-reject-reason", name = name, when = when, reason = reason)
        }
    };
    let undo = decided.can_be_undone(now);
    let reopen = !undo && state.phase() != Phase::Open;
    Ok(Some(DecidedShown { said, into, message: kept.message, reopen, undo }))
}

/// Where what it was merged into is to be seen: where readers see it, where it waits, or what became of it.
async fn merged_into(app: &App, signed: &SignedIn, place: &Place, opened: &Opened) -> Result<Option<Link>> {
    let Some(merging) = store::merging_of_item(app.store(), opened.item.id).await? else { return Ok(None) };
    let Some(into) = merging.leads_to() else { return Ok(None) };
    let end = store::merging_end(app.store(), into, app.clock().now()).await?;
    let title = merging.said_after.draft.get(Field::Title);
    Ok(alike::link(signed, place, &end).or_else(|| match into {
        Merged::Practice(id) => Some(Link::new(title, format!("/desk/published/{id}"))),
        Merged::Item(id) => Some(Link::new(title, place.item(id))),
    }))
}

/// What an editor has to know of a merging that was taken back: what could not be.
async fn parted(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Option<String>> {
    let t = text::phrases(signed.lang);
    let merging = store::merging_of_item(app.store(), opened.item.id).await?;
    let left_in = merging.filter(|merging| merging.undone_at.is_some()).and_then(|merging| merging.left_in);
    let Some(left_in) = left_in.filter(|left_in| !left_in.is_empty()) else { return Ok(None) };
    let name = |name: &String| match name.as_str() {
        PICTURES => fl!(t, "desk-merge-pictures"),
        name => field_name(signed.lang, name),
    };
    let fields = text::list(signed.lang, &left_in.iter().map(name).collect::<Vec<_>>());
    Ok(Some(fl!(t, "desk-merge-left-in", fields = fields)))
}

/// What closes an item of a source without a decision.
const CLOSING: [&str; 3] = ["item.close", "item.came_back", "item.answered_by_run"];

/// Taken back, and the decision that fell away with it because nobody knew of it yet.
async fn withdrawn(app: &App, signed: &SignedIn, opened: &Opened, at: Timestamp) -> Result<DecidedShown> {
    let (lang, t) = (signed.lang, text::phrases(signed.lang));
    let when = text::date_time(lang, at);
    let audit = store::audit_of(app.store(), opened.item.id.uuid()).await?;
    let closed_by = audit.iter().map(|row| row.action.as_str()).find(|action| CLOSING.contains(action));
    let said = match (opened.item.channel, closed_by) {
        (Channel::City, _) => fl!(t, "desk-withdrawn-on", when = when),
        (Channel::Source, Some("item.came_back")) => fl!(t, "desk-closed-back-on", when = when),
        (Channel::Source, Some("item.answered_by_run")) => fl!(t, "desk-closed-answered-on", when = when),
        (Channel::Source | Channel::Import, _) => fl!(t, "desk-closed-on", when = when),
    };
    let decisions = store::decision_of_item(app.store(), opened.item.id).await?;
    let fallen = decisions.iter().find(|decision| decision.undone_at == Some(at));
    let fallen = fallen.map(|decision| fl!(t, "desk-withdrawn-undid", name = decision.made_by_name.as_str()));
    let said = [Some(said), fallen].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(DecidedShown { said, into: None, message: String::new(), reopen: true, undo: false })
}

fn keys(signed: &SignedIn, place: &Place, opened: &Opened, queue: &Column) -> Vec<KeyLink> {
    let t = text::phrases(signed.lang);
    let mut keys = Vec::new();
    let mut add = |key, name, href| keys.push(KeyLink { key, name, href });
    if let Some(next) = &queue.next {
        add("j", fl!(t, "desk-key-next"), next.clone());
    }
    if let Some(previous) = &queue.previous {
        add("k", fl!(t, "desk-key-previous"), previous.clone());
    }
    if opened.item.base.is_some() || opened.item.seen.is_some() {
        add("d", fl!(t, "desk-key-change"), format!("{}#changes", place.item(opened.item.id)));
    }
    add("?", fl!(t, "desk-key-all"), "/desk/profile#keys".to_owned());
    keys
}
