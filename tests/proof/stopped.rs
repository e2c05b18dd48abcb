//! A run that one process works on is stopped by an editor whom another process serves.

use practice_commons::{
    domain::{Clock, Role, health::Condition},
    store::{self, Blobs, Store},
};

use super::program::Program;
use crate::{
    desk::house::House,
    harvest::site::{Site, source, with_practices},
    support::{
        store::{Bed, both_engines},
        until,
    },
};

/// The partner is asked once a second.
const PAUSE: u32 = 1;
const PRACTICES: usize = 200;
/// Pages that may still be asked for after the stop: those of five seconds.
const ON_THEIR_WAY: usize = 5;

both_engines!(a_run_of_another_process_stops_when_an_editor_says_so, |bed| async move {
    is_stopped_from_elsewhere(&bed).await;
});

async fn is_stopped_from_elsewhere(bed: &Bed) {
    let site = Site::start().await;
    with_practices(&site, PRACTICES);
    bed.open(Clock::System).await.close().await;
    let blobs = Blobs::open("memory:").unwrap();
    let here = House::beside(Store::open_beside(&bed.url(), blobs, Clock::System).await.unwrap());
    let ines = here.person("Ines", Role::Admin).await;
    let mut settings = source(&site);
    settings.limits.delay = PAUSE;
    let slug = here.app.desk().source_add(Some(&ines.editor), None, &settings, true).await.unwrap();
    let program = Program::new(&bed.url()).with("COMMONS_HARVEST_ALLOWED_HOSTS", site.address);
    let _there = program.start();

    // robots.txt, the list and the first practice: it is under way, and not here.
    until("the run is under way", || async { site.bodies_so_far() >= 2 }).await;
    let path = format!("/desk/sources/{slug}");
    here.get(&path, Some(&ines)).await.says(&["It is being read just now", "Stop this run"]);
    here.post(&format!("{path}/stop"), &[], Some(&ines)).await.has_status(303);
    let asked = site.bodies_so_far();
    let id = store::source_by_slug(here.store(), &slug).await.unwrap().unwrap().id;
    let runs = async || store::harvest_list(here.store(), id, 9).await.unwrap();
    until("the run has ended", || async { !runs().await.is_empty() }).await;

    let after = site.bodies_so_far();
    assert!(after <= asked + ON_THEIR_WAY, "{} pages were asked for after the stop", after - asked);
    let runs = runs().await;
    let outcomes: Vec<_> = runs.iter().map(|run| run.outcome.as_deref()).collect();
    assert_eq!(outcomes, [Some("source-outcome-stopped")], "{}", program.log());
    let source = store::source_by_slug(here.store(), &slug).await.unwrap().unwrap();
    assert_eq!(source.health.condition, Condition::New, "being stopped is no trouble");
    assert!(source.due_at.is_some(), "it comes again as scheduled");
    here.get(&path, Some(&ines)).await.says(&["Stopped by Ines."]).says_not(&["Stop this run"]);
    assert_eq!(site.bodies_so_far(), after, "nothing is asked for after the run has ended");
}
