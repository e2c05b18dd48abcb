//! Which words tell which facts.

use i18n_embed_fl::fl;

use super::{
    Letterhead, Occasion, clean,
    letter::{Button, Content, Part, SUBJECT_CHARS},
};
use crate::{
    domain::{
        Lang, Timestamp,
        notice::{AboutSubmission, Notice, SourceTrouble},
        review::{FieldNote, RejectReason},
    },
    text::{self, phrases},
};

pub(super) fn content(occasion: &Occasion<'_>, lang: Lang, head: &Letterhead) -> Content {
    let writer = Writer { lang, head, name: occasion.name, link: occasion.link, until: occasion.until };
    match occasion.notice {
        Notice::Received(about) => writer.received(about),
        Notice::RevisionReceived(about) => writer.revision_received(about),
        Notice::ChangesAsked { submission, message, notes } => writer.changes_asked(submission, message, notes),
        Notice::Rejected { submission, reason, message } => writer.rejected(submission, *reason, message),
        Notice::Merged { submission, into, public_path, message } => {
            writer.merged(submission, into, public_path.is_some(), message)
        }
        Notice::Approved { submission, publish_at } => writer.approved(submission, *publish_at),
        Notice::Published { submission, .. } => writer.published(submission),
        Notice::StillRight { submission } => writer.still_right(submission),
        Notice::StatusLink(about) => writer.status_link(about),
        Notice::SourceAttention { source, reason, .. } => writer.source_attention(source, reason),
        Notice::SourceRecovered { source, .. } => writer.source_recovered(source),
        Notice::LinksBroken { count, urls } => writer.links_broken(*count, urls),
        Notice::Invitation { invited_by, .. } => writer.invitation(invited_by),
        Notice::PasswordReset { .. } => writer.password_reset(),
    }
}

pub(super) fn test(sent_at: Timestamp, lang: Lang, head: &Letterhead) -> Content {
    let words = phrases(lang);
    let writer = Writer { lang, head, name: "", link: &head.site, until: None };
    Content {
        parts: vec![Part::Words(fl!(words, "mail-test-words", date = text::date_time(lang, sent_at)))],
        small: writer.small(None, None),
        ..writer.letter(fl!(words, "mail-test-title"), fl!(words, "mail-test-button"))
    }
}

struct Writer<'a> {
    lang: Lang,
    head: &'a Letterhead,
    name: &'a str,
    link: &'a str,
    until: Option<Timestamp>,
}

