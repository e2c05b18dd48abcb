//! What the stories start from: a desk with two editors, a practice as a city sends it, and the background work done at once.

use std::{sync::Arc, time::Duration};

use practice_commons::{
    desk::{Desk, DeskSettings, Receipt},
    domain::{
        City, Clock, Contact, Country, Draft, Editor, EmailAddress, Field, Id, Lang, Role, Timestamp, Topics,
        marker::{ReviewItem, Submission},
        review::Decision,
        secret::Secret,
        submission::{ParsedSubmission, SubmissionForm},
    },
    harvest::{Agent, FetchPolicy, Reader},
    jobs::{Office, Settings, Work},
    mail::{Letterhead, Mailbox, Transport, transport::Outbox},
    store::{self, DeliveryState, Item, KeptNotification, Store, owed},
};

use crate::support::store::Bed;

/// How long a decision can be undone in these stories.
pub const WINDOW: Duration = Duration::from_secs(30);
pub const RESEND_AFTER: Duration = Duration::from_mins(30);

/// Noon of an ordinary day.
pub fn noon() -> Clock {
    Clock::fixed(Timestamp::from_micros(1_790_000_000_000_000))
}

/// A desk at work, with its clock in the story's hands.
pub struct Town {
    pub store: Store,
    pub desk: Desk,
    pub clock: Clock,
    pub ines: Editor,
    pub luc: Editor,
    pub outbox: Outbox,
    pub work: Work,
}

impl Town {
    pub async fn on(bed: &Bed) -> Self {
        let outbox = Outbox::default();
        Self::mailing(bed, Transport::Memory(outbox.clone()), outbox).await
    }

    /// With another way out for letters.
    pub async fn mailing(bed: &Bed, transport: Transport, outbox: Outbox) -> Self {
        let clock = noon();
        let store = bed.open(clock.clone()).await;
        let desk = a_desk(&store, WINDOW);
        a_city(&store, "Lutsk").await;
        let ines = an_editor(&store, "Inês Duarte", Role::Admin).await;
        let luc = an_editor(&store, "Luc Moreau", Role::Editor).await;
        let work = Work::new(store.clone(), an_office(&desk, transport).handlers(), Settings::default());
        Self { store, desk, clock, ines, luc, outbox, work }
    }

    /// Does everything that is due.
    pub async fn drain(&self) {
        self.work.drain().await.expect("nothing is left over");
    }

    pub async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.drain().await;
    }

    /// A city sends it, and the background reads it.
    pub async fn sent(&self, draft: &Draft) -> (Receipt, Item) {
        let link = Secret::draw();
        let parsed = parsed(draft.clone());
        let receipt = self.desk.submit(&parsed, Lang::En, &link, &[], false).await.expect("it is taken");
        self.drain().await;
        let item = self.item_of(receipt.root).await;
        (receipt, item)
    }

    pub async fn item_of(&self, root: Id<Submission>) -> Item {
        let thread = store::submission_thread(&self.store, root).await.expect("the database answers");
        let item = thread.last().and_then(|sent| sent.item_id).expect("it was read");
        self.item(item).await
    }

    pub async fn item(&self, id: Id<ReviewItem>) -> Item {
        store::item_by_id(&self.store, id).await.expect("the database answers").expect("it is there")
    }

    pub async fn approve(&self, id: Id<ReviewItem>) {
        self.decide(id, &Decision::Approve { publish_at: None }).await;
    }

    /// By Inês, in the version that is there.
    pub async fn decide(&self, id: Id<ReviewItem>, decision: &Decision) {
        let version = self.item(id).await.version;
        self.desk.decide(&self.ines, id, version, decision).await.expect("it is decided");
    }

    /// The titles readers see now.
    pub async fn live(&self) -> Vec<String> {
        let live = store::practice_live_list(&self.store, self.clock.now()).await.expect("the database answers");
        live.into_iter().map(|practice| practice.record.title).collect()
    }

    /// The mails of a thread, oldest first: what each is about and where it stands.
    pub async fn told(&self, thread: &str) -> Vec<(&'static str, DeliveryState)> {
        let letters = self.letters(thread).await;
        letters.iter().map(|letter| (letter.notice.kind(), letter.state)).collect()
    }

    pub async fn letters(&self, thread: &str) -> Vec<KeptNotification> {
        store::notification_of_thread(&self.store, thread).await.expect("the database answers")
    }

    /// What has left the house so far, as text with its soft line breaks joined.
    pub fn mails(&self) -> Vec<String> {
        let joined = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("=\r\n", "").replace("=3D", "=");
        self.outbox.all().iter().map(|caught| joined(&caught.bytes)).collect()
    }

    /// The actions done to something, oldest first.
    pub async fn audit(&self, id: Id<ReviewItem>) -> Vec<String> {
        let rows = store::audit_of(&self.store, id.uuid()).await.expect("the database answers");
        rows.into_iter().rev().map(|row| row.action).collect()
    }

    /// Makes a row due now, whatever it waits for.
    pub async fn owe(&self, row: impl Into<owed::Owed>) {
        let mut tx = self.store.begin().await.expect("the database answers");
        let now = tx.now();
        owed::owe(&mut tx, row, now).await.expect("the row is there");
        tx.commit().await.expect("it is committed");
    }
}

