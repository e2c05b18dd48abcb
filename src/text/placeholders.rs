//! Words that stand for others in texts which editors may change: see `config/pages/README.md`.

use std::borrow::Cow;

use super::{date, phrase};
use crate::domain::{
    Field, Lang, Timestamp,
    rules::{self, For},
};

/// What they stand for here.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    /// The site's address, without a slash at its end.
    pub site: &'a str,
    /// Where people write to about the site itself.
    pub contact: &'a str,
    /// When the text was written.
    pub day: Timestamp,
}

/// When the texts that a new site starts with were written: changes with the files in `config/pages`.
pub const FIRST_TEXTS: Timestamp = Timestamp::from_micros(1_795_996_800_000_000);

/// All of them; `{{field-title}}` stands for those of all fields.
pub const PLACEHOLDERS: [&str; 5] = ["{{site}}", "{{contact}}", "{{answers}}", "{{statement_date}}", "{{field-title}}"];

/// A text with its placeholders filled in.
#[must_use]
pub fn fill<'a>(markdown: &'a str, with: &Filling<'_>, lang: Lang) -> Cow<'a, str> {
    if !markdown.contains("{{") {
        return markdown.into();
    }
    let mut filled = markdown
        .replace("{{site}}", with.site)
        .replace("{{contact}}", with.contact)
        .replace("{{answers}}", &rules::answers_needed(For::Submit).to_string())
        .replace("{{statement_date}}", &date(lang, with.day));
    if filled.contains("{{field-") {
        for field in Field::ALL {
            let name = format!("{{{{field-{}}}}}", field.name());
            if filled.contains(&name) {
                filled = filled.replace(&name, &phrase::<&str, &str>(lang, field.label(), &[]));
            }
        }
    }
    filled.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_are_called_as_in_the_form() {
        let with = Filling { site: "https://a.example", contact: "", day: Timestamp::from_micros(0) };
        assert_eq!(fill("**{{field-title}}** {{site}}", &with, Lang::Fr), "**Titre** https://a.example");
        for field in Field::ALL {
            assert!(!fill(&format!("{{{{field-{}}}}}", field.name()), &with, Lang::En).contains("field"), "{field}");
        }
        let day = Filling { day: FIRST_TEXTS, ..with };
        assert_eq!(fill("{{statement_date}}", &day, Lang::En), "30 November 2026");
        assert_eq!(fill("{{unknown}}", &with, Lang::En), "{{unknown}}");
    }
}
