//! The project's text as the rules read it: files, and the words of a Rust file with the place each stands in.

use std::{collections::BTreeSet, path::Path};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

pub struct Source {
    /// Relative to the top, with forward slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The room a Rust file belongs to: its folder under `src/`, `jobs`, or `main` for what is wired on the top floor.
    pub fn room(&self) -> Option<&str> {
        if self.path.starts_with("jobs/") {
            return Some("jobs");
        }
        match self.path.strip_prefix("src/")?.split(['/', '.']).next()? {
            "lib" => None,
            "main" | "commands" | "config" | "demo" => Some("main"),
            room => Some(room),
        }
    }

    /// How many modules deep the file's own module lies below the crate's root.
    fn depth(&self) -> usize {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let steps: Vec<_> = inside.trim_end_matches(".rs").split('/').collect();
        steps.len() - usize::from(matches!(steps.last(), Some(&("mod" | "lib" | "main"))))
    }

    pub fn words(&self) -> Vec<Word> {
        let stream: TokenStream = self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let mut words = Vec::new();
        flatten(stream, Place { depth: self.depth(), in_tests: false }, &mut words);
        words
    }
}

/// One word or mark of Rust text; comments and the text of literals are not words.
pub struct Word {
    pub text: String,
    pub line: usize,
    pub place: Place,
}

#[derive(Clone, Copy)]
pub struct Place {
    /// Modules between the crate's root and this word, inline modules included.
    pub depth: usize,
    /// Inside an item that only tests compile.
    pub in_tests: bool,
}

fn flatten(stream: TokenStream, place: Place, words: &mut Vec<Word>) {
    // What holds until the end of the item that follows: it is for tests, it is a module.
    let (mut for_tests, mut is_module, mut after_hash) = (false, false, false);
    for tree in stream {
        let here = Place { depth: place.depth + usize::from(is_module), in_tests: place.in_tests || for_tests };
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                for_tests |= after_hash && is_test_attribute(&group.stream().to_string());
                words.push(Word { text: open.into(), line, place: here });
                flatten(group.stream(), here, words);
                words.push(Word { text: close.into(), line: group.span_close().start().line, place: here });
                if group.delimiter() == Delimiter::Brace {
                    (for_tests, is_module) = (false, false);
                }
                after_hash = false;
            }
            TokenTree::Punct(mark) => {
                words.push(Word { text: mark.to_string(), line, place: here });
                if mark.as_char() == ';' {
                    (for_tests, is_module) = (false, false);
                }
                after_hash = mark.as_char() == '#';
            }
            TokenTree::Ident(name) => {
                let text = name.to_string();
                is_module |= text == "mod";
                words.push(Word { text, line, place: here });
                after_hash = false;
            }
            TokenTree::Literal(_) => {
                words.push(Word { text: "\"\"".into(), line, place: here });
                after_hash = false;
            }
        }
    }
}

fn is_test_attribute(attribute: &str) -> bool {
    let compact: String = attribute.split_whitespace().collect();
    compact == "test"
        || compact == "tokio::test"
        || compact.starts_with("cfg(test")
        || compact.starts_with("cfg(all(test")
}

/// Whether the words from `at` on read like `pattern`.
pub fn reads(words: &[Word], at: usize, pattern: &[&str]) -> bool {
    words.len() >= at + pattern.len() && pattern.iter().zip(&words[at..]).all(|(expected, word)| word.text == *expected)
}

/// The Rust of the program: `src/` and `jobs/`.
pub fn program() -> Vec<Source> {
    let mut files = project(|path| is_kind(path, "rs") && (path.starts_with("src/") || path.starts_with("jobs/")));
    let for_tests: BTreeSet<_> = files.iter().flat_map(test_files).collect();
    // What a module of tests brings in lies in a folder of its name.
    let is_below = |path: &str, tests: &String| {
        path.strip_prefix(tests.trim_end_matches(".rs")).is_some_and(|rest| rest.starts_with('/'))
    };
    files.retain(|file| !for_tests.iter().any(|tests| *tests == file.path || is_below(&file.path, tests)));
    files
}

pub fn is_kind(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == extension)
}

/// The files that `#[cfg(test)] mod name;` in this one brings in: they hold tests, not the program.
fn test_files(file: &Source) -> Vec<String> {
    let words = file.words();
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder,
        _ => file.path.trim_end_matches(".rs"),
    };
    (0..words.len())
        .filter(|&at| words[at].place.in_tests && words[at].text == "mod" && reads(&words, at + 2, &[";"]))
        .flat_map(|at| {
            let name = &words[at + 1].text;
            [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]
        })
        .collect()
}

/// Every file of the project that `wanted` chooses, sorted; what is built, fetched or kept is no part of it.
pub fn project(wanted: impl Fn(&str) -> bool) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder of the project can be read").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(top).expect("below the top").to_string_lossy().replace('\\', "/");
            let aside = ["target", ".git", "data", "secrets", "tests/browser/node_modules", "tests/browser/out"];
            if aside.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if wanted(&name)
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push(Source { path: name, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

#[test]
fn rooms_are_read_from_the_path() {
    let room = |path| Source::new(path, "").room().map(str::to_owned);

    assert_eq!(room("src/web/pages/explore.rs").as_deref(), Some("web"));
    assert_eq!(room("jobs/letters.rs").as_deref(), Some("jobs"));
    assert_eq!(room("src/demo/partner.rs").as_deref(), Some("main"));
    assert_eq!(room("src/config.rs").as_deref(), Some("main"));
    assert_eq!(room("src/lib.rs"), None);
}

#[test]
fn tests_are_told_from_the_program() {
    let text = "fn a() { one } #[cfg(test)] mod tests { fn b() { two } } fn c() { three } #[test] fn d() { four }";
    let words = Source::new("src/web/mod.rs", text).words();
    let in_tests = |name: &str| words.iter().any(|word| word.text == name && word.place.in_tests);

    assert!(in_tests("two") && in_tests("four"));
    assert!(!in_tests("one") && !in_tests("three"));
    assert_eq!(
        test_files(&Source::new("src/web/mod.rs", "#[cfg(test)]\nmod trials;\nmod pages;")),
        ["src/web/trials.rs", "src/web/trials/mod.rs"]
    );
    assert_eq!(test_files(&Source::new("src/web/pages.rs", "#[cfg(test)] mod tests;"))[0], "src/web/pages/tests.rs");
}
