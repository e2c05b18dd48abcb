//! Two that tell of one practice are made one, and separated again: through the desk's pages, with what readers, the city and
//! the next run over the source see of it.

use practice_commons::{
    domain::{
        Draft, Field, Id, Role,
        candidate::GoneWhy,
        flag::Flag,
        marker::ReviewItem,
        review::{ItemKind, Phase},
    },
    store::{self, Address, DeliveryState::Accepted, Item},
};

use super::{
    given::{Town, WINDOW, a_practice, with},
    identity::{gone, page_at, telling},
};
use crate::{
    desk::house::{House, Page, Person},
    support::store::both_engines,
};

/// The town with its pages, and an editor at them.
struct Open {
    town: Town,
    house: House,
    jo: Person,
}

impl Open {
    async fn on(bed: &crate::support::store::Bed) -> Self {
        let town = Town::on(bed).await;
        let house = House::beside(town.store.clone());
        let jo = house.person("Jo", Role::Editor).await;
        Self { town, house, jo }
    }

    /// Runs are days apart, and sessions end: she signs in again.
    async fn jo(&self) -> Person {
        let session = self.house.app.desk().sign_in_demo(self.jo.editor.id).await.expect("she may");
        Person { cookie: format!("__Host-session={}", session.reveal()), ..self.jo.clone() }
    }

    async fn page(&self, path: &str) -> Page {
        self.house.get(path, Some(&self.jo().await)).await
    }

    async fn compared(&self, item: Id<ReviewItem>, with: &str) -> Page {
        self.page(&format!("/desk/items/{item}?form=compare&with={with}")).await
    }

    /// Sends the form of the comparison as it was shown.
    async fn merge(&self, item: Id<ReviewItem>, with: &str, picks: &[(&str, &str)]) -> Page {
        let shown = self.compared(item, with).await;
        let value = |name: &str| {
            let (_, rest) = shown.body.split_once(&format!("name=\"{name}\" value=\"")).expect("the form has it");
            rest.split_once('"').expect("it ends").0.to_owned()
        };
        let (with, seen, version) = (value("with"), value("seen"), self.town.item(item).await.version.to_string());
        let mut form = vec![("version", version.as_str()), ("with", with.as_str()), ("seen", seen.as_str())];
        form.extend_from_slice(picks);
        self.post(item, "merge", &form).await
    }

    async fn post(&self, item: Id<ReviewItem>, what: &str, form: &[(&str, &str)]) -> Page {
        self.house.post(&format!("/desk/items/{item}/{what}"), form, Some(&self.jo().await)).await
    }

    async fn record(&self, slug: &str) -> store::LivePractice {
        match store::practice_at(&self.town.store, slug, self.town.clock.now()).await.expect("an answer") {
            Address::Here(practice) => *practice,
            other => panic!("not there: {other:?}"),
        }
    }
}

fn as_it_was(before: &Item, now: &Item) {
    assert_eq!((&now.draft, &now.pictures, &now.title), (&before.draft, &before.pictures, &before.title));
    assert_eq!((&now.flags, &now.city_name, now.kind), (&before.flags, &before.city_name, before.kind));
    assert_eq!(now.state.phase(), before.state.phase());
}

fn another() -> Draft {
    let draft = with(a_practice("Soup nights in the hall"), Field::Lead, "Culture department");
    with(with(draft, Field::Partners, "Library\nChoir"), Field::Links, "Photos | https://www.lutsk.example/photos")
}

both_engines!(of_two_proposals_one_stays_with_what_was_chosen_of_both, |bed| async move {
    let open = Open::on(&bed).await;
    let (_, first) = open.town.sent(&a_practice("Soup nights")).await;
    let (receipt, second) = open.town.sent(&another()).await;
    let with_first = format!("item-{}", first.id);
    let page = open.page(&format!("/desk/items/{}", second.id)).await;
    page.says(&["data-key=\"m\"", "Side by side", &format!("form=compare&#38;with={with_first}")]);
    let compared = open.compared(second.id, &with_first).await;
    compared.has_status(200).says(&["% alike", "<ins>", "name=\"pick_partners\"", "Let this one stay instead"]);
    compared.says_not(&["name=\"pick_purpose\""]);
    open.house.get(&format!("/desk/items/{}?form=compare&with={with_first}", second.id), None).await.has_status(303);

    let picks = [("pick_lead", "take"), ("pick_links", "both"), ("message", "See you in the hall.")];
    let done = open.merge(second.id, &with_first, &picks).await;
    done.has_status(303);
    let stays = open.town.item(first.id).await;
    assert_eq!(stays.draft.get(Field::Title), "Soup nights");
    assert_eq!(stays.draft.get(Field::Lead), "Culture department");
    assert_eq!(stays.draft.get(Field::Partners), "Library\nChoir", "where it was silent, the other's");
    assert_eq!(stays.draft.get(Field::Links).lines().count(), 2);
    assert_eq!(open.town.item(second.id).await.state.phase(), Phase::Rejected);
    open.page(done.location()).await.says(&["Merged “Soup nights in the hall”", "data-key=\"z\""]);

    open.post(second.id, "undo", &[]).await.has_status(303);
    as_it_was(&first, &open.town.item(first.id).await);
    as_it_was(&second, &open.town.item(second.id).await);

    open.merge(second.id, &with_first, &picks).await.has_status(303);
    let (version, seen) = (second.version.to_string(), first.version.to_string());
    let late = [("version", version.as_str()), ("with", with_first.as_str()), ("seen", seen.as_str())];
    open.post(second.id, "merge", &late).await.has_status(409).says(&["Nothing was merged"]);
    open.town.pass(WINDOW).await;
    assert_eq!(open.town.told(&receipt.reference).await[1..].iter().filter(|told| told.1 == Accepted).count(), 1);
    let mails = open.town.mails();
    let mail = mails.last().expect("the city is told");
    assert!(mail.contains("See you in the hall.") && mail.contains("put the two together"), "{mail}");
    let (_, link) = mail.split_once("https://practices.example/en/status/").expect("a link to the status page");
    let secret: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    open.house.get(&format!("/en/status/{secret}"), None).await.says(&["put the two together", "See you in the hall."]);

    let history = |id| format!("/desk/items/{id}?tab=history");
    open.page(&history(first.id)).await.says(&["Jo merged “Soup nights in the hall” into it."]);
    open.page(&history(second.id)).await.says(&["Jo merged it into “Soup nights”."]);
    open.page("/desk?view=done").await.says(&["merged</span>"]);
});

