//! A partner's site, from its pasted address to practices in the queue and what happens to the source later.

mod answers;
mod checked;
mod closed;
mod failed;
mod inside;
mod led_on;
mod mending;
mod repeats;
mod runs;
mod seen;
mod stopping;
mod trial;

use std::{sync::Arc, time::Duration};

use practice_commons::{
    domain::{Clock, EmailAddress, Field, Role, SourceSettings, Timestamp, health::Condition, review::ItemKind},
    harvest::{FetchPolicy, Names, Reader},
    jobs::{Office, Settings, Work},
    mail::{Letterhead, Mailbox, Transport, transport::Outbox},
    store::{self, Item, KeptSource},
};
use time::macros::datetime;

use super::house::{House, Page, Person};
use crate::{
    harvest::site::{self, Site, agent},
    support::{
        partner::Partner,
        store::{Bed, both_engines},
    },
};

/// A desk whose reader may reach one site, and its background work.
pub struct Town {
    pub house: House,
    work: Work,
    pub ines: Person,
}

impl Town {
    pub async fn on(bed: &Bed, site: &Site) -> Self {
        Self::within(bed, policy(site, Duration::from_secs(5)), Names::System).await
    }

    async fn within(bed: &Bed, policy: FetchPolicy, names: Names) -> Self {
        Self::working(bed, policy, names, Settings::default()).await
    }

    /// With background work that keeps time otherwise.
    async fn working(bed: &Bed, policy: FetchPolicy, names: Names, settings: Settings) -> Self {
        let (house, work) = furnished(bed, policy, names, settings).await;
        let ines = house.person("Ines", Role::Admin).await;
        Self { house, work, ines }
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.house.post(path, form, Some(&self.ines)).await
    }

    /// Pastes the address and takes the first offer, as it is but for the pauses between requests.
    async fn add(&self, partner: &Partner) -> KeptSource {
        let slug = self.chooses(partner, 1, |seen| seen).await;
        self.drain().await;
        self.source(&slug).await
    }

    /// The same, and nothing is read yet. So many practices are shown at least; `seen` changes what the form says was shown.
    async fn chooses(&self, partner: &Partner, least: usize, seen: impl FnOnce(String) -> String) -> String {
        let page = self.post("/desk/sources/new/find", &[("address", &partner.paste)]).await;
        page.has_status(200);
        assert!(shown(&page, partner) >= least, "{}", page.body);
        let toml = hidden(&page.body, "toml").replace("delay = 5", "delay = 0");
        let seen = seen(hidden(&page.body, "seen"));
        let form = [
            ("toml", toml.as_str()),
            ("seen", &seen),
            ("name", "Partner"),
            ("contact", "desk@partner.example"),
            ("every", "7d"),
        ];
        let added = self.post("/desk/sources/new/chosen", &form).await;
        added.has_status(303).location().rsplit('/').next().unwrap().to_owned()
    }

    pub async fn drain(&self) {
        self.work.drain().await.unwrap();
    }

    pub async fn keep_house(&self) {
        self.work.keep_house().await.unwrap();
    }

    async fn source(&self, slug: &str) -> KeptSource {
        store::source_by_slug(self.house.store(), slug).await.unwrap().unwrap()
    }

    async fn run(&self, slug: &str) -> KeptSource {
        self.house.pass(60);
        self.post(&format!("/desk/sources/{slug}/run"), &[]).await.has_status(303);
        self.drain().await;
        self.source(slug).await
    }

    async fn open(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for line in self.house.open_items(&self.ines).await {
            items.push(store::item_by_id(self.house.store(), line.id).await.unwrap().unwrap());
        }
        items
    }

    async fn held(&self) -> Option<Item> {
        self.open().await.into_iter().find(|item| item.kind == ItemKind::HeldRun)
    }
}

/// A policy that opens one site, with a time for each page.
fn policy(site: &Site, total: Duration) -> FetchPolicy {
    let allowed = vec![site.address.to_string().parse().unwrap()];
    FetchPolicy { allowed, total, ..FetchPolicy::default() }
}

