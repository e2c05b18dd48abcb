//! The result of reading a partner source once: what was found, what is gone, and in plain words how it went.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    Draft, FailedPage, FieldErrors, SourceSettings, Timestamp,
    candidate::{Candidate, Change, Gone, Known, KnownPage, Note},
};

/// One reading of one source. Nothing has been written anywhere.
#[derive(Clone, Debug)]
pub struct Reading {
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    pub outcome: Outcome,
    /// What is new or has changed, but for what was put away while the reading went on.
    pub candidates: Vec<Candidate>,
    /// External ids of what is as it was.
    pub unchanged: Vec<Arc<str>>,
    pub gone: Vec<Gone>,
    /// The pages candidates were read from, and the listing pages and feeds that were fetched.
    pub snapshots: Vec<Snapshot>,
    /// Pages that could not be read: the first [`FailedPage::MOST`].
    pub failed: Vec<FailedPage>,
    pub counts: Counts,
    /// To be given to the next reading.
    pub known: Known,
    /// Why an editor should look before anything of this is filed.
    pub unusual: Option<Note>,
    /// What happened besides, in order.
    pub notes: Vec<Note>,
    /// How long the partner asked to be left alone; at most 24 hours.
    pub retry_after: Option<Duration>,
}

/// Another way to read a source whose rules lost what they found. Not in use until an editor chooses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What was found, in words: a phrase `source-offer-…`.
    pub how: Note,
    /// Complete.
    pub settings: SourceSettings,
    /// The first practices as they would be read.
    pub found: Vec<Fixed>,
}

/// A practice as a fix reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixed {
    pub external_id: String,
    pub url: String,
    pub draft: Draft,
}

/// Part of what a long reading found, put away before the rest is read.
#[derive(Clone, Debug)]
pub struct Portion {
    /// Hash of the rules it was read by.
    pub rules: String,
    pub findings: Vec<Finding>,
    pub snapshots: Vec<Snapshot>,
    pub passed: Vec<Passed>,
    pub ground: Ground,
}

/// Whether a portion was read further on than any before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    New,
    /// A list could not be taken up where it was left: what was passed before is not passed any more.
    BegunAnew,
    /// After that. Only what is found there is progress.
    Again,
}

/// A page that a reading has gone through: if it is cut short, it goes on behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub place: Place,
    /// After redirects.
    pub page_url: String,
    /// What the next reading must know of it.
    pub page: Option<Arc<KnownPage>>,
    /// Where its list goes on.
    pub next: Option<String>,
    /// External ids, those of what was found there included.
    pub listed: Vec<Arc<str>>,
    pub unchanged: Vec<Arc<str>>,
    pub gone: Vec<Gone>,
    pub untitled: u32,
    pub notes: Vec<Note>,
    /// When it was answered, by a repository's own clock.
    pub answered_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A page of a list, a feed, an answer: the address as it was asked for.
    List(String),
    /// A practice's own page, which brought no finding: its external id.
    Practice(String),
}

impl Passed {
    #[must_use]
    pub fn new(place: Place, page_url: &str) -> Self {
        Self {
            place,
            page_url: page_url.to_owned(),
            page: None,
            next: None,
            listed: Vec::new(),
            unchanged: Vec::new(),
            gone: Vec::new(),
            untitled: 0,
            notes: Vec::new(),
            answered_at: None,
        }
    }
}

/// A candidate, and what the next reading must know of the page it was read from.
#[derive(Clone, Debug)]
pub struct Finding {
    pub candidate: Candidate,
    /// After redirects.
    pub page_url: String,
    pub page: Arc<KnownPage>,
}

/// What a reading that was cut short had put away.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    pub findings: Vec<BegunFinding>,
    pub passed: Vec<Passed>,
}

