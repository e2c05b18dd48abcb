//! Which words tell which facts.

use i18n_embed_fl::fl;

use super::{
    Letterhead, clean,
    letter::{About, Button, Content, LetterKind, Note, Part, SUBJECT_CHARS},
};
use crate::{
    domain::{Lang, Timestamp},
    text::{self, phrases},
};

pub(super) fn content(kind: &LetterKind, lang: Lang, head: &Letterhead) -> Content {
    let writer = Writer { lang, head };
    match kind {
        LetterKind::Received { about, status } => writer.received(about, status),
        LetterKind::ChangesAsked { about, notes, change, until } => writer.changes_asked(about, notes, change, *until),
        LetterKind::Rejected { about, reason, text, status } => writer.rejected(about, reason.as_deref(), text, status),
        LetterKind::Approved { about, publishes_at, status } => writer.approved(about, *publishes_at, status),
        LetterKind::Published { about, page } => writer.published(about, page),
        LetterKind::StatusLink { about, status } => writer.status_link(about, status),
        LetterKind::SourceAttention { editor, source, problem, arguments, since, desk } => {
            let said = text::phrase(lang, problem, arguments);
            writer.source_attention(editor, source, said, *since, desk)
        }
        LetterKind::SourceRecovered { editor, source, desk } => writer.source_recovered(editor, source, desk),
        LetterKind::Invitation { editor, link, until } => writer.invitation(editor, link, *until),
        LetterKind::PasswordReset { editor, link, until } => writer.password_reset(editor, link, *until),
        LetterKind::Test { sent_at } => writer.test(*sent_at),
    }
}

struct Writer<'a> {
    lang: Lang,
    head: &'a Letterhead,
}