async fn furnished(bed: &Bed, policy: FetchPolicy, names: Names, settings: Settings) -> (House, Work) {
    let clock = Clock::fixed(Timestamp::from_utc(datetime!(2026-03-12 09:14 UTC)));
    let reader = Arc::new(Reader::with_names(policy, agent(), clock.clone(), names).unwrap());
    let house = House::reading(bed, clock, Arc::clone(&reader)).await;
    let address = EmailAddress::parse("practices@practices.example").unwrap();
    let office = Office {
        desk: house.app.desk().clone(),
        transport: Transport::Memory(Outbox::default()),
        letterhead: Letterhead {
            site: "https://practices.example".to_owned(),
            from: Mailbox { name: String::new(), address },
            reply_to: None,
            bounces: None,
        },
        contact: String::new(),
        reader,
        resend_after: Duration::from_mins(30),
        schedule_jitter: Duration::ZERO,
        makes_pdfs: false,
    };
    let work = Work::new(house.store().clone(), office.handlers(), settings);
    (house, work)
}

/// How many of a partner's practices a page names.
fn shown(page: &Page, partner: &Partner) -> usize {
    let is_shown = |title: &str| page.body.contains(&title.replace('\'', "&#39;"));
    partner.records.iter().filter(|record| is_shown(&record.title)).count()
}

/// The value of the first hidden input of a name.
fn hidden(body: &str, name: &str) -> String {
    let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let value = body.split_once(&start).unwrap().1.split_once("\">").unwrap().0;
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .iter()
        .fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
}

