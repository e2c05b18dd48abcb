//! The program is killed again and again in the middle of its work: nothing is lost, nothing is published twice, and each
//! kill costs one double mail at most. `CRASH_ITEMS` and `CRASH_KILLS` make it longer (reliability: P1, P2).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
    time::{Duration, Instant},
};

use practice_commons::{
    desk::Desk,
    domain::{Clock, Id, Lang, Role, marker::Notification, review::Decision, secret::Secret},
    store::{
        self, Blobs, KeptNotification, QueueView, Store,
        owed::{self, Owed, Owing},
    },
};
use rand::{RngExt as _, SeedableRng, rngs::SmallRng};
use tokio::time::sleep;

use super::{
    given::{a_city, a_desk, a_practice, an_editor, parsed},
    program::Program,
};
use crate::{
    letters::smtp_server::{Mode, SmtpServer},
    support::{
        number,
        store::{Bed, both_engines, sql},
    },
};

both_engines!(a_program_killed_again_and_again_loses_and_doubles_nothing, |bed| async move {
    let (items, kills) = (number("CRASH_ITEMS", 500), number("CRASH_KILLS", 20));
    let server = SmtpServer::start(Mode::Fine).await;
    let siege = Siege::lay(&bed, server.port, items).await;
    // In one task: what fails ends all of it at once.
    tokio::join!(send_all(&siege.desk, items), approve_all(&siege.desk, items), siege.endure(kills));
    siege.assert_nothing_lost_or_published_twice().await;
    siege.assert_contained_files_are_made(kills).await;
    siege.assert_mails_as_promised(&server, kills).await;
});

/// Sends them all while the program runs, and is killed.
async fn send_all(desk: &Desk, items: usize) {
    for number in 0..items {
        let (practice, link) = (parsed(a_practice(&title(number))), Secret::draw());
        // The same link: sent again after a fault it is still one submission.
        while let Err(error) = desk.submit(&practice, Lang::En, &link, &[], false).await {
            patience(&error).await;
        }
    }
}

/// Titles that no duplicate check takes for another.
fn title(number: usize) -> String {
    format!("Pot of the month {number}")
}

