//! The states of a review item, what may follow what, and what an editor may decide.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use super::{Editor, Field, Id, Timestamp, marker::DecisionRow};

/// What the item asks an editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Publish this as a new practice?
    New,
    /// Publish this as a new revision of a practice?
    Update,
    /// It vanished at its source: withdraw the practice?
    Gone,
    /// A run over a source found unusually much or little: file what it found?
    HeldRun,
}

/// Where the item came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    City,
    Source,
    /// An editor brought it in a file, with others.
    Import,
}

/// A decision as it was made, kept in the state it led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub decision: Id<DecisionRow>,
    pub by: Id<Editor>,
    pub at: Timestamp,
    /// The end of the undo window: from then on people are told and readers see it.
    pub takes_effect_at: Timestamp,
}

/// Where a review item stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum State {
    /// It is an editor's turn.
    Open,
    /// It is the city's turn.
    ChangesAsked(Decided),
    Approved(Decided),
    Rejected(Decided),
    /// Whoever brought it took it back: the city, or the program when another question took its place.
    Withdrawn {
        at: Timestamp,
    },
}

/// The name of a state without its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Open,
    ChangesAsked,
    Approved,
    Rejected,
    Withdrawn,
}

/// Whose move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    Editors,
    City,
    Nobody,
}

/// What can happen to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Decide {
        verdict: Verdict,
        decided: Decided,
    },
    /// Within the undo window: as if it had not been decided.
    Undo {
        now: Timestamp,
    },
    /// After the undo window: to be looked at again.
    Reopen {
        now: Timestamp,
    },
    /// The city sent a new version.
    Answer,
    /// The city took it back.
    Withdraw {
        now: Timestamp,
    },
}

/// One of the three outcomes of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Approve,
    AskForChanges,
    Reject,
}

/// What an editor decides, with what each outcome needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Decision {
    Approve {
        /// Not before this moment; none: when the undo window ends.
        publish_at: Option<Timestamp>,
    },
    AskForChanges {
        message: String,
        /// Notes tied to fields, which the city sees beside them.
        notes: Vec<FieldNote>,
    },
    Reject {
        reason: RejectReason,
        message: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldNote {
    pub field: Field,
    pub note: String,
}

/// Why a practice is not published; the phrase is `desk-reason-{name}`, the one in letters `mail-reason-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    NotIntercultural,
    NotAPractice,
    TooLittleKnown,
    Duplicate,
    RightsOrPrivacy,
    Other,
}

/// What happened is not possible in the state the item is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not possible while {0:?}")]
pub struct NotPossible(pub Phase);

impl State {
    /// What follows when `event` happens.
    ///
    /// # Errors
    /// When the event is not possible in this state; the state is then as it was.
    pub fn after(self, event: Event) -> Result<Self, NotPossible> {
        match (self, event) {
            (Self::Open, Event::Decide { verdict, decided }) => Ok(match verdict {
                Verdict::Approve => Self::Approved(decided),
                Verdict::AskForChanges => Self::ChangesAsked(decided),
                Verdict::Reject => Self::Rejected(decided),
            }),
            (Self::Open | Self::ChangesAsked(_), Event::Withdraw { now }) => Ok(Self::Withdrawn { at: now }),
            // Nobody knows of the decision yet: whoever takes it back comes first.
            (Self::Approved(decided) | Self::Rejected(decided), Event::Withdraw { now })
                if decided.can_be_undone(now) =>
            {
                Ok(Self::Withdrawn { at: now })
            }
            (Self::ChangesAsked(decided) | Self::Approved(decided) | Self::Rejected(decided), Event::Undo { now })
                if decided.can_be_undone(now) =>
            {
                Ok(Self::Open)
            }
            (
                Self::ChangesAsked(decided) | Self::Approved(decided) | Self::Rejected(decided),
                Event::Reopen { now },
            ) if !decided.can_be_undone(now) => Ok(Self::Open),
            (Self::Open | Self::ChangesAsked(_), Event::Answer) | (Self::Withdrawn { .. }, Event::Reopen { .. }) => {
                Ok(Self::Open)
            }
            (state, _) => Err(NotPossible(state.phase())),
        }
    }

    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self {
            Self::Open => Phase::Open,
            Self::ChangesAsked(_) => Phase::ChangesAsked,
            Self::Approved(_) => Phase::Approved,
            Self::Rejected(_) => Phase::Rejected,
            Self::Withdrawn { .. } => Phase::Withdrawn,
        }
    }

    #[must_use]
    pub const fn decided(&self) -> Option<&Decided> {
        match self {
            Self::ChangesAsked(decided) | Self::Approved(decided) | Self::Rejected(decided) => Some(decided),
            Self::Open | Self::Withdrawn { .. } => None,
        }
    }
}

impl Decided {
    #[must_use]
    pub fn can_be_undone(&self, now: Timestamp) -> bool {
        now < self.takes_effect_at
    }

    /// How long the undo window stays open.
    #[must_use]
    pub fn time_to_undo(&self, now: Timestamp) -> Duration {
        self.takes_effect_at.since(now)
    }
}

impl Phase {
    pub const ALL: [Self; 5] = [Self::Open, Self::ChangesAsked, Self::Approved, Self::Rejected, Self::Withdrawn];

    #[must_use]
    pub const fn turn(self) -> Turn {
        match self {
            Self::Open => Turn::Editors,
            Self::ChangesAsked => Turn::City,
            Self::Approved | Self::Rejected | Self::Withdrawn => Turn::Nobody,
        }
    }
}

