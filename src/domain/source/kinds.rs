//! What the addresses of a source lead to, and what each kind needs to be told.

use serde::{Deserialize, Serialize};

use super::ListingRules;

/// What the addresses lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceKind {
    /// Pages that list others.
    Pages { listing: ListingRules },
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Sitemaps and indexes of sitemaps (sitemaps.org), as XML or as text, packed or not: they name the pages.
    Sitemap {
        #[serde(default, skip_serializing_if = "SitemapRules::is_empty")]
        sitemap: SitemapRules,
    },
    /// Repositories that speak OAI-PMH 2.0: their records in Dublin Core.
    Oai {
        #[serde(default, skip_serializing_if = "OaiRules::is_empty")]
        oai: OaiRules,
    },
    /// An interface that answers with JSON.
    Json { json: JsonRules },
    /// Pages or documents with schema.org data as JSON-LD.
    JsonLd {
        #[serde(default, skip_serializing_if = "JsonLdRules::is_empty")]
        json_ld: JsonLdRules,
    },
    /// Catalogues that speak the API of CKAN: their packages.
    Ckan {
        #[serde(default, skip_serializing_if = "CkanRules::is_empty")]
        ckan: CkanRules,
    },
    /// A list that editors bring as files. It is never read by itself; its address is the page that tells about it.
    Import,
}

impl SourceKind {
    /// The kinds that are read on a schedule, by name, as in files.
    pub const NAMES: [&str; 7] = ["pages", "feed", "sitemap", "oai", "json", "json_ld", "ckan"];

    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Pages { .. } => "pages",
            Self::Feed => "feed",
            Self::Sitemap { .. } => "sitemap",
            Self::Oai { .. } => "oai",
            Self::Json { .. } => "json",
            Self::JsonLd { .. } => "json_ld",
            Self::Ckan { .. } => "ckan",
            Self::Import => "import",
        }
    }

    /// Whether each practice has a page of its own that rules read.
    #[must_use]
    pub const fn has_pages(&self) -> bool {
        matches!(self, Self::Pages { .. } | Self::Sitemap { .. })
    }

    /// Whether practices come as data: rules then name a place in it with `path`.
    #[must_use]
    pub const fn has_data(&self) -> bool {
        matches!(self, Self::Oai { .. } | Self::Json { .. } | Self::JsonLd { .. } | Self::Ckan { .. })
    }

    /// Whether a reading to the end names all there is: what it no longer names is then gone. A feed names the latest
    /// only, and a repository what has changed.
    #[must_use]
    pub const fn names_all(&self) -> bool {
        !matches!(self, Self::Feed | Self::Oai { .. })
    }

    /// Whether a reading to the end says of every practice that it is as it was, or what is new of it. A repository does,
    /// asked for what has changed; a feed says nothing of older ones.
    #[must_use]
    pub const fn covers_all(&self) -> bool {
        !matches!(self, Self::Feed)
    }
}

/// Which of the addresses in a sitemap are practices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SitemapRules {
    /// A regular expression some part of the address must match, such as `/practices/[^/]+$`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<String>,
    /// One that no part of it may match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude: Option<String>,
}

impl SitemapRules {
    const fn is_empty(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }
}

/// What is asked of an OAI-PMH repository; the address is its base address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OaiRules {
    /// `setSpec` of the records wanted (OAI-PMH 2.0, 2.6); all if none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
}

impl OaiRules {
    const fn is_empty(&self) -> bool {
        self.set.is_none()
    }
}

/// Where practices stand in a JSON answer. Places are JSON Pointers (`/results`, RFC 6901) or JSON paths
/// (`$.results[*]`, RFC 9535).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JsonRules {
    /// The list of practices, in the answer; the answer itself when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub items: String,
    /// What names a practice for ever, in the practice; its address if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address a reader finds it at, in the practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// None: there is one answer.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub paging: Option<JsonPaging>,
}

/// How a JSON answer goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonPaging {
    /// Where the answer names the address of the next one.
    Next(String),
    /// Where the answer holds what is to be sent as a parameter of the address to get the next one.
    Cursor { path: String, parameter: String },
    /// Addresses with a number in them, as for listing pages.
    Numbered { address: String, first: u32 },
}

/// Which things of a page's JSON-LD are practices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JsonLdRules {
    /// Types of schema.org such as `Project`; the usual ones for texts, projects and events if none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
}

impl JsonLdRules {
    const fn is_empty(&self) -> bool {
        self.types.is_empty()
    }
}

/// What is asked of a CKAN catalogue (`package_search`); the address is the site's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CkanRules {
    /// Words to look for (`q`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// A filter such as `organization:city` (`fq`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

impl CkanRules {
    const fn is_empty(&self) -> bool {
        self.query.is_none() && self.filter.is_none()
    }
}
