//! Many pages of a source that move at once: one question, and the answer is remembered.

use practice_commons::{
    domain::{
        Candidate,
        candidate::{GoneWhy, Note},
        flag::Flag,
        reading::Outcome,
        review::{Decision, ItemKind, RejectReason},
    },
    store,
};

use super::{
    given::{Town, WINDOW},
    identity::{gone, page_at, telling},
};
use crate::support::store::both_engines;

both_engines!(a_site_that_moves_as_a_whole_asks_once, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let titles = ["Soup nights", "Living library", "Night buses", "Open kitchens"];
    let all = |scheme: &str| -> Vec<Candidate> {
        let page = |(at, title): (usize, &&str)| page_at(&format!("{scheme}://cities.example/p/{at}"), &telling(title));
        titles.iter().enumerate().map(page).collect()
    };
    town.finds(source, all("http"), vec![]).await;
    for item in town.open().await {
        town.approve(item.id).await;
    }
    town.pass(WINDOW).await;
    let left = all("http").into_iter().map(|page| gone(&page.url, GoneWhy::Unlisted)).collect();
    let mut reading = town.reading(Outcome::Ok, all("https"), left);
    reading.unusual = Some(Note::new("source-unusual-gone").with("gone", 4).with("known", 4));
    town.gather(source, reading).await;
    let question = town.only().await;
    assert_eq!(question.kind, ItemKind::HeldRun);
    assert!(question.flags.iter().any(|flag| matches!(flag, Flag::MovedAtSource { .. })), "{:?}", question.flags);
    let runs = store::harvest_list(&town.store, source, 1).await.unwrap();
    assert!(runs[0].notes.iter().any(|note| note.phrase == "source-unusual-moved"), "{:?}", runs[0].notes);
    assert!(town.origin().await.starts_with("http:"));

    town.approve(question.id).await;
    town.clock.advance(WINDOW);
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 1);
    assert_eq!(town.open().await.len(), 0, "neither gone nor new");
    assert_eq!(town.live().await.len(), 4);
    assert!(town.origin().await.starts_with("https:"), "{}", town.origin().await);
});

both_engines!(moves_that_an_editor_rejects_are_asked_about_once, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let titles = ["Soup nights", "Living library", "Night buses", "Open kitchens"];
    let all = |place: &str| -> Vec<Candidate> {
        let page =
            |(at, title): (usize, &&str)| page_at(&format!("https://cities.example/{place}/{at}"), &telling(title));
        titles.iter().enumerate().map(page).collect()
    };
    town.finds(source, all("p"), vec![]).await;
    for item in town.open().await {
        town.approve(item.id).await;
    }
    town.pass(WINDOW).await;
    let origin = town.origin().await;
    let moved = |to: Vec<Candidate>| {
        let left = all("p").into_iter().map(|page| gone(&page.url, GoneWhy::Unlisted)).collect();
        let mut reading = town.reading(Outcome::Ok, to, left);
        reading.unusual = Some(Note::new("source-unusual-gone").with("gone", 4).with("known", 4));
        reading
    };
    town.gather(source, moved(all("q"))).await;
    let question = town.only().await;
    assert_eq!(question.kind, ItemKind::HeldRun);
    let reject = Decision::Reject { reason: RejectReason::Other, message: "Not yet.".to_owned() };
    town.decide(question.id, &reject).await;
    town.pass(WINDOW).await;

    // The next run finds the same, and one practice more: that one is asked about.
    let more = || [all("q"), vec![page_at("https://cities.example/q/9", &telling("Repair café"))]].concat();
    town.gather(source, moved(more())).await;
    assert_eq!(town.only().await.title, "Repair café");
    let runs = store::harvest_list(&town.store, source, 1).await.unwrap();
    assert!(runs[0].notes.contains(&Note::new("source-note-moves-left").with("count", 4)), "{:?}", runs[0].notes);
    assert_eq!((town.live().await.len(), town.origin().await), (4, origin.clone()));

    // One that moves on is asked about alone, four are one question again.
    let mut further = more();
    further[0] = page_at("https://cities.example/r/0", &telling("Soup nights"));
    town.gather(source, moved(further)).await;
    assert_eq!(town.titled("Soup nights").await.kind, ItemKind::Update);
    town.gather(source, moved(all("s"))).await;
    assert_eq!(town.open().await.iter().filter(|item| item.kind == ItemKind::HeldRun).count(), 1);
    assert_eq!(town.live().await.len(), 4);
});
