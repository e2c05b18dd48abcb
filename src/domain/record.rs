//! The record of a good practice: what a city tells, typed.

use serde::{Deserialize, Serialize};
use url::Url;

use super::{CityRef, CleanText, Country, Field, Lang, LanguageTag, Period, Timestamp, TopicSlug, clean_line, fold};

/// One content of a practice, as shown, reviewed and kept in revisions. Contact and consent are private and live with
/// the submission, origin with the review item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub title: String,
    /// One line that says what the practice is.
    pub statement: String,
    /// The city whose practice it is first.
    pub cities: Vec<CityRef>,
    pub period: Option<Period>,
    pub status: Option<PracticeStatus>,
    /// One to three, the main one first.
    pub topics: Vec<TopicSlug>,
    /// The language the texts are written in.
    pub language: Option<LanguageTag>,
    pub summary: CleanText,
    pub purpose: CleanText,
    pub rationale: CleanText,
    pub process: CleanText,
    pub impact: CleanText,
    pub evaluation: CleanText,
    pub beneficiaries: CleanText,
    pub lead: String,
    pub partners: Vec<String>,
    pub funding: CleanText,
    pub difficulties: CleanText,
    pub advice: CleanText,
    pub links: Vec<Link>,
    pub pictures: Vec<Picture>,
    pub translations: Vec<Translation>,
}

impl Record {
    /// The pictures that may be shown: those with description, credit and licence, of a kind that browsers draw.
    pub fn shown_pictures(&self) -> impl Iterator<Item = &Picture> {
        self.pictures.iter().filter(|picture| picture.is_complete() && picture.web_type().is_some())
    }

    /// The parts that are Markdown.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&CleanText> {
        Some(match field {
            Field::Summary => &self.summary,
            Field::Purpose => &self.purpose,
            Field::Rationale => &self.rationale,
            Field::Process => &self.process,
            Field::Impact => &self.impact,
            Field::Evaluation => &self.evaluation,
            Field::Beneficiaries => &self.beneficiaries,
            Field::Funding => &self.funding,
            Field::Difficulties => &self.difficulties,
            Field::Advice => &self.advice,
            Field::Title
            | Field::Statement
            | Field::Cities
            | Field::Period
            | Field::Status
            | Field::Topics
            | Field::Language
            | Field::Lead
            | Field::Partners
            | Field::Links => return None,
        })
    }

    pub(super) fn text_mut(&mut self, field: Field) -> Option<&mut CleanText> {
        Some(match field {
            Field::Summary => &mut self.summary,
            Field::Purpose => &mut self.purpose,
            Field::Rationale => &mut self.rationale,
            Field::Process => &mut self.process,
            Field::Impact => &mut self.impact,
            Field::Evaluation => &mut self.evaluation,
            Field::Beneficiaries => &mut self.beneficiaries,
            Field::Funding => &mut self.funding,
            Field::Difficulties => &mut self.difficulties,
            Field::Advice => &mut self.advice,
            Field::Title
            | Field::Statement
            | Field::Cities
            | Field::Period
            | Field::Status
            | Field::Topics
            | Field::Language
            | Field::Lead
            | Field::Partners
            | Field::Links => return None,
        })
    }

    /// The countries of its cities, each once.
    #[must_use]
    pub fn countries(&self) -> Vec<Country> {
        let mut countries = Vec::new();
        for country in self.cities.iter().filter_map(|city| city.country) {
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        countries
    }
}

/// Whether the practice still happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeStatus {
    Running,
    Ended,
    /// Became a regular service of the city.
    RegularService,
}

impl PracticeStatus {
    pub const ALL: [Self; 3] = [Self::Running, Self::Ended, Self::RegularService];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::RegularService => "regular_service",
        }
    }

    /// By its name, however its words are joined, or by how the languages of the interface say it.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let name = fold(name.trim()).replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|status| status.name() == name || status.words().contains(&name.as_str()))
    }

    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Running => &["still_running", "ongoing", "en_cours"],
            Self::Ended => &["finished", "completed", "terminee", "termine"],
            Self::RegularService => {
                &["a_regular_service_of_the_city", "devenue_un_service_permanent_de_la_ville", "service_permanent"]
            }
        }
    }
}

/// A document or page that backs the practice. In text form, a line: `title | address`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    pub title: String,
    /// `http` or `https`.
    pub url: String,
}

impl Link {
    /// Reads `title | address`, `address | title`, `title address` or an address alone; `www.` may stand for `https`.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let line = clean_line(line);
        let candidates = [
            line.rsplit_once('|'),
            line.split_once(" | ").map(|(address, title)| (title, address)),
            line.rsplit_once(' '),
            Some(("", line.as_str())),
        ];
        candidates.into_iter().flatten().find_map(|(title, address)| {
            let title = title.trim().to_owned();
            address_of(address.trim()).map(|url| Self { title, url })
        })
    }

    /// The text form that [`Link::read`] reads again.
    #[must_use]
    pub fn line(&self) -> String {
        if self.title.is_empty() { self.url.clone() } else { format!("{} | {}", self.title, self.url) }
    }
}

/// An `http` or `https` address without a user name, in its normal form.
fn address_of(text: &str) -> Option<String> {
    let text = if text.starts_with("www.") { format!("https://{text}") } else { text.to_owned() };
    let url = Url::parse(&text).ok()?;
    let allowed = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    // A bar would end the title when the line is read again.
    allowed.then(|| url.as_str().replace('|', "%7C"))
}

/// A picture of the practice. Published only with description, credit and licence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the file in the blob store, in hex.
    pub blob: String,
    pub media_type: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: String,
    pub licence: String,
}

impl Picture {
    /// The widths, in pixels, in which pictures are drawn for pages: half a column of reading, a column, a column on a screen of
    /// twice the density. There are no others.
    pub const WIDTHS: [u32; 3] = [352, 704, 1408];

    /// Its media type, where it is one that is served as a picture; whatever else was sent is not.
    #[must_use]
    pub fn web_type(&self) -> Option<&'static str> {
        ["image/jpeg", "image/png", "image/webp"].into_iter().find(|known| *known == self.media_type)
    }

    fn is_complete(&self) -> bool {
        [&self.alt, &self.credit, &self.licence].iter().all(|words| !words.trim().is_empty())
    }
}

/// The texts of a practice in another language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Translation {
    pub language: Lang,
    pub state: TranslationState,
    pub made_at: Timestamp,
    pub title: String,
    pub statement: String,
    pub summary: CleanText,
    pub purpose: CleanText,
    pub rationale: CleanText,
    pub process: CleanText,
    pub impact: CleanText,
    pub advice: CleanText,
}

/// Who stands behind a translation, and whether the original has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationState {
    Human,
    MachineDraft,
    /// A person's, of an earlier original.
    Outdated,
    /// A machine's, of an earlier original.
    OutdatedDraft,
}

impl TranslationState {
    /// The same translation after its original has changed.
    #[must_use]
    pub const fn outdated(self) -> Self {
        match self {
            Self::Human | Self::Outdated => Self::Outdated,
            Self::MachineDraft | Self::OutdatedDraft => Self::OutdatedDraft,
        }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::MachineDraft => "machine_draft",
            Self::Outdated => "outdated",
            Self::OutdatedDraft => "outdated_draft",
        }
    }
}
