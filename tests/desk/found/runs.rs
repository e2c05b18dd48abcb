//! Runs that break off, wait, go on, or end the program: what they bring, when the next one is, and what editors see of it.

use std::time::Duration;

use practice_commons::{
    domain::{Field, SourceSettings, Timestamp, health::Condition, review::ItemKind, source::Expected},
    harvest::Names,
    jobs::Settings,
    store::{self, KeptNotification, owed},
};

use super::{Town, policy};
use crate::{
    harvest::site::{self, Page, Site, source_at, with_practices},
    support::store::{Bed, both_engines, sql},
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A source over the site's list, added by command and due.
async fn added(town: &Town, site: &Site, change: impl FnOnce(&mut SourceSettings)) -> String {
    let mut settings = source_at(&site.url("/list"));
    settings.limits.items = 300;
    change(&mut settings);
    town.house.app.desk().source_add(None, None, &settings, true).await.unwrap()
}

impl Town {
    fn now(&self) -> Timestamp {
        self.house.app.clock().now()
    }

    /// Seconds until the next run.
    async fn wait(&self, slug: &str) -> u64 {
        self.source(slug).await.due_at.expect("a source is never given up").since(self.now()).as_secs()
    }

    /// The next run, when it is due.
    async fn next_run(&self, slug: &str) -> store::HarvestRow {
        let wait = self.wait(slug).await;
        self.house.pass(wait);
        self.drain().await;
        self.runs(slug).await.remove(0)
    }

    /// By command, after a minute: whoever was at the desk may have gone home.
    async fn run_by_hand(&self, slug: &str) {
        self.house.pass(MINUTE);
        self.house.app.desk().source_run(None, self.source(slug).await.id).await.unwrap();
        self.drain().await;
    }

    /// The newest first.
    async fn runs(&self, slug: &str) -> Vec<store::HarvestRow> {
        let id = self.source(slug).await.id;
        store::harvest_list(self.house.store(), id, 50).await.unwrap()
    }

    async fn titles(&self) -> Vec<String> {
        let titles = "select title from review_item where phase = 'open'";
        let mut titles: Vec<String> = sql!(self.house.store(), |c| sqlx::query_scalar(titles).fetch_all(c));
        titles.sort();
        titles
    }

    async fn letters(&self, slug: &str) -> Vec<KeptNotification> {
        store::notification_of_thread(self.house.store(), &format!("source:{slug}")).await.unwrap()
    }

    async fn page(&self, slug: &str) -> super::Page {
        let page = self.house.get(&format!("/desk/sources/{slug}"), Some(&self.ines)).await;
        page.has_status(200);
        page
    }
}

fn titles(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    let mut titles: Vec<String> = numbers.into_iter().map(|number| format!("Practice {number}")).collect();
    titles.sort();
    titles
}

fn put(site: &Site, numbers: impl IntoIterator<Item = usize>) {
    for number in numbers {
        site.put(&format!("/p/{number}"), site::practice(number, "They meet every week."));
    }
}

fn break_pages(site: &Site, numbers: impl IntoIterator<Item = usize>, page: &Page) {
    for number in numbers {
        site.put(&format!("/p/{number}"), page.clone());
    }
}

both_engines!(
    a_partner_with_three_broken_pages_in_a_row_delivers_all_others_and_these_when_they_are_mended,
    |bed| async move {
        let site = Site::start().await;
        with_practices(&site, 12);
        break_pages(&site, 4..=6, &Page::status(500));
        let town = Town::on(&bed, &site).await;
        let slug = added(&town, &site, |_| {}).await;
        town.drain().await;
        assert_eq!(town.titles().await, titles(1..=3), "what was read before the run broke off");
        assert_eq!(town.source(&slug).await.health.condition, Condition::Failing);
        town.page(&slug).await.says(&["▲", "failed (3 new, 0 changed, 0 gone)"]);

        site.asked();
        town.next_run(&slug).await;
        assert_eq!(town.titles().await, titles((1..=3).chain(7..=12)));
        let asked = site.asked();
        assert_eq!(asked[1], "/p/7", "it goes on where it broke off: {asked:?}");
        put(&site, 4..=6);
        let run = town.next_run(&slug).await;
        assert_eq!(town.titles().await, titles(1..=12), "each once");
        assert_eq!((run.counts.new, run.counts.same), (3, 9));
        let source = town.source(&slug).await;
        assert_eq!((source.health.condition, source.health.failures), (Condition::Fine, 0));
        site.bodies();
        town.next_run(&slug).await;
        assert_eq!(site.bodies(), 0, "and is remembered");
    }
);

both_engines!(a_partner_who_answers_429_after_forty_pages_delivers_all_in_the_end, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 100);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    for read in [40, 80, 100] {
        site.allow(40);
        let wait = town.wait(&slug).await;
        town.house.pass(wait);
        town.drain().await;
        let runs = town.runs(&slug).await;
        assert_eq!(town.titles().await.len(), read, "{:?}", runs[0]);
        assert!(town.wait(&slug).await >= 2 * HOUR);
    }
    assert_eq!(town.titles().await, titles(1..=100), "each once");
    site.allow(100);
    let run = town.next_run(&slug).await;
    assert_eq!((run.counts.new, run.counts.changed, run.counts.same), (0, 0, 100));
    assert_eq!(town.source(&slug).await.health.condition, Condition::Fine);
});

