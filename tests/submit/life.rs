//! The life of a submission as its city sees it.

use std::time::Duration;

use practice_commons::{
    domain::{
        Field,
        review::{Decision, FieldNote, RejectReason},
    },
    store,
};

use super::{
    Answer, House,
    city::{Form, a_jpeg, status_of},
};
use crate::support::store::both_engines;

const MINUTE: Duration = Duration::from_mins(1);

fn ask(notes: &[(Field, &str)]) -> Decision {
    let notes = notes.iter().map(|(field, note)| FieldNote { field: *field, note: (*note).to_owned() }).collect();
    Decision::AskForChanges { message: "A fine text. *Two* questions.".to_owned(), notes }
}

/// The classes of the five stages, in order.
fn stages(page: &Answer) -> Vec<String> {
    let list = page
        .body
        .split_once("<ol class=\"stages\"")
        .and_then(|(_, rest)| rest.split_once("</ol>"))
        .expect("the page lists the stages")
        .0;
    list.split("<li class=\"").skip(1).map(|rest| rest.split_once('"').expect("a class ends").0.to_owned()).collect()
}

async fn sent(house: &House, form: Form) -> String {
    let status = status_of(&form.submit(house).await);
    house.pass(MINUTE);
    house.settle().await;
    status
}

both_engines!(only_what_was_asked_is_changed, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house).await.text("lead", "  Department  of culture ").picture(1, "parade.jpg", a_jpeg());
    let status = sent(&house, form).await;
    let page = house.get(&status).await;
    page.says("It is the editors’ turn.");
    assert_eq!(stages(&page), ["done", "now", "ahead", "ahead", "ahead"]);

    house.decide(&ask(&[(Field::Period, "In which year?"), (Field::Impact, "How many?")])).await;
    let page = house.get(&status).await;
    page.hides("In which year?");
    page.hides("The editors have questions");
    assert_eq!(
        stages(&page),
        ["done", "now", "ahead", "ahead", "ahead"],
        "nothing is told before the undo window ends"
    );

    house.pass(MINUTE);
    house.settle().await;
    let page = house.get(&status).await;
    assert_eq!(stages(&page), ["done", "done", "now", "ahead", "ahead"]);
    page.says("In which year?");
    page.says("<em>Two</em> questions.");
    page.says("The editors have questions");

    let revise = format!("{status}/revise");
    let page = house.get(&revise).await;
    page.says("name=\"period\"");
    page.says("name=\"impact\"");
    page.says("How many?");
    for hidden in
        ["name=\"title\"", "name=\"lead\"", "name=\"contact_email\"", "name=\"consent\"", "name=\"picture_1\""]
    {
        page.hides(hidden);
    }
    let before = latest(&house, &status).await;
    let unchanged = Form::of(&page).text("period", "since 2019").text("impact", before.draft.get(Field::Impact));
    assert_eq!(unchanged.send(&house, &revise).await.status, 422);
    // What was not asked cannot be changed along with it.
    let form = Form::of(&page).text("period", "2017 to 2023").text("impact", "2,100 a year").text("title", "Other");
    let answer = form.send(&house, &revise).await;
    assert_eq!(status_of(&answer), status);
    assert_eq!(status_of(&form.send(&house, &revise).await), status, "sent twice");
    assert_eq!(stages(&house.get(&status).await), ["done", "now", "done", "ahead", "ahead"]);

    house.pass(MINUTE);
    house.settle().await;
    let after = latest(&house, &status).await;
    for field in Field::ALL.iter().copied() {
        match field {
            Field::Period => assert_eq!(after.draft.get(field), "2017 to 2023"),
            Field::Impact => assert_eq!(after.draft.get(field), "2,100 a year"),
            _ => assert_eq!(after.draft.get(field), before.draft.get(field), "{field}"),
        }
    }
    let queue = house.queue().await;
    assert_eq!((queue.len(), queue[0].pictures.len()), (1, 1));
    assert_eq!(stages(&house.get(&status).await), ["done", "now", "done", "ahead", "ahead"]);
    assert_eq!(house.subjects().len(), 3);
});

async fn latest(house: &House, status: &str) -> practice_commons::domain::submission::SubmissionForm {
    let secret = practice_commons::domain::Secret::parse(status.rsplit('/').next().unwrap()).unwrap();
    let now = house.store.clock().now();
    let root = store::submission_link_root(&house.store, secret.hash().as_bytes(), now).await.unwrap().unwrap();
    store::submission_thread(&house.store, root).await.unwrap().pop().unwrap().raw
}

