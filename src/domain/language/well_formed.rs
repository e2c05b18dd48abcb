//! RFC 5646, 2.1: what a language tag may look like. Whether its subtags are registered is not asked.

/// Longer tags are well-formed too, but none is in use.
const LENGTH: usize = 35;

/// Tags registered before there were rules (2.2.8); the regular ones among them follow the rules anyway.
const IRREGULAR: [&str; 17] = [
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

pub(super) fn is_well_formed(tag: &str) -> bool {
    if tag.len() > LENGTH {
        return false;
    }
    if IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(tag)) {
        return true;
    }
    let parts: Vec<&str> = tag.split('-').collect();
    let sound = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.iter().all(sound) && (is_private(&parts) || is_langtag(&parts))
}

/// `x-…`
fn is_private(parts: &[&str]) -> bool {
    parts.len() > 1 && parts[0].eq_ignore_ascii_case("x")
}

/// `language [-script] [-region] *(-variant) *(-extension) [-privateuse]`
fn is_langtag(parts: &[&str]) -> bool {
    let Some((language, mut rest)) = parts.split_first() else { return false };
    if !is_alphabetic(language) || language.len() < 2 {
        return false;
    }
    if language.len() <= 3 {
        rest = skip(rest, 3, |part| part.len() == 3 && is_alphabetic(part));
    }
    rest = skip(rest, 1, |part| part.len() == 4 && is_alphabetic(part));
    rest = skip(rest, 1, |part| (part.len() == 2 && is_alphabetic(part)) || (part.len() == 3 && is_digits(part)));
    let variants = rest.len() - skip(rest, usize::MAX, is_variant).len();
    if repeats(&rest[..variants]) {
        return false;
    }
    are_extensions(&rest[variants..])
}

/// Each a singleton that does not repeat, with subtags of two letters or more; private use comes last.
fn are_extensions(mut rest: &[&str]) -> bool {
    let mut singletons = Vec::new();
    while let Some((singleton, after)) = rest.split_first() {
        if is_private(rest) {
            return true;
        }
        let next = skip(after, usize::MAX, |part| part.len() >= 2);
        if singleton.len() != 1 || next.len() == after.len() || singleton.eq_ignore_ascii_case("x") {
            return false;
        }
        singletons.push(*singleton);
        rest = next;
    }
    !repeats(&singletons)
}

fn skip<'a, 'b>(parts: &'a [&'b str], most: usize, fits: impl Fn(&str) -> bool) -> &'a [&'b str] {
    let count = parts.iter().take(most).take_while(|part| fits(part)).count();
    &parts[count..]
}

fn is_variant(part: &str) -> bool {
    part.len() >= 5 || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit())
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

fn repeats(parts: &[&str]) -> bool {
    parts.iter().enumerate().any(|(at, part)| parts[..at].iter().any(|earlier| earlier.eq_ignore_ascii_case(part)))
}

/// Lower case, but regions upper case and scripts capitalized unless they follow a singleton (2.1.1).
pub(super) fn in_usual_case(tag: &str) -> String {
    let mut usual = String::with_capacity(tag.len());
    let mut after_singleton = false;
    for (at, part) in tag.split('-').enumerate() {
        let lower = part.to_ascii_lowercase();
        if at > 0 {
            usual.push('-');
        }
        match part.len() {
            2 if at > 0 && !after_singleton => usual.push_str(&lower.to_ascii_uppercase()),
            4 if at > 0 && !after_singleton => {
                usual.push_str(&lower[..1].to_ascii_uppercase());
                usual.push_str(&lower[1..]);
            }
            _ => usual.push_str(&lower),
        }
        after_singleton |= part.len() == 1;
    }
    usual
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn examples_of_the_rfc_are_told_apart() {
        for tag in [
            "de",
            "zh-Hant",
            "zh-cmn-Hans-CN",
            "sl-rozaj-biske-1994",
            "de-CH-1901",
            "hy-Latn-IT-arevela",
            "es-419",
            "x-whatever",
            "qaa-Qaaa-QM-x-southern",
            "de-CH-x-phonebk",
            "en-US-u-islamcal",
            "zh-CN-a-myext-x-private",
            "i-klingon",
            "EN-gb-OED",
        ] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in [
            "",
            "e",
            "de-419-DE",
            "a-DE",
            "ar-a-aaa-b-bbb-a-ccc",
            "en-",
            "-en",
            "en--US",
            "en_US",
            "x-",
            "de-x",
            "en-u",
            "123",
            "toolonglanguage",
            "de-1996-1996",
        ] {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }

    proptest! {
        #[test]
        fn the_usual_case_is_well_formed_and_stays(tag in "[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}") {
            let usual = in_usual_case(&tag);
            prop_assert_eq!(is_well_formed(&usual), is_well_formed(&tag));
            prop_assert_eq!(in_usual_case(&usual), usual.clone());
        }
    }
}
