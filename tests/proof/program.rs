//! The program as a process of its own, to be killed.

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
};

use tempfile::TempDir;

/// How `commons serve` is started.
#[derive(Clone)]
pub struct Program {
    folder: Arc<TempDir>,
    settings: Vec<(&'static str, String)>,
}

/// The program, running.
pub struct Running(Child);

/// A command that has ended.
pub struct Ran {
    worked: bool,
    said: String,
}

impl Ran {
    #[track_caller]
    pub fn succeeds(&self, words: &str) {
        assert!(self.worked && self.said.contains(words), "“{words}” is not in:\n{}", self.said);
    }

    #[track_caller]
    pub fn fails(&self, words: &str) {
        assert!(!self.worked && self.said.contains(words), "“{words}” is not in:\n{}", self.said);
    }
}

impl Running {
    /// Whether it came to its end by itself.
    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().expect("it can be asked").is_some()
    }
}

impl Drop for Running {
    /// SIGKILL: no handler, no destructor, no last word.
    fn drop(&mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it has ended");
    }
}

impl Program {
    /// On this database, with a folder of its own and no time to undo.
    pub fn new(database: &str) -> Self {
        Self { folder: Arc::new(tempfile::tempdir().expect("a folder")), settings: Vec::new() }
            .with("COMMONS_DATA_URL", database)
            .with("COMMONS_REVIEW_UNDO_SECONDS", 0)
            .with("COMMONS_WEB_LISTEN", "127.0.0.1:0")
            .with("COMMONS_LOG_LEVEL", "error")
    }

    #[expect(clippy::needless_pass_by_value, reason = "numbers, texts and addresses alike")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.settings.push((name, value.to_string()));
        self
    }

    pub fn start(&self) -> Running {
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("log"));
        let child = Command::new(env!("CARGO_BIN_EXE_commons"))
            .arg("serve")
            .env("COMMONS_DATA_FOLDER", self.folder.path())
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(log.expect("a log"))
            .spawn();
        Running(child.expect("the program is built"))
    }

    /// Another of its commands, to the end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_commons"))
            .args(arguments)
            .env("COMMONS_DATA_FOLDER", self.folder.path())
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .output()
            .expect("the program is built");
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        Ran { worked: output.status.success(), said }
    }

    /// What the program wrote to its log, for a failed assertion.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}
