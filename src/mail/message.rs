//! A letter as the bytes that are sent: made once, kept, and sent the same however often it is tried.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use lettre::message::{
    Body, Message, MultiPart, SinglePart,
    header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
};
use sha2::{Digest, Sha256};

use super::{Letter, Letterhead, Mailbox, clean};
use crate::domain::Timestamp;

/// The name of one message for ever, and so for each copy of it: `<notification.random@domain>` (RFC 5322, 3.6.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// `random` keeps others from guessing the name of a letter they did not get.
    #[must_use]
    pub fn new(notification: &str, random: &str, domain: &str) -> Self {
        let [notification, random] = [notification, random].map(atom);
        Self(format!("<{notification}.{random}@{}>", atom(domain)))
    }

    /// A name as it was made and kept, without its angle brackets.
    #[must_use]
    pub fn kept(name: &str) -> Self {
        let (left, right) = name.split_once('@').unwrap_or((name, "localhost"));
        Self(format!("<{}@{}>", atom(left), atom(right)))
    }

    /// The name all letters about one practice refer to, so that they stand together in a mailbox. No message bears it.
    #[must_use]
    pub fn thread(item: &str, domain: &str) -> Self {
        Self(format!("<{}.thread@{}>", atom(item), atom(domain)))
    }

    /// With its angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Only what may stand in a Message-ID without quotes.
fn atom(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')).take(200).collect()
}

/// What makes a letter one message: to whom, under which name, when, and in which thread.
#[derive(Clone, Debug)]
pub struct Stamp<'a> {
    pub to: &'a Mailbox,
    pub message_id: &'a MessageId,
    pub date: Timestamp,
    pub thread: Option<&'a MessageId>,
}

impl Letter {
    /// The message (RFC 5322): text and HTML as alternatives, ASCII throughout, lines ended by CR LF and at most 998
    /// bytes long. The same letter and stamp give the same bytes.
    ///
    /// # Panics
    /// Never: the builder only asks for a sender and a recipient.
    #[must_use]
    pub fn bytes(&self, head: &Letterhead, stamp: &Stamp<'_>) -> Vec<u8> {
        let mut from = head.from.clone();
        if from.name.is_empty() {
            from.name = i18n_embed_fl::fl!(crate::text::phrases(self.lang), "site-name");
        }
        let seconds = u64::try_from(stamp.date.unix_seconds()).unwrap_or(0);
        let mut message = Message::builder()
            .from(from.wire())
            .to(stamp.to.wire())
            .subject(clean::header(&self.subject, 200))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(stamp.message_id.to_string()));
        if let Some(desk) = &head.reply_to {
            message = message.reply_to(desk.wire());
        }
        if let Some(thread) = stamp.thread {
            message = message.in_reply_to(thread.to_string()).references(thread.to_string());
        }
        message
            .raw_header(plain_header(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"))
            .raw_header(plain_header(HeaderName::new_from_ascii_str("Content-Language"), self.lang.tag()))
            .multipart(self.alternatives(stamp.message_id))
            .expect("a sender and a recipient are set")
            .formatted()
    }

    fn alternatives(&self, id: &MessageId) -> MultiPart {
        // Of the Message-ID, so that it is fixed; no line of quoted-printable text holds `=_`.
        let boundary = format!("=_{}", &hex::encode(Sha256::digest(id.as_str()))[..32]);
        MultiPart::alternative()
            .boundary(boundary)
            .singlepart(part(ContentType::TEXT_PLAIN, &self.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.html))
    }
}

fn plain_header(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    let unix = text.replace("\r\n", "\n").replace('\r', "");
    let encoding = ContentTransferEncoding::QuotedPrintable;
    let body = Body::new_with_encoding(unix.replace('\n', "\r\n"), encoding);
    let body = body.unwrap_or_else(Body::new);
    SinglePart::builder().header(kind).header(encoding).body(body)
}
