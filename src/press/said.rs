//! What is said of a practice beside its own texts, in words: the same on its page and on paper.

use i18n_embed_fl::fl;

use super::{Facts, Licence, Telling};
use crate::{
    domain::{Lang, Period, Record, record::PracticeStatus},
    text,
};

/// Sentences and names in the language a practice is told in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Above the story: it is in another language than asked for, or translated, and by whom.
    pub note: Option<String>,
    /// The period in the source's own words, where they say it otherwise.
    pub as_written: Option<String>,
    pub status: Option<String>,
    /// The name of the language it was written in; empty where nobody knows.
    pub language: String,
    /// Who sent it, or where and when it was read.
    pub source: String,
    pub published: String,
    pub confirmed: Option<String>,
    /// Under which licence it may be reused, or that its source decides.
    pub licence: String,
}

impl Said {
    #[must_use]
    pub fn of(record: &Record, telling: &Telling<'_>, facts: &Facts, lang: Lang) -> Self {
        let words = text::phrases(lang);
        Self {
            note: telling.note(),
            as_written: record.period.as_ref().and_then(|period| as_written(period, lang)),
            status: record.status.map(|status| status_name(status, lang)),
            language: record.language.as_ref().map(|tag| text::language_name(lang, tag)).unwrap_or_default(),
            source: match &facts.source {
                None => fl!(words, "site-fact-source-city"),
                Some(source) => {
                    let day = text::date(lang, source.day);
                    fl!(words, "site-fact-source-read", source = source.name.as_str(), day = day)
                }
            },
            published: text::date(lang, facts.published_at),
            confirmed: facts.confirmed_at.map(|at| text::date(lang, at)),
            licence: match &facts.source {
                None => Licence::CITY.0.to_owned(),
                Some(_) => fl!(words, "site-fact-licence-source"),
            },
        }
    }
}

fn as_written(period: &Period, lang: Lang) -> Option<String> {
    let written = period.written();
    let said_already = Lang::ALL.iter().any(|lang| text::period(*lang, period).eq_ignore_ascii_case(written));
    let is_news = !said_already && !written.is_empty() && !text::period(lang, period).is_empty();
    is_news.then(|| fl!(text::phrases(lang), "site-fact-as-written", words = written))
}

fn status_name(status: PracticeStatus, lang: Lang) -> String {
    let words = text::phrases(lang);
    match status {
        PracticeStatus::Running => fl!(words, "site-practice-running"),
        PracticeStatus::Ended => fl!(words, "site-practice-ended"),
        PracticeStatus::RegularService => fl!(words, "site-practice-regular-service"),
    }
}
