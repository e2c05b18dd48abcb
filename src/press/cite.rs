//! How a practice is cited: in words, and in the three forms that reference managers read.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

use super::Practice;
use crate::domain::Timestamp;

/// RIS has no registered type; this is what its programs are known by.
pub const RIS_MEDIA_TYPE: &str = "application/x-research-info-systems; charset=utf-8";

/// A practice with what a citation needs besides.
#[derive(Clone, Copy, Debug)]
pub struct Citation<'a> {
    pub practice: &'a Practice,
    /// Its name in its address, the key in a list of references.
    pub slug: &'a str,
    /// The site's name.
    pub site: &'a str,
    /// When the page was read.
    pub read_at: Timestamp,
}

impl Citation<'_> {
    /// Media type of [`Citation::bibtex`].
    pub const BIBTEX_MEDIA_TYPE: &'static str = "application/x-bibtex; charset=utf-8";
    /// Media type of [`Citation::csl`].
    pub const CSL_MEDIA_TYPE: &'static str = "application/vnd.citationstyles.csl+json";

    /// RIS (Research Information Systems): `ELEC`, one tag a line, CRLF.
    #[must_use]
    pub fn ris(&self) -> String {
        let it = self.practice;
        let mut lines = vec![("TY", "ELEC".to_owned()), ("ID", self.slug.to_owned()), ("TI", it.title.clone())];
        lines.extend(it.places().into_iter().map(|place| ("AU", place.to_owned())));
        if let Some(day) = self.published() {
            lines.push(("PY", day.year().to_string()));
            lines.push(("DA", format!("{}/{:02}/{:02}", day.year(), u8::from(day.month()), day.day())));
        }
        lines.push(("AB", it.in_short()));
        lines.extend(it.topics.iter().map(|topic| ("KW", topic.name.clone())));
        lines.extend([("LA", it.language.clone()), ("PB", self.site.to_owned()), ("UR", it.url.clone())]);
        let day = self.read_at.to_utc().date();
        lines.push(("Y2", format!("{}/{:02}/{:02}", day.year(), u8::from(day.month()), day.day())));
        let filled = lines.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let lines: Vec<String> = filled.map(|(tag, value)| format!("{tag}  - {}\r\n", one_line(&value))).collect();
        lines.concat() + "ER  - \r\n\r\n"
    }

    /// BibTeX: `@misc` with the city as author, in braces so that no program turns its name around.
    #[must_use]
    pub fn bibtex(&self) -> String {
        let it = self.practice;
        let mut entry = Entry::new(self.slug.to_owned(), EntryType::Misc);
        let verbatim = |text: &str| vec![Spanned::zero(Chunk::Verbatim(one_line(text)))];
        entry.set("title", verbatim(&it.title));
        entry.set("author", authors(&it.places()));
        entry.set("publisher", verbatim(self.site));
        entry.set("url", verbatim(&it.url));
        entry.set("urldate", verbatim(&self.read_at.to_utc().date().to_string()));
        entry.set("langid", verbatim(&it.language));
        if let Some(day) = self.published() {
            entry.set("year", vec![Spanned::zero(Chunk::Normal(day.year().to_string()))]);
            entry.set("month", vec![Spanned::zero(Chunk::Normal(u8::from(day.month()).to_string()))]);
        }
        // Only a date that does not parse can fail, and none is set.
        entry.to_bibtex_string().unwrap_or_default() + "\n"
    }

    /// CSL-JSON (Citation Style Language 1.0.2): a list of one `webpage`.
    #[must_use]
    pub fn csl(&self) -> Value {
        let it = self.practice;
        let parts = |day: Date| json!({"date-parts": [[day.year(), u8::from(day.month()), day.day()]]});
        let mut item = json!({
            "id": self.slug,
            "type": "webpage",
            "title": it.title,
            "author": it.places().iter().map(|place| json!({"literal": place})).collect::<Vec<_>>(),
            "container-title": self.site,
            "URL": it.url,
            "accessed": parts(self.read_at.to_utc().date()),
            "language": it.language,
            "abstract": it.in_short(),
            "keyword": it.topics.iter().map(|topic| topic.name.as_str()).collect::<Vec<_>>().join(", "),
        });
        if let Some(day) = self.published() {
            item["issued"] = parts(day);
        }
        json!([item])
    }

    fn published(&self) -> Option<Date> {
        let moment = self.practice.published_at.as_deref()?;
        OffsetDateTime::parse(moment, &Rfc3339).ok().map(OffsetDateTime::date)
    }
}

/// Several corporate authors, joined as BibTeX joins names.
fn authors(places: &[&str]) -> Vec<Spanned<Chunk>> {
    let mut chunks = Vec::new();
    for place in places {
        if !chunks.is_empty() {
            chunks.push(Spanned::zero(Chunk::Normal(" and ".to_owned())));
        }
        chunks.push(Spanned::zero(Chunk::Verbatim(one_line(place))));
    }
    chunks
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::practice::tests::a_practice;

    fn cited(show: impl Fn(Citation<'_>) -> String) -> String {
        let practice = a_practice();
        let read_at = Timestamp::from_micros(1_795_392_000_000_000);
        show(Citation { practice: &practice, slug: "library", site: "The Commons", read_at })
    }

    #[test]
    fn ris_has_a_tag_a_line_and_an_end() {
        let ris = cited(|it| it.ris());
        assert!(ris.starts_with("TY  - ELEC\r\n") && ris.ends_with("ER  - \r\n\r\n"), "{ris}");
        assert!(ris.contains("AU  - Łódź\r\n") && ris.contains("PY  - 2023\r\n"), "{ris}");
        assert!(ris.lines().all(|line| line.is_empty() || line[2..].starts_with("  - ")), "{ris}");
    }

    #[test]
    fn bibtex_reads_back_as_it_was() {
        let bibtex = cited(|it| it.bibtex());
        let read = biblatex::Bibliography::parse(&bibtex).unwrap();
        let entry = read.get("library").unwrap();
        let text = |key: &str| entry.get(key).unwrap().iter().map(|chunk| chunk.v.get()).collect::<String>();
        assert_eq!(text("title"), "A library {of} people & \"others\"", "{bibtex}");
        assert_eq!((text("author"), text("year")), ("Łódź".to_owned(), "2023".to_owned()), "{bibtex}");
    }

    #[test]
    fn csl_names_the_city_whole() {
        let csl: Value = serde_json::from_str(&cited(|it| it.csl().to_string())).unwrap();
        assert_eq!(csl[0]["author"][0]["literal"], "Łódź");
        assert_eq!(csl[0]["issued"]["date-parts"][0][0], 2023);
    }
}