async fn arrives(bed: Bed, name: &str) {
    let partner = Partner::serve(name).await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    assert_eq!(source.health.condition, Condition::Fine, "{name}: {:?}", source.health);
    assert_eq!(source.settings.every.to_string(), "7d");
    let items = town.open().await;
    let mut faults: Vec<String> =
        items.iter().flat_map(|item| partner.record(item.draft.get(Field::Title)).faults(&item.draft)).collect();
    if items.len() != partner.records.len() {
        faults.push(format!("{} practices arrived instead of {}", items.len(), partner.records.len()));
    }
    faults.extend(published_otherwise(&partner, &source.settings).await);
    assert!(faults.is_empty(), "{name}: {faults:#?}");
    for item in &items {
        let pictures = &partner.record(item.draft.get(Field::Title)).pictures;
        let page = town.house.get(&format!("/desk/items/{}?tab=source", item.id), Some(&town.ines)).await;
        page.has_status(200).says(&pictures.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(item.pictures.is_empty(), "a picture without a licence is no part of what is published");
    }
}

/// Days of publication that are not as the site states them, or that it does not state.
async fn published_otherwise(partner: &Partner, settings: &SourceSettings) -> Vec<String> {
    let reading = site::read(&site::reader(&partner.site), settings).await;
    let differing = reading.candidates.iter().filter_map(|candidate| {
        let stated = &partner.record(candidate.draft.get(Field::Title)).published;
        let read = candidate.published_at.map(|at| at.to_utc().date().to_string());
        (read != *stated).then(|| format!("{} was published on {stated:?}, not {read:?}", candidate.url))
    });
    let mut faults: Vec<String> = differing.collect();
    if reading.candidates.len() != partner.records.len() {
        faults.push(format!("{} practices were read", reading.candidates.len()));
    }
    faults
}

both_engines!(a_site_with_numbered_pages_arrives, |bed| async move { arrives(bed, "numbered").await });
both_engines!(a_site_with_a_cursor_arrives, |bed| async move { arrives(bed, "cursor").await });
both_engines!(a_site_with_a_load_more_button_arrives, |bed| async move { arrives(bed, "load-more").await });
both_engines!(a_site_with_dates_in_its_text_arrives, |bed| async move { arrives(bed, "dates-in-text").await });
both_engines!(a_site_in_broken_markup_arrives, |bed| async move { arrives(bed, "broken").await });
both_engines!(a_site_under_a_cookie_banner_arrives, |bed| async move { arrives(bed, "banner").await });
both_engines!(a_site_in_several_languages_arrives, |bed| async move { arrives(bed, "mixed").await });
both_engines!(a_site_with_a_feed_arrives, |bed| async move { arrives(bed, "feed").await });
both_engines!(a_site_built_by_scripts_arrives, |bed| async move { arrives(bed, "scripted").await });
both_engines!(a_site_with_a_sitemap_arrives, |bed| async move { arrives(bed, "sitemap").await });

#[tokio::test]
async fn an_address_and_one_press_show_the_first_practices_of_every_site() {
    let mut found = Vec::new();
    let names = [
        "numbered",
        "cursor",
        "load-more",
        "dates-in-text",
        "broken",
        "banner",
        "mixed",
        "feed",
        "scripted",
        "sitemap",
    ];
    for name in names {
        let partner = Partner::serve(name).await;
        let bed = Bed::sqlite();
        let town = Town::on(&bed, &partner.site).await;
        // The page with the field for the address, then the press: nothing but an address is typed.
        town.house.get("/desk/sources/new", Some(&town.ines)).await.says(&["name=\"address\""]);
        let page = town.post("/desk/sources/new/find", &[("address", &partner.paste)]).await;
        if shown(&page, &partner) >= 3 && page.body.contains("formaction=\"/desk/sources/new/settings\"") {
            found.push(name);
        }
    }
    assert_eq!(found, names, "at least eight of ten are asked for");
}

/// All pages of a partner replaced by one.
fn replace_all(partner: &Partner, page: &site::Page) {
    for path in partner.site.paths() {
        if path != "/robots.txt" {
            partner.site.put(&path, page.clone());
        }
    }
}

both_engines!(an_emptied_site_asks_an_editor_and_its_recovery_answers, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await.len();
    let list = partner.paste.replace(&partner.site.url(""), "");
    let full = partner.site.page(&list);
    partner.site.put(&list, site::Page::html("<html><body><h1>Bibliothèque</h1><p>Rien pour le moment."));
    let emptied = town.run(&source.slug).await;
    assert_eq!(emptied.health.condition, Condition::LayoutChanged);
    assert!(emptied.health.told);
    let held = town.held().await.expect("an editor is asked");
    assert_eq!(town.open().await.len(), before + 1, "nothing else has happened");
    town.house.get(&format!("/desk/items/{}", held.id), Some(&town.ines)).await.says(&["found nothing in this run"]);
    town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await.says(&["Look for a fix"]);
    town.run(&source.slug).await;
    assert_eq!(town.open().await.len(), before + 1, "asked once");
    partner.site.put(&list, full);
    let back = town.run(&source.slug).await;
    assert_eq!(back.health.condition, Condition::Fine);
    assert_eq!(town.open().await.len(), before, "the question is answered");
});

both_engines!(a_site_that_answers_with_a_login_page_changes_nothing_and_says_so, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await.len();
    replace_all(&partner, &site::Page::html("<html><title>Sign in</title><form><input type=password name=p></form>"));
    let after = town.run(&source.slug).await;
    assert_eq!(after.health.condition, Condition::LayoutChanged);
    assert!(town.held().await.is_some());
    assert_eq!(town.open().await.len(), before + 1);
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["asks visitors to sign in"]);
});