both_engines!(what_was_written_since_stays_when_a_merging_is_taken_back, |bed| async move {
    let open = Open::on(&bed).await;
    let (_, first) = open.town.sent(&a_practice("Soup nights")).await;
    let (_, second) = open.town.sent(&another()).await;
    open.merge(second.id, &format!("item-{}", first.id), &[("pick_lead", "take")]).await.has_status(303);
    open.town.pass(WINDOW).await;
    let merged = open.town.item(first.id).await;
    let edit = [(Field::Lead, "Culture department, second floor".to_owned())];
    open.town.desk.edit(&open.town.luc, first.id, merged.version, &edit).await.expect("it is edited");
    open.post(second.id, "reopen", &[]).await.has_status(303);
    let stays = open.town.item(first.id).await;
    assert_eq!(stays.draft.get(Field::Lead), "Culture department, second floor");
    assert_eq!(stays.draft.get(Field::Partners), "", "nobody touched it");
    as_it_was(&second, &open.town.item(second.id).await);
    open.page(&format!("/desk/items/{}", second.id)).await.says(&["What somebody has written since stays where it is"]);
});

both_engines!(a_proposal_merged_into_a_practice_changes_it_when_the_window_ends, |bed| async move {
    let open = Open::on(&bed).await;
    let (_, first) = open.town.sent(&a_practice("Soup nights")).await;
    open.town.approve(first.id).await;
    open.town.pass(WINDOW).await;
    let before = open.record("soup-nights").await;
    let with_practice = format!("practice-{}", before.id);
    let (receipt, second) = open.town.sent(&with(another(), Field::Advice, "")).await;

    let lacking = open.merge(second.id, &with_practice, &[("pick_advice", "take")]).await;
    lacking.has_status(422).says(&["This cannot be merged yet", "href=\"#pick_advice\""]);
    let version = second.version.to_string();
    let stale = [("version", version.as_str()), ("with", with_practice.as_str()), ("seen", "7"), ("pick_lead", "take")];
    let refused = open.post(second.id, "merge", &stale).await;
    refused.has_status(409).says(&["Nothing was merged", "value=\"take\" checked"]);
    assert_eq!(open.town.item(second.id).await.state.phase(), Phase::Open);

    open.merge(second.id, &with_practice, &[("pick_lead", "take")]).await.has_status(303);
    assert_eq!(open.record("soup-nights").await.record, before.record, "readers see nothing before the window ends");
    open.town.pass(WINDOW).await;
    let merged = open.record("soup-nights").await;
    assert_eq!((merged.record.lead.as_str(), merged.record.partners.len()), ("Culture department", 2));
    assert_eq!(open.town.told(&receipt.reference).await[1..], [("merged", Accepted)]);
    assert!(open.town.mails().last().expect("a mail").contains("https://practices.example/en/practices/soup-nights"));
    open.page(&format!("/desk/published/{}", before.id)).await.says(&["Jo merged “Soup nights in the hall”"]);
    open.page(&format!("/desk/items/{}", second.id)).await.says(&["Merged by Jo", "Take the merging back"]);

    open.post(second.id, "reopen", &[]).await.has_status(303);
    assert_eq!(open.record("soup-nights").await.record, before.record);
    as_it_was(&second, &open.town.item(second.id).await);
});

