//! Guessing a text's language from its letters and, where whatlang has no model or mixes two up, from its small words.

use std::sync::LazyLock;

use whatlang::{Detector, Lang, Script};

use super::iso639::tag;
use crate::domain::fold;

/// Enough to tell; the rest of a long text says the same.
const LOOK_AT: usize = 4_000;

/// Fewer letters than this prove nothing. Scripts that write a word in one or two signs need fewer.
const LETTERS: usize = 40;
const SIGNS: usize = 12;

/// Small words, folded, of languages that whatlang does not know and would take for others.
const SMALL_WORDS: [(&str, &[&str]); 4] = [
    (
        "sq",
        &[
            "dhe", "te", "ne", "per", "me", "nje", "eshte", "se", "qe", "nga", "jane", "ka", "kane", "si", "do",
            "tyre", "ky", "kjo", "por", "edhe", "ose", "shume", "cdo", "nuk", "duke", "ishte", "tij", "saj", "pas",
            "sipas", "mund", "i", "e",
        ],
    ),
    (
        "is",
        &[
            "og", "ad", "i", "a", "sem", "er", "til", "fyrir", "um", "vid", "med", "af", "ekki", "var", "thvi", "fra",
            "eda", "hefur", "eru", "theim", "thad", "that", "their", "thau", "en", "hann", "hun", "upp", "vera", "sig",
            "ser", "hafa",
        ],
    ),
    (
        "eu",
        &[
            "eta", "da", "dira", "du", "bat", "ez", "ere", "izan", "den", "dute", "baina", "beste", "hau", "hori",
            "egin", "dituzte", "zen", "ziren", "zuen", "edo", "oso", "gehiago", "bere", "bi", "baino", "arte", "behar",
            "diren", "dela",
        ],
    ),
    (
        "gl",
        &[
            "unha", "non", "mais", "coa", "cos", "ao", "aos", "pola", "polo", "polas", "polos", "nunha", "dunha",
            "tamen", "esta", "seu", "sua", "os", "o", "do", "da", "das", "dos", "no", "na", "nos", "nas", "e",
            "mellor", "moi", "xente", "cando", "onde",
        ],
    ),
];

/// Beginnings of words in Latin letters that a Serb writes one way and a Croat the other.
const SERBIAN: &[&str] = &[
    "vreme",
    "mesto",
    "mest",
    "svet",
    "dec",
    "gde",
    "pre",
    "uvek",
    "dve",
    "tokom",
    "evrop",
    "hiljad",
    "opstin",
    "univerzitet",
    "takodje",
    "takodj",
    "sta",
    "ko",
    "neko",
    "niko",
    "uslov",
    "bezbed",
    "saradnj",
    "sprovod",
    "lep",
    "potreb",
    "vest",
    "reci",
    "deo",
    "primen",
    "razume",
    "resen",
    "uspes",
    "cel",
    "ucestvova",
    "obrazovanj",
    "drustv",
];
const CROATIAN: &[&str] = &[
    "vrijeme",
    "mjest",
    "svijet",
    "djec",
    "djet",
    "gdje",
    "prije",
    "uvijek",
    "dvije",
    "tijekom",
    "europ",
    "tisuc",
    "opcin",
    "sveucilist",
    "takoder",
    "sto",
    "tko",
    "netko",
    "nitko",
    "uvjet",
    "siguran",
    "suradnj",
    "provod",
    "lijep",
    "potrebn",
    "vijest",
    "rijec",
    "dio",
    "primjen",
    "razumij",
    "rjesen",
    "uspjes",
    "cijel",
    "sudjelova",
    "vijec",
    "tjed",
    "sijec",
    "zajednic",
];

pub(super) fn guess(text: &str) -> Option<&'static str> {
    let text: String = text.chars().take(LOOK_AT).collect();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let signs = text.chars().filter(|letter| is_sign(*letter)).count();
    if letters < LETTERS && signs < SIGNS {
        return None;
    }
    let folded = fold(&text);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    by_small_words(&text, &words).or_else(|| by_letters(&text, &words))
}

/// Signs of Chinese, Japanese and Korean.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

fn by_small_words(text: &str, words: &[&str]) -> Option<&'static str> {
    let percent = |small: &[&str]| words.iter().filter(|word| small.contains(word)).count() * 100 / words.len().max(1);
    SMALL_WORDS
        .iter()
        .find(|(tag, small)| percent(small) >= 18 && has_letters_of(tag, text, words))
        .map(|(tag, _)| *tag)
}

/// What none of the neighbours would have.
fn has_letters_of(tag: &str, text: &str, words: &[&str]) -> bool {
    let any_word = |marks: &[&str]| words.iter().any(|word| marks.contains(word));
    match tag {
        "sq" => text.contains('ë') && any_word(&["dhe", "eshte", "nga", "qe", "nje", "te"]),
        "is" => text.contains(['ð', 'þ', 'Þ']),
        "eu" => any_word(&["eta", "dira", "dute", "ere", "izan", "zuen"]) && text.contains(['k', 'z']),
        "gl" => any_word(&["unha", "coa", "pola", "polo", "nunha", "dunha", "tamen", "mellor", "moi", "xente"]),
        _ => false,
    }
}

