//! A source's rules, ready to run: selectors and patterns compiled, every fault at its place.

use std::sync::Arc;

use regex::Regex;
use scraper::Selector;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    data::Path,
    kinds::{self, Kind},
    sites::Sites,
};
use crate::domain::{
    Field, FieldErrors, Gazetteer, SourceSettings,
    source::{FieldRule, Part, compile_pattern},
};

/// Raised when the same page gives other drafts than before: everything is then read again.
const READER_VERSION: u32 = 6;

pub(super) struct Rules {
    pub(super) kind: Kind,
    pub(super) fields: Vec<(Field, Vec<Rule>)>,
    pub(super) published: Vec<Rule>,
    /// The language of the texts where nothing else says it.
    pub(super) language: Option<String>,
    pub(super) sites: Sites,
    /// The network's cities, to be known on pages without rules.
    pub(super) cities: Option<Arc<Gazetteer>>,
    /// Names everything here that decides what a page gives.
    pub(super) hash: String,
}

pub(super) struct Rule {
    /// `cities.1`: names the rule where a card's texts are remembered.
    pub(super) place: String,
    pub(super) from: Part,
    pub(super) how: How,
}

pub(super) enum How {
    Select { selector: Selector, attribute: Option<String>, pattern: Option<Regex> },
    Pattern(Regex),
    Path(Path, Option<Regex>),
    Constant(String),
}

impl Rules {
    /// # Errors
    /// Everything that is wrong with the settings.
    pub(super) fn compile(settings: &SourceSettings) -> Result<Self, FieldErrors> {
        let mut errors = settings.faults();
        let kind = Kind::compile(&settings.kind, &mut errors);
        let fields = settings
            .fields
            .iter()
            .map(|(field, rules)| (*field, compile_all(&format!("fields.{field}"), rules, &mut errors)));
        let fields = fields.collect();
        let published = compile_all("published", &settings.published, &mut errors);
        match kind {
            Some(kind) if errors.is_empty() => Ok(Self {
                kind,
                fields,
                published,
                language: settings.language.as_ref().map(|tag| tag.as_str().to_owned()),
                sites: Sites::of(settings),
                cities: None,
                hash: hash(settings),
            }),
            _ => Err(errors),
        }
    }

    /// The same, with the network's cities at hand.
    pub(super) fn among(self, cities: Option<Arc<Gazetteer>>) -> Self {
        Self { cities, ..self }
    }

    /// Pages without a rule for any field are read by themselves.
    pub(super) fn is_automatic(&self) -> bool {
        self.fields.is_empty() && matches!(self.kind, Kind::Pages(_) | Kind::Sitemap(_))
    }
}

fn compile_all(place: &str, rules: &[FieldRule], errors: &mut FieldErrors) -> Vec<Rule> {
    let compile = |(index, rule): (usize, &FieldRule)| {
        let place = format!("{place}.{}", index + 1);
        let (from, how) = match rule {
            FieldRule::Select { select, attribute, pattern, from } => {
                let selector = selector(&format!("{place}.select"), select, errors)?;
                // A pattern that does not compile is already among the faults of the settings.
                let pattern = pattern.as_ref().map(|pattern| compile_pattern(pattern)).transpose().ok()?;
                (*from, How::Select { selector, attribute: attribute.clone(), pattern })
            }
            FieldRule::Pattern { pattern, from } => (*from, How::Pattern(compile_pattern(pattern).ok()?)),
            FieldRule::Path { path, pattern } => {
                let path = kinds::path(&format!("{place}.path"), path, errors)?;
                let pattern = pattern.as_ref().map(|pattern| compile_pattern(pattern)).transpose().ok()?;
                (Part::Page, How::Path(path, pattern))
            }
            FieldRule::Constant { constant } => (Part::Page, How::Constant(constant.clone())),
        };
        Some(Rule { place, from, how })
    };
    rules.iter().enumerate().filter_map(compile).collect()
}

pub(super) fn selector(place: &str, css: &str, errors: &mut FieldErrors) -> Option<Selector> {
    match Selector::parse(css) {
        Ok(selector) => Some(selector),
        Err(fault) => {
            if errors.at(place).is_none() {
                errors.add_with(place, "error-source-selector", &[("fault", fault.to_string())]);
            }
            None
        }
    }
}

fn hash(settings: &SourceSettings) -> String {
    let decisive = json!([
        READER_VERSION,
        settings.kind,
        settings.fields,
        settings.published,
        settings.language,
        settings.hosts,
        settings.addresses
    ]);
    hex::encode(Sha256::digest(decisive.to_string()))
}