both_engines!(one_page_that_always_answers_429_keeps_no_other_back, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 8);
    break_pages(&site, [2], &Page::status(429));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    town.drain().await;
    assert_eq!(town.titles().await, titles([1]));
    // Asked first, it answers so again; from then on it comes last.
    town.next_run(&slug).await;
    town.next_run(&slug).await;
    assert_eq!(town.titles().await, titles([1].into_iter().chain(3..=8)));
    // Nor what is known already.
    site.put("/p/7", site::practice(7, "They meet every month now."));
    let run = town.next_run(&slug).await;
    assert_eq!(run.counts.changed, 1);
});

both_engines!(three_files_in_a_row_that_are_no_pages_end_no_run, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 8);
    break_pages(&site, 3..=5, &Page::of("application/pdf", "%PDF-1.4"));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    town.drain().await;
    assert_eq!(town.titles().await, titles([1, 2, 6, 7, 8]));
    assert_eq!(town.source(&slug).await.health.condition, Condition::Fine);
    assert_eq!(town.runs(&slug).await[0].counts.failed, 3);
});

both_engines!(a_run_that_broke_off_says_of_nothing_that_it_is_gone_and_loses_no_change, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 8);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    town.drain().await;
    // One page is gone, three fail, and of one behind them the card says something new.
    site.remove("/p/1");
    break_pages(&site, 2..=4, &Page::status(502));
    let list = site::list(&(1..=8).collect::<Vec<_>>());
    let (before, after) = list.split_at(list.find("Practice 7").unwrap());
    site.put("/list", Page::html(format!("{before}{}", after.replacen("Gent", "Turku, Finland", 1))));
    let run = town.next_run(&slug).await;
    assert_eq!(run.outcome.as_deref(), Some("source-fault-status"));
    assert_eq!((run.counts.gone, run.counts.changed), (0, 0));
    put(&site, 2..=4);
    let run = town.next_run(&slug).await;
    assert_eq!((run.counts.gone, run.counts.changed, run.counts.same), (1, 1, 6));
    let items = town.open().await;
    let changed = items.iter().find(|item| item.title == "Practice 7").unwrap();
    assert_eq!(changed.draft.get(Field::Cities), "Turku, Finland");
});

both_engines!(part_of_a_run_is_held_when_it_is_unusual_already, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 9);
    break_pages(&site, 4..=6, &Page::status(500));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |settings| settings.limits.expected = Some(Expected { least: 1, most: 5 })).await;
    town.drain().await;
    let items = town.open().await;
    assert_eq!(items.iter().map(|item| item.kind).collect::<Vec<_>>(), [ItemKind::HeldRun]);
    assert_eq!(town.source(&slug).await.health.condition, Condition::Held);
    let page = town.house.get(&format!("/desk/items/{}", items[0].id), Some(&town.ines)).await;
    page.says(&["found 9, expected 1 to 5"]);
});

// F33
async fn is_left_alone(bed: Bed, asked: &str, wait: u64) {
    let site = Site::start().await;
    site.put("/list", Page::status(503).with("retry-after", asked));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    town.drain().await;
    assert_eq!(town.wait(&slug).await, wait);
    site.asked();
    town.house.pass(wait - 1);
    town.drain().await;
    assert!(site.asked().is_empty(), "not before its time");
    town.house.pass(1);
    town.drain().await;
    assert!(!site.asked().is_empty(), "and then again");
}

