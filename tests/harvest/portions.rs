//! What a reading hands over while it goes on, and what it does with that when it was cut short.

use practice_commons::{
    domain::{
        candidate::Known,
        reading::{Begun, Outcome, Place},
    },
    harvest::{PutAway, Reader},
};

use super::site::{Site, read, reader, source, with_practices};

/// Reads until so many portions are put away; answers them as the next reading begins with them.
async fn cut_short(site: &Site, reader: &Reader, known: &Known, portions: usize) -> Begun {
    let (put_away, mut handovers) = PutAway::new(Begun::default());
    let settings = source(site);
    let reading = reader.read_in_portions(&settings, known, put_away);
    let keeping = async {
        let mut begun = Begun::default();
        for _ in 0..portions {
            let (portion, is_safe) = handovers.recv().await.expect("a portion").take();
            begun.passed.extend(portion.passed);
            is_safe();
        }
        drop(handovers);
        begun
    };
    tokio::join!(reading, keeping).1
}

#[tokio::test]
async fn pages_that_are_as_they_were_are_not_asked_for_again_by_the_run_that_goes_on() {
    let site = Site::start().await;
    with_practices(&site, 120);
    let reader = reader(&site);
    let first = read(&reader, &source(&site)).await;
    let begun = cut_short(&site, &reader, &first.known, 2).await;
    let practices = begun.passed.iter().filter(|passed| matches!(passed.place, Place::Practice(_))).count();
    assert_eq!((begun.passed.len(), practices), (100, 99), "the listing page too");

    site.asked();
    let (put_away, _handovers) = PutAway::new(begun);
    let last = reader.read_in_portions(&source(&site), &first.known, put_away).await;
    assert_eq!((last.outcome, last.unchanged.len()), (Outcome::NothingNew, 120));
    assert_eq!(site.asked().len(), 21);
    assert_eq!((last.gone.len(), last.known), (0, first.known));
}
