//! Every letter in every language, to be read as prose.

use practice_commons::{
    domain::{
        EmailAddress, Field, Id, Lang, Timestamp,
        candidate::Note,
        notice::{AboutSubmission, Notice, SourceTrouble},
        review::{FieldNote, RejectReason},
    },
    mail::{Letter, Letterhead, Mailbox, Occasion, compose, compose_test, letter::SUBJECT_CHARS},
};
use time::macros::datetime;
use unicode_segmentation::UnicodeSegmentation;

fn head() -> Letterhead {
    let mailbox = |address| Mailbox { name: String::new(), address: EmailAddress::parse(address).unwrap() };
    Letterhead {
        site: "https://practices.example".to_owned(),
        from: mailbox("desk@practices.example"),
        reply_to: Some(mailbox("editors@practices.example")),
        bounces: None,
    }
}

fn about(title: &str) -> AboutSubmission {
    AboutSubmission {
        title: title.to_owned(),
        city: "Melitopol".to_owned(),
        reference: "PR-2026-0412".to_owned(),
        root: Id::from_uuid(uuid::Uuid::nil()),
    }
}

fn notices(lang: Lang) -> Vec<(&'static str, Notice)> {
    let about = || {
        about(match lang {
            Lang::En => "Weeks of culture",
            Lang::Fr => "Semaines de la culture",
        })
    };
    let (source, path) = ("Cities of welcome".to_owned(), String::new());
    let attention = |reason| Notice::SourceAttention { source: source.clone(), desk_path: path.clone(), reason };
    let note = |field, note: &str| FieldNote { field, note: note.to_owned() };
    let ask = |message: &str, notes| Notice::ChangesAsked { submission: about(), message: message.to_owned(), notes };
    let reject = |reason, message: &str| Notice::Rejected { submission: about(), reason, message: message.to_owned() };
    let merged = |path: Option<&str>, message: &str| Notice::Merged {
        submission: about(),
        into: "Open kitchens".to_owned(),
        public_path: path.map(str::to_owned),
        message: message.to_owned(),
    };
    // Any phrase will do: those of what happened to a source belong to the sources' pages.
    let reason = || Note::new("text-period-since").with("date", 2016);
    vec![
        ("received", Notice::Received(about())),
        ("revision_received", Notice::RevisionReceived(about())),
        ("changes_asked", ask("Please say in the Impact section how many people took part in 2018.", Vec::new())),
        (
            "changes_asked_in_fields",
            ask(
                "We would like to publish this in spring.",
                vec![
                    note(Field::Impact, "How many people took part in 2018?"),
                    note(Field::Summary, "Two sentences say the same.\n\nPlease keep one of them."),
                ],
            ),
        ),
        (
            "rejected",
            reject(
                RejectReason::NotAPractice,
                "We publish what a city has already tried. Please come back when the first weeks have taken place.",
            ),
        ),
        ("rejected_for_another_reason", reject(RejectReason::Other, "The city asked us not to publish it.")),
        ("rejected_without_words", reject(RejectReason::Duplicate, "")),
        ("merged", merged(Some("/en/practices/open-kitchens"), "Your pictures are on its page now.")),
        ("merged_into_what_is_not_public_yet", merged(None, "")),
        ("approved", Notice::Approved { submission: about(), publish_at: until() }),
        ("published", Notice::Published { submission: about(), public_path: path.clone() }),
        ("still_right", Notice::StillRight { submission: about() }),
        ("status_link", Notice::StatusLink(about())),
        ("source_failing", attention(SourceTrouble::Failing { times: 3, reason: reason() })),
        ("source_refused", attention(SourceTrouble::Refused { reason: reason() })),
        ("source_found_nothing", attention(SourceTrouble::FoundNothing)),
        ("source_held", attention(SourceTrouble::Held { found: 0, expected_least: 8, expected_most: 14 })),
        ("source_recovered", Notice::SourceRecovered { source: source.clone(), desk_path: path.clone() }),
        (
            "links_broken",
            Notice::LinksBroken {
                count: 3,
                urls: vec!["https://city.example/report".to_owned(), "https://partner.example/p/7".to_owned()],
            },
        ),
        (
            "invitation",
            Notice::Invitation { editor: Id::from_uuid(uuid::Uuid::nil()), invited_by: "Bogdan Nistor".to_owned() },
        ),
        ("password_reset", Notice::PasswordReset { editor: Id::from_uuid(uuid::Uuid::nil()) }),
    ]
}

