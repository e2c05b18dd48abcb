//! An operator's own wording: a folder with `en.ftl`, `fr.ftl`, each holding only the phrases to be said otherwise.
//! Checked whole before any of it is used; what is not overridden stays as built.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::RwLock,
};

use fluent_syntax::{ast::Resource, serializer};
use i18n_embed::I18nAssets;

use super::keys;
use crate::domain::Lang;

/// The merged phrases in Fluent syntax, one for each language; none where the built-in ones hold.
static MERGED: RwLock<[Option<String>; Lang::ALL.len()]> = RwLock::new([const { None }; Lang::ALL.len()]);

/// An operator's phrases cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OverrideError {
    #[error("could not read phrases from {path}")]
    Read {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    /// All that is wrong, each with its file.
    #[error("phrases not usable: {}", .0.join("; "))]
    Faulty(Vec<String>),
}

/// Takes over the phrases of a folder, for the whole process. Called once at start.
///
/// # Errors
/// When the folder cannot be read, or a file is not Fluent syntax, names a phrase the program does not know, or uses a
/// variable the phrase is not given. Nothing is taken over then.
pub fn load(folder: &Path) -> Result<(), OverrideError> {
    fs::read_dir(folder).map_err(|cause| OverrideError::Read { path: folder.to_owned(), cause })?;
    let mut merged = [const { None }; Lang::ALL.len()];
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        let path = folder.join(format!("{lang}.ftl"));
        match fs::read_to_string(&path) {
            Ok(text) => match merge(lang, &text) {
                Ok(phrases) => merged[lang as usize] = Some(phrases),
                Err(found) => faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", path.display()))),
            },
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(OverrideError::Read { path, cause }),
        }
    }
    if !faults.is_empty() {
        return Err(OverrideError::Faulty(faults));
    }
    take_over(merged);
    Ok(())
}

fn take_over(merged: [Option<String>; Lang::ALL.len()]) {
    match MERGED.write() {
        Ok(mut current) => *current = merged,
        Err(poisoned) => *poisoned.into_inner() = merged,
    }
    for lang in Lang::ALL {
        super::load(super::phrases(lang), lang);
    }
}

/// The built-in phrases with the given ones in place, as one text, so that either may refer to the other.
fn merge(lang: Lang, text: &str) -> Result<String, Vec<String>> {
    let theirs = keys::parse(&text.replace("\r\n", "\n"))?;
    let ours = keys::parse(&keys::source(lang)).expect("a test holds the built-in phrases to Fluent syntax");
    let known = keys::of(&ours);
    let mut faults = Vec::new();
    for (key, variables) in keys::of(&theirs) {
        match known.get(&key) {
            None => faults.push(format!("no phrase \"{key}\"")),
            Some(given) => {
                let strangers = variables.difference(given);
                faults.extend(strangers.map(|variable| format!("\"{key}\" is not given \"${variable}\"")));
            }
        }
    }
    if faults.is_empty() { Ok(replaced(ours, theirs)) } else { Err(faults) }
}

fn replaced(mut ours: Resource<String>, theirs: Resource<String>) -> String {
    let mut theirs: HashMap<_, _> =
        theirs.body.into_iter().filter_map(|entry| keys::key(&entry).map(|key| (key, entry))).collect();
    for entry in &mut ours.body {
        if let Some(other) = keys::key(entry).and_then(|key| theirs.remove(&key)) {
            *entry = other;
        }
    }
    serializer::serialize(&ours)
}

/// The phrases the loaders read: the operator's where there are any, else those the program was built with.
pub(super) struct Assets;

impl I18nAssets for Assets {
    fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
        let Some(lang) = Lang::ALL.into_iter().find(|lang| path == format!("{lang}/practice_commons.ftl")) else {
            return Vec::new();
        };
        let merged = MERGED
            .read()
            .map_or_else(|poisoned| poisoned.into_inner()[lang as usize].clone(), |all| all[lang as usize].clone());
        vec![Cow::Owned(merged.unwrap_or_else(|| keys::source(lang)).into_bytes())]
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(Lang::ALL.into_iter().map(|lang| format!("{lang}/practice_commons.ftl")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overridden_phrase_replaces_the_built_in_one() {
        let merged = merge(Lang::En, "text-now = just now, at { site-name }\n").unwrap();
        assert!(merged.contains("text-now = just now, at { site-name }\n"));
        assert_eq!(merged.lines().filter(|line| line.starts_with("text-now =")).count(), 1);
        assert!(merged.contains("text-days ="), "the others stay");
    }

    #[test]
    fn faults_are_all_named() {
        let faults = merge(Lang::Fr, "no-such = x\ntext-days = { $count } { $weeks }\n").unwrap_err();
        assert_eq!(faults, ["no phrase \"no-such\"", "\"text-days\" is not given \"$weeks\""]);
        assert!(merge(Lang::Fr, "text-now = {").unwrap_err()[0].starts_with("line 1"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let missing = tempfile::tempdir().unwrap().path().join("none");
        assert!(matches!(load(&missing), Err(OverrideError::Read { .. })));
    }

    #[test]
    fn a_faulty_folder_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("en.ftl"), "text-now = soon\n").unwrap();
        fs::write(folder.path().join("fr.ftl"), "nothing-known = x\n").unwrap();
        let OverrideError::Faulty(faults) = load(folder.path()).unwrap_err() else { panic!("read") };
        assert_eq!(faults.len(), 1);
        assert_eq!(i18n_embed_fl::fl!(super::super::phrases(Lang::En), "text-now"), "now");
    }
}