impl Writer<'_> {
    fn received(&self, about: &About, status: &str) -> Content {
        let words = phrases(self.lang);
        let city = clean::line(&about.city);
        let title = |title: String| fl!(words, "mail-received-title", title = title);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-received-thanks", city = city)),
                Part::Words(fl!(words, "mail-received-next")),
            ],
            button: button(fl!(words, "mail-follow"), status),
            small: self.small(Some(about), vec![fl!(words, "mail-keep-link")]),
            ..self.about(about, &title, &title)
        }
    }

    fn changes_asked(&self, about: &About, notes: &[Note], change: &str, until: Option<Timestamp>) -> Content {
        let words = phrases(self.lang);
        let (city, count) = (clean::line(&about.city), notes.len().max(1));
        let title = |title: String| fl!(words, "mail-changes-title", title = title, count = count);
        let mut parts = vec![Part::Words(fl!(words, "mail-changes-thanks", city = city, count = count))];
        parts.extend(notes.iter().map(|note| self.note(note)));
        let until = until.map(|until| fl!(words, "mail-link-until", date = text::date(self.lang, until)));
        Content {
            parts,
            button: button(fl!(words, "mail-changes-button", count = count), change),
            small: self.small(Some(about), until.into_iter().collect()),
            ..self.about(about, &title, &title)
        }
    }

    fn note(&self, note: &Note) -> Part {
        let key = note.field.map(|field| format!("field-{}", field.name().replace('_', "-")));
        let heading =
            key.filter(|key| text::has_phrase(key)).map(|key| text::phrase::<&str, &str>(self.lang, &key, &[]));
        Part::Quote { heading, text: clean::lines(&note.text) }
    }

    fn rejected(&self, about: &About, reason: Option<&str>, why: &str, status: &str) -> Content {
        let words = phrases(self.lang);
        let city = clean::line(&about.city);
        let reason =
            reason.filter(|key| text::has_phrase(key)).map(|key| text::phrase::<&str, &str>(self.lang, key, &[]));
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-rejected-thanks", city = city)),
                Part::Quote { heading: reason, text: clean::lines(why) },
                Part::Words(fl!(words, "mail-rejected-next")),
            ],
            button: button(fl!(words, "mail-see-status"), status),
            small: self.small(Some(about), Vec::new()),
            ..self.about(about, &|title| fl!(words, "mail-rejected-subject", title = title), &|title| {
                fl!(words, "mail-rejected-title", title = title)
            })
        }
    }

    fn approved(&self, about: &About, publishes_at: Option<Timestamp>, status: &str) -> Content {
        let words = phrases(self.lang);
        let city = clean::line(&about.city);
        let when = match publishes_at {
            Some(at) => fl!(words, "mail-approved-on", date = text::date(self.lang, at)),
            None => fl!(words, "mail-approved-soon"),
        };
        Content {
            parts: vec![Part::Words(fl!(words, "mail-approved-thanks", city = city)), Part::Words(when)],
            button: button(fl!(words, "mail-follow"), status),
            small: self.small(Some(about), Vec::new()),
            ..self.about(about, &|title| fl!(words, "mail-approved-subject", title = title), &|title| {
                fl!(words, "mail-approved-title", title = title)
            })
        }
    }

    fn published(&self, about: &About, page: &str) -> Content {
        let words = phrases(self.lang);
        let city = clean::line(&about.city);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-published-thanks", city = city)),
                Part::Words(fl!(words, "mail-published-next")),
            ],
            button: button(fl!(words, "mail-published-button"), page),
            small: self.small(Some(about), Vec::new()),
            ..self.about(about, &|title| fl!(words, "mail-published-subject", title = title), &|title| {
                fl!(words, "mail-published-title", title = title)
            })
        }
    }

    fn status_link(&self, about: &About, status: &str) -> Content {
        let words = phrases(self.lang);
        let city = clean::line(&about.city);
        let title = |title: String| fl!(words, "mail-status-title", title = title);
        Content {
            parts: vec![Part::Words(fl!(words, "mail-status-words", city = city))],
            button: button(fl!(words, "mail-see-status"), status),
            small: self.small(Some(about), vec![fl!(words, "mail-unasked")]),
            ..self.about(about, &title, &title)
        }
    }

    fn source_attention(&self, editor: &str, source: &str, said: String, since: Timestamp, desk: &str) -> Content {
        let words = phrases(self.lang);
        let source = clean::cut(&clean::line(source), 200);
        Content {
            subject: fitted(&source, &|source| fl!(words, "mail-source-subject", source = source)),
            title: fl!(words, "mail-source-title", source = source.clone()),
            greeting: self.greeting(editor),
            parts: vec![
                Part::Words(fl!(words, "mail-source-since", date = text::date_time(self.lang, since))),
                Part::Quote { heading: None, text: clean::lines(&said) },
                Part::Words(fl!(words, "mail-source-next")),
            ],
            button: button(fl!(words, "mail-source-button"), desk),
            small: Vec::new(),
        }
    }

    fn source_recovered(&self, editor: &str, source: &str, desk: &str) -> Content {
        let words = phrases(self.lang);
        let source = clean::cut(&clean::line(source), 200);
        let title = |source: String| fl!(words, "mail-recovered-title", source = source);
        Content {
            subject: fitted(&source, &title),
            title: title(source.clone()),
            greeting: self.greeting(editor),
            parts: vec![Part::Words(fl!(words, "mail-recovered-words"))],
            button: button(fl!(words, "mail-source-button"), desk),
            small: Vec::new(),
        }
    }

    fn invitation(&self, editor: &str, link: &str, until: Timestamp) -> Content {
        let words = phrases(self.lang);
        Content {
            subject: fl!(words, "mail-invitation-title"),
            title: fl!(words, "mail-invitation-title"),
            greeting: self.greeting(editor),
            parts: vec![Part::Words(fl!(words, "mail-invitation-words", site = fl!(words, "site-name")))],
            button: button(fl!(words, "mail-invitation-button"), link),
            small: vec![
                fl!(words, "mail-link-until", date = text::date_time(self.lang, until)),
                fl!(words, "mail-unasked"),
            ],
        }
    }

    fn password_reset(&self, editor: &str, link: &str, until: Timestamp) -> Content {
        let words = phrases(self.lang);
        Content {
            subject: fl!(words, "mail-password-title"),
            title: fl!(words, "mail-password-title"),
            greeting: self.greeting(editor),
            parts: vec![Part::Words(fl!(words, "mail-password-words", site = fl!(words, "site-name")))],
            button: button(fl!(words, "mail-password-button"), link),
            small: vec![
                fl!(words, "mail-link-until", date = text::date_time(self.lang, until)),
                fl!(words, "mail-password-unasked"),
            ],
        }
    }

    fn test(&self, sent_at: Timestamp) -> Content {
        let words = phrases(self.lang);
        Content {
            subject: fl!(words, "mail-test-title"),
            title: fl!(words, "mail-test-title"),
            greeting: self.greeting(""),
            parts: vec![Part::Words(fl!(words, "mail-test-words", date = text::date_time(self.lang, sent_at)))],
            button: button(fl!(words, "mail-test-button"), &self.head.site),
            small: self.small(None, Vec::new()),
        }
    }

    /// Subject, title and greeting of a letter about a practice; the rest is the caller's.
    fn about(&self, about: &About, subject: &dyn Fn(String) -> String, title: &dyn Fn(String) -> String) -> Content {
        let name = clean::cut(&clean::line(&about.title), 200);
        Content {
            subject: fitted(&name, subject),
            title: title(name),
            greeting: self.greeting(&about.contact),
            parts: Vec::new(),
            button: button(String::new(), ""),
            small: Vec::new(),
        }
    }

    fn greeting(&self, name: &str) -> String {
        let name = clean::cut(&clean::line(name), 100);
        if name.is_empty() {
            fl!(phrases(self.lang), "mail-greeting-nobody")
        } else {
            fl!(phrases(self.lang), "mail-greeting", name = name)
        }
    }

    /// The small print: what the letter adds, then the reference, then how to answer.
    fn small(&self, about: Option<&About>, mut lines: Vec<String>) -> Vec<String> {
        let words = phrases(self.lang);
        let reference = about.map(|about| clean::line(&about.reference)).filter(|reference| !reference.is_empty());
        lines.extend(reference.map(|reference| fl!(words, "mail-reference", reference = reference)));
        if self.head.reply_to.is_some() {
            lines.push(fl!(words, "mail-reply"));
        }
        lines
    }
}

fn button(label: String, link: &str) -> Button {
    Button { label, link: clean::line(link) }
}

/// The subject with as much of the name in it as fits.
fn fitted(name: &str, subject: &dyn Fn(String) -> String) -> String {
    let whole = subject(name.to_owned());
    let excess = clean::length(&whole).saturating_sub(SUBJECT_CHARS);
    if excess == 0 {
        return whole;
    }
    subject(clean::cut(name, clean::length(name).saturating_sub(excess).max(12)))
}
