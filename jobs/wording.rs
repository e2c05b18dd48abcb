//! From the facts of a notification to the bytes of its letter: the one place where a secret link is drawn and written.

use super::{BoxError, office::Office};
use crate::{
    domain::{
        Id, Timestamp,
        marker::Submission,
        notice::{AboutSubmission, Notice, SourceTrouble, Target},
        secret::Secret,
    },
    mail::{About, Address, LetterKind, Mailbox, MessageId, Stamp, compose, letter::Note},
    store::{self, KeptNotification, Tx},
};

/// A link with the moment it stops working.
struct Link {
    address: String,
    until: Option<Timestamp>,
}

pub(super) async fn message(
    office: &Office,
    tx: &mut Tx,
    notification: &KeptNotification,
    now: Timestamp,
) -> Result<Vec<u8>, BoxError> {
    let link = link(office, tx, notification, now).await?;
    let kind = kind(notification, link);
    let letter = compose(&kind, notification.language, &office.letterhead);
    let to = Mailbox {
        name: notification.recipient_name.clone(),
        address: Address::parse(notification.recipient.as_str())?,
    };
    let message_id = MessageId::kept(&notification.message_id);
    let thread = MessageId::thread(&notification.thread, office.letterhead.domain());
    let stamp = Stamp { to: &to, message_id: &message_id, date: now, thread: Some(&thread) };
    Ok(letter.bytes(&office.letterhead, &stamp))
}

async fn link(office: &Office, tx: &mut Tx, notification: &KeptNotification, now: Timestamp) -> Result<Link, BoxError> {
    let site = &office.letterhead.site;
    let lang = notification.language;
    Ok(match notification.notice.target() {
        Target::Status(root) => {
            let (secret, until) = status_link(office, tx, root, now).await?;
            Link { address: format!("{site}/{lang}/status/{}", secret.reveal()), until: Some(until) }
        }
        Target::Password(editor) => {
            let (secret, until) = office.desk.password_link_in(tx, editor).await?;
            Link { address: format!("{site}/desk/password/{}", secret.reveal()), until: Some(until) }
        }
        Target::Path(path) => Link { address: format!("{site}{path}"), until: None },
    })
}

async fn status_link(
    office: &Office,
    tx: &mut Tx,
    root: Id<Submission>,
    now: Timestamp,
) -> Result<(Secret, Timestamp), BoxError> {
    let secret = Secret::draw();
    let until = now + office.desk.settings().link_lasts;
    store::submission_link_insert(tx, secret.hash().as_bytes(), root, now, until).await?;
    Ok((secret, until))
}

fn kind(notification: &KeptNotification, link: Link) -> LetterKind {
    let about = |submission: &AboutSubmission| About {
        title: submission.title.clone(),
        city: submission.city.clone(),
        contact: notification.recipient_name.clone(),
        reference: submission.reference.clone(),
    };
    let editor = notification.recipient_name.clone();
    let until = link.until.unwrap_or(notification.made_at);
    match &notification.notice {
        Notice::Received(submission) | Notice::RevisionReceived(submission) => {
            LetterKind::Received { about: about(submission), status: link.address }
        }
        Notice::ChangesAsked { submission, message, notes } => LetterKind::ChangesAsked {
            about: about(submission),
            notes: notes_of(message, notes),
            change: link.address,
            until: link.until,
        },
        Notice::Rejected { submission, reason, message } => LetterKind::Rejected {
            about: about(submission),
            reason: Some(format!("mail-reason-{}", reason.name().replace('_', "-"))),
            text: message.clone(),
            status: link.address,
        },
        Notice::Approved { submission, publish_at } => {
            LetterKind::Approved { about: about(submission), publishes_at: Some(*publish_at), status: link.address }
        }
        Notice::Published { submission, .. } => LetterKind::Published { about: about(submission), page: link.address },
        Notice::SourceAttention { source, reason, .. } => {
            let (problem, arguments) = trouble(reason);
            let (source, since) = (source.clone(), notification.made_at);
            LetterKind::SourceAttention { editor, source, problem, arguments, since, desk: link.address }
        }
        Notice::SourceRecovered { source, .. } => {
            LetterKind::SourceRecovered { editor, source: source.clone(), desk: link.address }
        }
        Notice::Invitation { .. } => LetterKind::Invitation { editor, link: link.address, until },
        Notice::PasswordReset { .. } => LetterKind::PasswordReset { editor, link: link.address, until },
    }
}

fn notes_of(message: &str, notes: &[crate::domain::review::FieldNote]) -> Vec<Note> {
    let general = (!message.trim().is_empty()).then(|| Note { field: None, text: message.to_owned() });
    let tied = notes.iter().filter(|note| !note.note.trim().is_empty());
    general.into_iter().chain(tied.map(|note| Note { field: Some(note.field), text: note.note.clone() })).collect()
}

fn trouble(reason: &SourceTrouble) -> (String, Vec<(String, String)>) {
    let argument = |name: &str, value: &dyn ToString| (name.to_owned(), value.to_string());
    match reason {
        SourceTrouble::Failing { times, .. } => ("source-trouble-failing".to_owned(), vec![argument("times", times)]),
        SourceTrouble::Refused { .. } => ("source-trouble-refused".to_owned(), Vec::new()),
        SourceTrouble::FoundNothing => ("source-trouble-found-nothing".to_owned(), Vec::new()),
        SourceTrouble::Held { found, expected_least, expected_most } => (
            "source-trouble-held".to_owned(),
            vec![argument("found", found), argument("least", expected_least), argument("most", expected_most)],
        ),
    }
}
