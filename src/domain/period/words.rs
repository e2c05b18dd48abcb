//! The words and signs of a period, in the languages cities write them.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::fold;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Up to four digits, with how many were written: `05` is no year.
    Number {
        value: u16,
        digits: usize,
    },
    /// `1990s`
    Decade(i16),
    Month(u8),
    /// A number in words; only durations count in words.
    Count(u16),
    /// A unit of duration, in months; 0 for shorter ones. Alone ("2017. godine") it means nothing.
    Unit(u16),
    /// "two years", in months.
    Duration(u16),
    /// "since", "depuis": open until an end is named.
    Since,
    /// "from", "à partir de": as `Since`, but a duration may follow.
    From,
    To,
    /// "until": an end even without a beginning.
    Until,
    Onwards,
    /// "ongoing", "permanent".
    Ongoing,
    /// "still ongoing": stronger than an end that was once planned.
    StillOngoing,
    /// "present", "current": an open end after a date; without any date, ongoing.
    Present,
    /// "now": an open end after a date, nothing alone.
    Now,
    /// "each year", "running": ongoing if there is no date at all.
    Recurring,
    /// "launched in": says when it began and nothing else.
    Launched,
    And,
    Dash,
    Slash,
    Dots,
    Dot,
    Comma,
    Open,
    Close,
    Question,
    /// Any other word; stands between what would else belong together.
    Word,
}

/// Numbers of four digits before these count something.
const COUNTED: &[&str] = &[
    "participants",
    "people",
    "persons",
    "inhabitants",
    "residents",
    "students",
    "pupils",
    "children",
    "women",
    "men",
    "families",
    "households",
    "euros",
    "euro",
    "eur",
    "usd",
    "hours",
    "personnes",
    "habitants",
    "eleves",
    "enfants",
    "femmes",
    "familles",
    "heures",
];

/// Words in several parts, or with a meaning that folding would lose, become one word.
static JOINED: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"\bon[- ]going\b|\ben cours\b|\bin corso\b|\be[nm] curso\b|\bu toku\b|\bу току\b", "ongoing"),
        (r"\b(?:still|toujours|encore)\s+(?:ongoing|running|going|active)\b", "stillongoing"),
        (r"\ba partir\b|\bas (?:from|of)\b", "from"),
        (r"\bup (?:to|until)\b", "until"),
        (r"\b(?:and|et) (?:after(?:wards)?|apres|suivantes?)\b", "onwards"),
        (r"\ba ce jour\b|\bto date\b|\bpresent day\b|\bde nos jours\b", "present"),
        (r"\b(?:mid|early|late|mi|debut|fin)-", ""),
    ]
    .into_iter()
    .map(|(pattern, word)| (Regex::new(pattern).expect("a fixed expression"), word))
    .collect()
});

pub(super) fn tokens(written: &str) -> Vec<Token> {
    // "dès" is a beginning, "des" an article.
    let mut text = fold(&written.to_lowercase().replace("dès", "depuis"));
    for (pattern, word) in JOINED.iter() {
        text = pattern.replace_all(&text, *word).into_owned();
    }
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let run = if first.is_alphanumeric() {
            rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            rest.find(|letter: char| letter != first).unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(run);
        if first.is_alphanumeric() {
            word(piece, &mut tokens);
        } else {
            sign(first, piece, after, &mut tokens);
        }
        rest = after;
    }
    with_durations(&tokens)
}

/// A number and its unit become one; units and numbers in words that stand alone go.
fn with_durations(tokens: &[Token]) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match (*token, joined.last_mut()) {
            (Token::Unit(months), Some(last)) => {
                if let Token::Count(count) | Token::Number { value: count @ 0..=99, digits: 1 | 2 } = *last {
                    *last = Token::Duration(count * months);
                }
            }
            (Token::Unit(_), None) => {}
            (token, _) => joined.push(token),
        }
    }
    joined
}