fn until() -> Timestamp {
    Timestamp::from_utc(datetime!(2026-12-07 12:00 UTC))
}

fn letter(notice: &Notice, lang: Lang) -> Letter {
    let link = format!("https://practices.example/{lang}/status/kq3vX0b7Yt2mJc9wZs5rLd8nAf1gHe4u");
    let ends = matches!(
        notice,
        Notice::ChangesAsked { .. }
            | Notice::Invitation { .. }
            | Notice::PasswordReset { .. }
            | Notice::StatusLink(_)
            | Notice::StillRight { .. }
    );
    compose(&Occasion { notice, name: "Olena", link: &link, until: ends.then(until) }, lang, &head())
}

#[test]
fn every_letter_reads_well() {
    for lang in Lang::ALL {
        let mut letters: Vec<_> =
            notices(lang).into_iter().map(|(name, notice)| (name, letter(&notice, lang))).collect();
        letters.push(("test", compose_test(until(), lang, &head())));
        for (name, letter) in letters {
            let text = format!("Subject: {}\n\n{}", letter.subject, letter.text);
            insta::assert_snapshot!(format!("{name}_{lang}"), text);
        }
    }
}

#[test]
fn a_letter_as_html_keeps_its_form() {
    let (_, notice) = notices(Lang::En).swap_remove(2);
    insta::assert_snapshot!(letter(&notice, Lang::En).html);
}

fn all() -> impl Iterator<Item = (Lang, Letter)> {
    let each = |lang| notices(lang).into_iter().map(move |(_, notice)| (lang, letter(&notice, lang)));
    Lang::ALL.into_iter().flat_map(each)
}

#[test]
fn html_is_small_speaks_its_language_and_has_one_button() {
    for (lang, letter) in all() {
        assert!(letter.html.len() <= 20 * 1024, "{} bytes", letter.html.len());
        assert!(letter.html.contains(&format!("<html lang=\"{lang}\"")));
        assert!(letter.html.contains("color-scheme"));
        assert_eq!(letter.html.matches("role=\"button\"").count() + letter.html.matches("class=\"next").count(), 1);
        assert_eq!(letter.html.matches("<h1").count(), 1);
        for foreign in ["<img", "<script", "fonts.googleapis", "{{"] {
            assert!(!letter.html.contains(foreign), "{foreign}");
        }
    }
}

#[test]
fn the_text_holds_each_link_in_full_and_no_long_lines() {
    for (_, letter) in all() {
        let link = letter.text.lines().find(|line| line.starts_with("https://")).unwrap();
        assert!(letter.html.contains(link));
        assert!(letter.text.lines().all(|line| line.starts_with("https://") || line.graphemes(true).count() <= 72));
        assert!(!letter.text.contains("mail-"), "a phrase is missing: {}", letter.text);
    }
}

#[test]
fn a_long_title_is_cut_in_the_subject_only() {
    let title = "How one small port city found room, teachers and patience for four hundred newly arrived pupils";
    for lang in Lang::ALL {
        for notice in [
            Notice::Received(about(title)),
            Notice::ChangesAsked { submission: about(title), message: "x".to_owned(), notes: Vec::new() },
            Notice::Published { submission: about(title), public_path: String::new() },
        ] {
            let letter = letter(&notice, lang);
            assert!(letter.subject.graphemes(true).count() <= SUBJECT_CHARS, "{}", letter.subject);
            assert!(letter.subject.contains('…'));
            assert!(letter.html.contains(title));
        }
    }
}
