use proptest::prelude::*;

use super::*;

fn edtf(written: &str) -> String {
    Period::read(written).edtf().unwrap_or_default()
}

#[test]
fn every_period_really_written_means_the_years_given() {
    let mut rows = 0;
    for line in include_str!("../../../tests/fixtures/periods.tsv").lines().skip(1) {
        let [written, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let period = Period::read(written);
        let read = match period.span() {
            None => (String::new(), String::new()),
            Some(span) => {
                let to = match &span.end {
                    End::At(end) => end.year.to_string(),
                    End::Ongoing => "ongoing".to_owned(),
                    End::Unstated => String::new(),
                };
                (span.start.map(|start| start.year.to_string()).unwrap_or_default(), to)
            }
        };
        assert_eq!((read.0.as_str(), read.1.as_str()), (from, to), "{written}");
        assert_eq!(period.written(), written);
        rows += 1;
    }
    assert_eq!(rows, 85);
}

#[test]
fn precision_is_kept() {
    for (written, meant) in [
        ("January - February 2018", "2018-01/2018-02"),
        ("April to November 2021", "2021-04/2021-11"),
        ("mai 2016", "2016-05"),
        ("9 May 2017", "2017-05-09"),
        ("May 9, 2017", "2017-05-09"),
        ("1er juin 2017", "2017-06-01"),
        ("25-28 August 2016", "2016-08-25/2016-08-28"),
        ("du 5 au 10 mai 2018", "2018-05-05/2018-05-10"),
        ("28 August - 3 September 2016", "2016-08-28/2016-09-03"),
        ("November - February 2018", "2017-11/2018-02"),
        ("December 2016 to January", "2016-12/2017-01"),
        ("12.05.2016", "2016-05-12"),
        ("12/25/2016", "2016-12-25"),
        ("2016-05-12", "2016-05-12"),
        ("05/2016", "2016-05"),
        ("2016-05", "2016-05"),
        ("31 February 2016", "2016-02"),
        ("From September 2014 to May 2015 (still ongoing as part of the plan)", "2014-09/.."),
        ("Two years from February 2016 to January 2018 (with the possibility of renewal)", "2016-02/2018-01"),
        ("since April 2017", "2017-04/.."),
    ] {
        assert_eq!(edtf(written), meant, "{written}");
    }
}

#[test]
fn many_ways_of_writing_mean_the_same() {
    for (written, meant) in [
        ("2011-14", "2011/2014"),
        ("2009-10", "2009/2010"),
        ("1998-02", "1998/2002"),
        ("2020/21", "2020/2021"),
        ("2017/2018", "2017/2018"),
        ("2015-2020 / 2021-25", "2015/2025"),
        ("Three years - 2017, 2018 and 2019", "2017/2019"),
        ("11 months from February to December 2017", "2017-02/2017-12"),
        ("6 months (July-December 2017) + 8 months' employment", "2017-07/2017-12"),
        ("2017 (three years)", "2017/2019"),
        ("18 months from May 2016", "2016-05/2017-10"),
        ("from 2016", "2016/.."),
        ("2016 to present", "2016/.."),
        ("2016 – aujourd’hui", "2016/.."),
        ("2016 to now", "2016/.."),
        ("for some time now", ""),
        ("de 2016 à 2018", "2016/2018"),
        ("depuis janvier 2014", "2014-01/.."),
        ("dès 2014", "2014/.."),
        ("en cours depuis 2012", "2012/.."),
        ("2019 et suivantes", "2019/.."),
        ("jusqu’en 2018", "/2018"),
        ("od 2016. do 2018. godine", "2016/2018"),
        ("од јануара 2020", "2020-01/.."),
        ("12. maja 2016.", "2016-05-12"),
        ("у току", "/.."),
        ("u toku", "/.."),
        ("seit 2015", "2015/.."),
        ("desde 2013", "2013/.."),
        ("з 2016 року", "2016/.."),
        ("από το 2016", "2016/.."),
        ("2016+", "2016/.."),
        ("2016-…", "2016/.."),
        ("2015 - 2018, since 2020 again", "2015/.."),
        ("since the 1990s", "1990/.."),
        ("the 1990s", "1990/1999"),
        ("launched in 2015", "2015/"),
        ("started 2015, ongoing", "2015/.."),
        ("2010 - ?", "2010/"),
        ("Rijeka, Croatia 9 May 2017", "2017-05-09"),
        ("Montreal, Canada Since 2018", "2018/.."),
        ("2016 - Oslo, Norway", "2016"),
        ("Ongoing-…", "/.."),
        ("Every month since the beginning of 2016", "2016/.."),
        ("each year 2012-2015", "2012/2015"),
        ("2014, 1500 participants", "2014"),
        ("2018-2016", ""),
        ("23/02/2…", ""),
        ("17-19 October", ""),
        ("1850", ""),
        ("", ""),
    ] {
        assert_eq!(edtf(written), meant, "{written}");
    }
}

#[test]
fn edtf_is_read_back() {
    for edtf_text in
        ["2016", "2016/2018", "2018-01/2018-02", "2016/..", "2016-05-12", "2016/", "/2018", "2016-08-25/2016-08-28"]
    {
        assert_eq!(edtf(edtf_text), edtf_text);
    }
}

#[test]
fn years_are_those_of_the_filter() {
    let open = Period::read("Since 2016");
    assert_eq!(open.years(), Some((2016, None)));
    assert!(open.covers(2016) && open.covers(2030) && !open.covers(2015));
    assert_eq!(open.each_year(2018).collect::<Vec<_>>(), [2016, 2017, 2018]);
    assert_eq!(open.each_year(2010).collect::<Vec<_>>(), [2016]);
    assert_eq!(open.each_year(i16::MAX).last(), Some(2100));
    assert_eq!(Period::read("2016-2018").each_year(2017).collect::<Vec<_>>(), [2016, 2017, 2018]);
    let ongoing = Period::read("ongoing");
    assert_eq!((ongoing.years(), ongoing.each_year(2020).count(), ongoing.covers(2020)), (None, 0, false));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in ".{0,60}") {
        holds(&text)?;
    }

    #[test]
    fn no_mix_of_its_own_words_makes_it_fail(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        holds(&pieces.concat())?;
    }
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let period = Period::read(text);
    prop_assert_eq!(Period::read(period.written()), period.clone());
    if let Some(Span { start: Some(start), end: End::At(end) }) = period.span() {
        prop_assert!(start.year <= end.year, "{}", text);
    }
    prop_assert!(period.each_year(2030).all(|year| YEARS.contains(&year)));
    let _ = period.edtf();
    Ok(())
}

#[test]
fn long_texts_end_quickly() {
    for piece in ["2016-", "since ", "1 ", "(", "25-28 August ", "é", "2016 and "] {
        let _ = Period::read(&piece.repeat(50_000));
    }
}

const PIECES: &[&str] = &[
    "2016",
    "2018",
    "1990s",
    "05",
    "31",
    "14",
    "0",
    "9999",
    "-",
    " - ",
    "/",
    "..",
    ".",
    ",",
    "(",
    ")",
    " ",
    " to ",
    " from ",
    "since ",
    "until ",
    " ongoing",
    "still ongoing",
    " May ",
    "février",
    "two years",
    "18 months",
    "99 years",
    " and ",
    "?",
    "+",
    "launched ",
    "each ",
    "2100",
    "1900",
];
