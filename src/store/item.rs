//! Review items: the queue.

use super::{Json, ROWS_AT_ONCE, Result, Store, StoreError, Tx, read, write};
use crate::domain::{
    City, Country, Draft, Editor, Id, Timestamp,
    marker::{Harvest, Import, Practice, ReviewItem, Source, SourceRecord},
    record::Picture,
    review::{Channel, ItemKind, State, UnknownName},
};
use crate::domain::{
    candidate::{OtherReading, PictureAtSource, ReadFields},
    flag::Flag,
    merge::Conflict,
};
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

/// A review item, whole.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: Id<ReviewItem>,
    pub kind: ItemKind,
    pub channel: Channel,
    pub state: State,
    /// Raised by every change of what an editor decides about.
    pub version: i64,
    pub title: String,
    pub city_id: Option<Id<City>>,
    pub city_name: String,
    pub country: Option<Country>,
    pub practice_id: Option<Id<Practice>>,
    pub source_id: Option<Id<Source>>,
    pub source_record_id: Option<Id<SourceRecord>>,
    pub harvest_id: Option<Id<Harvest>>,
    /// The file it came in first, when an editor brought it.
    pub import_id: Option<Id<Import>>,
    /// The proposal as it stands, editors' corrections included.
    pub draft: Draft,
    pub pictures: Vec<Picture>,
    /// What was live when the proposal was made: the base of the three-way comparison.
    pub base: Option<Draft>,
    /// What the editors last saw before the city or the source changed it.
    pub seen: Option<Draft>,
    pub flags: Vec<Flag>,
    /// Where the fields were read, for what a source brought.
    pub origins: ReadFields,
    pub received_at: Timestamp,
    pub due_at: Timestamp,
    /// When it came into the state it is in.
    pub entered_at: Timestamp,
    pub claim: Option<Claim>,
}

/// An editor has the item open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub by: Id<Editor>,
    pub until: Timestamp,
}

impl Item {
    /// The claim while it lasts.
    #[must_use]
    pub fn claim_at(&self, now: Timestamp) -> Option<Claim> {
        self.claim.filter(|claim| claim.until > now)
    }
}

const COLUMNS: &str = "id, kind, origin, state, version, title, city_id, city_name, country, practice_id, source_id,
    source_record_id, harvest_id, draft, pictures, base, seen, flags, origins, received_at, due_at, entered_at, claimed_by,
    claimed_until, import_id";

#[derive(FromRow)]
struct Row {
    id: Id<ReviewItem>,
    kind: String,
    origin: String,
    state: Json<State>,
    version: i64,
    title: String,
    city_id: Option<Id<City>>,
    city_name: String,
    country: Option<String>,
    practice_id: Option<Id<Practice>>,
    source_id: Option<Id<Source>>,
    source_record_id: Option<Id<SourceRecord>>,
    harvest_id: Option<Id<Harvest>>,
    draft: Json<Draft>,
    pictures: Json<Vec<Picture>>,
    base: Option<Json<Draft>>,
    seen: Option<Json<Draft>>,
    flags: Json<Vec<Flag>>,
    origins: Json<ReadFields>,
    received_at: Timestamp,
    due_at: Timestamp,
    entered_at: Timestamp,
    claimed_by: Option<Id<Editor>>,
    claimed_until: Option<Timestamp>,
    import_id: Option<Id<Import>>,
}

impl Row {
    fn into_item(self) -> Result<Item> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "review_item",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        let kind = self.kind.parse().map_err(|e| unreadable("kind", &e))?;
        let channel = channel_of(&self.origin, self.import_id.is_some()).map_err(|e| unreadable("origin", &e))?;
        let country = self.country.as_deref().map(Country::parse).transpose().map_err(|e| unreadable("country", &e))?;
        let claim = self.claimed_by.zip(self.claimed_until).map(|(by, until)| Claim { by, until });
        Ok(Item {
            id: self.id,
            kind,
            channel,
            state: self.state.0,
            version: self.version,
            title: self.title,
            city_id: self.city_id,
            city_name: self.city_name,
            country,
            practice_id: self.practice_id,
            source_id: self.source_id,
            source_record_id: self.source_record_id,
            harvest_id: self.harvest_id,
            import_id: self.import_id,
            draft: self.draft.0,
            pictures: self.pictures.0,
            base: self.base.map(|b| b.0),
            seen: self.seen.map(|s| s.0),
            flags: self.flags.0,
            origins: self.origins.0,
            received_at: self.received_at,
            due_at: self.due_at,
            entered_at: self.entered_at,
            claim,
        })
    }
}