/// Approves each item when it appears.
async fn approve_all(desk: &Desk, items: usize) {
    let editor = an_editor(desk.store(), "Inês Duarte", Role::Editor).await;
    let mut approved = 0;
    while approved < items {
        let now = desk.clock().now();
        let open = store::item_queue(desk.store(), QueueView::All, editor.id, now, 20, 0).await.expect("a list");
        for line in &open {
            let decision = Decision::Approve { publish_at: None };
            match desk.decide(&editor, line.id, line.version, &decision).await {
                Ok(_) => approved += 1,
                Err(error) => patience(&error).await,
            }
        }
        if open.is_empty() {
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// A database that many use may ask to be tried again; anything else is a fault of ours.
async fn patience(error: &practice_commons::desk::DeskError) {
    assert!(matches!(error, practice_commons::desk::DeskError::Store(_)), "{error:?}");
    sleep(Duration::from_millis(100)).await;
}

/// What the program is put through, seen from outside.
struct Siege {
    store: Store,
    desk: Desk,
    program: Program,
    items: usize,
    /// Files that were given up, and owed again.
    contained: Mutex<Vec<Owed>>,
}

impl Siege {
    async fn lay(bed: &Bed, port: u16, items: usize) -> Self {
        let first = bed.open(Clock::System).await;
        a_city(&first, "Lutsk").await;
        first.close().await;
        // Its lock goes with it: from now on the file is the program's.
        drop(first);
        let (url, blobs) = (bed.url(), Blobs::open("memory:").expect("memory is always there"));
        let store = Store::open_beside(&url, blobs, Clock::System).await.expect("the database opens");
        let desk = a_desk(&store, Duration::ZERO);
        let program = Program::new(&url)
            .with("COMMONS_MAIL_HOST", "127.0.0.1")
            .with("COMMONS_MAIL_PORT", port)
            .with("COMMONS_MAIL_SECURITY", "none");
        Self { store, desk, program, items, contained: Mutex::default() }
    }

    async fn endure(&self, kills: usize) {
        self.kill_at_random(kills).await;
        let _undisturbed = self.program.start();
        self.settle().await;
    }

    /// Each life ends after a random amount of work, so that every step is hit and yet all of it is done one day.
    async fn kill_at_random(&self, kills: usize) {
        let mut random = SmallRng::seed_from_u64(20);
        let share = (self.items * 2 / kills.max(1)).max(4);
        for kill in 0..kills {
            let running = self.program.start();
            let wanted = self.done().await + i64::try_from(random.random_range(3..share)).expect("small");
            let began = Instant::now();
            while self.done().await < wanted {
                assert!(began.elapsed() < Duration::from_mins(4), "life {kill} stands still: {}", self.program.log());
                sleep(Duration::from_millis(10)).await;
            }
            sleep(Duration::from_micros(random.random_range(0..30_000))).await;
            drop(running);
        }
    }

    /// How many pieces of work the program has done: sendings read, letters sent.
    async fn done(&self) -> i64 {
        let sql = "select (select count(*) from submission where item_id is not null)
            + (select count(*) from notification where settled_at is not null)";
        sql!(self.store, |c| sqlx::query_scalar(sql).fetch_one(c))
    }

    /// A PDF takes longest to make, so of kills at random moments three may meet the same one: it is then left alone and told
    /// to the operator, who has it made after all.
    async fn owe_again_what_was_contained(&self) {
        for given_up in owed::given_up(&self.store, 10).await.expect("a list") {
            let is_file = given_up.owed.owing == Owing::Rendition;
            let why = format!("the program ended {} times while working on this", owed::CRASHES_MOST);
            assert!(is_file && given_up.reason.starts_with(&why), "{given_up:?}: {}", self.program.log());
            let mut tx = self.store.begin().await.expect("the database answers");
            assert!(owed::retry(&mut tx, given_up.owed).await.expect("the row is there"));
            tx.commit().await.expect("it is committed");
            self.contained.lock().expect("nobody panics").push(given_up.owed);
        }
    }

    /// Waits until nothing is owed any more. The resend of a letter whose fate is unknown comes at once, not after half an
    /// hour.
    async fn settle(&self) {
        let (mut before, mut moved) = (0, Instant::now());
        loop {
            for letter in self.uncertain().await {
                let mut tx = self.store.begin().await.expect("the database answers");
                let now = tx.now();
                owed::owe(&mut tx, letter, now).await.expect("the row is there");
                tx.commit().await.expect("it is committed");
            }
            self.owe_again_what_was_contained().await;
            let left = self.left().await;
            if left == 0 {
                return;
            }
            if left != before {
                (before, moved) = (left, Instant::now());
            }
            assert!(moved.elapsed() < Duration::from_mins(4), "{left} left and nothing moves: {}", self.program.log());
            sleep(Duration::from_millis(200)).await;
        }
    }

    async fn uncertain(&self) -> Vec<Id<Notification>> {
        let (sql, now) =
            ("select id from notification where state = 'uncertain' and due_at > $1", self.desk.clock().now());
        sql!(self.store, |c| sqlx::query_scalar(sql).bind(now).fetch_all(c))
    }

    async fn left(&self) -> i64 {
        let sql = "select (select count(*) from notification where due_at is not null)
            + (select count(*) from submission where due_at is not null)
            + (select count(*) from rendition where due_at is not null and crashes >= 3)";
        let owed: i64 = sql!(self.store, |c| sqlx::query_scalar(sql).fetch_one(c));
        let published: i64 = sql!(self.store, |c| sqlx::query_scalar("select count(*) from revision").fetch_one(c));
        let files = i64::try_from(self.unmade().await.len()).expect("small");
        owed + files + i64::try_from(self.items).expect("small") - published
    }

    /// What was contained and is not made yet.
    async fn unmade(&self) -> Vec<Owed> {
        let contained = self.contained.lock().expect("nobody panics").clone();
        let mut unmade = Vec::new();
        for file in contained {
            let sql = "select due_at is null and blob is not null from rendition where id = $1";
            let is_made: bool = sql!(self.store, |c| sqlx::query_scalar(sql).bind(file.id).fetch_one(c));
            unmade.extend((!is_made).then_some(file));
        }
        unmade
    }

    /// Each cost as many kills as it takes to be given up, and each is there in the end.
    async fn assert_contained_files_are_made(&self, kills: usize) {
        let contained = self.contained.lock().expect("nobody panics").clone();
        let most = kills / usize::try_from(owed::CRASHES_MOST).expect("small");
        assert!(contained.len() <= most, "{contained:?}: {}", self.program.log());
        assert_eq!(self.unmade().await, []);
    }

    async fn assert_nothing_lost_or_published_twice(&self) {
        let given_up = owed::given_up(&self.store, 10).await.expect("a list");
        assert!(given_up.is_empty(), "{given_up:?}: {}", self.program.log());
        for table in ["submission", "review_item", "decision", "practice", "revision"] {
            let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            let rows: i64 = sql!(self.store, |c| sqlx::query_scalar(sql).fetch_one(c));
            assert_eq!(usize::try_from(rows), Ok(self.items), "{table}");
        }
        let live = store::practice_live_list(&self.store, self.desk.clock().now()).await.expect("a list");
        let live: BTreeSet<String> = live.into_iter().map(|practice| practice.record.title).collect();
        assert_eq!(live, (0..self.items).map(title).collect());
    }

    async fn assert_mails_as_promised(&self, server: &SmtpServer, kills: usize) {
        let most = i64::try_from(self.items * 3).expect("small");
        let letters = store::notification_recent(&self.store, most).await.expect("a list");
        assert_eq!(letters.len(), self.items * 2);
        let taken: Vec<(String, Vec<u8>)> =
            server.taken().into_iter().map(|taken| (message_id(&taken.message), taken.message)).collect();
        let mut copies: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
        for (id, message) in &taken {
            copies.entry(id).or_default().push(message);
        }
        for letter in &letters {
            let received = copies.get(letter.message_id.as_str()).map_or(0, Vec::len);
            match letter.state {
                store::DeliveryState::Accepted => assert!(received >= 1, "lost: {letter:?}"),
                // Its fate was unknown, or it was not sent yet, when the newer status went out.
                store::DeliveryState::Superseded => {
                    assert!(received <= 1 && is_followed(letter, &letters), "{letter:?}");
                }
                state => panic!("{state:?}: {letter:?}"),
            }
        }
        assert!(copies.len() <= letters.len(), "letters that nobody owed");
        for (id, copies) in &copies {
            assert!(copies.iter().all(|copy| *copy == copies[0]), "{id} came in two versions");
        }
        let doubles = taken.len() - copies.len();
        assert!(doubles <= kills, "{doubles} doubles for {kills} kills");
        self.assert_in_order(&letters, &taken);
    }

    /// No first copy of an older status after a newer one.
    fn assert_in_order(&self, letters: &[KeptNotification], taken: &[(String, Vec<u8>)]) {
        let by_id: BTreeMap<&str, &KeptNotification> =
            letters.iter().map(|letter| (letter.message_id.as_str(), letter)).collect();
        let mut latest = BTreeMap::new();
        for (id, _) in taken {
            let letter = by_id[id.as_str()];
            let latest = latest.entry(letter.thread.as_str()).or_insert(letter.made_at);
            assert!(letter.made_at >= *latest, "an older status after a newer one: {letter:?}: {}", self.program.log());
            *latest = letter.made_at;
        }
    }
}

/// Whether a newer status of its thread was accepted.
fn is_followed(letter: &KeptNotification, letters: &[KeptNotification]) -> bool {
    letters.iter().any(|newer| {
        newer.thread == letter.thread && newer.made_at > letter.made_at && newer.state == store::DeliveryState::Accepted
    })
}

/// Of a message as it was taken (RFC 5322, 3.6.4), without its angle brackets.
fn message_id(message: &[u8]) -> String {
    let text = String::from_utf8_lossy(message);
    let lower = text.to_ascii_lowercase();
    let field = lower.find("\nmessage-id:").expect("a letter has a Message-ID");
    let (_, after) = text[field..].split_once('<').expect("in angle brackets");
    after.split_once('>').expect("in angle brackets").0.to_owned()
}
