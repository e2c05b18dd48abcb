//! The queue: views of the review items, each listed and counted by the same condition.

use sqlx::{AssertSqlSafe, FromRow};

use super::{Claim, Json, Result, Store, StoreError, item::channel_of, read};
use crate::domain::{
    City, Editor, Id, Timestamp,
    flag::Flag,
    marker::{Practice, ReviewItem},
    review::{Channel, ItemKind, Phase},
};

/// A named view of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueueView {
    /// Everything that waits for an editor.
    All,
    /// What the editor has open.
    Mine,
    FromCities,
    FromSources,
    /// Longer than promised.
    Late,
    /// Waiting for the city.
    WithCities,
    /// Decided or taken back.
    Done,
}

impl QueueView {
    pub const ALL: [Self; 7] =
        [Self::All, Self::Mine, Self::FromCities, Self::FromSources, Self::Late, Self::WithCities, Self::Done];

    /// The one condition by which a view is both listed and counted. `$1` is the editor, `$2` the present moment.
    const fn condition(self) -> &'static str {
        match self {
            Self::All => "phase = 'open'",
            Self::Mine => "phase = 'open' and claimed_by = $1 and claimed_until > $2",
            Self::FromCities => "phase = 'open' and origin = 'city'",
            Self::FromSources => "phase = 'open' and origin = 'source'",
            Self::Late => "phase = 'open' and due_at < $2",
            Self::WithCities => "phase = 'changes_asked'",
            Self::Done => "phase in ('approved', 'rejected', 'withdrawn')",
        }
    }

    /// Longest waiting first; what is done, latest first.
    const fn order(self) -> &'static str {
        match self {
            Self::Done => "i.entered_at desc, i.id desc",
            Self::All | Self::Mine | Self::FromCities | Self::FromSources | Self::Late | Self::WithCities => {
                "i.due_at, i.id"
            }
        }
    }
}

/// SQLite refuses a parameter that no part of the statement names.
const BOTH_BOUND: &str = "$1 = $1 and $2 = $2";

/// A line of the queue.
#[derive(Clone, Debug)]
pub struct QueueLine {
    pub id: Id<ReviewItem>,
    pub kind: ItemKind,
    pub channel: Channel,
    pub phase: Phase,
    pub version: i64,
    pub title: String,
    pub city_id: Option<Id<City>>,
    pub city_name: String,
    pub country: Option<String>,
    pub practice_id: Option<Id<Practice>>,
    pub flags: Vec<Flag>,
    pub received_at: Timestamp,
    pub due_at: Timestamp,
    pub entered_at: Timestamp,
    /// Closed as merged into another one.
    pub is_merged: bool,
    /// Who has it open, with the name.
    pub claim: Option<(Claim, String)>,
}

#[derive(FromRow)]
struct LineRow {
    id: Id<ReviewItem>,
    kind: String,
    origin: String,
    phase: String,
    version: i64,
    title: String,
    city_id: Option<Id<City>>,
    city_name: String,
    country: Option<String>,
    practice_id: Option<Id<Practice>>,
    flags: Json<Vec<Flag>>,
    received_at: Timestamp,
    due_at: Timestamp,
    entered_at: Timestamp,
    is_merged: bool,
    claimed_by: Option<Id<Editor>>,
    claimed_until: Option<Timestamp>,
    claimant: Option<String>,
    has_file: bool,
}

impl LineRow {
    fn into_line(self, now: Timestamp) -> Result<QueueLine> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "review_item",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        let claim = match (self.claimed_by, self.claimed_until, self.claimant) {
            (Some(by), Some(until), Some(name)) if until > now => Some((Claim { by, until }, name)),
            _ => None,
        };
        Ok(QueueLine {
            id: self.id,
            kind: self.kind.parse().map_err(|e| unreadable("kind", &e))?,
            channel: channel_of(&self.origin, self.has_file).map_err(|e| unreadable("origin", &e))?,
            phase: self.phase.parse().map_err(|e| unreadable("phase", &e))?,
            version: self.version,
            title: self.title,
            city_id: self.city_id,
            city_name: self.city_name,
            country: self.country,
            practice_id: self.practice_id,
            flags: self.flags.0,
            received_at: self.received_at,
            due_at: self.due_at,
            entered_at: self.entered_at,
            is_merged: self.is_merged,
            claim,
        })
    }
}

pub async fn item_queue(
    store: &Store,
    view: QueueView,
    editor: Id<Editor>,
    now: Timestamp,
    limit: i64,
    offset: i64,
) -> Result<Vec<QueueLine>> {
    let sql = format!(
        "select i.id, i.kind, i.origin, i.phase, i.version, i.title, i.city_id, i.city_name, i.country, i.practice_id,
            i.flags, i.received_at, i.due_at, i.entered_at, i.claimed_by, i.claimed_until, e.name as claimant,
            exists (select 1 from merging m where m.item_id = i.id and m.undone_at is null) as is_merged,
            i.import_id is not null as has_file
        from (select * from review_item where {} and {BOTH_BOUND}) i left join editor e on e.id = i.claimed_by
        order by {} limit $3 offset $4",
        view.condition(),
        view.order()
    );
    let rows: Vec<LineRow> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(editor)
        .bind(now)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(|row| row.into_line(now)).collect()
}

pub async fn item_count(store: &Store, view: QueueView, editor: Id<Editor>, now: Timestamp) -> Result<i64> {
    let sql = format!("select count(*) from review_item where {} and {BOTH_BOUND}", view.condition());
    Ok(read!(store, |c| sqlx::query_scalar(AssertSqlSafe(sql)).bind(editor).bind(now).fetch_one(c).await)?)
}