/// What was put away of one candidate: it is not read again.
#[derive(Clone, Debug)]
pub struct BegunFinding {
    pub external_id: String,
    pub url: String,
    pub content_hash: String,
    pub change: Change,
    pub page_url: String,
    pub page: Arc<KnownPage>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Practices named by listing pages or feeds.
    pub listed: u32,
    /// Requests sent, robots.txt and redirects included.
    pub requests: u32,
    /// Pages that came with a body.
    pub bodies: u32,
    /// Pages the partner said are as they were (304).
    pub not_modified: u32,
    /// Pages of practices that could not be read.
    pub failed: u32,
}

/// A page as fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// After redirects.
    pub url: String,
    /// The headers of the answer, names lower case: those that tell about the content first, cookies never.
    pub headers: Vec<(String, String)>,
    /// Media type without parameters; as sniffed where the partner gave none.
    pub content_type: String,
    pub fetched_at: Timestamp,
    /// Of `bytes`, in hex.
    pub sha256: String,
    /// The body without content encoding, in the page's own charset.
    pub bytes: Vec<u8>,
}

/// How a reading went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Something new was found.
    Ok,
    /// Nothing new, but some of what was known has changed.
    Changed,
    /// Nothing new or changed, but some of what was known is gone.
    Gone,
    NothingNew,
    /// Pages were read and the rules matched nothing in them: probably the layout has changed.
    FoundNothing(Rules),
    /// Not fetched, for the partner's rules or ours.
    Refused(Refusal),
    Failed(FetchFault),
    /// The settings themselves are wrong.
    Invalid(FieldErrors),
}

/// Which rules matched nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rules {
    Listing,
    Fields,
}

/// Why an address was not fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The host is, or its name leads to, no globally routable address.
    NotPublic {
        host: String,
    },
    Scheme {
        scheme: String,
    },
    Port {
        port: u16,
    },
    Userinfo,
    Malformed,
    /// `https` led to `http`.
    Downgrade,
    /// Neither the source's host nor one its settings name.
    OtherSite {
        host: String,
    },
    /// The partner's robots.txt says no.
    Robots {
        url: String,
    },
    /// robots.txt could not be had, which means no (RFC 9309, 2.3.1.4).
    RobotsUnreachable {
        why: Box<FetchFault>,
    },
}

/// Why a page could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchFault {
    /// The name was not found, or the name server did not answer.
    Name {
        host: String,
    },
    Connect {
        host: String,
    },
    Tls {
        host: String,
    },
    TimedOut,
    /// The connection ended before the page did.
    Interrupted,
    /// What came is not HTTP.
    Protocol,
    Status(u16),
    /// 429 or 503.
    SlowDown {
        seconds: u64,
    },
    TooManyRedirects,
    /// A redirect without, or with a broken, address.
    BadRedirect,
    HeadersTooLarge,
    TooLarge,
    /// Unpacks to more than a hundred times its size.
    Bomb,
    /// Packed in a way that was not offered, or not what it says.
    Encoding,
    MediaType {
        found: String,
    },
    /// Nested too deep or too intricate to be read safely.
    TooComplex,
    /// A document type declaration of its own: not read (XML external entities).
    Dtd,
    NotAFeed,
    NotASitemap,
    /// What came is no answer of an OAI-PMH repository.
    NotOai,
    NotJson,
    /// The interface answered that it will not, in its own words or code.
    Declined {
        said: String,
    },
    /// The parser gave up.
    Unreadable,
}

impl Outcome {
    /// The outcome in words.
    #[must_use]
    pub fn note(&self) -> Note {
        match self {
            Self::Ok => Note::new("source-outcome-ok"),
            Self::Changed => Note::new("source-outcome-changed"),
            Self::Gone => Note::new("source-outcome-gone"),
            Self::NothingNew => Note::new("source-outcome-nothing-new"),
            Self::FoundNothing(Rules::Listing) => Note::new("source-outcome-found-nothing-listing"),
            Self::FoundNothing(Rules::Fields) => Note::new("source-outcome-found-nothing-fields"),
            Self::Refused(refusal) => refusal.note(),
            // Of one practice that would be no failure: it is the list itself.
            Self::Failed(FetchFault::Status(status @ (404 | 410))) => {
                Note::new("source-fault-gone").with("status", status)
            }
            Self::Failed(fault) => fault.note(),
            Self::Invalid(errors) => Note::new("source-outcome-invalid").with("count", errors.0.len()),
        }
    }

