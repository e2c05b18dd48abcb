//! An item beside something it may be the same as, field by field, and the form that makes one of the two: what stays on the
//! left, this item, which goes, on the right.

use i18n_embed_fl::fl;

use super::{
    super::{
        guard::SignedIn,
        queue::Place,
        shown::{field_name, readable},
        trouble::{Result, Trouble},
        typed::Typed,
    },
    alike,
    opened::Opened,
};
use crate::{
    domain::{
        Draft, Field, FieldErrors, Id, LanguageTag,
        diff::{Kind, Piece, is_same, pieces},
        marker::{Practice, ReviewItem},
        merging::{PICTURES, Pick, Picks},
        record::Picture,
        review::{ItemKind, Phase},
    },
    store::{self, Item, LivePractice, Merged, MergingEnd},
    text,
    web::{
        App,
        site::views::{
            Link, TextLanguage,
            question::{Answer, Choice, ErrorLink, Question},
        },
    },
};

pub(super) struct CompareView {
    pub version: i64,
    /// `practice-…`: what stays.
    pub with: String,
    /// The version of it that is shown.
    pub seen: i64,
    pub stays: Link,
    pub about: String,
    pub fields: Vec<Compared>,
    /// Fields that say the same in both.
    pub same: Vec<(String, String)>,
    pub stays_language: TextLanguage,
    pub goes_language: TextLanguage,
    /// Why the two cannot be made one now, with where to go first.
    pub blocked: Option<(String, Option<Link>)>,
    /// Whether the form is offered.
    pub open: bool,
    /// The same with the other one going.
    pub other_way: Option<String>,
    /// What happens besides to a page that readers see.
    pub withdraws: bool,
    /// To the city that sent it.
    pub message: Option<Question>,
    /// What was changed while the form was open.
    pub changed: bool,
    pub errors: Vec<ErrorLink>,
}

/// One field of both.
pub(super) struct Compared {
    pub id: String,
    pub name: String,
    pub stays: Vec<Piece>,
    pub goes: Vec<Piece>,
    /// The form's name for the choice.
    pub pick: String,
    pub choices: Vec<Choice>,
    pub error: Option<String>,
}

/// What the form was sent with, and what came of it.
#[derive(Default)]
pub(super) struct Sent<'a> {
    pub typed: Option<&'a Typed>,
    pub errors: FieldErrors,
    pub changed: bool,
}

enum Other {
    Practice(Box<LivePractice>),
    Item(Box<Item>),
}

pub(super) fn pick_name(field: &str) -> String {
    format!("pick_{field}")
}

/// The choices as sent.
pub(super) fn picks(typed: &Typed) -> Picks {
    let chosen = |name: &str| typed.text(&pick_name(name)).parse::<Pick>().ok();
    let fields = Field::ALL.iter().filter_map(|field| chosen(field.name()).map(|pick| (*field, pick)));
    Picks { fields: fields.collect(), pictures: chosen(PICTURES) }
}

impl CompareView {
    /// # Errors
    /// [`Trouble::NotFound`] where there is nothing to compare with.
    pub async fn read(
        app: &App,
        signed: &SignedIn,
        place: &Place,
        opened: &Opened,
        with: Merged,
        sent: Sent<'_>,
    ) -> Result<Self> {
        let now = app.clock().now();
        let other = match store::merging_end(app.store(), with, now).await? {
            MergingEnd::Live(practice) => Other::Practice(practice),
            MergingEnd::Item(item) => Other::Item(item),
            MergingEnd::Nothing => return Err(Trouble::NotFound),
        };
        let is_nothing_to_compare = matches!(&other, Other::Item(item) if item.id == opened.item.id);
        if opened.item.kind == ItemKind::HeldRun || is_nothing_to_compare {
            return Err(Trouble::NotFound);
        }
        let own = match opened.item.practice_id {
            Some(practice) => store::practice_live_by_id(app.store(), practice, now).await?,
            None => None,
        };
        let blocked = blocked(app, signed, place, opened, &other, own.as_ref()).await?;
        let open = opened.is_open() && blocked.is_none();
        let about = alike::near(app, signed, opened).await?.into_iter().find(|near| near.to == other.place());
        let (stays, pictures) = other.said(opened);
        let view = Fields { app, signed, sent: &sent, open };
        let message = if open { message(app, signed, opened, &sent).await? } else { None };
        let t = text::phrases(signed.lang);
        Ok(Self {
            version: opened.item.version,
            with: alike::name(other.place()),
            seen: other.version(),
            stays: other.link(signed, place),
            about: about.map_or_else(|| other.about(signed), |near| near.about),
            fields: view.compared(&stays, &opened.item.draft, [&pictures, &opened.item.pictures]),
            same: view.same(&stays, &opened.item.draft),
            stays_language: language(signed, &stays),
            goes_language: language(signed, &opened.item.draft),
            blocked,
            open,
            other_way: other.other_way(place, opened).filter(|_| own.is_none()),
            withdraws: open && own.is_some(),
            message,
            changed: sent.changed,
            errors: sent
                .errors
                .0
                .iter()
                .map(|error| ErrorLink {
                    to: if error.place == "message" {
                        "#message".to_owned()
                    } else {
                        format!("#{}", pick_name(&error.place))
                    },
                    text: fl!(
                        t,
                        "desk-check",
                        field = field_name(signed.lang, &error.place),
                        said = text::field_error(signed.lang, error)
                    ),
                })
                .collect(),
        })
    }
}

