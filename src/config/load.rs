//! Reading the layers, and saying everything that is wrong with them at once.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use confique::{
    Config as _, Layer as _,
    meta::{Field, FieldKind, LeafKind, Meta},
};
use serde::Deserialize;
use toml::{Table, Value};

use super::Config;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `web.listen`, or the name of an environment variable.
    pub place: String,
    pub what: String,
}

/// Everything that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the configuration has {} fault(s):", self.0.len())?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {}: {}", fault.place, fault.what))
    }
}

impl std::error::Error for Faults {}

impl Faults {
    pub(super) fn add(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.0.push(Fault { place: place.into(), what: what.into() });
    }
}

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub file: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub url: Option<String>,
    pub listen: Option<String>,
}

const PREFIX: &str = "COMMONS_";
/// Variables of ours that are no settings.
const NOT_SETTINGS: [&str; 1] = ["COMMONS_CONFIG"];

/// Reads everything and checks it.
///
/// # Errors
/// All faults at once.
pub fn load(flags: &Flags, environment: impl IntoIterator<Item = (String, String)>) -> Result<Config, Faults> {
    let environment: BTreeMap<String, String> =
        environment.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect();
    let mut faults = Faults::default();
    let file = flags.file.clone().or_else(|| environment.get("COMMONS_CONFIG").map(PathBuf::from));
    let mut table = file.map(|path| read_file(&path, &mut faults)).unwrap_or_default();
    check_keys(&table, &Config::META, "", &mut faults);
    let mut known = Vec::new();
    overlay(&mut table, &Config::META, &environment, &mut known, &mut faults);
    for name in environment.keys() {
        let plain = name.strip_suffix("_FILE").unwrap_or(name);
        if !known.contains(&plain) && !NOT_SETTINGS.contains(&name.as_str()) {
            faults.add(name, "is no setting; `commons config sample` lists them all");
        }
    }
    put_flags(&mut table, flags);
    drop_unreadable(&mut table, &mut faults);
    let layer = <Config as confique::Config>::Layer::deserialize(Value::Table(table)).unwrap_or_else(|error| {
        faults.add("file", error.to_string());
        <Config as confique::Config>::Layer::empty()
    });
    match Config::builder().preloaded(layer).load() {
        Ok(config) => {
            config.check(&mut faults);
            if faults.0.is_empty() { Ok(config) } else { Err(faults) }
        }
        Err(error) => {
            faults.add("file", error.to_string());
            Err(faults)
        }
    }
}

/// The annotated sample, made from the settings themselves.
#[must_use]
pub fn sample() -> String {
    confique::toml::template::<Config>(confique::toml::FormatOptions::default())
}

fn read_file(path: &Path, faults: &mut Faults) -> Table {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            faults.add(path.display().to_string(), format!("could not be read: {error}"));
            return Table::new();
        }
    };
    text.parse().unwrap_or_else(|error: toml::de::Error| {
        faults.add(path.display().to_string(), error.message().to_owned());
        Table::new()
    })
}

fn fields(meta: &'static Meta) -> impl Iterator<Item = &'static Field> {
    meta.fields.iter()
}

fn place(outer: &str, name: &str) -> String {
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

/// A misspelt key would silently leave a default in force.
fn check_keys(table: &Table, meta: &'static Meta, outer: &str, faults: &mut Faults) {
    for (key, value) in table {
        let here = place(outer, key);
        match (fields(meta).find(|field| field.name == key).map(|field| field.kind), value) {
            (None, _) => faults.add(here, "is no setting"),
            (Some(FieldKind::Nested { meta }), Value::Table(inner)) => check_keys(inner, meta, &here, faults),
            (Some(FieldKind::Nested { .. }), _) => faults.add(here, "is a section: write its keys under it"),
            (Some(FieldKind::Leaf { .. }), _) => {}
        }
    }
}

/// Lets the environment speak over the file.
fn overlay(
    table: &mut Table,
    meta: &'static Meta,
    environment: &BTreeMap<String, String>,
    known: &mut Vec<&'static str>,
    faults: &mut Faults,
) {
    for field in fields(meta) {
        match field.kind {
            FieldKind::Nested { meta } => {
                let inner = table.entry(field.name).or_insert_with(|| Value::Table(Table::new()));
                if let Value::Table(inner) = inner {
                    overlay(inner, meta, environment, known, faults);
                }
            }
            FieldKind::Leaf { env: Some(name), kind } => {
                known.push(name);
                if let Some(text) = variable(name, environment, faults) {
                    table.insert(field.name.to_owned(), value(&text, kind));
                }
            }
            FieldKind::Leaf { env: None, .. } => {}
        }
    }
}

fn variable(name: &str, environment: &BTreeMap<String, String>, faults: &mut Faults) -> Option<String> {
    let file = format!("{name}_FILE");
    match (environment.get(name), environment.get(&file)) {
        (Some(_), Some(_)) => {
            faults.add(name, format!("is set twice, also by {file}"));
            None
        }
        (Some(text), None) => Some(text.clone()),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(text) => Some(text.trim_end_matches(['\n', '\r']).to_owned()),
            Err(error) => {
                faults.add(file, format!("could not read {path}: {error}"));
                None
            }
        },
        (None, None) => None,
    }
}

/// A variable is text; where the setting has a default of another kind it is read as that.
fn value(text: &str, kind: LeafKind) -> Value {
    use confique::meta::Expr;
    match kind {
        LeafKind::Required { default: Some(Expr::Integer(_)) } => {
            text.trim().parse().map_or_else(|_| Value::String(text.to_owned()), Value::Integer)
        }
        LeafKind::Required { default: Some(Expr::Bool(_)) } => {
            text.trim().parse().map_or_else(|_| Value::String(text.to_owned()), Value::Boolean)
        }
        LeafKind::Required { default: Some(Expr::Array(_)) } => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.to_owned()))
                .collect(),
        ),
        LeafKind::Required { .. } | LeafKind::Optional => Value::String(text.to_owned()),
    }
}

