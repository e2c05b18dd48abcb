//! What a source is measured by, and who is told how it does.

use std::time::Duration;

use practice_commons::{
    domain::{
        Draft, Field, Id, SourceSettings,
        marker::Source,
        reading::{Counts, FetchFault, Outcome},
        review::ItemKind,
    },
    store::{self, owed},
};

use super::{
    given::{Town, WINDOW, a_practice, with},
    sources::{SETTINGS, found},
};
use crate::support::store::both_engines;

fn phrases(runs: &[store::HarvestRow]) -> Vec<&str> {
    runs[0].notes.iter().map(|note| note.phrase.as_str()).collect()
}

impl Town {
    async fn last_notes(&self, source: Id<Source>) -> Vec<String> {
        let runs = store::harvest_list(&self.store, source, 1).await.unwrap();
        phrases(&runs).into_iter().map(str::to_owned).collect()
    }

    /// A source of pages, each run of which sees all there is.
    async fn a_listing(&self) -> Id<Source> {
        let toml = format!("{}\n[listing]\nlink = \"a\"\n", SETTINGS.replace("\"feed\"", "\"pages\""));
        let settings = SourceSettings::from_toml(&toml).expect("settings without faults");
        let slug = self.desk.source_add(Some(&self.ines), None, &settings, true).await.expect("it is added");
        store::source_by_slug(&self.store, &slug).await.expect("an answer").expect("it was just added").id
    }

    async fn lists(&self, source: Id<Source>, listed: u32, draft: &Draft) {
        let mut reading = self.reading(Outcome::Changed, vec![found(draft)], vec![]);
        reading.counts = Counts { listed, ..Counts::default() };
        self.gather(source, reading).await;
    }

    async fn let_through(&self, source: Id<Source>) {
        let held = self.open().await.into_iter().find(|item| item.kind == ItemKind::HeldRun).expect("a run is held");
        self.approve(held.id).await;
        self.clock.advance(WINDOW + Duration::from_mins(2));
        assert_eq!(self.desk.file_released(&self.lease(source).await).await.unwrap(), 1);
        let mut tx = self.store.begin().await.unwrap();
        owed::forgive(&mut tx, source).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn is_held(&self) -> bool {
        self.open().await.iter().any(|item| item.kind == ItemKind::HeldRun)
    }
}

both_engines!(a_run_that_contradicts_what_a_page_is_known_to_say_is_held_whole, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = with(a_practice("Soup nights"), Field::Process, &"They meet every week and cook. ".repeat(20));
    town.brings(source, &page).await;
    let pinned = store::source_pin_list(&town.store, source).await.unwrap();
    assert_eq!(pinned.len(), 1);
    assert_eq!(pinned[0].expected.title, "Soup nights");
    assert_eq!(
        (pinned[0].expected.cities.as_str(), pinned[0].expected.period.as_str()),
        ("Lutsk, Ukraine", "2021-2023")
    );

    town.brings(source, &with(page.clone(), Field::Title, "Soup evenings")).await;
    assert!(!town.is_held().await, "a title may be corrected");
    for (field, text, phrase) in [
        (Field::Title, "Northern Harbour Cities", "source-unusual-sample-title"),
        (Field::Process, "They meet.", "source-unusual-sample-text"),
        (Field::Cities, "", "source-unusual-sample-place"),
    ] {
        town.brings(source, &with(page.clone(), field, text)).await;
        assert!(town.is_held().await, "{phrase}");
        assert_eq!(town.last_notes(source).await[1], phrase);
        let new = town.open().await.into_iter().find(|item| item.kind == ItemKind::New).unwrap();
        assert_ne!(new.draft.get(field), text, "nothing of the run is filed");
        town.brings(source, &with(page.clone(), Field::Lead, phrase)).await;
        assert!(!town.is_held().await, "well again");
    }

    // What an editor lets through is what is expected from then on.
    let shorter = with(page.clone(), Field::Process, "They meet.");
    town.brings(source, &shorter).await;
    town.let_through(source).await;
    town.brings(source, &with(shorter, Field::Lead, "Harbour and Culture")).await;
    assert!(!town.is_held().await);
});

both_engines!(a_count_far_from_the_first_is_held_and_becomes_usual_when_let_through, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_listing().await;
    town.lists(source, 20, &a_practice("Soup nights")).await;
    for usual in [10, 20, 50] {
        town.lists(source, usual, &with(a_practice("Soup nights"), Field::Lead, &usual.to_string())).await;
        assert!(!town.is_held().await, "{usual}");
    }
    town.lists(source, 51, &with(a_practice("Soup nights"), Field::Lead, "many")).await;
    assert!(town.is_held().await);
    assert_eq!(town.last_notes(source).await[1], "source-unusual-count");
    town.let_through(source).await;
    town.lists(source, 90, &with(a_practice("Soup nights"), Field::Lead, "as many")).await;
    assert!(!town.is_held().await);
});

both_engines!(who_looks_after_a_source_hears_of_a_held_run_once_and_of_its_recovery, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.desk.source_set_owner(&town.ines, source, Some(town.luc.id)).await.unwrap();
    town.brings(source, &a_practice("Soup nights")).await;
    town.brings(source, &with(a_practice("Soup nights"), Field::Cities, "")).await;
    town.brings(source, &with(a_practice("Soup nights"), Field::Cities, " ")).await;
    let told = |kind: &'static str| ("Luc Moreau".to_owned(), kind);
    assert_eq!(town.attention().await, [told("source_attention")]);
    town.brings(source, &with(a_practice("Soup nights"), Field::Lead, "Harbour")).await;
    town.brings(source, &with(a_practice("Soup nights"), Field::Lead, "Culture")).await;
    assert_eq!(town.attention().await, [told("source_attention"), told("source_recovered")]);
});

both_engines!(when_who_looks_after_a_source_is_gone_everybody_hears_of_it, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.desk.source_set_owner(&town.ines, source, Some(town.luc.id)).await.unwrap();
    town.desk.set_disabled(&town.ines, town.luc.id, true).await.unwrap();
    for _ in 0..3 {
        town.gather(source, town.reading(Outcome::Failed(FetchFault::TimedOut), vec![], vec![])).await;
    }
    assert_eq!(town.attention().await, [("Inês Duarte".to_owned(), "source_attention")]);
    assert!(town.desk.source_set_owner(&town.ines, source, Some(town.luc.id)).await.is_err(), "not to who is gone");
    assert!(town.desk.source_set_owner(&town.luc, source, None).await.is_err(), "nor by who is no admin");
});