    /// Whether the partner's pages were read to the end.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        matches!(self, Self::Ok | Self::Changed | Self::NothingNew | Self::Gone)
    }

    /// Whether the reading broke off: what it had read by then is as good as any.
    #[must_use]
    pub const fn is_part(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Refused(_))
    }
}

impl Refusal {
    #[must_use]
    pub fn note(&self) -> Note {
        match self {
            Self::NotPublic { host } => Note::new("source-refused-not-public").with("host", host),
            Self::Scheme { scheme } => Note::new("source-refused-scheme").with("scheme", scheme),
            Self::Port { port } => Note::new("source-refused-port").with("port", port),
            Self::Userinfo => Note::new("source-refused-userinfo"),
            Self::Malformed => Note::new("source-refused-malformed"),
            Self::Downgrade => Note::new("source-refused-downgrade"),
            Self::OtherSite { host } => Note::new("source-refused-other-site").with("host", host),
            Self::Robots { url } => Note::new("source-refused-robots").with("url", url),
            Self::RobotsUnreachable { .. } => Note::new("source-refused-robots-unreachable"),
        }
    }
}

impl FetchFault {
    /// Whether it tells of the server or the way to it, not of one page: when one follows another, the partner is in
    /// trouble.
    #[must_use]
    pub const fn is_of_the_server(&self) -> bool {
        match self {
            Self::Name { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::TimedOut
            | Self::Interrupted
            | Self::Protocol
            | Self::SlowDown { .. } => true,
            Self::Status(status) => *status >= 500,
            Self::TooManyRedirects
            | Self::BadRedirect
            | Self::HeadersTooLarge
            | Self::TooLarge
            | Self::Bomb
            | Self::Encoding
            | Self::MediaType { .. }
            | Self::TooComplex
            | Self::Dtd
            | Self::NotAFeed
            | Self::NotASitemap
            | Self::NotOai
            | Self::NotJson
            | Self::Declined { .. }
            | Self::Unreadable => false,
        }
    }

    #[must_use]
    pub fn note(&self) -> Note {
        match self {
            Self::Name { host } => Note::new("source-fault-name").with("host", host),
            Self::Connect { host } => Note::new("source-fault-connect").with("host", host),
            Self::Tls { host } => Note::new("source-fault-tls").with("host", host),
            Self::TimedOut => Note::new("source-fault-timed-out"),
            Self::Interrupted => Note::new("source-fault-interrupted"),
            Self::Protocol => Note::new("source-fault-protocol"),
            Self::Status(status) => Note::new("source-fault-status").with("status", status),
            Self::SlowDown { seconds } => Note::new("source-fault-slow-down").with("minutes", seconds.div_ceil(60)),
            Self::TooManyRedirects => Note::new("source-fault-too-many-redirects"),
            Self::BadRedirect => Note::new("source-fault-bad-redirect"),
            Self::HeadersTooLarge => Note::new("source-fault-headers-too-large"),
            Self::TooLarge => Note::new("source-fault-too-large"),
            Self::Bomb => Note::new("source-fault-bomb"),
            Self::Encoding => Note::new("source-fault-encoding"),
            Self::MediaType { found } => Note::new("source-fault-media-type").with("found", found),
            Self::TooComplex => Note::new("source-fault-too-complex"),
            Self::Dtd => Note::new("source-fault-dtd"),
            Self::NotAFeed => Note::new("source-fault-not-a-feed"),
            Self::NotASitemap => Note::new("source-fault-not-a-sitemap"),
            Self::NotOai => Note::new("source-fault-not-oai"),
            Self::NotJson => Note::new("source-fault-not-json"),
            Self::Declined { said } => Note::new("source-fault-declined").with("said", said),
            Self::Unreadable => Note::new("source-fault-unreadable"),
        }
    }
}