impl Other {
    fn place(&self) -> Merged {
        match self {
            Self::Practice(practice) => Merged::Practice(practice.id),
            Self::Item(item) => Merged::Item(item.id),
        }
    }

    fn version(&self) -> i64 {
        match self {
            Self::Practice(practice) => practice.revision,
            Self::Item(item) => item.version,
        }
    }

    fn said(&self, opened: &Opened) -> (Draft, Vec<Picture>) {
        match self {
            Self::Practice(practice) => (opened.words.draft_of(&practice.record), practice.record.pictures.clone()),
            Self::Item(item) => (item.draft.clone(), item.pictures.clone()),
        }
    }

    fn link(&self, signed: &SignedIn, place: &Place) -> Link {
        let end = match self {
            Self::Practice(practice) => MergingEnd::Live(practice.clone()),
            Self::Item(item) => MergingEnd::Item(item.clone()),
        };
        alike::link(signed, place, &end).unwrap_or_else(|| Link::new("", place.queue()))
    }

    fn about(&self, signed: &SignedIn) -> String {
        let t = text::phrases(signed.lang);
        match self {
            Self::Practice(_) => fl!(t, "desk-merge-published"),
            Self::Item(_) => fl!(t, "desk-merge-in-queue"),
        }
    }

    /// Of two proposals either can stay.
    fn other_way(&self, place: &Place, opened: &Opened) -> Option<String> {
        match self {
            Self::Item(item) if opened.item.kind == ItemKind::New && opened.is_open() => {
                Some(alike::compare(place, item.id, Merged::Item(opened.item.id)))
            }
            Self::Item(_) | Self::Practice(_) => None,
        }
    }
}

fn language(signed: &SignedIn, draft: &Draft) -> TextLanguage {
    LanguageTag::parse(draft.get(Field::Language))
        .as_ref()
        .map_or_else(|_| TextLanguage::from(signed.lang), TextLanguage::from)
}

async fn blocked(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    opened: &Opened,
    other: &Other,
    own: Option<&LivePractice>,
) -> Result<Option<(String, Option<Link>)>> {
    let t = text::phrases(signed.lang);
    if !opened.is_open() {
        return Ok(None);
    }
    let question = |id: Id<ReviewItem>| Link::new(fl!(t, "desk-merge-see-question"), place.item(id));
    if let Some(own) = own {
        if let Some(id) = store::item_open_of_practice(app.store(), own.id, opened.item.id).await? {
            return Ok(Some((fl!(t, "desk-merge-undecided-own"), Some(question(id)))));
        }
        if has_more_ahead(app, own).await? {
            return Ok(Some((fl!(t, "desk-merge-ahead"), None)));
        }
    }
    Ok(match other {
        Other::Practice(practice) if opened.item.practice_id == Some(practice.id) => {
            Some((fl!(t, "desk-merge-own-practice"), None))
        }
        Other::Practice(practice) => {
            match store::item_open_of_practice(app.store(), practice.id, opened.item.id).await? {
                Some(id) => Some((fl!(t, "desk-merge-undecided"), Some(question(id)))),
                None if has_more_ahead(app, practice).await? => Some((fl!(t, "desk-merge-ahead"), None)),
                None => None,
            }
        }
        Other::Item(item) if item.state.phase() != Phase::Open || item.kind != ItemKind::New => {
            Some((fl!(t, "desk-merge-not-open"), Some(question(item.id))))
        }
        Other::Item(item) => own.map(|own: &LivePractice| {
            let id: Id<Practice> = own.id;
            let there = alike::compare(place, item.id, Merged::Practice(id));
            (fl!(t, "desk-merge-wrong-way"), Some(Link::new(fl!(t, "desk-merge-turn"), there)))
        }),
    })
}