fn put_flags(table: &mut Table, flags: &Flags) {
    let mut put = |section: &str, key: &str, value: Option<String>| {
        if let (Some(value), Some(Value::Table(section))) = (value, table.get_mut(section)) {
            section.insert(key.to_owned(), Value::String(value));
        }
    };
    put("data", "folder", flags.data.as_ref().map(|path| path.display().to_string()));
    put("web", "url", flags.url.clone());
    put("web", "listen", flags.listen.clone());
}

/// Takes out each value that is not of its setting's kind, so that all are told and not only the first.
fn drop_unreadable(table: &mut Table, faults: &mut Faults) {
    for (section, inner) in table.iter_mut() {
        let Value::Table(inner) = inner else { continue };
        let keys: Vec<String> = inner.keys().cloned().collect();
        for key in keys {
            let Some(value) = inner.get(&key) else { continue };
            let alone =
                Table::from_iter([(section.clone(), Value::Table(Table::from_iter([(key.clone(), value.clone())])))]);
            if let Err(error) = <Config as confique::Config>::Layer::deserialize(Value::Table(alone)) {
                faults.add(place(section, &key), error.message().to_owned());
                inner.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn places(result: Result<Config, Faults>) -> Vec<String> {
        result.unwrap_err().0.into_iter().map(|fault| fault.place).collect()
    }

    #[test]
    fn defaults_work_without_a_word() {
        let config = load(&Flags::default(), []).unwrap();
        assert_eq!(config.site_url(), "http://127.0.0.1:8080");
        assert!(!config.sends_mail());
    }

    #[test]
    fn flags_come_before_the_environment_and_the_environment_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "[web]\nlisten = \"127.0.0.1:1\"\n[review]\nundo_seconds = 5\ndays = 3\n").unwrap();
        let flags = Flags { file: Some(file), listen: Some("127.0.0.1:3".to_owned()), ..Flags::default() };
        let said = environment(&[("COMMONS_WEB_LISTEN", "127.0.0.1:2"), ("COMMONS_REVIEW_DAYS", "7")]);
        let config = load(&flags, said).unwrap();
        assert_eq!((config.web.listen.as_str(), config.review.days, config.review.undo_seconds), ("127.0.0.1:3", 7, 5));
    }

    #[test]
    fn a_secret_can_come_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "swordfish\n").unwrap();
        let said = environment(&[
            ("COMMONS_MAIL_PASSWORD_FILE", file.to_str().unwrap()),
            ("COMMONS_MAIL_USER", "us"),
            ("COMMONS_MAIL_HOST", "mail.example.org"),
        ]);
        assert_eq!(load(&Flags::default(), said).unwrap().mail.password.as_deref(), Some("swordfish"));
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "[web]\nlistn = \"x\"\n[review]\nundo_seconds = \"soon\"\n[mail]\nport = 99999\n")
            .unwrap();
        let said =
            environment(&[("COMMONS_LOG_FORMAT", "xml"), ("COMMONS_WEB_URL", "ftp://x"), ("COMMONS_NONSENSE", "1")]);
        let said = places(load(&Flags { file: Some(file), ..Flags::default() }, said));
        for place in ["web.listn", "review.undo_seconds", "mail.port", "log.format", "web.url", "COMMONS_NONSENSE"] {
            assert!(said.iter().any(|said| said == place), "{place} in {said:?}");
        }
    }

    #[test]
    fn the_sample_is_a_configuration_without_faults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, sample()).unwrap();
        load(&Flags { file: Some(file), ..Flags::default() }, []).unwrap();
    }
}