/// An item to be kept, with what was found beside its text.
#[derive(Clone, Copy, Debug)]
pub struct NewItem<'a> {
    pub item: &'a Item,
    /// What other readers made of its page.
    pub readings: &'a [OtherReading],
    /// The pictures that its page has.
    pub pictures: &'a [PictureAtSource],
}

pub async fn item_insert(tx: &mut Tx, item: &Item) -> Result<()> {
    item_insert_all(tx, &[NewItem { item, readings: &[], pictures: &[] }]).await
}

pub async fn item_insert_all(tx: &mut Tx, items: &[NewItem<'_>]) -> Result<()> {
    const SQL: &str = "insert into review_item (id, kind, origin, state, phase, version, title, city_id, city_name, country,
            practice_id, source_id, source_record_id, harvest_id, draft, pictures, base, seen, flags, received_at, due_at, entered_at,
            origins, readings, source_pictures, import_id) ";
    for items in items.chunks(ROWS_AT_ONCE) {
        write!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(items, |mut row, NewItem { item, readings, pictures }| {
                row.push_bind(item.id)
                    .push_bind(item.kind.name())
                    .push_bind(origin_of(item.channel))
                    .push_bind(Json(&item.state))
                    .push_bind(item.state.phase().name())
                    .push_bind(item.version)
                    .push_bind(&item.title)
                    .push_bind(item.city_id)
                    .push_bind(&item.city_name)
                    .push_bind(item.country.map(|country| country.code().to_owned()))
                    .push_bind(item.practice_id)
                    .push_bind(item.source_id)
                    .push_bind(item.source_record_id)
                    .push_bind(item.harvest_id)
                    .push_bind(Json(&item.draft))
                    .push_bind(Json(&item.pictures))
                    .push_bind(item.base.as_ref().map(Json))
                    .push_bind(item.seen.as_ref().map(Json))
                    .push_bind(Json(&item.flags))
                    .push_bind(item.received_at)
                    .push_bind(item.due_at)
                    .push_bind(item.entered_at)
                    .push_bind(Json(&item.origins))
                    .push_bind(unless_empty(readings))
                    .push_bind(unless_empty(pictures))
                    .push_bind(item.import_id);
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Where an item came in, as kept: what came in a file has a source, its list, and the file's id besides.
const fn origin_of(channel: Channel) -> &'static str {
    match channel {
        Channel::City => Channel::City.name(),
        Channel::Source | Channel::Import => Channel::Source.name(),
    }
}

pub(super) fn channel_of(origin: &str, has_file: bool) -> Result<Channel, UnknownName> {
    if has_file { Ok(Channel::Import) } else { origin.parse() }
}

fn unless_empty<T>(list: &[T]) -> Option<Json<&[T]>> {
    (!list.is_empty()).then_some(Json(list))
}

/// Writes what may change of an item whose version the caller has just read under [`item_lock`], and raises the version.
/// False when somebody else changed it in between; nothing is written then.
pub async fn item_update(tx: &mut Tx, item: &mut Item) -> Result<bool> {
    const SQL: &str = "update review_item set state = $3, phase = $4, version = version + 1, title = $5, city_id = $6,
            city_name = $7, country = $8, practice_id = $9, harvest_id = $10, draft = $11, pictures = $12, base = $13,
            seen = $14, flags = $15, due_at = $16, entered_at = $17, claimed_by = $18, claimed_until = $19, kind = $20, origins = $21
        where id = $1 and version = $2";
    let changed = write!(tx, |c| sqlx::query(SQL)
        .bind(item.id)
        .bind(item.version)
        .bind(Json(&item.state))
        .bind(item.state.phase().name())
        .bind(&item.title)
        .bind(item.city_id)
        .bind(&item.city_name)
        .bind(item.country.map(|country| country.code().to_owned()))
        .bind(item.practice_id)
        .bind(item.harvest_id)
        .bind(Json(&item.draft))
        .bind(Json(&item.pictures))
        .bind(item.base.as_ref().map(Json))
        .bind(item.seen.as_ref().map(Json))
        .bind(Json(&item.flags))
        .bind(item.due_at)
        .bind(item.entered_at)
        .bind(item.claim.map(|claim| claim.by))
        .bind(item.claim.map(|claim| claim.until))
        .bind(item.kind.name())
        .bind(Json(&item.origins))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        item.version += 1;
    }
    Ok(changed == 1)
}

/// The item, kept from others until the end of the transaction.
pub async fn item_lock(tx: &mut Tx, id: Id<ReviewItem>) -> Result<Option<Item>> {
    let sql = format!("select {COLUMNS} from review_item where id = $1 {}", tx.lock());
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_item).transpose()
}

pub async fn item_by_id(store: &Store, id: Id<ReviewItem>) -> Result<Option<Item>> {
    let sql = format!("select {COLUMNS} from review_item where id = $1");
    let row: Option<Row> = read!(store, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await)?;
    row.map(Row::into_item).transpose()
}

/// Says where the fields of a record's open item were read, where nothing says so yet.
pub async fn item_fill_origins(tx: &mut Tx, record: Id<SourceRecord>, origins: &ReadFields) -> Result<()> {
    const SQL: &str = "update review_item set origins = $2
        where source_record_id = $1 and phase = 'open' and origins = $3";
    let none = Json(ReadFields::new());
    write!(tx, |c| sqlx::query(SQL).bind(record).bind(Json(origins)).bind(&none).execute(c).await.map(drop))?;
    Ok(())
}

/// Keeps what other readers made of the item's page, and which pictures it has, in place of what was kept before.
pub async fn item_set_beside(
    tx: &mut Tx,
    id: Id<ReviewItem>,
    readings: &[OtherReading],
    pictures: &[PictureAtSource],
) -> Result<()> {
    const SQL: &str = "update review_item set readings = $2, source_pictures = $3 where id = $1";
    let (readings, pictures) = (unless_empty(readings), unless_empty(pictures));
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(readings).bind(pictures).execute(c).await.map(drop))?;
    Ok(())
}

/// What other readers made of the item's page.
pub async fn item_readings(store: &Store, id: Id<ReviewItem>) -> Result<Vec<OtherReading>> {
    const SQL: &str = "select readings from review_item where id = $1";
    let kept: Option<Option<Json<Vec<OtherReading>>>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(kept.flatten().map(|Json(readings)| readings).unwrap_or_default())
}

/// The pictures that the item's page has.
pub async fn item_source_pictures(store: &Store, id: Id<ReviewItem>) -> Result<Vec<PictureAtSource>> {
    const SQL: &str = "select source_pictures from review_item where id = $1";
    let kept: Option<Option<Json<Vec<PictureAtSource>>>> =
        read!(store, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?;
    Ok(kept.flatten().map(|Json(pictures)| pictures).unwrap_or_default())
}

/// The open item about a record of a source, if there is one.
pub async fn item_open_of_record(tx: &mut Tx, record: Id<SourceRecord>) -> Result<Option<Item>> {
    let sql = format!("select {COLUMNS} from review_item where source_record_id = $1 and phase = 'open' {}", tx.lock());
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(record).fetch_optional(c).await)?;
    row.map(Row::into_item).transpose()
}

/// The open question about a held run of a source, if there is one.
pub async fn item_open_held_run(tx: &mut Tx, source: Id<Source>) -> Result<Option<Item>> {
    let sql = format!(
        "select {COLUMNS} from review_item where source_id = $1 and kind = 'held_run' and phase = 'open'
        order by received_at limit 1 {}",
        tx.lock()
    );
    let row: Option<Row> = write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(source).fetch_optional(c).await)?;
    row.map(Row::into_item).transpose()
}

