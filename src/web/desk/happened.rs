//! Lines of the audit trail in plain words, for the history of an item and for the log.

use i18n_embed_fl::fl;

use super::shown::readable;
use crate::{
    domain::{
        Draft, Lang, Topics,
        diff::{self, FieldDiff},
    },
    store::AuditRow,
    text,
};

/// What says which words were there before and after.
const CHANGING: [&str; 5] = ["item.edit", "item.merge_in", "item.part", "practice.merge_in", "practice.part"];

/// One thing that happened.
pub(super) struct Happened {
    pub when: String,
    /// For `datetime`.
    pub iso: String,
    /// `Inês Duarte approved it.`
    pub said: String,
    pub why: String,
    /// For an edit: what it changed.
    pub changed: Vec<FieldDiff>,
}

pub(super) fn happened(lang: Lang, topics: &Topics, row: &AuditRow) -> Happened {
    Happened {
        when: text::date_time(lang, row.at),
        iso: iso(row.at),
        said: said(lang, row),
        why: row.why.clone(),
        changed: changed(lang, topics, row),
    }
}

/// RFC 3339 in whole seconds: the `time` element takes three digits of a fraction at most (HTML, "global date and time
/// strings").
pub(super) fn iso(at: crate::domain::Timestamp) -> String {
    at.to_utc().truncate_to_second().format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

fn said(lang: Lang, row: &AuditRow) -> String {
    let t = text::phrases(lang);
    let who = match (row.actor.as_str(), &row.actor_name) {
        (_, Some(name)) => name.clone(),
        ("city", None) => fl!(t, "desk-who-city"),
        ("editor", None) => fl!(t, "desk-who-editor"),
        ("harvest", None) => fl!(t, "desk-who-harvest"),
        ("command", None) => fl!(t, "desk-who-command"),
        (_, None) => fl!(t, "desk-who-program"),
    };
    let state = match row.action.as_str() {
        "item.decide" => row.to_state.as_deref().map(|state| format!("-{state}")).unwrap_or_default(),
        // A decision that had not taken effect fell away with it.
        "item.withdraw" if row.details.0.get("undone").is_some_and(|undone| !undone.is_null()) => {
            row.from_state.as_deref().map(|state| format!("-{state}")).unwrap_or_default()
        }
        _ => String::new(),
    };
    let key = format!("desk-did-{}{state}", row.action).replace(['.', '_'], "-");
    if text::has_phrase(&key) {
        let title = row.details.0.get("title").and_then(|title| title.as_str()).unwrap_or_default();
        text::phrase(lang, &key, &[("who", who.as_str()), ("title", title)])
    } else {
        fl!(t, "desk-did-something", who = who, what = row.action.as_str())
    }
}

fn changed(lang: Lang, topics: &Topics, row: &AuditRow) -> Vec<FieldDiff> {
    if !CHANGING.contains(&row.action.as_str()) {
        return Vec::new();
    }
    let side = |name: &str| {
        let draft = row.details.0.get(name).cloned().and_then(|value| serde_json::from_value::<Draft>(value).ok());
        readable(lang, topics, &draft.unwrap_or_default())
    };
    diff::diff(&side("before"), &side("after"))
}
