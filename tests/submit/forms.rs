//! The form: taken in once, or handed back with everything that is wrong and everything that was typed.

use std::time::Duration;

use practice_commons::{domain::flag::Flag, store};

use super::{
    House,
    city::{Form, a_jpeg, status_of},
};
use crate::support::store::{both_engines, sql};

both_engines!(a_city_submits_and_gets_its_receipt, |bed| async move {
    let house = House::open(&bed).await;
    let form =
        Form::filled(&house).await.picture(1, "Parade & drums.jpg", a_jpeg()).file("documents", "plan.txt", "A plan");
    let answer = form.submit(&house).await;
    let page = house.get(answer.location()).await;
    page.says("We have received your practice.");
    page.says("Weeks of culture");
    page.says("Parade &#38; drums.jpg");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert_eq!(page.headers["cache-control"], "no-store");
    page.says("name=\"robots\" content=\"noindex\"");

    house.settle().await;
    assert_eq!(house.subjects(), ["We have received “Weeks of culture”"]);
    let [item] = &house.queue().await[..] else { panic!("one item") };
    assert_eq!((item.title.as_str(), item.city_name.as_str()), ("Weeks of culture", "Melitopol"));
    assert_eq!(item.pictures.len(), 1);
    assert_eq!((item.pictures[0].width, item.pictures[0].alt.as_str()), (64, "Children with drums on a square"));
    let said_again = house.get(&status_of(&answer)).await;
    said_again.hides("We have received your practice.");
    said_again.says("We have your practice");
});

both_engines!(everything_wrong_is_said_at_once_and_nothing_is_lost, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::opened(&house)
        .await
        .text("title", "Drums <b>& \"songs\"")
        .text("contact_email", "olena@")
        .text("purpose", "Bell\u{7}s")
        .text("period", "since 2019")
        .and("topics", "")
        .and("topics", "roma")
        .text("cities", "Melitopol, Ukraine")
        .and("cities", "Lviv, Ukraine\r\nOdesa, Ukraine")
        .picture(1, "parade.jpg", a_jpeg())
        .text("picture_1_alt", "")
        .file("documents", "plan.txt", "A plan")
        .file("documents", "virus.exe", "MZ");
    let answer = form.submit(&house).await;
    assert_eq!(answer.status, 422);
    answer.says("<title>Error:");
    answer.says("id=\"errors\"");
    for place in
        ["contact_name", "contact_role", "contact_email", "status", "purpose", "picture_1_alt", "documents", "consent"]
    {
        answer.says(&format!("<li><a href=\"#{place}\">"));
    }
    answer.says("value=\"Drums &#60;b&#62;&#38; &#34;songs&#34;\"");
    answer.says("value=\"olena@\"");
    answer.says("Lviv, Ukraine\nOdesa, Ukraine</textarea>");
    answer.says("<option value=\"roma\" selected>");
    answer.says("parade.jpg, ");
    answer.says("plan.txt, 1 KB");
    answer.says("“virus.exe” is not of a kind we take");
    house.settle().await;
    assert!(house.subjects().is_empty() && house.queue().await.is_empty());

    // The files need not be chosen again.
    let mut form = Form::filled(&house).await;
    for (name, value) in [("key", answer.value("key")), ("picture_1_kept", answer.value("picture_1_kept"))] {
        form = form.text(name, &value);
    }
    for words in ["alt", "credit", "licence"] {
        form = form.text(&format!("picture_1_{words}"), "words");
    }
    let form = form.text("documents_kept", &answer.value("documents_kept"));
    let page = house.get(&status_of(&form.submit(&house).await)).await;
    page.says("parade.jpg");
    page.says("plan.txt");
});

both_engines!(files_of_another_form_cannot_be_named, |bed| async move {
    let house = House::open(&bed).await;
    let first = Form::opened(&house).await.file("documents", "secret-plan.txt", "A plan").submit(&house).await;
    let token = first.value("documents_kept");
    let form = Form::filled(&house).await.text("documents_kept", &token);
    house.get(&status_of(&form.submit(&house).await)).await.hides("secret-plan.txt");
});