both_engines!(without_notes_the_whole_form_is_changed, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house).await.picture(1, "parade.jpg", a_jpeg()).file("documents", "plan.txt", "A plan");
    let status = sent(&house, form.clone()).await;
    house.decide(&ask(&[])).await;
    house.pass(MINUTE);
    house.settle().await;
    let revise = format!("{status}/revise");
    let page = house.get(&revise).await;
    page.says("value=\"Weeks of culture\"");
    page.says("value=\"olena@melitopol.example\"");
    page.says("plan.txt");

    // Another text, the plan dropped, the picture kept with other words.
    let mut again = Form::filled(&house).await.text("title", "Months of culture").text("key", &page.value("key"));
    for name in ["seen", "picture_1_kept", "documents_kept"] {
        again = again.text(name, &page.value(name));
    }
    let again = again
        .text("documents_drop", &page.value("documents_kept"))
        .text("picture_1_alt", "Drums")
        .text("picture_1_credit", "City of Melitopol")
        .text("picture_1_licence", "CC0");
    let wrong = again.clone().text("title", "").send(&house, &revise).await;
    assert_eq!(wrong.status, 422);
    wrong.says("value=\"Drums\"");
    assert_eq!(status_of(&again.send(&house, &revise).await), status);
    house.pass(MINUTE);
    house.settle().await;
    let page = house.get(&status).await;
    page.says("Months of culture");
    page.says("parade.jpg");
    page.hides("plan.txt");
    let queue = house.queue().await;
    assert_eq!(queue[0].pictures.iter().map(|it| it.alt.as_str()).collect::<Vec<_>>(), ["Drums"]);

    // A colleague who had the page open all the time is told, and loses nothing.
    let late = again.text("title", "Years of culture").send(&house, &revise).await;
    assert_eq!(late.status, 422);
    late.says("A newer version was sent while you were writing");
    late.says("value=\"Years of culture\"");
});

both_engines!(an_approved_practice_is_published_and_can_have_a_new_version, |bed| async move {
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await.picture(1, "parade.jpg", a_jpeg())).await;
    house.decide(&Decision::Approve { publish_at: None }).await;
    let page = house.get(&status).await;
    assert_eq!(stages(&page), ["done", "now", "ahead", "ahead", "ahead"]);
    page.hides("Your practice is published");
    house.pass(MINUTE);
    house.settle().await;
    let page = house.get(&status).await;
    assert_eq!(stages(&page), ["done", "done", "ahead skipped", "done", "done"]);
    page.says("It is published. Thank you.");
    page.says("href=\"/en/practices/");
    page.hides("/withdraw\"");

    let revise = format!("{status}/revise");
    let page = house.get(&revise).await;
    let mut form = Form::filled(&house).await.text("title", "Months of culture").text("seen", &page.value("seen"));
    for name in ["picture_1_kept", "picture_1_alt", "picture_1_credit", "picture_1_licence"] {
        form = form.text(name, &page.value(name));
    }
    assert_eq!(status_of(&form.send(&house, &revise).await), status);
    house.pass(MINUTE);
    house.settle().await;
    assert_eq!(house.queue().await.len(), 1);
    assert_eq!(stages(&house.get(&status).await)[..2], ["done", "now"]);
    house.decide(&Decision::Approve { publish_at: None }).await;
    house.pass(MINUTE);
    house.settle().await;
    house.get(&status).await.says("Months of culture</a>");
});

both_engines!(a_rejection_says_why, |bed| async move {
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await).await;
    let message = "We publish practices that were carried out.".to_owned();
    house.decide(&Decision::Reject { reason: RejectReason::NotAPractice, message }).await;
    house.get(&status).await.hides("carried out.");
    house.pass(MINUTE);
    house.settle().await;
    let page = house.get(&status).await;
    assert_eq!(stages(&page), ["done", "done", "ahead skipped", "done", "ahead skipped"]);
    page.says("We publish practices that were carried out.");
    page.says("rather than a practice");
    assert_eq!(house.get(&format!("{status}/revise")).await.status, 409);
    assert_eq!(house.get(&format!("{status}/withdraw")).await.status, 409);
});

both_engines!(a_city_takes_its_practice_back, |bed| async move {
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await).await;
    let withdraw = format!("{status}/withdraw");
    house.get(&status).await.says(&withdraw);
    let asked = house.get(&withdraw).await;
    asked.says("Take this practice back?");
    assert_eq!(house.queue().await.len(), 1, "asking changes nothing");

    // Questions of which the city knows nothing yet, and will not hear.
    house.decide(&ask(&[(Field::Period, "In which year?")])).await;
    for _ in 0..2 {
        let answer = house.post(&withdraw, "application/x-www-form-urlencoded", "").await;
        assert_eq!(status_of(&answer), status);
    }
    house.pass(MINUTE);
    house.settle().await;
    let page = house.get(&status).await;
    page.says("You took it back.");
    page.hides("In which year?");
    assert!(house.queue().await.is_empty());
    assert_eq!(house.subjects().len(), 1);
});

