//! What it costs to look for copies: `cargo bench --bench copies [practices] [new]`. Each new practice is compared once with
//! each known one read anew for it, and once by what was looked up; both find the same.

#![expect(clippy::print_stdout, reason = "prints what it measured")]

use std::{hint::black_box, time::Instant};

use practice_commons::domain::{
    CityRef, CleanText, Record,
    duplicate::{Fingerprint, NEAREST, Others, THRESHOLD},
};

/// Words of a made-up language; which stand where is drawn from the number.
fn words(number: usize, count: usize) -> String {
    let mut drawn = number.wrapping_mul(2_654_435_761) | 1;
    let mut word = || {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("w{}", (drawn >> 33) % 4_000)
    };
    (0..count).map(|_| word()).collect::<Vec<_>>().join(" ")
}

fn practice(number: usize) -> Record {
    Record {
        title: words(number, 5),
        cities: vec![CityRef { id: None, name: format!("City {}", number % 150), country: None }],
        summary: CleanText::from_markdown(&words(number + 1, 50)),
        process: CleanText::from_markdown(&words(number + 2, 300)),
        ..Record::default()
    }
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (known, new) = (numbers.next().unwrap_or(2_000), numbers.next().unwrap_or(20));
    let practices: Vec<Record> = (0..known).map(|number| practice(number * 10)).collect();
    // Every other one has been there before.
    let brought: Vec<Record> = (0..new).map(|at| practice(if at % 2 == 0 { at * 10 } else { at * 10 + 5 })).collect();

    let begun = Instant::now();
    let mut each = 0;
    for record in &brought {
        let fingerprint = Fingerprint::of(record);
        let near = practices.iter().filter(|other| fingerprint.likeness(&Fingerprint::of(other)).0 >= THRESHOLD);
        each += near.count().min(NEAREST);
    }
    println!("each with each, read anew: {:>8.1} ms, {each} found", begun.elapsed().as_secs_f64() * 1e3);

    let begun = Instant::now();
    let mut others = Others::default();
    for (number, record) in practices.iter().enumerate() {
        others.add(number, &Fingerprint::of(record));
    }
    let read = begun.elapsed();
    let begun = Instant::now();
    let found: usize =
        brought.iter().map(|record| black_box(others.nearest(&Fingerprint::of(record), NEAREST, |_| true)).len()).sum();
    println!(
        "read once:                 {:>8.1} ms, then looked up: {:.1} ms, {found} found",
        read.as_secs_f64() * 1e3,
        begun.elapsed().as_secs_f64() * 1e3
    );
}
