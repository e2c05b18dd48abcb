//! How well topics are suggested: the table of docs/topics.md.

use std::{fmt, path::PathBuf, process::ExitCode};

use anyhow::Context;

use super::say;
use crate::{
    demo::content,
    domain::{
        CleanText, Draft, Gazetteer, LanguageTag, Record, TopicSlug, Topics, Vocabulary, topic_words::TopicWords,
    },
    search::{MOST_SUGGESTED, Suggester},
};

#[derive(Debug, clap::Subcommand)]
pub enum TopicsCommand {
    /// Measures how well topics are suggested: on practices with known topics, and on the demo's texts
    Score {
        /// Practices, one a line, tab-separated, with the columns `title`, `topics` (names, `|` between) and `summary`, in
        /// English. The word lists were written with every other one in view, the first included
        file: PathBuf,
        /// Lists the practices whose topics were not all found, or others with them
        #[arg(long)]
        misses: bool,
    },
}

/// A practice whose topics are known.
struct Known {
    record: Record,
    topics: Vec<TopicSlug>,
}

#[derive(Default)]
struct Score {
    practices: usize,
    right: usize,
    suggested: usize,
    known: usize,
    without: usize,
    first_right: usize,
}

pub(super) fn run(command: &TopicsCommand) -> anyhow::Result<ExitCode> {
    let TopicsCommand::Score { file, misses } = command;
    let topics = Topics::embedded();
    let known = read(&topics, file)?;
    let (seen, unseen): (Vec<_>, Vec<_>) = known.into_iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let plain = |half: Vec<(usize, Known)>| half.into_iter().map(|(_, known)| known).collect::<Vec<_>>();
    let suggester = Suggester::new(&TopicWords::embedded());
    say(
        "| practices | number | right of those suggested | suggested of those right | first is right | nothing suggested |",
    );
    say("|---|---:|---:|---:|---:|---:|");
    let sets = [("seen", plain(seen)), ("unseen", plain(unseen)), ("demo", demo(&topics)?)];
    for (name, practices) in sets {
        say(&format!("| {name} | {} |", measured(&suggester, &practices, *misses)));
    }
    Ok(ExitCode::SUCCESS)
}

fn measured(suggester: &Suggester, practices: &[Known], misses: bool) -> Score {
    let mut score = Score { practices: practices.len(), ..Score::default() };
    for known in practices {
        let found = suggester.suggest(&known.record, &[]);
        debug_assert!(found.len() <= MOST_SUGGESTED);
        let right = found.iter().filter(|one| known.topics.contains(&one.topic)).count();
        score.right += right;
        score.suggested += found.len();
        score.known += known.topics.len();
        score.without += usize::from(found.is_empty());
        score.first_right += usize::from(found.first().is_some_and(|one| known.topics.contains(&one.topic)));
        if misses && (right < found.len() || right < known.topics.len()) {
            let found = found.iter().map(|one| format!("{} ({})", one.topic, one.words.join(", ")));
            let known_topics: Vec<&str> = known.topics.iter().map(TopicSlug::as_str).collect();
            let found = found.collect::<Vec<_>>().join("; ");
            say(&format!("{}: {} | {found}", known.record.title, known_topics.join(", ")));
        }
    }
    score
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| 100 * part / whole.max(1);
        let (precision, recall) = (share(self.right, self.suggested), share(self.right, self.known));
        let first = share(self.first_right, self.practices - self.without);
        write!(f, "{} | {precision} % | {recall} % | {first} % | {}", self.practices, self.without)
    }
}

fn read(topics: &Topics, file: &PathBuf) -> anyhow::Result<Vec<Known>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        names.iter().position(|known| *known == name).with_context(|| format!("there is no column \"{name}\""))
    };
    let (title, known, summary) = (column("title")?, column("topics")?, column("summary")?);
    let practice = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let record = Record {
            title: cell(title).to_owned(),
            summary: CleanText::from_markdown(cell(summary)),
            language: LanguageTag::parse("en").ok(),
            ..Record::default()
        };
        Known { record, topics: cell(known).split('|').filter_map(|name| topics.find(name)).collect() }
    };
    Ok(lines.map(practice).collect())
}

/// The demo's practices in languages with word lists.
fn demo(topics: &Topics) -> anyhow::Result<Vec<Known>> {
    let gazetteer = Gazetteer::new(content::cities()?);
    let vocabulary = Vocabulary { topics, gazetteer: &gazetteer };
    let record = |draft: &Draft| draft.read(&vocabulary).0;
    let practices = content::practices(|source| format!("https://{source}.example"))?;
    let known = practices.iter().map(|entry| record(&entry.fields));
    let is_told = |record: &Record| {
        let tag = record.language.as_ref().map(|language| language.as_str()[..2].to_owned());
        tag.is_some_and(|tag| ["en", "fr", "es", "pt", "it", "de"].contains(&tag.as_str()))
    };
    Ok(known.filter(is_told).map(|record| Known { topics: record.topics.clone(), record }).collect())
}
