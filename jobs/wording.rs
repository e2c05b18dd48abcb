//! From the facts of a notification to the bytes of its letter: the one place where a secret link is drawn and written.

use super::{BoxError, office::Office};
use crate::{
    domain::{Id, Timestamp, marker::Submission, notice::Target, secret::Secret},
    mail::{Mailbox, MessageId, Occasion, Stamp, compose},
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
    let occasion = Occasion {
        notice: &notification.notice,
        name: &notification.recipient_name,
        link: &link.address,
        until: link.until,
    };
    let letter = compose(&occasion, notification.language, &office.letterhead);
    let to = Mailbox { name: notification.recipient_name.clone(), address: notification.recipient.clone() };
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
