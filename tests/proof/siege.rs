//! The program, killed again and again while it reads a source.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use practice_commons::{
    domain::{Clock, Role, SourceSettings},
    store::{self, Blobs, Engine, Store},
};
use rand::{RngExt as _, SeedableRng, rngs::SmallRng};
use tokio::time::sleep;

use super::{
    given::{a_desk, an_editor},
    program::{Program, Running},
};
use crate::{
    harvest::site::Site,
    support::store::{Bed, sql},
};

/// A partner's site that has practices named `Practice 1` and so on, and the program that reads it.
pub struct Siege {
    pub store: Store,
    site: Site,
    program: Program,
    practices: usize,
}

impl Siege {
    pub async fn lay(bed: &Bed, site: &Site, settings: &SourceSettings, practices: usize) -> Self {
        bed.open(Clock::System).await.close().await;
        let url = bed.url();
        let blobs = Blobs::open("memory:").expect("memory is always there");
        let store = Store::open_beside(&url, blobs, Clock::System).await.expect("the database opens");
        let desk = a_desk(&store, Duration::ZERO);
        let ines = an_editor(&store, "Inês Duarte", Role::Admin).await;
        desk.source_add(Some(&ines), None, settings, true).await.expect("it is added");
        let program = Program::new(&url).with("COMMONS_HARVEST_ALLOWED_HOSTS", site.address);
        Self { store, site: site.clone(), program, practices }
    }

    /// Each life gets some of the pages further than the one before; one now and then is killed near the end of the harvest.
    pub async fn kill_at_random(&self, kills: usize, pages: usize) {
        let mut random = SmallRng::seed_from_u64(31);
        for life in 0..kills {
            let running = self.start(&self.program).await;
            let share = pages.div_ceil(kills);
            let wanted = self.site.bodies_so_far() + random.random_range(share / 2..share * 2);
            let began = Instant::now();
            while self.site.bodies_so_far() < wanted && !self.is_filed().await {
                assert!(began.elapsed() < Duration::from_mins(4), "life {life} stands still: {}", self.program.log());
                sleep(Duration::from_millis(5)).await;
            }
            drop(running);
        }
    }

    /// A life that ends when so many portions are put away.
    pub async fn kill_after(&self, portions: usize) {
        let program = self.program.clone().with("CRASH_AT", format!("after_portion:{portions}"));
        let mut running = self.start(&program).await;
        let began = Instant::now();
        while !running.has_ended() {
            assert!(began.elapsed() < Duration::from_mins(4), "it lives on: {}", self.program.log());
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The last life, which nobody helps.
    pub async fn end_well(&self) {
        let _undisturbed = self.program.start();
        let began = Instant::now();
        while !self.is_filed().await {
            assert!(began.elapsed() < Duration::from_mins(4), "nothing was filed: {}", self.program.log());
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// What was in the hands of the dead is free: on PostgreSQL others would wait for the end of the lease, 40 s, and for
    /// the job, a minute. Twenty times that is half an hour, and a shorter lease would be another program than the one that
    /// runs: so time is spared between the kills, and the last life waits for both in earnest.
    async fn start(&self, program: &Program) -> Running {
        if self.store.engine() == Engine::Postgres {
            sql!(do self.store, |c| sqlx::query("update source set leased_until = null").execute(c));
            sql!(do self.store, |c| sqlx::query("update host_turn set holder = null").execute(c));
            if let store::Pool::Postgres(pool) = self.store.pool() {
                let done = sqlx::query("delete from apalis.jobs where job_type = 'harvest'").execute(pool).await;
                // Before the first life there is no such table.
                drop(done);
            }
        }
        program.start()
    }

    async fn is_filed(&self) -> bool {
        let runs: i64 = sql!(self.store, |c| sqlx::query_scalar("select count(*) from harvest").fetch_one(c));
        runs > 0
    }

    /// Each practice is one item, and nothing was given up on the way.
    pub async fn assert_each_once(&self) {
        let given_up = store::owed::given_up(&self.store, 10).await.expect("a list");
        assert!(given_up.is_empty(), "{given_up:?}: {}", self.program.log());
        let titles: Vec<String> =
            sql!(self.store, |c| sqlx::query_scalar("select title from review_item").fetch_all(c));
        let wanted: BTreeSet<String> = (1..=self.practices).map(|number| format!("Practice {number}")).collect();
        assert_eq!(titles.len(), self.practices, "{}", self.program.log());
        assert_eq!(titles.into_iter().collect::<BTreeSet<_>>(), wanted);
        for table in ["staged", "passed"] {
            let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            let left: i64 = sql!(self.store, |c| sqlx::query_scalar(sql).fetch_one(c));
            assert_eq!(left, 0, "nothing is left of what was put away ({table})");
        }
    }

    /// What the item of a practice has in a column.
    pub async fn one(&self, column: &str, practice: usize) -> String {
        let sql = sqlx::AssertSqlSafe(format!("select cast({column} as text) from review_item where title = $1"));
        let title = format!("Practice {practice}");
        sql!(self.store, |c| sqlx::query_scalar(sql).bind(&title).fetch_one(c))
    }

    /// A life that leaves the source alone, for it ended those before.
    pub async fn is_contained(&self) {
        let _undisturbed = self.program.start();
        let began = Instant::now();
        while !self.program.log().contains("reading this source ends the program") {
            assert!(began.elapsed() < Duration::from_mins(4), "it reads on: {}", self.program.log());
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Once a life at most, and in all not more than `again` times what was read before.
    #[track_caller]
    pub fn assert_asked_again(&self, kills: usize, again: usize) {
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        for path in self.site.asked() {
            *asked.entry(path).or_default() += 1;
        }
        for (path, times) in &asked {
            assert!(*times <= kills + 1, "{path} was asked for {times} times");
        }
        asked.remove("/robots.txt");
        let in_vain = asked.values().sum::<usize>() - asked.len();
        assert!(in_vain <= again, "{in_vain} pages were asked for again: {asked:?}");
    }
}