both_engines!(the_same_form_sent_twice_is_one_submission, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house).await.file("documents", "plan.txt", "A plan");
    let (first, second) = tokio::join!(form.submit(&house), form.submit(&house));
    assert_eq!(status_of(&first), status_of(&second));
    assert_eq!(status_of(&form.submit(&house).await), status_of(&first));
    house.settle().await;
    assert_eq!((house.subjects().len(), house.queue().await.len()), (1, 1));

    // Back in the browser, and another practice: a submission of its own.
    let other = form.text("title", "Another").submit(&house).await;
    assert_ne!(status_of(&other), status_of(&first));
    house.get(&status_of(&first)).await.says("Weeks of culture");
});

both_engines!(what_a_robot_sends_is_kept_and_nobody_gets_a_mail, |bed| async move {
    let house = House::open(&bed).await;
    let trapped = Form::filled(&house).await.text("website", "https://spam.test");
    let keyless = Form::filled(&house).await.text("key", "x").text("title", "No key");
    let unread = Form::filled(&house).await.text("title", "In a second");
    let opened = house.store.clock().now().micros() - 1_000_000;
    let hasty = unread.text("opened", &opened.to_string());
    for form in [trapped, hasty, keyless] {
        status_of(&form.submit(&house).await);
    }
    house.settle().await;
    assert!(house.subjects().is_empty());
    let queue = house.queue().await;
    assert_eq!(queue.len(), 3);
    assert!(queue.iter().all(|item| item.flags.contains(&Flag::Suspicious)));
});

both_engines!(who_sends_too_often_keeps_what_was_typed, |bed| async move {
    let house = House::open(&bed).await;
    for _ in 0..20 {
        assert_eq!(Form::opened(&house).await.submit(&house).await.status, 422);
    }
    let form = Form::filled(&house).await.file("documents", "plan.txt", "A plan");
    let answer = form.submit(&house).await;
    assert_eq!((answer.status.as_u16(), answer.headers["retry-after"].to_str().unwrap()), (429, "3600"));
    answer.says("value=\"Weeks of culture\"");
    answer.says("All you typed is here");
    house.pass(Duration::from_hours(1));
    status_of(&form.submit(&house).await);
});

both_engines!(one_address_gets_ten_receipts_a_day_at_most, |bed| async move {
    let house = House::open(&bed).await;
    for number in 0..12 {
        let form = Form::filled(&house).await.text("title", &format!("Practice {number}"));
        status_of(&form.submit(&house).await);
    }
    house.settle().await;
    assert_eq!((house.subjects().len(), house.queue().await.len()), (10, 12));
});

both_engines!(fields_that_are_not_ours_are_never_kept, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house).await;
    let twice = form.clone().and("contact_email", "other@melitopol.example").submit(&house).await;
    assert_eq!(twice.status, 400);
    let two_files = form.clone().file("picture_1", "a.jpg", a_jpeg()).file("picture_1", "b.jpg", a_jpeg());
    assert_eq!(two_files.submit(&house).await.status, 400);
    let form = form.text("state", "published").text("role", "admin").text("id", "1").file("avatar", "x.html", "<p>");
    status_of(&form.submit(&house).await);
    let raw: Vec<String> =
        sql!(house.store, |c| sqlx::query_scalar("select cast(raw as text) from submission").fetch_all(c));
    assert!(raw.len() == 1 && !raw[0].contains("published") && !raw[0].contains("admin"), "{raw:?}");
});

both_engines!(what_is_no_form_is_refused, |bed| async move {
    let house = House::open(&bed).await;
    for (content_type, body) in [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nbroken off"),
        ("application/x-www-form-urlencoded", "title=x"),
        ("text/plain", "{}"),
    ] {
        let answer = house.post("/en/submit", content_type, body).await;
        assert!(answer.status.is_client_error(), "{content_type}: {}", answer.status);
        answer.says("<html lang=\"en\"");
    }
    let many = (0..300).fold(Form::default(), |form, _| form.and("topics", "roma"));
    assert_eq!(many.submit(&house).await.status, 400);
    let long = Form::opened(&house).await.text("purpose", &"x".repeat(5 << 20)).submit(&house).await;
    assert_eq!(long.status, 413);
    assert!(store::pending_upload_list(&house.store, &[]).await.unwrap().is_empty());
});