fn sign(first: char, run: &str, after: &str, tokens: &mut Vec<Token>) {
    tokens.push(match first {
        '-' => Token::Dash,
        '/' => Token::Slash,
        '.' if run.len() > 1 => Token::Dots,
        '.' => Token::Dot,
        ',' | ';' | ':' => Token::Comma,
        '(' | '[' => Token::Open,
        ')' | ']' => Token::Close,
        '?' => Token::Question,
        '&' => Token::And,
        // "2016+", but not "6 months + 8 months".
        '+' if matches!(tokens.last(), Some(Token::Number { .. })) && after.is_empty() => Token::Onwards,
        '€' | '$' | '£' | '%' | '+' => Token::Word,
        _ => return,
    });
}

fn word(word: &str, tokens: &mut Vec<Token>) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        tokens.push(number(&word[..digits], &word[digits..]));
        return;
    }
    // Words that only accompany dates are passed over.
    if !FILLERS.contains(&word) {
        let token = month(word).map(Token::Month).or_else(|| meaning(word)).unwrap_or(Token::Word);
        if let (Token::Word, Some(last @ Token::Number { digits: 4, .. })) = (token, tokens.last_mut())
            && COUNTED.contains(&word)
        {
            *last = Token::Word;
        }
        tokens.push(token);
    }
}

fn number(digits: &str, suffix: &str) -> Token {
    match (digits.parse::<u16>(), suffix) {
        (Ok(value), "s") if digits.len() == 4 && value % 10 == 0 => {
            i16::try_from(value).map_or(Token::Word, Token::Decade)
        }
        (Ok(value), "" | "st" | "nd" | "rd" | "th" | "er" | "e") if digits.len() <= 4 => {
            Token::Number { value, digits: digits.len() }
        }
        _ => Token::Word,
    }
}

const FILLERS: &[&str] = &[
    "the",
    "of",
    "in",
    "at",
    "on",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "d",
    "en",
    "della",
    "von",
    "vom",
    "der",
    "beginning",
    "end",
    "early",
    "late",
    "mid",
    "middle",
    "summer",
    "spring",
    "autumn",
    "winter",
    "fall",
    "printemps",
    "ete",
    "automne",
    "hiver",
    "debut",
    "fin",
    "approx",
    "approximately",
    "about",
    "around",
    "circa",
    "ca",
    "c",
    "environ",
    "vers",
    "date",
    "hui",
    "г",
    "року",
    "р",
    "το",
];

