//! Messages as bytes: headers, encodings, and what ill-meant texts cannot do to them. And the transports without a server.

use std::{convert::Infallible, future::ready};

use practice_commons::{
    domain::{
        EmailAddress, Id, Lang, Timestamp,
        notice::{AboutSubmission, Notice},
    },
    mail::{
        Letter, Letterhead, Mailbox, MessageId, Occasion, Parcel, Stamp, Transport, compose, preview, transport::Outbox,
    },
};
use proptest::prelude::*;
use time::macros::datetime;

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: name.to_owned(), address: EmailAddress::parse(address).unwrap() }
}

fn head() -> Letterhead {
    Letterhead {
        site: "https://practices.example".to_owned(),
        from: mailbox("", "desk@practices.example"),
        reply_to: Some(mailbox("Editors", "editors@practices.example")),
        bounces: Some(EmailAddress::parse("bounces@practices.example").unwrap()),
    }
}

fn received(title: &str, name: &str, lang: Lang) -> Letter {
    let notice = Notice::Received(AboutSubmission {
        title: title.to_owned(),
        city: "Melitopol".to_owned(),
        reference: "PR-2026-0412".to_owned(),
        root: Id::from_uuid(uuid::Uuid::nil()),
    });
    let link = "https://practices.example/en/status/0123456789abcdef";
    compose(&Occasion { notice: &notice, name, link, until: None }, lang, &head())
}

fn bytes(letter: &Letter, to: &Mailbox) -> Vec<u8> {
    let id = MessageId::new("0190-7", "a1b2c3", head().domain());
    let thread = MessageId::thread("item-9", head().domain());
    let date = Timestamp::from_utc(datetime!(2026-11-23 09:14:05 UTC));
    letter.bytes(&head(), &Stamp { to, message_id: &id, date, thread: Some(&thread) })
}

#[test]
fn the_headers_are_those_of_the_mail_promise() {
    let to = mailbox("Олена Іваненко", "olena@melitopol.example");
    let letter = received("Тижні культури", "Олена", Lang::Fr);
    let message = bytes(&letter, &to);
    assert!(message.is_ascii());
    let seen = preview(&message);
    insta::assert_snapshot!(
        seen.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n"),
        @r#"
    auto-submitted: auto-generated
    content-language: fr
    content-type: multipart/alternative; boundary="=_963dcd248bbb894d6d3cb13206fcb29e"
    date: Mon, 23 Nov 2026 09:14:05 +0000
    from: "Intercultural Practice Commons" <desk@practices.example>
    in-reply-to: <item-9.thread@practices.example>
    message-id: <0190-7.a1b2c3@practices.example>
    mime-version: 1.0
    references: <item-9.thread@practices.example>
    reply-to: Editors <editors@practices.example>
    subject: Nous avons bien reçu « Тижні культури »
    to: Олена Іваненко <olena@melitopol.example>
    "#
    );
    assert_eq!((seen.text, seen.html), (letter.text, letter.html), "what is read back is what was written");
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let to = mailbox("", "olena@melitopol.example");
    let letter = || received("Weeks of culture", "", Lang::En);
    assert_eq!(bytes(&letter(), &to), bytes(&letter(), &to));
}

/// Header names of a message, in order: the lines before the first empty one that do not start with a space.
fn header_names(message: &[u8]) -> Vec<String> {
    let text = String::from_utf8(message.to_vec()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

fn is_well_formed(message: &[u8]) {
    assert!(message.is_ascii());
    assert!(
        String::from_utf8_lossy(message).split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n']))
    );
}

#[test]
fn ill_meant_texts_add_no_header_and_end_no_message() {
    let harmless = header_names(&bytes(&received("x", "y", Lang::En), &mailbox("z", "a@b.example")));
    let long = "x".repeat(100_000);
    for text in [
        "x\r\nSubject: y",
        "=?utf-8?q?=0d=0aBcc:?=",
        "x\n.\n",
        "\r.\r",
        long.as_str(),
        "a\u{2028}Bcc: x@y.example",
        "\"<script>\" & {{link}} ]]> </mj-text>",
    ] {
        let message = bytes(&received(text, text, Lang::En), &mailbox(text, "a@b.example"));
        is_well_formed(&message);
        assert_eq!(header_names(&message), harmless, "{text:.40}");
        assert!(!preview(&message).html.contains("<script>"));
    }
    let message = bytes(&received("=?utf-8?q?=0d=0aBcc:?=", "", Lang::En), &mailbox("", "a@b.example"));
    assert!(!preview(&message).subject().contains('\r'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_makes_a_well_formed_message(title in ".{0,300}", contact in "[\\PC\r\n\t=?]{0,80}") {
        let to = mailbox(&contact, "a@b.example");
        let letter = received(&title, &contact, Lang::En);
        let message = bytes(&letter, &to);
        is_well_formed(&message);
        prop_assert_eq!(header_names(&message).len(), 12);
        prop_assert!(letter.html.contains("<h1"), "not laid out");
        prop_assert_eq!(preview(&message).text, letter.text);
    }
}

#[tokio::test]
async fn a_folder_keeps_each_copy_whole() {
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::Folder(folder.path().join("mail"));
    let to = mailbox("", "olena@melitopol.example");
    let message = bytes(&received("x", "y", Lang::En), &to);
    let parcel = Parcel { from: &to.address, to: &to.address, message_id: "<7.a@b.example>", bytes: &message };
    for _ in 0..2 {
        transport.send(&parcel, ready(Ok::<(), Infallible>(()))).await.unwrap();
    }
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["7.ab.example-2.eml", "7.ab.example.eml"]);
    assert_eq!(std::fs::read(folder.path().join("mail/7.ab.example.eml")).unwrap(), message);
}

#[tokio::test]
async fn an_outbox_keeps_what_was_sent() {
    let outbox = Outbox::default();
    let transport = Transport::Memory(outbox.clone());
    let to = mailbox("", "olena@melitopol.example");
    let parcel = Parcel { from: &to.address, to: &to.address, message_id: "<7.a@b.example>", bytes: b"x" };
    transport.send(&parcel, ready(Ok::<(), Infallible>(()))).await.unwrap();
    assert!(transport.send(&parcel, ready(Err("no"))).await.is_err());
    assert_eq!(outbox.all().len(), 1);
}
