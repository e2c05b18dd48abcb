//! What differs, word by word, from what is live or from what was last seen; or the whole text where nothing is compared.

use i18n_embed_fl::fl;

use super::{
    super::{
        flags::language_words,
        guard::SignedIn,
        queue::Place,
        shown::{field_name, readable},
        trouble::Result,
    },
    conflicts::{self, ConflictShown},
    opened::Opened,
    read_at::{self, ReadAt},
};
use crate::{
    domain::{
        Draft, Field,
        clean_text::SafeHtml,
        diff::{self, Kind, Piece},
        flag::Flag,
        review::ItemKind,
    },
    store, text,
    web::{
        App,
        site::views::{Link, TextLanguage},
    },
};

/// What the proposal is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    Live,
    Seen,
    Nothing,
}

impl Against {
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "live" => Some(Self::Live),
            "seen" => Some(Self::Seen),
            "whole" => Some(Self::Nothing),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Seen => "seen",
            Self::Nothing => "whole",
        }
    }

    fn base(self, opened: &Opened) -> Option<&Draft> {
        match self {
            Self::Live => opened.item.base.as_ref(),
            Self::Seen => opened.item.seen.as_ref(),
            Self::Nothing => None,
        }
    }

    /// What there is to compare with, the usual first.
    fn choices(opened: &Opened) -> Vec<Self> {
        [Self::Live, Self::Seen].into_iter().filter(|against| against.base(opened).is_some()).collect()
    }
}

pub(super) struct ChangesView {
    /// The ways to look at it, when there is more than one.
    pub switch: Vec<SwitchLink>,
    /// What the item is about, where it is not only a text to be published.
    pub notes: Vec<String>,
    /// Fields that were changed here and at the source, and nobody has decided about.
    pub conflicts: Vec<ConflictShown>,
    pub changed: Vec<Changed>,
    /// Whether anything was compared: `changed` may then be empty.
    pub compared: bool,
    /// Fields as they are: all, or those that did not change.
    pub rest: Vec<Whole>,
    pub run: Option<Run>,
    /// Other readings of its page that an editor may pick from.
    pub readings: usize,
    pub language: TextLanguage,
}

pub(super) struct SwitchLink {
    pub link: Link,
    pub current: bool,
}

/// A field that changed: what it said on the left, what it says now on the right.
pub(super) struct Changed {
    pub id: String,
    pub name: String,
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
    pub notes: Vec<String>,
    pub read: Option<ReadAt>,
}

/// A field as it is.
pub(super) struct Whole {
    pub id: String,
    pub name: String,
    pub html: SafeHtml,
    /// Where it is no Markdown, or could not be read.
    pub plain: String,
    pub faults: Vec<String>,
    pub read: Option<ReadAt>,
}

/// A run over a source that waits to be let through.
pub(super) struct Run {
    /// It was let through before: what it found is in the queue.
    pub filed: bool,
    pub notes: Vec<String>,
    /// Where other ways to read the source lie beside what was read before.
    pub fix: Option<String>,
    pub found: Vec<Link>,
    pub gone: Vec<Link>,
}

/// How many fields changed against the usual base, and whether there is one.
pub(super) fn count(app: &App, signed: &SignedIn, opened: &Opened) -> (usize, bool) {
    match Against::choices(opened).first().and_then(|against| against.base(opened)) {
        Some(base) => (differences(app, signed, base, &opened.item.draft).len(), true),
        None => (0, false),
    }
}

fn differences(app: &App, signed: &SignedIn, before: &Draft, after: &Draft) -> Vec<diff::FieldDiff> {
    let shown = |draft| readable(signed.lang, app.topics(), draft);
    diff::diff(&shown(before), &shown(after))
}

impl ChangesView {
    pub async fn read(
        app: &App,
        signed: &SignedIn,
        opened: &Opened,
        place: &Place,
        asked: Option<Against>,
    ) -> Result<Self> {
        let choices = Against::choices(opened);
        let usual = choices.first().copied().unwrap_or(Against::Nothing);
        let against = asked.filter(|asked| *asked == Against::Nothing || choices.contains(asked)).unwrap_or(usual);
        let changed = match against.base(opened) {
            Some(base) => {
                let differences = differences(app, signed, base, &opened.item.draft);
                differences.into_iter().map(|one| changed_field(signed, place, opened, &one)).collect()
            }
            None => Vec::new(),
        };
        let rest = whole(app, signed, place, opened, &changed);
        let language =
            opened.record.language.as_ref().map_or_else(|| TextLanguage::from(signed.lang), TextLanguage::from);
        let run = run(app, signed, opened).await?;
        Ok(Self {
            switch: switch(signed, opened, place, &choices, against),
            notes: notes_of(signed, opened, run.as_ref()),
            conflicts: conflicts::shown(app, signed, opened),
            compared: against != Against::Nothing,
            changed,
            rest,
            run,
            readings: if opened.is_open() { opened.readings.len() } else { 0 },
            language,
        })
    }
}

fn switch(signed: &SignedIn, opened: &Opened, place: &Place, choices: &[Against], current: Against) -> Vec<SwitchLink> {
    let t = text::phrases(signed.lang);
    if choices.is_empty() {
        return Vec::new();
    }
    let link = |against: Against| {
        let name = match against {
            Against::Live => fl!(t, "desk-against-live"),
            Against::Seen => fl!(t, "desk-against-seen"),
            Against::Nothing => fl!(t, "desk-against-nothing"),
        };
        let href = format!("{}&against={}", place.item(opened.item.id), against.name());
        SwitchLink { link: Link::new(name, href), current: against == current }
    };
    choices.iter().copied().chain([Against::Nothing]).map(link).collect()
}