both_engines!(a_redesigned_site_is_mended_by_a_person_and_nothing_arrives_twice, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await.len();
    let list = partner.paste.replace(&partner.site.url(""), "");
    let redesigned =
        |text: &str| text.replace("class=\"notice\"", "class=\"entry\"").replace("section", "li").replace("h3", "h4");
    let old = String::from_utf8(partner.site.page(&list).body).unwrap();
    partner.site.put(&list, site::Page::html(redesigned(&old)));
    let broken = town.run(&source.slug).await;
    assert_eq!(broken.health.condition, Condition::LayoutChanged);

    // The fix lies beside what was read before, and is tried on the kept pages before it is used.
    let page = town.post(&format!("/desk/sources/{}/mend", source.slug), &[]).await;
    page.has_status(200).says(&["Other ways to read", "As before."]);
    let toml = hidden(&page.body, "toml");
    let version = broken.version.to_string();
    let form = [("toml", toml.as_str()), ("version", version.as_str())];
    let question = town.post(&format!("/desk/sources/{}", source.slug), &form).await;
    question.has_status(200).says(&["4 practices tried", "4 are read as before"]);
    assert_eq!(town.source(&source.slug).await.version, broken.version, "nothing is changed yet");
    let form = [("toml", toml.as_str()), ("version", version.as_str()), ("confirmed", "yes")];
    town.post(&format!("/desk/sources/{}", source.slug), &form).await.has_status(303);
    let mended = town.run(&source.slug).await;
    assert_eq!(mended.health.condition, Condition::Fine);
    assert_eq!(town.open().await.len(), before, "each practice once, the question answered");

    // The old settings can be had again; on the pages as they were they read the same.
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["Earlier settings", "Use these again"]);
    let form =
        [("version", &*mended.version.to_string()), ("to", "1"), ("confirmed", "yes")].map(|(k, v)| (k, v.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    town.post(&format!("/desk/sources/{}/revert", source.slug), &form).await.has_status(303);
    assert_eq!(town.source(&source.slug).await.settings, source.settings);
});

both_engines!(pages_that_lose_parts_of_their_text_are_held, |bed| async move {
    let partner = Partner::serve("numbered").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await;
    for record in &partner.records {
        let text = String::from_utf8(partner.site.page(&record.path).body).unwrap();
        let start = text.find("<p><strong>Process:").unwrap();
        let end = start + text[start..].find("<p><strong>Impact:").unwrap();
        partner.site.put(&record.path, site::Page::html(format!("{}{}", &text[..start], &text[end..])));
    }
    let after = town.run(&source.slug).await;
    assert_eq!(after.health.condition, Condition::Held);
    let held = town.held().await.unwrap();
    assert_eq!(town.open().await.len(), before.len() + 1);
    let page = town.house.get(&format!("/desk/items/{}", held.id), Some(&town.ines)).await;
    page.says(&["parts of the text are missing"]);
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["lack parts of the text"]);
});

both_engines!(a_site_that_asks_for_rest_is_left_alone, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    replace_all(&partner, &site::Page::status(429).with("retry-after", "7200"));
    let after = town.run(&source.slug).await;
    assert_eq!(after.health.condition, Condition::Failing);
    let wait = after.due_at.unwrap().since(town.house.app.clock().now());
    assert!(wait >= Duration::from_hours(2) - Duration::from_mins(1), "{wait:?}");
    partner.site.asked();
    town.house.pass(3600);
    town.drain().await;
    assert_eq!(partner.site.asked(), Vec::<String>::new(), "not before it is rested");
});

both_engines!(a_slow_site_is_left_alone_longer_each_time_and_editors_hear_of_it_once, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let town = Town::within(&bed, policy(&partner.site, Duration::from_millis(1_500)), Names::System).await;
    let source = town.add(&partner).await;
    let before = town.open().await.len();
    replace_all(&partner, &site::Page::html("<html>late").after(Duration::from_secs(30)));
    let mut waits = Vec::new();
    for failures in 1..=4 {
        let after = town.run(&source.slug).await;
        assert_eq!(after.health.condition, Condition::Failing);
        assert_eq!(after.health.told, failures >= 3, "told after three failures in a row");
        waits.push(after.due_at.unwrap().since(town.house.app.clock().now()));
    }
    assert!(waits.is_sorted() && waits[0] < waits[2], "{waits:?}");
    assert_eq!(town.open().await.len(), before);
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["The site took too long to answer."]);
});
