//! Addresses of practices.

use crate::domain::fold::fold;

const LONGEST: usize = 80;

/// A title in the form of an address: folded, Latin letters and digits, words joined by hyphens, at most 80 bytes. Empty
/// when the title has no Latin letter or digit.
#[must_use]
pub(super) fn slugify(title: &str) -> String {
    let mut slug = String::new();
    for word in fold(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.truncate(LONGEST);
    slug
}

/// The addresses to try for a practice, best first: the title, the title with its city, then with a number.
pub(super) fn candidates(title: &str, city: &str) -> impl Iterator<Item = String> {
    let (title, city) = (slugify(title), slugify(city));
    let base = if title.is_empty() { "practice".to_owned() } else { title.clone() };
    let with_city = if city.is_empty() { base.clone() } else { format!("{base}-{city}") };
    let first = (!title.is_empty()).then_some(title);
    let numbered = with_city.clone();
    first
        .into_iter()
        .chain(std::iter::once(with_city))
        .chain((2_u32..).map(move |number| format!("{numbered}-{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_short_plain_address() {
        assert_eq!(slugify("“Zambujal Gets Better!” – project"), "zambujal-gets-better-project");
        assert_eq!(slugify("Été à Genève"), "ete-a-geneve");
        assert!(slugify(&"word ".repeat(60)).len() <= LONGEST);
    }

    #[test]
    fn a_title_without_latin_letters_still_gets_an_address() {
        let tried: Vec<_> = candidates("Дні культури", "Мелітополь").take(2).collect();
        assert_eq!(tried, ["practice", "practice-2"]);
    }
}