/// The questions about held runs of a source that were rejected, the latest first.
pub async fn item_held_runs_rejected(tx: &mut Tx, source: Id<Source>, limit: i64) -> Result<Vec<Item>> {
    let sql = format!(
        "select {COLUMNS} from review_item where source_id = $1 and kind = 'held_run' and phase = 'rejected'
        order by entered_at desc, id desc limit $2"
    );
    let rows: Vec<Row> =
        write!(tx, |c| sqlx::query_as(AssertSqlSafe(sql)).bind(source).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_item).collect()
}

/// Says who has the item open; an expired or own claim is taken over, another editor's live one stays. Returns the claim
/// that holds now. Does not raise the version: reading changes nothing that is decided about.
pub async fn item_claim(tx: &mut Tx, id: Id<ReviewItem>, wanted: Claim, now: Timestamp) -> Result<Option<Claim>> {
    const TAKE: &str = "update review_item set claimed_by = $2, claimed_until = $3
        where id = $1 and phase = 'open' and (claimed_by is null or claimed_by = $2 or claimed_until <= $4)";
    write!(tx, |c| sqlx::query(TAKE).bind(id).bind(wanted.by).bind(wanted.until).bind(now).execute(c).await.map(drop))?;
    const SEE: &str = "select claimed_by, claimed_until from review_item where id = $1 and claimed_until > $2";
    let held: Option<(Id<Editor>, Timestamp)> =
        write!(tx, |c| sqlx::query_as(SEE).bind(id).bind(now).fetch_optional(c).await)?;
    Ok(held.map(|(by, until)| Claim { by, until }))
}

