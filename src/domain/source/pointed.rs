//! A rule made by pointing: what was pointed at, and what the rule does with those that are there.

use super::{FieldRule, Pagination, Part, SourceKind, SourceSettings};
use crate::domain::Field;

/// What an editor points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The box around one practice, on a listing page.
    Card,
    /// The link to a practice's page, on a listing page.
    Link,
    /// The link to the next listing page.
    Next,
    /// A field, on a practice's page or in its box on a listing page.
    Field(Field, Part),
    /// When it was published.
    Published(Part),
}

/// What becomes of the rules that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// The new one takes their place.
    Instead,
    /// The new one is tried when they find nothing.
    Besides,
}

impl Target {
    /// All there is to point at on pages of such a source.
    #[must_use]
    pub fn all(kind: &SourceKind) -> Vec<Self> {
        let fields = |part: Part| Field::ALL.iter().map(move |field| Self::Field(*field, part));
        let of_page = fields(Part::Page).chain([Self::Published(Part::Page)]);
        match kind {
            SourceKind::Pages { .. } => [Self::Card, Self::Link, Self::Next]
                .into_iter()
                .chain(fields(Part::Card))
                .chain([Self::Published(Part::Card)])
                .chain(of_page)
                .collect(),
            SourceKind::Sitemap { .. } => of_page.collect(),
            SourceKind::Feed
            | SourceKind::Oai { .. }
            | SourceKind::Json { .. }
            | SourceKind::JsonLd { .. }
            | SourceKind::Ckan { .. }
            | SourceKind::Import => Vec::new(),
        }
    }

    /// As it stands in a form: `card`, `title`, `card.title`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Card => "card".to_owned(),
            Self::Link => "link".to_owned(),
            Self::Next => "next".to_owned(),
            Self::Field(field, Part::Page) => field.to_string(),
            Self::Field(field, Part::Card) => format!("card.{field}"),
            Self::Published(Part::Page) => "published".to_owned(),
            Self::Published(Part::Card) => "card.published".to_owned(),
        }
    }

    /// Whether it is on a listing page.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        match self {
            Self::Card | Self::Link | Self::Next => true,
            Self::Field(_, part) | Self::Published(part) => matches!(part, Part::Card),
        }
    }

    /// Where the settings hold its rules: `listing.card`, `fields.title`, `published`.
    #[must_use]
    pub fn place(self) -> String {
        match self {
            Self::Card => "listing.card".to_owned(),
            Self::Link => "listing.link".to_owned(),
            Self::Next => "listing.next".to_owned(),
            Self::Field(field, _) => format!("fields.{field}"),
            Self::Published(_) => "published".to_owned(),
        }
    }
}

impl SourceSettings {
    /// Takes a rule in; an empty attribute means the element's text. A kind that has no such rules stays as it is.
    pub fn point(&mut self, target: Target, selector: &str, attribute: &str, take: Take) {
        let from = match target {
            Target::Card | Target::Link | Target::Next => return self.point_at_list(target, selector, take),
            Target::Field(_, part) | Target::Published(part) => part,
        };
        let attribute = Some(attribute.to_owned()).filter(|attribute| !attribute.is_empty());
        let rule = FieldRule::Select { select: selector.to_owned(), attribute, pattern: None, from };
        let rules = match target {
            Target::Field(field, _) => self.fields.entry(field).or_default(),
            _ => &mut self.published,
        };
        if take == Take::Instead {
            rules.clear();
        }
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }

    fn point_at_list(&mut self, target: Target, selector: &str, take: Take) {
        let SourceKind::Pages { listing } = &mut self.kind else { return };
        // A list of selectors finds what any of them finds.
        let with = |before: &str| match take {
            Take::Besides if !before.is_empty() && before != selector => format!("{before}, {selector}"),
            Take::Besides | Take::Instead => selector.to_owned(),
        };
        match target {
            Target::Card => listing.card = Some(with(listing.card.as_deref().unwrap_or_default())),
            Target::Link => listing.link = with(&listing.link),
            _ => {
                let before = match &listing.pagination {
                    Some(Pagination::Next(before)) => before.clone(),
                    Some(Pagination::Numbered { .. }) | None => String::new(),
                };
                listing.pagination = Some(Pagination::Next(with(&before)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> SourceSettings {
        let file = r#"
            name = "A"
            kind = "pages"
            addresses = ["https://partner.example/"]
            contact = "x"
            listing = { link = "h2 a" }
            fields.title = [{ select = "h1" }]
        "#;
        SourceSettings::from_toml(file).unwrap()
    }

    #[test]
    fn a_rule_replaces_or_comes_after_those_there() {
        let mut settings = settings();
        settings.point(Target::Field(Field::Title, Part::Page), "h1.name", "", Take::Besides);
        settings.point(Target::Field(Field::Title, Part::Page), "h1.name", "", Take::Besides);
        settings.point(Target::Field(Field::Cities, Part::Card), ".town", "title", Take::Instead);
        settings.point(Target::Published(Part::Page), "time", "datetime", Take::Instead);
        settings.point(Target::Card, "li.card", "", Take::Besides);
        settings.point(Target::Link, "a.more", "", Take::Besides);
        settings.point(Target::Next, ".next", "", Take::Instead);
        let file = settings.to_toml();
        let again = SourceSettings::from_toml(&file).unwrap();
        assert_eq!(again, settings);
        assert_eq!(settings.fields[&Field::Title].len(), 2);
        for said in
            ["card = \"li.card\"", "link = \"h2 a, a.more\"", "next = \".next\"", "\"datetime\"", "from = \"card\""]
        {
            assert!(file.contains(said), "{said}: {file}");
        }
        settings.point(Target::Field(Field::Title, Part::Page), "h1", "", Take::Instead);
        assert_eq!(settings.fields[&Field::Title].len(), 1);
    }

    #[test]
    fn every_target_has_a_name_of_its_own() {
        let mut names: Vec<String> = Target::all(&settings().kind).into_iter().map(Target::name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!((names.len(), all), (all, 3 + 2 * (Field::ALL.len() + 1)));
        assert!(Target::all(&SourceKind::Feed).is_empty());
    }
}