both_engines!(a_partner_who_asks_for_an_hour_gets_it, |bed| async move { is_left_alone(bed, "3600", HOUR).await });
// By the reader's clock it is 9:14.
both_engines!(a_partner_who_names_a_time_is_left_alone_until_then, |bed| async move {
    is_left_alone(bed, "Thu, 12 Mar 2026 12:14:00 GMT", 3 * HOUR).await;
});
both_engines!(a_partner_who_asks_in_words_is_left_alone_for_a_quarter_of_an_hour, |bed| async move {
    is_left_alone(bed, "when it rains", 15 * MINUTE).await;
});
both_engines!(a_partner_who_asks_for_ten_years_gets_a_day, |bed| async move {
    is_left_alone(bed, "315360000", DAY).await;
});
both_engines!(a_partner_who_names_a_day_in_ten_years_gets_a_day, |bed| async move {
    is_left_alone(bed, "Wed, 12 Mar 2036 09:14:00 GMT", DAY).await;
});

both_engines!(a_failing_source_waits_longer_each_time_up_to_a_day_and_is_never_given_up, |bed| async move {
    let site = Site::start().await;
    site.put("/list", Page::status(500));
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |settings| settings.every = "1h".parse().unwrap()).await;
    town.drain().await;
    let mut waits = Vec::new();
    for _ in 0..20 {
        waits.push(town.wait(&slug).await / MINUTE);
        town.next_run(&slug).await;
    }
    assert_eq!(waits[..7], [30, 60, 120, 240, 480, 960, 1_440]);
    assert!(waits[7..].iter().all(|wait| *wait == 1_440), "{waits:?}");
    assert_eq!(town.letters(&slug).await.len(), 1, "told once");
    with_practices(&site, 2);
    town.next_run(&slug).await;
    assert_eq!(town.source(&slug).await.health.condition, Condition::Fine);
    assert!(town.wait(&slug).await <= HOUR + 6 * MINUTE, "back on its schedule");
    assert_eq!(town.titles().await, titles(1..=2));
});

// P5: whoever reads it dies.
both_engines!(a_source_that_ends_the_program_is_read_once_a_day_and_says_so, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 2);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    let id = town.source(&slug).await.id;
    let die = async || {
        let lease = owed::claim(town.house.store(), id.into(), Duration::from_secs(40)).await.unwrap().unwrap();
        town.house.pass(41);
        lease.is_poison()
    };
    for _ in 0..3 {
        assert!(!die().await);
    }
    town.drain().await;
    assert!(site.asked().is_empty(), "it is not read");
    assert_eq!(town.wait(&slug).await, DAY);
    let words = "Our program ended 3 times while it read this site";
    town.page(&slug).await.says(&["▲", "Failing", words]);
    town.house.get("/desk/sources", Some(&town.ines)).await.says(&[words]);
    assert_eq!(town.letters(&slug).await.len(), 1);

    // One probe a day, and no more letters.
    town.house.pass(DAY);
    assert!(!die().await, "the probe");
    town.drain().await;
    assert!(site.asked().is_empty());
    assert_eq!((town.wait(&slug).await, town.letters(&slug).await.len()), (DAY, 1));

    // A probe that lives is a run like any other.
    town.next_run(&slug).await;
    let source = town.source(&slug).await;
    assert_eq!((source.health.condition, source.last_error), (Condition::Fine, None));
    assert_eq!(town.titles().await, titles(1..=2));
    assert_eq!(town.letters(&slug).await.len(), 2, "editors hear that it is well");
});

both_engines!(a_source_whose_runs_end_without_a_report_says_so, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 1);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    let id = town.source(&slug).await.id;
    for attempt in 1..=4 {
        let lease = owed::claim(town.house.store(), id.into(), Duration::from_secs(40)).await.unwrap().unwrap();
        assert_eq!(lease.attempt, attempt);
        let mut tx = town.house.store().begin().await.unwrap();
        let again = owed::Outcome::RetryAt(town.now(), "the disk is full".to_owned());
        owed::settle(&mut tx, &lease, again).await.unwrap();
        tx.commit().await.unwrap();
        town.page(&slug).await.says(&["△", "Broken off", "the disk is full"]);
    }
    // The next attempt says so before it begins; this one succeeds.
    town.drain().await;
    assert_eq!(town.letters(&slug).await.len(), 2, "told, and told that it is well");
    assert_eq!(town.source(&slug).await.health.condition, Condition::Fine);
});

