//! Practices' pages that answer with something else, words that are no period, and sources that share an id.

use practice_commons::domain::{Field, flag::Flag, health::Condition};

use super::{KeptSource, Town};
use crate::{
    harvest::site::{Page, Site, list},
    support::{partner::Partner, store::both_engines},
};

impl Town {
    /// A source by its settings, run once.
    async fn keep(&self, name: &str, kind: &str, address: &str, rest: &str) -> KeptSource {
        let toml = format!(
            "name = \"{name}\"\nkind = \"{kind}\"\nlanguage = \"en\"\naddresses = [\"{address}\"]\ncontact = \"x\"\nlimits = {{ delay = 0 }}\n{rest}"
        );
        let form = [("toml", toml.as_str()), ("name", name), ("contact", "desk@partner.example"), ("every", "7d")];
        let added = self.post("/desk/sources/new/chosen", &form).await;
        added.has_status(303);
        self.drain().await;
        self.source(added.location().rsplit('/').next().unwrap()).await
    }
}

const STORY: &str = "Neighbours meet every week in the hall and cook together for whoever comes by. \
                     The city pays the rent of the first three months for each of the forty traders.";

both_engines!(one_practice_of_many_that_asks_to_sign_in_stays_as_it_is, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await;
    let page = Page::html("<html><title>Sign in</title><p>Use the account of your city.</p></html>");
    partner.site.put(&partner.records[0].path, page);
    let after = town.run(&source.slug).await;
    assert_ne!(after.health.condition, Condition::LayoutChanged);
    let now = town.open().await;
    assert_eq!(now.len(), before.len());
    for item in &before {
        let same = now.iter().find(|other| other.id == item.id).expect("it is there");
        assert_eq!(same.draft, item.draft);
    }
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["asks visitors to sign in"]);
});

both_engines!(a_site_closed_on_its_first_run_brings_no_item, |bed| async move {
    let site = Site::start().await;
    site.put("/list", Page::html(list(&[1, 2, 3])));
    for number in 1..=3 {
        site.put(
            &format!("/p/{number}"),
            Page::html("<title>Back soon</title><h1>Back soon</h1><p>Come again tomorrow."),
        );
    }
    let town = Town::on(&bed, &site).await;
    let source =
        town.keep("Closed", "pages", &site.url("/list"), "listing = { card = \".card\", link = \"a\" }\n").await;
    assert_ne!(source.health.condition, Condition::Fine);
    let practices = town.open().await.into_iter().filter(|item| !item.draft.get(Field::Title).is_empty());
    assert_eq!(practices.count(), 0);
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["says that the site is closed"]);
});

both_engines!(words_that_are_no_period_are_kept_and_flagged, |bed| async move {
    let site = Site::start().await;
    let page = |number: usize, period: &str| {
        let html = format!(
            "<html lang=en><title>Market {number}</title><main><h1>Market {number}</h1><dl><dt>City</dt><dd>Lyon, France</dd><dt>Period</dt>\
             <dd>{period}</dd></dl><p>In the year of market {number}: {STORY}</p></main></html>"
        );
        Page::html(html)
    };
    site.put("/list", Page::html(list(&[1, 2]))).put("/p/1", page(1, "17-19 October")).put("/p/2", page(2, "2016"));
    let town = Town::on(&bed, &site).await;
    town.keep("Markets", "pages", &site.url("/list"), "listing = { card = \".card\", link = \"a\" }\n").await;
    let mut found: Vec<(String, bool)> = town
        .open()
        .await
        .iter()
        .map(|item| (item.draft.get(Field::Period).to_owned(), item.flags.contains(&Flag::PeriodUnread)))
        .collect();
    found.sort();
    assert_eq!(found, [("17-19 October".to_owned(), true), ("2016".to_owned(), false)]);
});

both_engines!(r15_two_sources_that_share_an_id_keep_each_its_own, |bed| async move {
    let site = Site::start().await;
    let feed = |title: &str| {
        let xml = format!(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title><item><guid>1</guid><title>{title}</title>\
             <description>{title}: {STORY}</description></item></channel></rss>"
        );
        Page::of("application/rss+xml", xml)
    };
    site.put("/a", feed("A market")).put("/b", feed("A choir"));
    let town = Town::on(&bed, &site).await;
    let first = town.keep("First", "feed", &site.url("/a"), "").await;
    let second = town.keep("Second", "feed", &site.url("/b"), "").await;
    assert_ne!(first.id, second.id);
    let titles = || async {
        let mut titles: Vec<String> =
            town.open().await.iter().map(|item| item.draft.get(Field::Title).to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles().await, ["A choir", "A market"]);
    // What the one says anew is of its own item.
    site.put("/a", feed("A market for all"));
    town.run(&first.slug).await;
    assert_eq!(titles().await, ["A choir", "A market for all"]);
});