pub fn a_desk(store: &Store, undo_window: Duration) -> Desk {
    let settings = DeskSettings { undo_window, mail_domain: "practices.example".to_owned(), ..DeskSettings::default() };
    Desk::new(store.clone(), Topics::embedded(), settings)
}

fn an_office(desk: &Desk, transport: Transport) -> Office {
    let agent = Agent::new("Test", "1", "https://practices.example").expect("a name");
    let reader = Reader::new(FetchPolicy::default(), agent, desk.clock().clone()).expect("a reader");
    let from = Mailbox { name: String::new(), address: address("practices@practices.example") };
    Office {
        desk: desk.clone(),
        transport,
        letterhead: Letterhead { site: "https://practices.example".to_owned(), from, reply_to: None, bounces: None },
        contact: String::new(),
        reader: Arc::new(reader),
        makes_pdfs: false,
        resend_after: RESEND_AFTER,
        schedule_jitter: Duration::ZERO,
    }
}

pub async fn a_city(store: &Store, name: &str) -> City {
    let city = City {
        id: Id::new(),
        slug: name.to_lowercase(),
        name: name.to_owned(),
        names: std::collections::BTreeMap::default(),
        aliases: Vec::new(),
        country: Country::parse("UA").expect("a country"),
        position: None,
        language: Lang::En,
    };
    let mut tx = store.begin().await.expect("the database answers");
    store::city_put(&mut tx, &city).await.expect("it is kept");
    tx.commit().await.expect("it is committed");
    city
}

pub async fn an_editor(store: &Store, name: &str, role: Role) -> Editor {
    let id = Id::new();
    let email = address(&format!("editor-{id}@practices.example"));
    let editor = Editor { id, email, name: name.to_owned(), role, language: Lang::En, keys: true };
    let mut tx = store.begin().await.expect("the database answers");
    let now = tx.now();
    assert!(store::editor_insert(&mut tx, &editor, now).await.expect("it is kept"));
    tx.commit().await.expect("it is committed");
    editor
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

/// With everything that is needed to publish it.
pub fn a_practice(title: &str) -> Draft {
    let mut draft = Draft::default();
    for (field, text) in [
        (Field::Title, title),
        (Field::Statement, "Neighbours cook for each other, and talk."),
        (Field::Cities, "Lutsk, Ukraine"),
        (Field::Period, "2021-2023"),
        (Field::Status, "running"),
        (Field::Topics, "refugees"),
        (Field::Language, "en"),
        (Field::Summary, "Once a month the hall belongs to whoever brings a pot."),
        (Field::Purpose, "People who live next door should know each other by name."),
        (Field::Process, "The city lends the hall and the tables; two volunteers keep the list."),
        (Field::Impact, "Ninety households have come more than once."),
        (Field::Beneficiaries, "Everybody in the street."),
        (Field::Lead, "City of Lutsk"),
        (Field::Advice, "Start with soup."),
        (Field::Links, "The hall | https://www.lutsk.example/hall"),
    ] {
        draft.set(field, text);
    }
    draft
}

pub fn with(mut draft: Draft, field: Field, text: &str) -> Draft {
    draft.set(field, text);
    draft
}

/// As the form hands it to the desk.
pub fn parsed(draft: Draft) -> ParsedSubmission {
    let contact = Contact {
        name: "Olena Marchuk".to_owned(),
        role: "Head of the Culture Department".to_owned(),
        email: address("olena@lutsk.example"),
    };
    let form = SubmissionForm {
        draft,
        contact_name: contact.name.clone(),
        contact_email: contact.email.to_string(),
        contact_role: contact.role.clone(),
        consent: true,
    };
    ParsedSubmission { form, contact }
}