fn meaning(word: &str) -> Option<Token> {
    Some(match word {
        "since" | "depuis" | "seit" | "sinds" | "sedan" => Token::Since,
        "from" | "starting" | "od" | "од" | "ab" | "desde" | "dal" | "vanaf" | "nga" | "з" | "від" | "απο" => {
            Token::From
        }
        "to" | "through" | "thru" | "au" | "a" | "do" | "al" => Token::To,
        "until" | "till" | "til" | "jusqu" | "jusque" | "bis" | "hasta" | "ate" | "tot" | "до" | "μεχρι" | "εωσ"
        | "ended" | "ending" | "finished" | "closed" | "completed" | "terminee" | "termine" | "achevee" => Token::Until,
        "onwards" | "onward" | "forward" | "nadalje" | "dalje" => Token::Onwards,
        "ongoing" | "permanent" | "permanente" | "permanently" | "continuous" | "continuously" | "continuing"
        | "continue" | "continu" | "continua" | "kontinuirano" | "stalno" | "trajno" | "laufend" | "постіино"
        | "триває" => Token::Ongoing,
        "stillongoing" => Token::StillOngoing,
        "present" | "current" | "currently" | "actuel" | "actuelle" | "actuellement" => Token::Present,
        "now" | "today" | "aujourd" | "heute" | "danas" | "данас" | "oggi" | "hoy" | "hoje" | "сьогодні" | "σημερα" => {
            Token::Now
        }
        "each" | "every" | "chaque" | "annual" | "annually" | "annuel" | "annuelle" | "yearly" | "running"
        | "regular" | "regularly" | "monthly" | "weekly" | "decades" | "svake" | "сваке" => Token::Recurring,
        "launched" | "launch" | "started" | "start" | "began" | "begun" | "created" | "established" | "founded"
        | "introduced" | "lance" | "lancee" | "cree" | "creee" | "debute" | "commence" | "fonde" | "fondee"
        | "pokrenut" | "osnovan" => Token::Launched,
        "and" | "et" | "und" | "y" | "e" | "i" | "и" | "і" | "και" => Token::And,
        "month" | "months" | "mois" | "monat" | "monate" | "mesec" | "meseci" | "meses" | "mesi" => Token::Unit(1),
        "year" | "years" | "yrs" | "an" | "ans" | "annee" | "annees" | "jahr" | "jahre" | "jahren" | "godine"
        | "godina" | "anos" | "anni" => Token::Unit(12),
        "week" | "weeks" | "day" | "days" | "hours" | "semaine" | "semaines" | "jour" | "jours" => Token::Unit(0),
        "one" | "un" => Token::Count(1),
        "two" | "deux" => Token::Count(2),
        "three" | "trois" => Token::Count(3),
        "four" | "quatre" => Token::Count(4),
        "five" | "cinq" => Token::Count(5),
        "six" => Token::Count(6),
        "ten" | "dix" => Token::Count(10),
        "twelve" | "douze" => Token::Count(12),
        _ => return None,
    })
}

/// Names of months, folded: English, French, Serbian in both scripts, German, Italian, Spanish, Portuguese, Dutch, Ukrainian.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "janvier",
        "janv",
        "januar",
        "јануар",
        "gennaio",
        "enero",
        "janeiro",
        "januari",
        "січень",
        "січня",
    ],
    &[
        "february",
        "feb",
        "fevrier",
        "fevr",
        "februar",
        "фебруар",
        "febbraio",
        "febrero",
        "fevereiro",
        "februari",
        "лютии",
        "лютого",
    ],
    &["march", "mar", "mars", "mart", "март", "marz", "marzo", "marco", "maart", "березень", "березня"],
    &["april", "apr", "avril", "avr", "април", "aprile", "abril", "квітень", "квітня"],
    &["may", "mai", "maj", "maja", "мај", "маја", "maggio", "mayo", "maio", "mei", "травень", "травня"],
    &["june", "jun", "juin", "juna", "јун", "јуна", "juni", "giugno", "junio", "junho", "червень", "червня"],
    &["july", "jul", "juillet", "juil", "jula", "јул", "јула", "juli", "luglio", "julio", "julho", "липень", "липня"],
    &["august", "aug", "aout", "avgust", "август", "agosto", "augustus", "серпень", "серпня"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septembar",
        "септембар",
        "settembre",
        "septiembre",
        "setembro",
        "вересень",
        "вересня",
    ],
    &[
        "october",
        "oct",
        "octobre",
        "oktobar",
        "октобар",
        "oktober",
        "ottobre",
        "octubre",
        "outubro",
        "жовтень",
        "жовтня",
    ],
    &["november", "nov", "novembre", "novembar", "новембар", "noviembre", "novembro", "листопад", "листопада"],
    &[
        "december",
        "dec",
        "decembre",
        "decembar",
        "децембар",
        "dezember",
        "dicembre",
        "diciembre",
        "dezembro",
        "грудень",
        "грудня",
    ],
];

pub(super) fn month(word: &str) -> Option<u8> {
    // "januara", "маја": Serbian months after a day.
    let genitive = word.strip_suffix(['a', 'а']);
    let is_named = |names: &&[&str]| {
        names.contains(&word) || genitive.is_some_and(|stem| stem.chars().count() > 3 && names.contains(&stem))
    };
    MONTHS.iter().position(is_named).and_then(|at| u8::try_from(at + 1).ok())
}
