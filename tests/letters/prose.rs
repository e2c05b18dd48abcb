//! Every letter in every language, to be read as prose.

use practice_commons::{
    domain::{Field, Lang, Timestamp},
    mail::{
        About, Address, Letter, LetterKind, Letterhead, Mailbox, compose,
        letter::{Note, SUBJECT_CHARS},
    },
};
use time::macros::datetime;
use unicode_segmentation::UnicodeSegmentation;

fn head() -> Letterhead {
    let mailbox = |address| Mailbox { name: String::new(), address: Address::parse(address).unwrap() };
    Letterhead {
        site: "https://practices.example".to_owned(),
        from: mailbox("desk@practices.example"),
        reply_to: Some(mailbox("editors@practices.example")),
        bounces: None,
    }
}

fn about(lang: Lang) -> About {
    About {
        title: match lang {
            Lang::En => "Weeks of culture",
            Lang::Fr => "Semaines de la culture",
        }
        .to_owned(),
        city: "Melitopol".to_owned(),
        contact: "Olena".to_owned(),
        reference: "PR-2026-0412".to_owned(),
    }
}

fn note(field: Option<Field>, text: &str) -> Note {
    Note { field, text: text.to_owned() }
}

fn letters(lang: Lang) -> Vec<(&'static str, LetterKind)> {
    let about = || about(lang);
    let status = || format!("https://practices.example/{lang}/status/kq3vX0b7Yt2mJc9wZs5rLd8nAf1gHe4u");
    let desk = || format!("https://practices.example/{lang}/desk/sources/7");
    let at = |moment| Timestamp::from_utc(moment);
    let until = at(datetime!(2026-12-07 12:00 UTC));
    let one = note(Some(Field::Impact), "Please say in the Impact section how many people took part in 2018.");
    let two = note(None, "Two sentences of the summary say the same.\n\nPlease keep one of them.");
    vec![
        ("received", LetterKind::Received { about: about(), status: status() }),
        (
            "changes_asked_one",
            LetterKind::ChangesAsked {
                about: about(),
                notes: vec![one.clone()],
                change: status(),
                until: Some(until),
            },
        ),
        (
            "changes_asked_two",
            LetterKind::ChangesAsked { about: about(), notes: vec![one, two], change: status(), until: None },
        ),
        (
            "rejected",
            LetterKind::Rejected {
                about: about(),
                reason: None,
                text: "The text describes a plan. We publish what a city has already tried; please come back when the first weeks have taken place.".to_owned(),
                status: status(),
            },
        ),
        ("approved", LetterKind::Approved { about: about(), publishes_at: Some(until), status: status() }),
        ("approved_soon", LetterKind::Approved { about: about(), publishes_at: None, status: status() }),
        (
            "published",
            LetterKind::Published { about: about(), page: format!("https://practices.example/{lang}/practices/weeks-of-culture") },
        ),
        ("status_link", LetterKind::StatusLink { about: about(), status: status() }),
        (
            "source_attention",
            LetterKind::SourceAttention {
                editor: "Inês".to_owned(),
                source: "Cities of welcome".to_owned(),
                // Any phrase will do here; the phrases of problems belong to the sources' pages.
                problem: "text-period-ongoing".to_owned(),
                arguments: Vec::new(),
                since: until,
                desk: desk(),
            },
        ),
        ("invitation", LetterKind::Invitation { editor: "Inês".to_owned(), link: status(), until }),
        ("password_reset", LetterKind::PasswordReset { editor: "Inês".to_owned(), link: status(), until }),
        ("test", LetterKind::Test { sent_at: until }),
    ]
}

#[test]
fn every_letter_reads_well() {
    for lang in Lang::ALL {
        for (name, kind) in letters(lang) {
            let letter = compose(&kind, lang, &head());
            insta::assert_snapshot!(
                format!("{name}_{lang}"),
                format!("Subject: {}\n\n{}", letter.subject, letter.text)
            );
        }
    }
}

#[test]
fn a_letter_as_html_keeps_its_form() {
    let (_, kind) = letters(Lang::En).swap_remove(1);
    insta::assert_snapshot!(compose(&kind, Lang::En, &head()).html);
}

fn all() -> impl Iterator<Item = (Lang, Letter)> {
    Lang::ALL
        .into_iter()
        .flat_map(|lang| letters(lang).into_iter().map(move |(_, kind)| (lang, compose(&kind, lang, &head()))))
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
        let status = "https://practices.example/s".to_owned();
        let about = About { title: title.to_owned(), ..about(lang) };
        for kind in [
            LetterKind::Received { about: about.clone(), status: status.clone() },
            LetterKind::ChangesAsked { about: about.clone(), notes: Vec::new(), change: status.clone(), until: None },
            LetterKind::Published { about, page: status },
        ] {
            let letter = compose(&kind, lang, &head());
            assert!(letter.subject.graphemes(true).count() <= SUBJECT_CHARS, "{}", letter.subject);
            assert!(letter.subject.contains('…'));
            assert!(letter.html.contains(title));
        }
    }
}
