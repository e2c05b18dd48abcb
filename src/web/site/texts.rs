//! The texts that editors may change: the introduction of the home and the pages of plain text. Until somebody does, the
//! files in `config/pages` are shown.

use rust_embed::RustEmbed;

use crate::{
    domain::{CleanText, Lang, Timestamp},
    store::{self, Store, StoreError},
    text::{self, Filling},
    web::SiteSettings,
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/pages"]
struct Files;

/// A text by name. The name stands in the database and, for pages, in the address: stable for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteText {
    /// The paragraph above the list of practices; has no title.
    Introduction,
    About,
    Accessibility,
    HowPracticesAreChosen,
    Privacy,
    /// What stands above the template for collecting practices.
    Template,
}

impl SiteText {
    pub const ALL: [Self; 6] = [
        Self::Introduction,
        Self::About,
        Self::HowPracticesAreChosen,
        Self::Template,
        Self::Accessibility,
        Self::Privacy,
    ];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Introduction => "introduction",
            Self::About => "about",
            Self::Accessibility => "accessibility",
            Self::HowPracticesAreChosen => "how-practices-are-chosen",
            Self::Privacy => "privacy",
            Self::Template => "template",
        }
    }

    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.name() == name)
    }

    /// What a new site starts with: Markdown with placeholders.
    #[must_use]
    pub fn default_body(self, lang: Lang) -> String {
        let file = Files::get(&format!("{lang}/{}.md", self.name()));
        file.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
    }

    /// The text in force, as editors see it.
    pub async fn current(self, store: &Store, lang: Lang) -> Result<Current, StoreError> {
        let changed = store::site_text(store, self.name(), lang).await?;
        Ok(match changed {
            Some(changed) => Current { version: changed.version, body: changed.body, day: changed.made_at },
            None => Current { version: 0, body: self.default_body(lang), day: text::FIRST_TEXTS },
        })
    }
}

/// A text in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// 0 is the one the site started with.
    pub version: i64,
    pub body: String,
    /// When it was written.
    pub day: Timestamp,
}

/// A text of the site, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its first heading of the first level.
    pub title: String,
    /// Its first paragraph where that is short and plain: it may stand apart.
    pub lede: String,
    pub body: CleanText,
}

/// A first paragraph longer than this is part of the text.
const LEDE_CHARS: usize = 200;

impl Reading {
    /// Reads a Markdown text that was written on a day, its placeholders filled in.
    #[must_use]
    pub fn of(markdown: &str, site: &SiteSettings, day: Timestamp, lang: Lang) -> Self {
        let filled = text::fill(markdown, &Filling { site: &site.origin, contact: &site.contact, day }, lang);
        let text = filled.replace("\r\n", "\n");
        let text = text.trim_start();
        let (title, rest) = match text.strip_prefix("# ") {
            Some(after) => after.split_once('\n').unwrap_or((after, "")),
            None => ("", text),
        };
        let (first, after) = rest.trim_start().split_once("\n\n").unwrap_or((rest.trim(), ""));
        let is_plain = !first.starts_with(['#', '-', '*', '>', '|']) && !first.contains(['[', '`', '*', '<']);
        let (lede, body) = if is_plain && first.chars().count() <= LEDE_CHARS { (first, after) } else { ("", rest) };
        Self {
            title: CleanText::from_markdown(title).plain(),
            lede: CleanText::from_markdown(lede).plain(),
            body: CleanText::from_markdown(body),
        }
    }

    /// All but the title as one text.
    #[must_use]
    pub fn whole(&self) -> CleanText {
        CleanText::from_markdown(&format!("{}\n\n{}", self.lede, self.body.markdown()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> SiteSettings {
        SiteSettings {
            origin: "https://practices.example".to_owned(),
            trusted_proxies: Vec::new(),
            contact: "desk@practices.example".to_owned(),
        }
    }

    #[test]
    fn every_text_is_there_in_every_language_and_nothing_is_left_to_fill_in() {
        for lang in Lang::ALL {
            for text in SiteText::ALL {
                assert_eq!(SiteText::by_name(text.name()), Some(text));
                let reading = Reading::of(&text.default_body(lang), &site(), text::FIRST_TEXTS, lang);
                assert_eq!(reading.title.is_empty(), text == SiteText::Introduction, "{lang} {text:?}");
                assert!(!reading.whole().is_empty(), "{lang} {text:?}");
                assert!(!reading.whole().markdown().contains("{{"), "{lang} {text:?}");
            }
        }
    }

    #[test]
    fn a_short_plain_beginning_stands_apart() {
        let read = |text| {
            let reading = Reading::of(text, &site(), text::FIRST_TEXTS, Lang::En);
            (reading.title, reading.lede, reading.body.markdown().to_owned())
        };
        let texts = |title: &str, lede: &str, body: &str| (title.to_owned(), lede.to_owned(), body.to_owned());
        assert_eq!(read("# T\n\nShort.\n\nMore."), texts("T", "Short.", "More."));
        assert_eq!(
            read("# T\r\n\r\nA [link](https://a.example).\r\n\r\nMore."),
            texts("T", "", "A [link](https://a.example).\n\nMore.")
        );
        assert_eq!(read("Only this."), texts("", "Only this.", ""));
        assert_eq!(read(""), texts("", "", ""));
        assert_eq!(read("# {{site}}"), texts("https://practices.example", "", ""));
    }
}