both_engines!(what_is_to_be_decided_first_is_not_merged_over, |bed| async move {
    let open = Open::on(&bed).await;
    let source = open.town.a_source().await;
    open.town.published(source, &a_practice("Soup nights")).await;
    let practice = open.record("soup-nights").await;
    let (_, second) = open.town.sent(&another()).await;
    open.town.brings(source, &with(a_practice("Soup nights"), Field::Advice, "Start with bread.")).await;
    let with_practice = format!("practice-{}", practice.id);
    let compared = open.compared(second.id, &with_practice).await;
    compared.says(&["waits for a decision", "See the question"]).says_not(&["name=\"pick_lead\""]);
    let (version, seen) = (second.version.to_string(), practice.revision.to_string());
    let form = [("version", version.as_str()), ("with", with_practice.as_str()), ("seen", seen.as_str())];
    open.post(second.id, "merge", &form).await.has_status(409);
});

both_engines!(a_page_that_was_merged_never_comes_back_as_new, |bed| async move {
    let open = Open::on(&bed).await;
    let source = open.town.a_source().await;
    let (_, first) = open.town.sent(&a_practice("Soup nights")).await;
    open.town.brings(source, &another()).await;
    let is_read = |item: &Item| item.source_record_id.is_some();
    let read = open.town.open().await.into_iter().find(is_read).expect("it was read");
    open.merge(read.id, &format!("item-{}", first.id), &[]).await.has_status(303);
    open.town.pass(WINDOW).await;

    // While the other is looked at, another text makes no item, and neither does its end.
    open.town.brings(source, &with(another(), Field::Advice, "Start with bread.")).await;
    assert_eq!(open.town.open().await.len(), 1);
    open.town.approve(first.id).await;
    open.town.pass(WINDOW).await;
    open.town.brings(source, &with(another(), Field::Advice, "Start with bread.")).await;
    assert_eq!(open.town.open().await.len(), 0);

    // Once it is a practice, what the page says anew is compared with that.
    open.town.brings(source, &with(another(), Field::Advice, "Start with salt.")).await;
    let update = open.town.only().await;
    let practice = open.record("soup-nights").await;
    assert_eq!((update.kind, update.practice_id), (ItemKind::Update, Some(practice.id)));
    assert_eq!(update.draft.get(Field::Title), "Soup nights");
    assert!(matches!(practice.origin, store::Origin::City));
    open.town.approve(update.id).await;
    open.town.pass(WINDOW).await;
    assert!(matches!(open.record("soup-nights").await.origin, store::Origin::City), "readers are not sent there");
    open.town.loses(source).await;
    assert_eq!(open.town.open().await.len(), 0, "the practice is not read there");

    // Taken back, it comes with what its page has said since.
    open.post(read.id, "reopen", &[]).await.has_status(303);
    let back = open.town.only().await;
    assert_eq!((back.id, back.draft.get(Field::Advice)), (read.id, "Start with salt."));
});

both_engines!(of_two_practices_one_leads_to_the_other_and_can_come_back, |bed| async move {
    let open = Open::on(&bed).await;
    let source = open.town.a_source().await;
    let (one, two) = ("https://harbour-cities.example/1", "https://harbour-cities.example/2");
    open.town
        .finds(source, vec![page_at(one, &telling("Soup nights")), page_at(two, &telling("Bread days"))], vec![])
        .await;
    for title in ["Soup nights", "Bread days"] {
        let id = open.town.titled(title).await.id;
        open.town.approve(id).await;
    }
    open.town.pass(WINDOW).await;
    let soup = open.record("soup-nights").await;
    let bread = open.record("bread-days").await;
    let merged = gone(two, GoneWhy::Merged { into: one.to_owned() });
    open.town.finds(source, vec![], vec![merged]).await;
    let question = open.town.only().await;
    assert!(question.flags.iter().any(|flag| matches!(flag, Flag::MergedAtSource { .. })));
    open.compared(question.id, &format!("practice-{}", soup.id)).await.says(&["Both are published"]);
    open.merge(question.id, &format!("practice-{}", soup.id), &[("pick_summary", "take")]).await.has_status(303);
    assert_eq!(open.town.live().await.len(), 2);
    open.town.pass(WINDOW).await;

    assert_eq!(open.town.live().await, ["Soup nights"]);
    assert_eq!(open.record("soup-nights").await.record.summary, bread.record.summary);
    for (asked, leads_to) in [
        ("/en/practices/bread-days", "/en/practices/soup-nights"),
        ("/fr/practices/bread-days", "/fr/practices/soup-nights"),
        ("/en/practices/bread-days.pdf", "/en/practices/soup-nights.pdf"),
    ] {
        let answer = open.house.get(asked, None).await;
        answer.has_status(301);
        assert_eq!(answer.location(), leads_to);
        assert_eq!(answer.headers["cache-control"], "no-cache", "it can be taken back");
    }
    open.house.app.build_index().await.expect("an index");
    open.house.get("/api/v1/practices", None).await.says(&["soup-nights"]).says_not(&["bread-days"]);
    let list = "/oai?verb=ListRecords&metadataPrefix=oai_dc";
    open.house.get(list, None).await.says(&["status=\"deleted\"", &bread.id.to_string()]);

    open.post(question.id, "reopen", &[]).await.has_status(303);
    assert_eq!(open.record("soup-nights").await.record, soup.record);
    assert_eq!(open.record("bread-days").await.record, bread.record);
    assert_eq!(open.town.item(question.id).await.state.phase(), Phase::Open);
});