fn by_letters(text: &str, words: &[&str]) -> Option<&'static str> {
    // Languages no city of the network writes in, that only attract short texts in others.
    static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
        Detector::with_denylist(vec![Lang::Epo, Lang::Lat, Lang::Aka, Lang::Sna, Lang::Zul, Lang::Jav, Lang::Tuk])
    });
    let found = DETECTOR.detect(text)?;
    if !found.is_reliable() {
        return None;
    }
    match (found.lang(), found.script()) {
        (Lang::Hrv | Lang::Srp, Script::Latin) => serbian_or_croatian(words),
        (lang, _) => tag(lang),
    }
}

/// Written in Cyrillic it is Serbian; in Latin letters the words tell, or nothing does.
fn serbian_or_croatian(words: &[&str]) -> Option<&'static str> {
    let count = |beginnings: &[&str]| {
        let begins = |word: &&&str| {
            beginnings.iter().any(|start| if start.len() < 4 { *word == start } else { word.starts_with(start) })
        };
        words.iter().filter(begins).count()
    };
    match count(SERBIAN).cmp(&count(CROATIAN)) {
        std::cmp::Ordering::Greater => Some("sr-Latn"),
        std::cmp::Ordering::Less => Some("hr"),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn short_or_doubtful_texts_are_not_guessed() {
        for text in ["", "Education", "2016-2018", "Reggio Emilia, Lisboa, Київ", "### 1 2 3"] {
            assert_eq!(guess(text), None, "{text}");
        }
    }

    #[test]
    fn languages_of_the_network_are_told_apart() {
        for (text, tag) in [
            ("The city opened a house where newcomers and neighbours cook, learn and argue together.", "en"),
            ("La ville a ouvert une maison où les habitants cuisinent, apprennent et débattent ensemble.", "fr"),
            ("Місто відкрило дім, де сусіди разом готують, вчаться та сперечаються про майбутнє.", "uk"),
            ("Град је отворио кућу у којој суседи заједно кувају, уче и разговарају о будућности.", "sr"),
            (
                "Grad je otvorio kuću u kojoj deca i komšije zajedno kuvaju, uče i razgovaraju. Opština je obezbedila uslove.",
                "sr-Latn",
            ),
            (
                "Grad je otvorio kuću u kojoj djeca i susjedi zajedno kuhaju i uče. Općina je tijekom godine osigurala uvjete.",
                "hr",
            ),
            (
                "Bashkia hapi një shtëpi ku fqinjët gatuajnë, mësojnë dhe diskutojnë së bashku për të ardhmen e qytetit.",
                "sq",
            ),
            ("Ο δήμος άνοιξε ένα σπίτι όπου οι γείτονες μαγειρεύουν και μαθαίνουν μαζί.", "el"),
            ("העירייה פתחה בית שבו שכנים מבשלים, לומדים ומתווכחים יחד על עתיד העיר", "he"),
        ] {
            assert_eq!(guess(text), Some(tag), "{text}");
        }
    }

    /// Measured on sentences nobody here wrote: what is said should be right; saying nothing is cheap.
    #[test]
    fn guesses_are_rarely_wrong() {
        let Ok(corpora) = std::env::var("CORPORA") else {
            println!("corpora left out");
            return;
        };
        let lines = std::fs::read_to_string(format!("{corpora}/languages/lingua.jsonl")).unwrap();
        let ours = [
            "en", "fr", "it", "es", "pt", "de", "el", "uk", "sr", "hr", "sq", "pl", "nl", "sv", "nb", "da", "ca", "eu",
            "is", "ro", "cs", "he", "tr", "bg",
        ];
        let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        let mut mixed: BTreeMap<String, usize> = BTreeMap::new();
        for line in lines.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let (lang, text) = (line["lang"].as_str().unwrap(), line["text"].as_str().unwrap());
            if line["kind"] != "sentences" || !ours.contains(&lang) {
                continue;
            }
            let count = counts.entry(lang.to_owned()).or_default();
            match guess(text).map(|tag| tag.split('-').next().unwrap()) {
                None => count[2] += 1,
                Some(tag) if tag == lang => count[0] += 1,
                Some(tag) => {
                    *mixed.entry(format!("{lang} as {tag}")).or_default() += 1;
                    count[1] += 1;
                }
            }
        }
        println!("right, wrong, silent: {counts:?}\n{mixed:?}");
        let sum = |which: usize| counts.values().map(|count| count[which]).sum::<usize>();
        assert!(sum(1) * 100 < sum(0) * 3, "{} wrong, {} right", sum(1), sum(0));
    }
}
