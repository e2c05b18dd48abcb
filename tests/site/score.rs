//! How well the search finds, over the demonstration's practices and judged questions:
//! `cargo test --test all site::score -- --nocapture` prints the table of docs/search.md.

use practice_commons::{
    demo::content,
    domain::{Filter, Gazetteer, Id, Vocabulary},
    search::View,
    store::{self, NewRevision, Origin},
};

use super::*;

struct Judged {
    kind: &'static str,
    lang: Lang,
    words: &'static str,
    /// Slugs, the one meant first.
    right: Vec<&'static str>,
}

fn judged() -> Vec<Judged> {
    let lines = include_str!("judged.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[kind, lang, words, right] = columns.as_slice() else { panic!("four columns: {line}") };
            Judged { kind, lang: lang.parse().unwrap(), words, right: right.split(' ').collect() }
        })
        .collect()
}

/// Normalised discounted cumulative gain of the first ten: 1 when nothing could stand better.
fn ndcg(found: &[String], right: &[&str]) -> f64 {
    let gain = |slug: &str| match right.iter().position(|it| *it == slug) {
        Some(0) => 2.0,
        Some(_) => 1.0,
        None => 0.0,
    };
    let discounted = |gains: Vec<f64>| {
        let ranks = (2_u32..).map(|rank| f64::from(rank).log2());
        gains.into_iter().take(10).zip(ranks).map(|(gain, discount)| gain / discount).sum::<f64>()
    };
    let ideal = discounted(right.iter().map(|slug| gain(slug)).collect());
    discounted(found.iter().map(|slug| gain(slug)).collect()) / ideal
}

/// The site with the demonstration's practices.
async fn demo(bed: &Bed) -> Site {
    let store = bed.open(Clock::fixed(now())).await;
    let cities = content::cities().unwrap();
    for city in &cities {
        put_city(&store, city).await;
    }
    let (topics, gazetteer) = (Topics::embedded(), Gazetteer::new(cities));
    let vocabulary = Vocabulary { topics: &topics, gazetteer: &gazetteer };
    let published = day(2024, 1, 1);
    for entry in content::practices(|_| "https://partner.example".to_owned()).unwrap() {
        let (mut record, faults) = entry.fields.read(&vocabulary);
        assert!(faults.is_empty(), "{}: {faults:?}", entry.slug);
        record.pictures.clear();
        let id = Id::new();
        let mut tx = store.begin().await.unwrap();
        assert!(store::practice_insert(&mut tx, id, &entry.slug, &Origin::City, published).await.unwrap());
        let revision = NewRevision {
            id: Id::new(),
            practice: id,
            record: Some(&record),
            decision: None,
            made_by: None,
            made_at: published,
            live_from: published,
        };
        store::revision_insert(&mut tx, &revision).await.unwrap();
        tx.commit().await.unwrap();
    }
    Site::over(store).await
}

#[tokio::test]
async fn readers_find_what_they_mean() {
    let bed = Bed::sqlite();
    let site = demo(&bed).await;
    let shelf = site.app.shelf();
    let all = judged();
    assert!(all.len() >= 60, "{} questions", all.len());
    let (mut sum, mut kinds) = (Score::default(), std::collections::BTreeMap::<&str, Score>::new());
    for question in &all {
        for slug in &question.right {
            assert!(shelf.practices.values().any(|it| it.slug == *slug), "no practice {slug}");
        }
        let view = View { lang: question.lang, current_year: 2026, per_page: 10 };
        let found = site.app.index().query(&Filter::default().with_words(question.words), view).unwrap();
        let slugs: Vec<String> = found.ids.iter().map(|id| shelf.practice(*id).unwrap().slug.clone()).collect();
        let score = ndcg(&slugs, &question.right);
        if score < 0.7 {
            println!("{score:.2}  {}: {}  {:?}", question.kind, question.words, &slugs[..slugs.len().min(4)]);
        }
        for counted in [&mut sum, kinds.entry(question.kind).or_default()] {
            counted.add(score, found.total == 0);
        }
    }
    println!("| questions | number | nDCG@10 | find nothing |\n|---|---:|---:|---:|");
    for (kind, score) in kinds.into_iter().chain([("all", sum)]) {
        println!("| {kind} | {} | {:.3} | {:.1} % |", score.questions, score.mean(), score.zero_rate() * 100.0);
    }
    // Just below what docs/search.md tells: who makes the search worse should know it.
    assert!(sum.mean() >= 0.93 && sum.zero_rate() <= 0.025, "{} {}", sum.mean(), sum.zero_rate());
}

#[derive(Clone, Copy, Default)]
struct Score {
    sum: f64,
    questions: u32,
    nothing: u32,
}

impl Score {
    fn add(&mut self, score: f64, nothing: bool) {
        self.sum += score;
        self.questions += 1;
        self.nothing += u32::from(nothing);
    }

    fn mean(self) -> f64 {
        self.sum / f64::from(self.questions)
    }

    fn zero_rate(self) -> f64 {
        f64::from(self.nothing) / f64::from(self.questions)
    }
}