impl Writer<'_> {
    fn received(&self, about: &AboutSubmission) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-received-thanks", city = city(about))),
                Part::Words(fl!(words, "mail-received-next")),
            ],
            small: self.small(Some(about), Some(fl!(words, "mail-keep-link"))),
            subject: fitted(&about.title, &|title| fl!(words, "mail-received-title", title = title)),
            ..self.letter(fl!(words, "mail-received-title", title = title(about)), fl!(words, "mail-follow"))
        }
    }

    fn revision_received(&self, about: &AboutSubmission) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![Part::Words(fl!(words, "mail-revision-thanks", city = city(about)))],
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-revision-subject", title = title)),
            ..self.letter(fl!(words, "mail-revision-title", title = title(about)), fl!(words, "mail-follow"))
        }
    }

    fn changes_asked(&self, about: &AboutSubmission, message: &str, notes: &[FieldNote]) -> Content {
        let words = phrases(self.lang);
        let count = notes.len().max(1);
        let mut parts = vec![Part::Words(fl!(words, "mail-changes-thanks", city = city(about), count = count))];
        parts.extend(notes.iter().filter_map(|note| quote(self.field(note), &note.note)));
        let message = quote(None, message);
        if !notes.is_empty() && message.is_some() {
            parts.push(Part::Words(fl!(words, "mail-changes-besides")));
        }
        parts.extend(message);
        let title_words = fl!(words, "mail-changes-title", title = title(about), count = count);
        Content {
            parts,
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-changes-title", title = title, count = count)),
            ..self.letter(title_words, fl!(words, "mail-changes-button", count = count))
        }
    }

    /// The name of the field a note is about.
    fn field(&self, note: &FieldNote) -> Option<String> {
        let key = format!("field-{}", note.field.name().replace('_', "-"));
        text::has_phrase(&key).then(|| text::phrase::<&str, &str>(self.lang, &key, &[]))
    }

    fn rejected(&self, about: &AboutSubmission, reason: RejectReason, message: &str) -> Content {
        let words = phrases(self.lang);
        let mut parts = vec![Part::Words(fl!(words, "mail-rejected-thanks", city = city(about)))];
        parts.extend(quote(self.reason(reason), message));
        parts.push(Part::Words(fl!(words, "mail-rejected-next")));
        Content {
            parts,
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-rejected-subject", title = title)),
            ..self.letter(fl!(words, "mail-rejected-title", title = title(about)), fl!(words, "mail-see-status"))
        }
    }

    fn merged(&self, about: &AboutSubmission, into: &str, is_public: bool, message: &str) -> Content {
        let words = phrases(self.lang);
        let mut parts = vec![Part::Words(fl!(words, "mail-merged-words", city = city(about), into = short(into)))];
        parts.extend(quote(None, message));
        parts.push(Part::Words(fl!(words, "mail-merged-next")));
        let button = if is_public { fl!(words, "mail-published-button") } else { fl!(words, "mail-see-status") };
        Content {
            parts,
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-merged-subject", title = title)),
            ..self.letter(fl!(words, "mail-merged-title", title = title(about)), button)
        }
    }

    fn reason(&self, reason: RejectReason) -> Option<String> {
        let words = phrases(self.lang);
        match reason {
            RejectReason::NotIntercultural => Some(fl!(words, "mail-reason-not-intercultural")),
            RejectReason::NotAPractice => Some(fl!(words, "mail-reason-not-a-practice")),
            RejectReason::TooLittleKnown => Some(fl!(words, "mail-reason-too-little-known")),
            RejectReason::Duplicate => Some(fl!(words, "mail-reason-duplicate")),
            RejectReason::RightsOrPrivacy => Some(fl!(words, "mail-reason-rights-or-privacy")),
            // What the editor wrote is the reason.
            RejectReason::Other => None,
        }
    }

    fn approved(&self, about: &AboutSubmission, publish_at: Timestamp) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-approved-thanks", city = city(about))),
                Part::Words(fl!(words, "mail-approved-on", date = text::date(self.lang, publish_at))),
            ],
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-approved-subject", title = title)),
            ..self.letter(fl!(words, "mail-approved-title", title = title(about)), fl!(words, "mail-follow"))
        }
    }

    fn published(&self, about: &AboutSubmission) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-published-thanks", city = city(about))),
                Part::Words(fl!(words, "mail-published-next")),
            ],
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-published-subject", title = title)),
            ..self.letter(fl!(words, "mail-published-title", title = title(about)), fl!(words, "mail-published-button"))
        }
    }

    fn still_right(&self, about: &AboutSubmission) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![
                Part::Words(fl!(words, "mail-still-words", city = city(about))),
                Part::Words(fl!(words, "mail-still-next")),
            ],
            small: self.small(Some(about), None),
            subject: fitted(&about.title, &|title| fl!(words, "mail-still-title", title = title)),
            ..self.letter(fl!(words, "mail-still-title", title = title(about)), fl!(words, "mail-see-status"))
        }
    }

    fn status_link(&self, about: &AboutSubmission) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![Part::Words(fl!(words, "mail-status-words", city = city(about)))],
            small: self.small(Some(about), Some(fl!(words, "mail-unasked"))),
            subject: fitted(&about.title, &|title| fl!(words, "mail-status-title", title = title)),
            ..self.letter(fl!(words, "mail-status-title", title = title(about)), fl!(words, "mail-see-status"))
        }
    }

    fn source_attention(&self, source: &str, reason: &SourceTrouble) -> Content {
        let words = phrases(self.lang);
        let title = fl!(words, "mail-source-title", source = short(source));
        let mut parts = vec![Part::Words(fl!(words, "mail-source-trouble"))];
        parts.extend(quote(None, &self.trouble(reason)));
        parts.push(Part::Words(fl!(words, "mail-source-next")));
        Content {
            parts,
            subject: fitted(source, &|source| fl!(words, "mail-source-subject", source = source)),
            ..self.letter(title, fl!(words, "mail-source-button"))
        }
    }

    fn trouble(&self, reason: &SourceTrouble) -> String {
        let words = phrases(self.lang);
        match reason {
            SourceTrouble::Failing { times, reason } => {
                let (count, said) = (*times, text::phrase(self.lang, &reason.phrase, &reason.arguments));
                fl!(words, "mail-trouble-failing", count = count, reason = said)
            }
            SourceTrouble::Refused { reason } => {
                let said = text::phrase(self.lang, &reason.phrase, &reason.arguments);
                fl!(words, "mail-trouble-refused", reason = said)
            }
            SourceTrouble::FoundNothing => fl!(words, "mail-trouble-found-nothing"),
            SourceTrouble::Held { found, expected_least, expected_most } => {
                let (count, least, most) = (*found, *expected_least, *expected_most);
                fl!(words, "mail-trouble-held", count = count, least = least, most = most)
            }
            SourceTrouble::Unusual { reason } => {
                let said = text::phrase(self.lang, &reason.phrase, &reason.arguments);
                fl!(words, "mail-trouble-unusual", reason = said)
            }
        }
    }

    fn source_recovered(&self, source: &str) -> Content {
        let words = phrases(self.lang);
        let title = fl!(words, "mail-recovered-title", source = short(source));
        Content {
            parts: vec![Part::Words(fl!(words, "mail-recovered-words"))],
            subject: fitted(source, &|source| fl!(words, "mail-recovered-title", source = source)),
            ..self.letter(title, fl!(words, "mail-source-button"))
        }
    }

    fn links_broken(&self, count: u32, urls: &[String]) -> Content {
        let words = phrases(self.lang);
        let mut parts = vec![Part::Words(fl!(words, "mail-links-words", count = count))];
        let lines: Vec<String> = urls.iter().map(|url| short(url)).collect();
        parts.extend(quote(None, &lines.join("\n")));
        let named = u32::try_from(urls.len()).unwrap_or(u32::MAX);
        if named < count {
            parts.push(Part::Words(fl!(words, "mail-links-more", count = (count - named))));
        }
        parts.push(Part::Words(fl!(words, "mail-links-next")));
        Content { parts, ..self.letter(fl!(words, "mail-links-title", count = count), fl!(words, "mail-links-button")) }
    }

    fn invitation(&self, invited_by: &str) -> Content {
        let words = phrases(self.lang);
        let (host, site) = (short(invited_by), fl!(words, "site-name"));
        let invited = if host.is_empty() {
            fl!(words, "mail-invitation-words", site = site)
        } else {
            fl!(words, "mail-invitation-by", name = host, site = site)
        };
        Content {
            parts: vec![Part::Words(invited)],
            small: self.until().into_iter().chain([fl!(words, "mail-unasked")]).collect(),
            ..self.letter(fl!(words, "mail-invitation-title"), fl!(words, "mail-invitation-button"))
        }
    }

    fn password_reset(&self) -> Content {
        let words = phrases(self.lang);
        Content {
            parts: vec![Part::Words(fl!(words, "mail-password-words", site = fl!(words, "site-name")))],
            small: self.until().into_iter().chain([fl!(words, "mail-password-unasked")]).collect(),
            ..self.letter(fl!(words, "mail-password-title"), fl!(words, "mail-password-button"))
        }
    }

    /// A letter that says nothing yet; its title is its subject.
    fn letter(&self, title: String, button: String) -> Content {
        Content {
            subject: title.clone(),
            title,
            greeting: self.greeting(),
            parts: Vec::new(),
            button: Button { label: button, link: clean::line(self.link) },
            small: Vec::new(),
        }
    }

    fn greeting(&self) -> String {
        let name = clean::cut(&clean::line(self.name), 100);
        if name.is_empty() {
            fl!(phrases(self.lang), "mail-greeting-nobody")
        } else {
            fl!(phrases(self.lang), "mail-greeting", name = name)
        }
    }

    /// A link for long is told by its last day, one for hours by its last minute.
    fn until(&self) -> Option<String> {
        self.until.map(|until| fl!(phrases(self.lang), "mail-link-until", date = text::date_time(self.lang, until)))
    }

    /// The small print: what the letter adds, how long the link works, the reference, and how to answer.
    fn small(&self, about: Option<&AboutSubmission>, added: Option<String>) -> Vec<String> {
        let words = phrases(self.lang);
        let mut lines: Vec<String> = added.into_iter().collect();
        lines.extend(self.until.map(|until| fl!(words, "mail-link-until", date = text::date(self.lang, until))));
        let reference = about.map(|about| clean::line(&about.reference)).filter(|reference| !reference.is_empty());
        lines.extend(reference.map(|reference| fl!(words, "mail-reference", reference = reference)));
        if self.head.reply_to.is_some() {
            lines.push(fl!(words, "mail-reply"));
        }
        lines
    }
}

fn city(about: &AboutSubmission) -> String {
    short(&about.city)
}

fn title(about: &AboutSubmission) -> String {
    short(&about.title)
}

fn short(text: &str) -> String {
    clean::cut(&clean::line(text), 200)
}

/// What somebody wrote under what it is about; where nothing was written, that alone.
fn quote(heading: Option<String>, text: &str) -> Option<Part> {
    let text = clean::lines(text);
    match heading {
        heading if !text.is_empty() => Some(Part::Quote { heading, text }),
        Some(heading) => Some(Part::Quote { heading: None, text: heading }),
        None => None,
    }
}

/// The subject with as much of the name in it as fits.
fn fitted(name: &str, subject: &dyn Fn(String) -> String) -> String {
    let name = short(name);
    let whole = subject(name.clone());
    let excess = clean::length(&whole).saturating_sub(SUBJECT_CHARS);
    if excess == 0 {
        return whole;
    }
    subject(clean::cut(&name, clean::length(&name).saturating_sub(excess).max(12)))
}
