//! The program is killed again and again while it reads a partner's site: in the end the queue holds each page once, and
//! the partner was asked for no page more often than once a life. `HARVEST_PAGES` and `CRASH_KILLS` make it longer.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use practice_commons::{
    domain::{Clock, Role, SourceSettings, source::Limits},
    store::{self, Blobs, Engine, Store},
};
use rand::{RngExt as _, SeedableRng, rngs::SmallRng};
use tokio::time::sleep;

use super::{
    given::{a_desk, an_editor},
    program::{Program, Running, number},
};
use crate::{
    harvest::site::{Page, Site, practice, source},
    support::store::{Bed, both_engines, sql},
};

/// On one listing page.
const CARDS: usize = 100;

both_engines!(a_harvest_killed_again_and_again_finds_each_page_once, |bed| async move {
    let (pages, kills) = (number("HARVEST_PAGES", 2_000), number("CRASH_KILLS", 20));
    let siege = Siege::lay(&bed, pages).await;
    siege.kill_at_random(kills).await;
    let _undisturbed = siege.program.start();
    siege.settle().await;
    siege.assert_each_page_once(kills).await;
});

struct Siege {
    store: Store,
    program: Program,
    site: Site,
    pages: usize,
}

/// A partner's site with a listing of many pages.
async fn a_partner(pages: usize) -> Site {
    let site = Site::start().await;
    for number in 1..=pages {
        site.put(&format!("/p/{number}"), practice(number, "They meet every week."));
    }
    let lists = pages.div_ceil(CARDS);
    for list in 1..=lists {
        let first = (list - 1) * CARDS + 1;
        let cards: Vec<String> = (first..=pages.min(list * CARDS))
            .map(|number| format!("<div class=card><a href='/p/{number}'>Practice {number}</a></div>"))
            .collect();
        let next =
            if list < lists { format!("<a rel=next href='/list?page={}'>Next</a>", list + 1) } else { String::new() };
        let path = if list == 1 { "/list".to_owned() } else { format!("/list?page={list}") };
        site.put(&path, Page::html(format!("<html><body>{}{next}</body></html>", cards.concat())));
    }
    site
}

fn settings(site: &Site, pages: usize) -> SourceSettings {
    let mut settings = source(site);
    settings.limits.items = u32::try_from(pages).expect("no more pages than that");
    settings.limits.pages = Limits::MOST_PAGES;
    settings
}

impl Siege {
    async fn lay(bed: &Bed, pages: usize) -> Self {
        let site = a_partner(pages).await;
        bed.open(Clock::System).await.close().await;
        let url = bed.url();
        let blobs = Blobs::open("memory:").expect("memory is always there");
        let store = Store::open_beside(&url, blobs, Clock::System).await.expect("the database opens");
        let desk = a_desk(&store, Duration::ZERO);
        let ines = an_editor(&store, "Inês Duarte", Role::Admin).await;
        desk.source_add(Some(&ines), None, &settings(&site, pages), true).await.expect("it is added");
        let program = Program::new(&url).with("COMMONS_HARVEST_ALLOWED_HOSTS", site.address);
        Self { store, program, site, pages }
    }

    /// Each life gets some pages further than the one before; one now and then is killed near the end of the harvest.
    async fn kill_at_random(&self, kills: usize) {
        let mut random = SmallRng::seed_from_u64(31);
        for life in 0..kills {
            let running = self.start().await;
            let share = self.pages.div_ceil(kills);
            let wanted = self.site.bodies_so_far() + random.random_range(share / 2..share * 2);
            let began = Instant::now();
            while self.site.bodies_so_far() < wanted && !self.is_filed().await {
                assert!(began.elapsed() < Duration::from_mins(4), "life {life} stands still: {}", self.program.log());
                sleep(Duration::from_millis(5)).await;
            }
            drop(running);
        }
    }

    /// What was in the hands of the dead is free: on PostgreSQL others would wait for the end of the lease, 40 s, and for
    /// the job, a minute.
    async fn start(&self) -> Running {
        if self.store.engine() == Engine::Postgres {
            sql!(do self.store, |c| sqlx::query("update source set leased_until = null").execute(c));
            sql!(do self.store, |c| sqlx::query("update host_turn set holder = null").execute(c));
            if let store::Pool::Postgres(pool) = self.store.pool() {
                let done = sqlx::query("delete from apalis.jobs where job_type = 'harvest'").execute(pool).await;
                // Before the first life there is no such table.
                drop(done);
            }
        }
        self.program.start()
    }

    async fn is_filed(&self) -> bool {
        let runs: i64 = sql!(self.store, |c| sqlx::query_scalar("select count(*) from harvest").fetch_one(c));
        runs > 0
    }

    async fn settle(&self) {
        let began = Instant::now();
        while !self.is_filed().await {
            assert!(began.elapsed() < Duration::from_mins(4), "nothing was filed: {}", self.program.log());
            sleep(Duration::from_millis(100)).await;
        }
    }

    async fn assert_each_page_once(&self, kills: usize) {
        let given_up = store::owed::given_up(&self.store, 10).await.expect("a list");
        assert!(given_up.is_empty(), "{given_up:?}: {}", self.program.log());
        let titles: Vec<String> =
            sql!(self.store, |c| sqlx::query_scalar("select title from review_item").fetch_all(c));
        let wanted: BTreeSet<String> = (1..=self.pages).map(|number| format!("Practice {number}")).collect();
        assert_eq!(titles.len(), self.pages, "{}", self.program.log());
        assert_eq!(titles.into_iter().collect::<BTreeSet<_>>(), wanted);
        let left: i64 = sql!(self.store, |c| sqlx::query_scalar("select count(*) from staged").fetch_one(c));
        assert_eq!(left, 0, "nothing is left of what was put away");

        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        for path in self.site.asked() {
            *asked.entry(path).or_default() += 1;
        }
        for (path, times) in &asked {
            assert!(*times <= kills + 1, "{path} was asked for {times} times");
        }
        // Much less, in fact: a life begins where the one before had put its findings away.
        let pages: usize = asked.iter().filter(|(path, _)| path.starts_with("/p/")).map(|(_, times)| times).sum();
        let again = pages - self.pages;
        assert!(again <= kills * 100, "{again} pages were asked for again");
    }
}
