//! What is put away and what is held: how long, why, and what comes of it when an editor lets it through.

use std::{collections::HashMap, time::Duration};

use practice_commons::{
    domain::{
        SourceSettings,
        candidate::{KnownItem, KnownPage, Note},
        flag::Flag,
        notice::{Notice, SourceTrouble},
        reading::{Finding, Ground, Outcome, Passed, Place, Portion, Rules},
        review::ItemKind,
        source::Expected,
    },
    store::{self, owed},
};

use super::{
    given::{Town, WINDOW, a_practice},
    sources::{PAGE, SETTINGS, found},
};
use crate::support::store::both_engines;

both_engines!(what_a_run_put_away_is_kept_as_long_as_the_run_lasts, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let portion = || Portion {
        rules: "rules".to_owned(),
        findings: vec![Finding {
            candidate: found(&a_practice("Soup nights")),
            page_url: PAGE.to_owned(),
            page: KnownPage::default().into(),
        }],
        snapshots: Vec::new(),
        passed: vec![Passed::new(Place::List("https://partner.example/api?page=1".to_owned()), "")],
        ground: Ground::New,
    };
    let lease = town.lease(source).await;
    town.desk.put_away(&lease, portion(), &[], &mut HashMap::new()).await.unwrap();
    // Two days of trouble of our own.
    let mut tx = town.store.begin().await.unwrap();
    let later = town.clock.now() + Duration::from_hours(48);
    owed::settle(&mut tx, &lease, owed::Outcome::RetryAt(later, "away".to_owned())).await.unwrap();
    tx.commit().await.unwrap();
    town.clock.advance(Duration::from_hours(48));
    let lease = owed::claim(&town.store, source.into(), Duration::from_mins(1)).await.unwrap().unwrap();
    let begun = town.desk.begun(&lease, "rules").await.unwrap();
    assert_eq!((begun.findings.len(), begun.passed.len()), (1, 0), "a list is elsewhere by then");
    // What somebody stopped is not gone on from the day after.
    town.desk.stopped(&lease, town.clock.now(), "Inês", Duration::ZERO).await.unwrap();
    town.clock.advance(Duration::from_hours(25));
    let lease = town.lease(source).await;
    assert_eq!(town.desk.begun(&lease, "rules").await.unwrap().findings.len(), 0);
});

// A feed names what is new, not all there is.
both_engines!(an_emptied_feed_says_of_nothing_that_it_is_gone, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &a_practice("Soup nights")).await;
    let mut emptied = town.reading(Outcome::FoundNothing(Rules::Listing), vec![], vec![]);
    let item = KnownItem { url: PAGE.into(), content_hash: String::new() };
    emptied.known.items.insert(PAGE.into(), item.into());
    town.gather(source, emptied).await;
    let question = town.only().await;
    assert_eq!(question.kind, ItemKind::HeldRun);
    town.approve(question.id).await;
    town.clock.advance(WINDOW + Duration::from_mins(2));
    assert_eq!(town.desk.file_released(&town.lease(source).await).await.unwrap(), 1);
    assert_eq!(town.open().await.len(), 0, "nobody is asked to withdraw it");
    assert_eq!(town.live().await, ["Soup nights"]);
    let known = store::source_known(&town.store, source).await.unwrap();
    assert!(known.items.contains_key(PAGE), "and it is known as before");
});

both_engines!(a_held_run_says_why_it_is_held, |bed| async move {
    let town = Town::on(&bed).await;
    for expected in [None, Some(Expected { least: 3, most: 9 })] {
        for (why, count) in [
            (Note::new("source-unusual-missing").with("count", 4).with("all", 5), 6),
            (Note::new("source-unusual-count").with("found", 2).with("least", 3).with("most", 9), 2),
        ] {
            if expected.is_none() && why.phrase == "source-unusual-count" {
                continue;
            }
            let mut settings = SourceSettings::from_toml(SETTINGS).unwrap();
            settings.name = format!("Partner {count} {}", expected.is_some());
            settings.limits.expected = expected;
            settings.addresses = vec![format!("https://partner.example/{count}/{}", expected.is_some())];
            let slug = town.desk.source_add(Some(&town.ines), None, &settings, true).await.unwrap();
            let source = store::source_by_slug(&town.store, &slug).await.unwrap().unwrap().id;
            let mut reading = town.reading(Outcome::Changed, vec![found(&a_practice("Soup nights"))], vec![]);
            (reading.unusual, reading.counts.listed) = (Some(why.clone()), count);
            town.gather(source, reading).await;
            let letters = town.letters(&format!("source:{slug}")).await;
            let Notice::SourceAttention { reason, .. } = letters[0].notice.clone() else { panic!("another letter") };
            let items = town.open().await;
            let flags = items.iter().find(|item| item.source_id == Some(source)).unwrap().flags.clone();
            if why.phrase == "source-unusual-count" {
                assert_eq!(flags, [Flag::UnusualYield { found: 2, expected_least: 3, expected_most: 9 }]);
                assert_eq!(reason, SourceTrouble::Held { found: 2, expected_least: 3, expected_most: 9 });
            } else {
                assert_eq!(flags, [Flag::Unusual { reason: why.clone() }]);
                assert_eq!(reason, SourceTrouble::Unusual { reason: why });
            }
        }
    }
});