impl Decision {
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Approve { .. } => Verdict::Approve,
            Self::AskForChanges { .. } => Verdict::AskForChanges,
            Self::Reject { .. } => Verdict::Reject,
        }
    }
}

impl ItemKind {
    /// What can be decided about such an item. Only somebody who sent a text can be asked to change it.
    #[must_use]
    pub const fn verdicts(self, channel: Channel) -> &'static [Verdict] {
        match (self, channel) {
            (Self::New | Self::Update, Channel::City) => &[Verdict::Approve, Verdict::AskForChanges, Verdict::Reject],
            (Self::New | Self::Update, Channel::Source | Channel::Import) | (Self::Gone | Self::HeldRun, _) => {
                &[Verdict::Approve, Verdict::Reject]
            }
        }
    }
}

/// Names of a plain enum as kept in the database and in addresses.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal,)* }) => {
        impl $type {
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(name: &str) -> Result<Self, UnknownName> {
                match name {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(UnknownName(name.to_owned())),
                }
            }
        }
    };
}

/// A name that is none of the ones expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown name \"{0}\"")]
pub struct UnknownName(pub String);

named! { ItemKind { New = "new", Update = "update", Gone = "gone", HeldRun = "held_run", } }
named! { Channel { City = "city", Source = "source", Import = "import", } }
named! { Phase {
    Open = "open", ChangesAsked = "changes_asked", Approved = "approved", Rejected = "rejected", Withdrawn = "withdrawn",
} }
named! { Verdict { Approve = "approve", AskForChanges = "ask_for_changes", Reject = "reject", } }
named! { RejectReason {
    NotIntercultural = "not_intercultural", NotAPractice = "not_a_practice", TooLittleKnown = "too_little_known",
    Duplicate = "duplicate", RightsOrPrivacy = "rights_or_privacy", Other = "other",
} }

impl RejectReason {
    pub const ALL: [Self; 6] = [
        Self::NotIntercultural,
        Self::NotAPractice,
        Self::TooLittleKnown,
        Self::Duplicate,
        Self::RightsOrPrivacy,
        Self::Other,
    ];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decided() -> impl Strategy<Value = Decided> {
        (0_i64..100, 0_i64..50).prop_map(|(at, window)| Decided {
            decision: Id::from_uuid(uuid::Uuid::nil()),
            by: Id::from_uuid(uuid::Uuid::nil()),
            at: Timestamp::from_micros(at),
            takes_effect_at: Timestamp::from_micros(at + window),
        })
    }

    fn state() -> impl Strategy<Value = State> {
        prop_oneof![
            Just(State::Open),
            decided().prop_map(State::ChangesAsked),
            decided().prop_map(State::Approved),
            decided().prop_map(State::Rejected),
            (0_i64..100).prop_map(|at| State::Withdrawn { at: Timestamp::from_micros(at) }),
        ]
    }

    fn event() -> impl Strategy<Value = Event> {
        let verdict = prop_oneof![Just(Verdict::Approve), Just(Verdict::AskForChanges), Just(Verdict::Reject)];
        let now = || (0_i64..200).prop_map(Timestamp::from_micros);
        prop_oneof![
            (verdict, decided()).prop_map(|(verdict, decided)| Event::Decide { verdict, decided }),
            now().prop_map(|now| Event::Undo { now }),
            now().prop_map(|now| Event::Reopen { now }),
            Just(Event::Answer),
            now().prop_map(|now| Event::Withdraw { now }),
        ]
    }

    /// The table of what may follow what, written a second time on purpose.
    fn expected(state: &State, event: &Event) -> Option<Phase> {
        let undoable = |now: &Timestamp| state.decided().is_some_and(|decided| *now < decided.takes_effect_at);
        match (state.phase(), event) {
            (Phase::Open, Event::Decide { verdict: Verdict::Approve, .. }) => Some(Phase::Approved),
            (Phase::Open, Event::Decide { verdict: Verdict::AskForChanges, .. }) => Some(Phase::ChangesAsked),
            (Phase::Open, Event::Decide { verdict: Verdict::Reject, .. }) => Some(Phase::Rejected),
            (Phase::Open | Phase::ChangesAsked, Event::Withdraw { .. }) => Some(Phase::Withdrawn),
            (Phase::Approved | Phase::Rejected, Event::Withdraw { now }) => undoable(now).then_some(Phase::Withdrawn),
            (Phase::ChangesAsked | Phase::Approved | Phase::Rejected, Event::Undo { now }) => {
                undoable(now).then_some(Phase::Open)
            }
            (Phase::ChangesAsked | Phase::Approved | Phase::Rejected, Event::Reopen { now }) => {
                (!undoable(now)).then_some(Phase::Open)
            }
            (Phase::Open | Phase::ChangesAsked, Event::Answer) | (Phase::Withdrawn, Event::Reopen { .. }) => {
                Some(Phase::Open)
            }
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn only_listed_transitions_happen(state in state(), event in event()) {
            let expected = expected(&state, &event).ok_or(NotPossible(state.phase()));
            prop_assert_eq!(state.after(event).map(|after| after.phase()), expected);
        }

        #[test]
        fn a_state_survives_being_kept(state in state()) {
            let kept = serde_json::to_string(&state).expect("serializes");
            prop_assert_eq!(serde_json::from_str::<State>(&kept).expect("parses"), state);
        }
    }
}