both_engines!(runs_keep_to_their_schedule_whatever_happens_between, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 1);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |settings| settings.every = "1h".parse().unwrap()).await;
    town.drain().await;
    assert_eq!(town.wait(&slug).await, HOUR);
    town.page(&slug).await.says(&["12 March 2026, 10:14 UTC · 12 March 2026, 11:14 UTC · 12 March 2026, 12:14 UTC"]);
    // Three minutes late.
    town.house.pass(HOUR + 3 * MINUTE);
    town.drain().await;
    assert_eq!(town.wait(&slug).await, 57 * MINUTE);
    // By hand, between two runs.
    town.house.pass(10 * MINUTE);
    town.run_by_hand(&slug).await;
    assert_eq!(town.wait(&slug).await, 46 * MINUTE);
    // Down for a night: one run catches up.
    let before = town.runs(&slug).await.len();
    town.house.pass(9 * HOUR + 46 * MINUTE + 20 * MINUTE);
    town.drain().await;
    assert_eq!(town.runs(&slug).await.len(), before + 1);
    assert_eq!(town.wait(&slug).await, 40 * MINUTE);
    // By hand, so shortly before the next run that it stands for it.
    town.house.pass(36 * MINUTE);
    town.run_by_hand(&slug).await;
    assert_eq!(town.wait(&slug).await, HOUR + 3 * MINUTE);
});

both_engines!(a_long_run_whose_time_is_over_goes_on_at_once, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 130);
    // Its time is over at these pages, each the first time.
    let slow = |number| site::practice(number, "They meet every week.").after(Duration::from_mins(1));
    site.put("/p/60", slow(60)).put("/p/120", slow(120));
    let settings = Settings { limit_most: Duration::from_secs(8), ..Settings::default() };
    let town = Town::working(&bed, policy(&site, Duration::from_mins(2)), Names::System, settings).await;
    let slug = added(&town, &site, |_| {}).await;
    let mend = async {
        for number in [60, 120] {
            while !site.is_waiting(&format!("/p/{number}")) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            put(&site, [number]);
        }
    };
    tokio::join!(town.drain(), mend);
    assert_eq!(town.titles().await, titles(1..=130));
    let runs = town.runs(&slug).await;
    assert_eq!(runs.len(), 1, "one run of one slot");
    assert_eq!(runs[0].counts.new, 130);
    let source = town.source(&slug).await;
    assert_eq!((source.health.failures, source.last_error), (0, None), "no failure");
    let asked = site.asked();
    for number in (1..=50).chain(61..=100) {
        let times = asked.iter().filter(|path| **path == format!("/p/{number}")).count();
        assert_eq!(times, 1, "what was put away is not read again: {number}");
    }
});

both_engines!(each_end_of_a_run_has_a_shape_and_words_of_its_own, |bed| async move {
    let site = Site::start().await;
    with_practices(&site, 6);
    let town = Town::on(&bed, &site).await;
    let slug = added(&town, &site, |_| {}).await;
    town.drain().await;
    let step = async |change: &dyn Fn()| {
        change();
        town.house.pass(MINUTE);
        town.run(&slug).await;
    };
    step(&|| {}).await;
    step(&|| {
        site.put("/p/1", site::practice(1, "They meet every month now."));
    })
    .await;
    step(&|| site.remove("/p/2")).await;
    step(&|| {
        site.put("/list", Page::html("<p>Welcome to our new site!"));
    })
    .await;
    step(&|| site.remove("/list")).await;
    step(&|| {
        site.put("/list", Page::status(500));
    })
    .await;
    step(&|| {
        site.put("/list", Page::redirect("http://10.0.0.1/"));
    })
    .await;
    let page = town.page(&slug).await;
    for (shape, words) in [
        ("✚", "12 March 2026, 09:14 UTC: something new (6 new, 0 changed, 0 gone)"),
        ("●", "12 March 2026, 09:16 UTC: nothing new"),
        ("◐", "12 March 2026, 09:18 UTC: changed (0 new, 1 changed, 0 gone)"),
        ("⊖", "12 March 2026, 09:20 UTC: practices gone (0 new, 0 changed, 1 gone)"),
        ("◆", "12 March 2026, 09:22 UTC: the rules found nothing"),
        ("∅", "12 March 2026, 09:24 UTC: the list is gone"),
        ("▲", "12 March 2026, 09:26 UTC: failed"),
        ("✕", "12 March 2026, 09:28 UTC: refused"),
    ] {
        page.says(&[&format!("<span aria-hidden=\"true\">{shape}</span><span class=\"aloud\">{words}</span>")]);
    }
    town.house.get("/desk/sources", Some(&town.ines)).await.says(&[
        "title=\"12 March 2026, 09:14 UTC: something new (6 new, 0 changed, 0 gone)\">✚<",
        "4 of the last 8 runs went well",
    ]);
});