/// What the item is about besides its text: each in a sentence or two.
fn notes_of(signed: &SignedIn, opened: &Opened, run: Option<&Run>) -> Vec<String> {
    let t = text::phrases(signed.lang);
    let asked = match opened.item.kind {
        ItemKind::New | ItemKind::Update => None,
        ItemKind::Gone => Some(gone_note(signed, opened)),
        ItemKind::HeldRun if run.is_some_and(|run| run.filed) => Some(fl!(t, "desk-held-filed-note")),
        ItemKind::HeldRun if opened.item.flags.contains(&Flag::FoundNothing) => Some(fl!(t, "desk-held-nothing-note")),
        ItemKind::HeldRun if is_moved(opened) => None,
        ItemKind::HeldRun => Some(fl!(t, "desk-held-note")),
    };
    let told = |flag: &Flag| match flag {
        Flag::MovedAtSource { from, to } => {
            let (from, to) = (from.as_str(), to.as_str());
            match opened.item.kind {
                ItemKind::HeldRun if run.is_some_and(|run| run.filed) => None,
                ItemKind::HeldRun => Some(fl!(t, "desk-held-moved-note", from = from, to = to)),
                ItemKind::Update => Some(fl!(t, "desk-moved-note", from = from, to = to)),
                ItemKind::New | ItemKind::Gone => Some(fl!(t, "desk-moved-note-new", from = from, to = to)),
            }
        }
        Flag::LanguageChanged { from, to } => {
            let (from, to) = (language_words(signed.lang, from), language_words(signed.lang, to));
            Some(fl!(t, "desk-language-note", from = from, to = to))
        }
        _ => None,
    };
    asked.into_iter().chain(opened.item.flags.iter().filter_map(told)).collect()
}

fn is_moved(opened: &Opened) -> bool {
    opened.item.flags.iter().any(|flag| matches!(flag, Flag::MovedAtSource { .. }))
}

/// How the page left.
fn gone_note(signed: &SignedIn, opened: &Opened) -> String {
    let t = text::phrases(signed.lang);
    match opened.item.flags.iter().find(|flag| flag.is_absence()) {
        Some(Flag::UnlistedAtSource) => fl!(t, "desk-unlisted-note"),
        Some(Flag::MergedAtSource { title, .. }) if title.is_empty() => fl!(t, "desk-merged-note-unnamed"),
        Some(Flag::MergedAtSource { title, .. }) => fl!(t, "desk-merged-note", title = title.as_str()),
        _ => fl!(t, "desk-gone-note"),
    }
}

fn changed_field(signed: &SignedIn, place: &Place, opened: &Opened, difference: &diff::FieldDiff) -> Changed {
    let t = text::phrases(signed.lang);
    let field = difference.field;
    let side = |other: Kind| difference.pieces.iter().filter(|piece| piece.kind != other).cloned().collect();
    let mut notes = faults(signed, opened, field);
    if conflicts::is_undecided(opened, field) {
        notes.push(fl!(t, "desk-conflict-note"));
    }
    Changed {
        id: format!("field-{field}"),
        name: field_name(signed.lang, field.name()),
        before: side(Kind::Added),
        after: side(Kind::Removed),
        notes,
        read: read_at::beside(signed, place, opened, field),
    }
}

fn whole(app: &App, signed: &SignedIn, place: &Place, opened: &Opened, changed: &[Changed]) -> Vec<Whole> {
    let shown = readable(signed.lang, app.topics(), &opened.item.draft);
    let fields = Field::ALL.iter().copied().filter(|field| !shown.get(*field).is_empty());
    let rest = fields.filter(|field| changed.iter().all(|one| one.id != format!("field-{field}")));
    rest.map(|field| {
        let html = opened.record.text(field).map(crate::domain::CleanText::to_html).unwrap_or_default();
        Whole {
            id: format!("field-{field}"),
            name: field_name(signed.lang, field.name()),
            plain: if html.as_str().is_empty() { shown.get(field).to_owned() } else { String::new() },
            html,
            faults: faults(signed, opened, field),
            read: read_at::beside(signed, place, opened, field),
        }
    })
    .collect()
}

fn faults(signed: &SignedIn, opened: &Opened, field: Field) -> Vec<String> {
    let here = opened.faults.0.iter().filter(|fault| fault.place == field.name());
    here.map(|fault| text::field_error(signed.lang, fault)).collect()
}

/// What a held run found, so that it can be judged.
async fn run(app: &App, signed: &SignedIn, opened: &Opened) -> Result<Option<Run>> {
    if opened.item.kind != ItemKind::HeldRun {
        return Ok(None);
    }
    let Some(id) = opened.item.harvest_id else { return Ok(None) };
    let Some((row, held)) = store::harvest_by_id(app.store(), id).await? else { return Ok(None) };
    let notes = row.notes.0.iter().map(|note| text::phrase(signed.lang, &note.phrase, &note.arguments)).collect();
    let filed = held.is_none();
    let (found, gone) = held.map(|held| (held.candidates, held.gone)).unwrap_or_default();
    let titled = |draft: &Draft, url: &str| match draft.get(Field::Title) {
        "" => Link::new(url, url),
        title => Link::new(title, url),
    };
    let fixes = match &opened.source {
        Some(source) => store::source_fixes(app.store(), source.id, source.version).await?,
        None => None,
    };
    let waits = fixes.is_some_and(|(_, fixes)| !fixes.is_empty());
    let fix = opened.source.as_ref().filter(|_| waits).map(|source| format!("/desk/sources/{}/fix", source.slug));
    Ok(Some(Run {
        filed,
        notes,
        fix,
        found: found.iter().map(|candidate| titled(&candidate.draft, &candidate.url)).collect(),
        gone: gone.iter().map(|gone| Link::new(&gone.url, &gone.url)).collect(),
    }))
}