both_engines!(a_link_that_is_cut_off_or_expired_opens_nothing, |bed| async move {
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await).await;
    let cut = &status[..status.len() - 1];
    let unknown = format!("/en/status/{}", "0".repeat(64));
    for path in [cut, &unknown, &status.to_uppercase().replace("/EN/STATUS", "/en/status"), "/en/status/x%00y"] {
        for path in [path.to_owned(), format!("{path}/revise"), format!("{path}/withdraw")] {
            let answer = house.get(&path).await;
            assert_eq!(answer.status, 404, "{path}");
            answer.says("There is no page here");
        }
    }
    assert_eq!(house.get(&status.replace("/en/", "/fr/")).await.status, 200);
    house.pass(Duration::from_hours(8784));
    assert_eq!(house.get(&status).await.status, 404);
});

both_engines!(a_city_says_that_its_published_text_is_still_right, |bed| async move {
    const FORM: &str = "application/x-www-form-urlencoded";
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await).await;
    let confirm = format!("{status}/confirm");
    house.get(&status).await.hides("The text is still right");
    assert_eq!(house.post(&confirm, FORM, "revision=1").await.status, 409, "nothing is published yet");
    house.decide(&Decision::Approve { publish_at: None }).await;
    house.pass(MINUTE);
    house.settle().await;

    let page = house.get(&status).await;
    page.says("The text is still right");
    page.hides("You last confirmed it");
    assert_eq!(house.get(&confirm).await.status, 405, "a link in a letter changes nothing");
    let revision = page.value("revision");
    assert_eq!(house.post(&confirm, FORM, "revision=7").await.status, 409, "another text than the city was shown");
    let live = store::practice_live_list(&house.store, house.store.clock().now()).await.unwrap().remove(0);
    assert_eq!(live.confirmed_at, None);
    for _twice in 0..2 {
        let answer = house.post(&confirm, FORM, format!("revision={revision}")).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, status.as_str()));
    }
    house.get(&status).await.says("You last confirmed it on ");
    let now = house.store.clock().now();
    let live = store::practice_live_by_id(&house.store, live.id, now).await.unwrap().unwrap();
    assert_eq!(live.confirmed_at, Some(now));
    let log = store::audit_of(&house.store, live.id.uuid()).await.unwrap();
    assert!(log.iter().all(|row| (row.actor.as_str(), row.action.as_str()) == ("city", "practice.confirm")));
    assert_eq!(log.len(), 2);
    // The pages and the PDF that tell the day are made anew.
    assert!(
        store::owed::left(&house.store).await.unwrap().iter().any(|owed| owed.owing == store::owed::Owing::Rendition)
    );
});

both_engines!(a_year_without_a_word_later_the_city_is_asked_once, |bed| async move {
    const DAY: Duration = Duration::from_hours(24);
    let house = House::open(&bed).await;
    let status = sent(&house, Form::filled(&house).await).await;
    house.decide(&Decision::Approve { publish_at: None }).await;
    house.pass(MINUTE);
    house.settle().await;
    let before = house.subjects().len();
    house.pass(364 * DAY);
    assert_eq!(house.desk.ask_whether_right().await.unwrap(), 0);
    // It says so itself: nobody needs to ask for another year.
    let revision = house.get(&status).await.value("revision");
    let confirm = format!("{status}/confirm");
    house.post(&confirm, "application/x-www-form-urlencoded", format!("revision={revision}")).await;
    house.pass(364 * DAY);
    assert_eq!(house.desk.ask_whether_right().await.unwrap(), 0);

    house.pass(2 * DAY);
    assert_eq!(house.desk.ask_whether_right().await.unwrap(), 1);
    assert_eq!(house.desk.ask_whether_right().await.unwrap(), 0);
    house.settle().await;
    let subjects = house.subjects();
    assert_eq!(subjects.len(), before + 1);
    assert_eq!(subjects.last().unwrap(), "Is “Weeks of culture” still right?");
    // The link that came with the receipt has expired; the letter brings one that works, to a button.
    assert_eq!(house.get(&status).await.status, 404);
    let letter = practice_commons::mail::preview(&house.outbox.all().last().unwrap().bytes);
    let link =
        letter.links().find_map(|link| link.strip_prefix("https://practices.example")).expect("a link").to_owned();
    house.get(&link).await.says("The text is still right");
});