/// Something decided that readers do not see yet.
async fn has_more_ahead(app: &App, practice: &LivePractice) -> Result<bool> {
    let revisions = store::revision_list(app.store(), practice.id).await?;
    Ok(revisions.iter().any(|revision| revision.cancelled_at.is_none() && revision.seq > practice.revision))
}

async fn message(app: &App, signed: &SignedIn, opened: &Opened, sent: &Sent<'_>) -> Result<Option<Question>> {
    if store::submission_of_item(app.store(), opened.item.id).await?.is_empty() {
        return Ok(None);
    }
    let t = text::phrases(signed.lang);
    let value = sent.typed.map(|typed| typed.text("message").to_owned()).unwrap_or_default();
    let mut question = Question::new("message", fl!(t, "desk-merge-message"), Answer::Area { value, rows: 4 })
        .hint(fl!(t, "desk-merge-message-hint"))
        .optional();
    question.error = sent.errors.at("message").map(|error| text::field_error(signed.lang, error));
    Ok(Some(question))
}

/// Both sides of the fields.
struct Fields<'a> {
    app: &'a App,
    signed: &'a SignedIn,
    sent: &'a Sent<'a>,
    open: bool,
}

impl Fields<'_> {
    fn readable(&self, draft: &Draft) -> Draft {
        readable(self.signed.lang, self.app.topics(), draft)
    }

    fn compared(&self, stays: &Draft, goes: &Draft, [ours, theirs]: [&[Picture]; 2]) -> Vec<Compared> {
        let (left, right) = (self.readable(stays), self.readable(goes));
        let differs = |field: &&Field| !is_same(**field, left.get(**field), right.get(**field));
        let field = |field: &Field| {
            let usual = Pick::usual(stays.get(*field).is_empty());
            self.one(field.name(), left.get(*field), right.get(*field), Pick::choices(*field), usual)
        };
        let mut fields: Vec<Compared> = Field::ALL.iter().filter(differs).map(field).collect();
        if ours != theirs {
            let lines = |pictures: &[Picture]| {
                let alts: Vec<&str> = pictures.iter().map(|picture| picture.alt.as_str()).collect();
                alts.join("\n")
            };
            let usual = Pick::usual(ours.is_empty());
            fields.push(self.one(PICTURES, &lines(ours), &lines(theirs), Pick::OF_PICTURES, usual));
        }
        fields
    }

    fn one(&self, name: &str, ours: &str, theirs: &str, choices: &[Pick], usual: Pick) -> Compared {
        let t = text::phrases(self.signed.lang);
        let differences = pieces(ours, theirs);
        let side = |other: Kind| differences.iter().filter(|piece| piece.kind != other).cloned().collect();
        let pick = pick_name(name);
        let chosen = self.sent.typed.and_then(|typed| typed.text(&pick).parse().ok()).unwrap_or(usual);
        let choice = |one: &Pick| Choice {
            value: one.name().to_owned(),
            label: match one {
                Pick::Keep => fl!(t, "desk-merge-keep"),
                Pick::Take => fl!(t, "desk-merge-take"),
                Pick::Both => fl!(t, "desk-merge-both"),
            },
            chosen: *one == chosen,
        };
        Compared {
            id: format!("field-{name}"),
            name: if name == PICTURES { fl!(t, "desk-merge-pictures") } else { field_name(self.signed.lang, name) },
            stays: side(Kind::Added),
            goes: side(Kind::Removed),
            pick,
            choices: if self.open { choices.iter().map(choice).collect() } else { Vec::new() },
            error: self.sent.errors.at(name).map(|error| text::field_error(self.signed.lang, error)),
        }
    }

    fn same(&self, stays: &Draft, goes: &Draft) -> Vec<(String, String)> {
        let (left, right) = (self.readable(stays), self.readable(goes));
        let is_said =
            |field: &&Field| !left.get(**field).is_empty() && is_same(**field, left.get(**field), right.get(**field));
        let named = |field: &Field| (field_name(self.signed.lang, field.name()), left.get(*field).to_owned());
        Field::ALL.iter().filter(is_said).map(named).collect()
    }
}