/// Lets go of an editor's claim.
pub async fn item_release(tx: &mut Tx, id: Id<ReviewItem>, by: Id<Editor>) -> Result<()> {
    const SQL: &str =
        "update review_item set claimed_by = null, claimed_until = null where id = $1 and claimed_by = $2";
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(by).execute(c).await.map(drop))?;
    Ok(())
}

/// An undecided proposal, for comparing others with it.
#[derive(Clone, Debug, FromRow)]
pub struct Proposal {
    pub id: Id<ReviewItem>,
    pub practice_id: Option<Id<Practice>>,
    pub source_record_id: Option<Id<SourceRecord>>,
    pub draft: Json<Draft>,
}

/// All proposals that nobody has decided about, page by page in the order of ids.
pub async fn item_proposals_after(store: &Store, after: Id<ReviewItem>, limit: i64) -> Result<Vec<Proposal>> {
    const SQL: &str = "select id, practice_id, source_record_id, draft from review_item
        where phase in ('open', 'changes_asked') and kind in ('new', 'update') and id > $1 order by id limit $2";
    Ok(read!(store, |c| sqlx::query_as(SQL).bind(after).bind(limit).fetch_all(c).await)?)
}

/// Keeps what was changed here and at the source, in place of what was kept before.
pub async fn item_set_conflicts(tx: &mut Tx, id: Id<ReviewItem>, conflicts: &[Conflict]) -> Result<()> {
    const SQL: &str = "update review_item set conflicts = $2 where id = $1";
    let kept = (!conflicts.is_empty()).then_some(Json(conflicts));
    write!(tx, |c| sqlx::query(SQL).bind(id).bind(kept).execute(c).await.map(drop))?;
    Ok(())
}

const CONFLICTS: &str = "select conflicts from review_item where id = $1";

/// What was changed here and at the source, with both texts. Those that are decided by now are not in the item's flag.
pub async fn item_conflicts(store: &Store, id: Id<ReviewItem>) -> Result<Vec<Conflict>> {
    let kept: Option<Option<Json<Vec<Conflict>>>> =
        read!(store, |c| sqlx::query_scalar(CONFLICTS).bind(id).fetch_optional(c).await)?;
    Ok(kept.flatten().map(|Json(conflicts)| conflicts).unwrap_or_default())
}

/// Like [`item_conflicts`] inside a transaction.
pub async fn item_conflicts_lock(tx: &mut Tx, id: Id<ReviewItem>) -> Result<Vec<Conflict>> {
    let kept: Option<Option<Json<Vec<Conflict>>>> =
        write!(tx, |c| sqlx::query_scalar(CONFLICTS).bind(id).fetch_optional(c).await)?;
    Ok(kept.flatten().map(|Json(conflicts)| conflicts).unwrap_or_default())
}

/// How many open items each source has.
pub async fn item_open_by_source(store: &Store) -> Result<Vec<(Id<Source>, i64)>> {
    const SQL: &str = "select source_id, count(*) from review_item where phase = 'open' and source_id is not null
        group by source_id order by source_id limit 1000";
    Ok(read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}
