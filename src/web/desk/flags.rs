//! The little marks on a line of the queue: late, taken by somebody, and what the program noticed.

use std::time::Duration;

use i18n_embed_fl::fl;

use crate::{
    domain::{
        Editor, Id, Lang, LanguageTag, Timestamp,
        candidate::Note,
        flag::Flag,
        review::{ItemKind, Phase},
    },
    store::QueueLine,
    text,
};

/// A mark in words, with the class of its colour.
pub(super) struct Flagged {
    pub class: &'static str,
    pub text: String,
}

const DAY: Duration = Duration::from_hours(24);

/// Everything to be marked on a line.
pub(super) fn flagged(lang: Lang, now: Timestamp, me: Id<Editor>, line: &QueueLine) -> Vec<Flagged> {
    let mut flags: Vec<Flagged> = due(lang, now, line).into_iter().collect();
    let t = text::phrases(lang);
    flags.extend(all_noticed(lang, line.kind, &line.flags));
    if let Some((_, name)) = line.claim.as_ref().filter(|(claim, _)| claim.by != me) {
        flags.push(Flagged { class: "", text: fl!(t, "desk-claim-other", name = name.as_str()) });
    }
    match line.phase {
        Phase::Open => {}
        Phase::ChangesAsked => flags.push(Flagged { class: "plum", text: fl!(t, "desk-turn-city") }),
        Phase::Approved => flags.push(Flagged { class: "moss", text: fl!(t, "desk-phase-approved") }),
        Phase::Rejected if line.is_merged => flags.push(Flagged { class: "plum", text: fl!(t, "desk-phase-merged") }),
        Phase::Rejected => flags.push(Flagged { class: "madder", text: fl!(t, "desk-phase-rejected") }),
        Phase::Withdrawn if matches!(line.kind, ItemKind::HeldRun | ItemKind::Gone) => {
            flags.push(Flagged { class: "", text: fl!(t, "desk-phase-answered") });
        }
        Phase::Withdrawn => flags.push(Flagged { class: "amber", text: fl!(t, "desk-phase-withdrawn") }),
    }
    flags
}

fn due(lang: Lang, now: Timestamp, line: &QueueLine) -> Option<Flagged> {
    if line.phase != Phase::Open {
        return None;
    }
    let t = text::phrases(lang);
    if line.due_at < now {
        let days = now.since(line.due_at).as_secs() / DAY.as_secs();
        return Some(Flagged { class: "madder", text: fl!(t, "desk-flag-late", n = days) });
    }
    (line.due_at < now + DAY).then(|| Flagged { class: "amber", text: fl!(t, "desk-flag-due") })
}

/// Everything the program noticed, each kind once, but for what the kind of the item says already.
pub(super) fn all_noticed(lang: Lang, kind: ItemKind, flags: &[Flag]) -> Vec<Flagged> {
    let mut shown: Vec<Flagged> = Vec::new();
    let is_said = |flag: &&Flag| kind == ItemKind::Gone && **flag == Flag::GoneAtSource;
    for flag in flags.iter().filter(|flag| !is_said(flag)).map(|flag| noticed(lang, flag)) {
        if shown.iter().all(|other| other.text != flag.text) {
            shown.push(flag);
        }
    }
    shown
}

/// Why a run is held, in few words; the item's own page says it at length.
fn unusual(lang: Lang, reason: &Note) -> String {
    let key = match reason.phrase.as_str() {
        "source-unusual-gone" => "desk-flag-unusual-gone",
        "source-unusual-many" => "desk-flag-unusual-many",
        "source-unusual-missing" => "desk-flag-unusual-missing",
        "source-unusual-field" => "desk-flag-unusual-field",
        "source-unusual-sample-title" => "desk-flag-unusual-sample-title",
        "source-unusual-sample-text" => "desk-flag-unusual-sample-text",
        "source-unusual-sample-place" => "desk-flag-unusual-sample-place",
        _ => "desk-flag-unusual",
    };
    text::phrase(lang, key, &reason.arguments)
}

/// What the program noticed, in words.
fn noticed(lang: Lang, flag: &Flag) -> Flagged {
    let t = text::phrases(lang);
    let (class, text) = match flag {
        Flag::PossibleDuplicate { .. } => ("plum", fl!(t, "desk-flag-possible-duplicate")),
        Flag::PeriodUnread => ("amber", fl!(t, "desk-flag-period-unread")),
        Flag::UnknownCity => ("amber", fl!(t, "desk-flag-unknown-city")),
        Flag::LanguageDiffers { guessed, .. } => {
            ("amber", fl!(t, "desk-flag-language-differs", language = language_words(lang, guessed)))
        }
        Flag::ExactDuplicate { .. } => ("plum", fl!(t, "desk-flag-exact-duplicate")),
        Flag::UnlistedAtSource => ("madder", fl!(t, "desk-flag-unlisted-at-source")),
        Flag::MergedAtSource { .. } => ("madder", fl!(t, "desk-flag-merged-at-source")),
        Flag::MovedAtSource { .. } => ("amber", fl!(t, "desk-flag-moved-at-source")),
        Flag::LanguageChanged { to, .. } => {
            ("amber", fl!(t, "desk-flag-language-changed", language = language_words(lang, to)))
        }
        Flag::HiddenText => ("amber", fl!(t, "desk-flag-hidden-text")),
        Flag::Cut => ("amber", fl!(t, "desk-flag-cut")),
        Flag::Repeated { .. } => ("", fl!(t, "desk-flag-repeated")),
        Flag::CityUnsure { .. } => ("amber", fl!(t, "desk-flag-city-unsure")),
        Flag::Suspicious => ("madder", fl!(t, "desk-flag-suspicious")),
        Flag::GoneAtSource => ("madder", fl!(t, "desk-flag-gone-at-source")),
        Flag::Revised => ("", fl!(t, "desk-flag-revised")),
        Flag::Conflict { fields } => ("madder", fl!(t, "desk-flag-conflict", n = fields.len())),
        Flag::UnusualYield { found, expected_least: least, expected_most: most } => {
            ("amber", fl!(t, "desk-flag-unusual-yield", n = found, least = least, most = most))
        }
        Flag::Unusual { reason } => ("amber", unusual(lang, reason)),
        Flag::FoundNothing => ("madder", fl!(t, "desk-flag-found-nothing")),
    };
    Flagged { class, text }
}

/// The name of a language, or its tag where it has none.
pub(super) fn language_words(lang: Lang, tag: &str) -> String {
    LanguageTag::parse(tag).map_or_else(|_| tag.to_owned(), |tag| text::language_name(lang, &tag))
}
