//! Files that come with a form (reliability: D7 to D10).

use practice_commons::{domain::review::Decision, store};

use super::{
    House,
    city::{Form, a_jpeg, status_of},
};
use crate::support::store::{both_engines, sql};

/// The header of a PNG that claims 60,000 pixels a side, with its checksum.
fn a_huge_png() -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend([0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&header);
    png.extend(crc32(&header).to_be_bytes());
    png.extend(b"\0\0\0\x0aIDAT");
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

both_engines!(each_file_is_judged_and_the_words_are_kept, |bed| async move {
    let house = House::open(&bed).await;
    for (name, bytes, said) in [
        ("huge.png", a_huge_png(), "“huge.png” has more than 40 million pixels"),
        ("logo.svg", b"<svg onload='alert(1)'/>".to_vec(), "“logo.svg” is not a JPEG, PNG or WebP picture"),
        ("page.jpg", b"<html>".to_vec(), "What is in “page.jpg” is not what its name says"),
        ("empty.jpg", Vec::new(), "“empty.jpg” is empty"),
        ("cut.jpg", a_jpeg()[..80].to_vec(), "“cut.jpg” could not be opened"),
        ("large.jpg", vec![0xFF; (25 << 20) + 1], "“large.jpg” is larger than 25 MB"),
    ] {
        let answer = Form::filled(&house).await.picture(1, name, bytes).submit(&house).await;
        assert_eq!(answer.status, 422, "{name}");
        answer.says(said);
        answer.says("value=\"Weeks of culture\"");
        answer.says("value=\"City of Melitopol\"");
    }
});

both_engines!(files_have_a_limit_together_and_in_number, |bed| async move {
    let house = House::open(&bed).await;
    let mut form = Form::filled(&house).await;
    for number in 0..7 {
        form = form.file("documents", &format!("{number}.txt"), format!("plan {number}"));
    }
    let answer = form.submit(&house).await;
    assert_eq!(answer.status, 422);
    answer.says("6 files at most.");

    let mut form = Form::filled(&house).await;
    for number in 0..3 {
        form = form.file("documents", &format!("{number}.txt"), vec![b'a' + number; 24 << 20]);
    }
    let answer = form.submit(&house).await;
    assert_eq!(answer.status, 422);
    answer.says("With “2.txt” the files weigh more than 60 MB together");
    answer.says("0.txt, 24.0 MB");
});

both_engines!(a_file_is_stored_under_its_content_and_shown_under_a_harmless_name, |bed| async move {
    let house = House::open(&bed).await;
    let form = Form::filled(&house)
        .await
        .file("documents", "../../etc/passwd.txt", "same")
        .file("documents", "\u{202E}fdp.txt", "same")
        .file("documents", "<script>.txt", "other");
    let page = house.get(&status_of(&form.submit(&house).await)).await;
    page.says(">passwd.txt<");
    page.says("_script_.txt");
    page.hides("etc/passwd");
    page.hides("\u{202E}");
});

// Pages had no smaller pictures once.
both_engines!(a_picture_without_drawings_is_drawn_when_house_is_kept, |bed| async move {
    let house = House::open(&bed).await;
    status_of(&Form::filled(&house).await.picture(1, "parade.jpg", a_jpeg()).submit(&house).await);
    house.settle().await;
    house.decide(&Decision::Approve { publish_at: None }).await;
    house.pass(std::time::Duration::from_mins(1));
    house.settle().await;
    let now = house.store.clock().now();
    let [practice] = store::practice_live_list(&house.store, now).await.unwrap().try_into().expect("one practice");
    let page = format!("/en/practices/{}", practice.slug);
    let blob = practice.record.shown_pictures().next().expect("a picture").blob.clone();
    let drawn = store::picture_size_list(&house.store, &blob).await.unwrap();
    house.get(&page).await.says(&format!("/files/{blob}-352 64w"));

    let store = &house.store;
    sql!(do store, |c| sqlx::query("delete from picture_size").execute(c));
    let changes = store::change_last(&house.store).await.unwrap();
    house.work.keep_house().await.unwrap();
    assert_eq!(store::picture_size_list(&house.store, &blob).await.unwrap(), drawn, "the same, pixel by pixel");
    let after = store::change_last(&house.store).await.unwrap();
    assert!(after > changes, "pages are told");
    house.work.keep_house().await.unwrap();
    assert_eq!(store::change_last(&house.store).await.unwrap(), after, "once");
});
