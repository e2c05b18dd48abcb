//! A letter as HTML: the page of `config/letters/letter.mjml`, filled and laid out by mrml.

use std::{borrow::Cow, collections::HashMap};

use i18n_embed_fl::fl;
use mrml::prelude::{parser::ParserOptions, render::RenderOptions};

use super::{
    Letterhead, clean,
    letter::{Content, Part},
};
use crate::{domain::Lang, text::phrases};

static PAGE: &str = include_str!("../../config/letters/letter.mjml");

pub(super) fn render(content: &Content, lang: Lang, head: &Letterhead) -> String {
    let site = fl!(phrases(lang), "site-name");
    let page = fill(
        PAGE,
        &[
            ("lang", lang.tag().into()),
            ("subject", escape(&content.subject)),
            ("preview", escape(&first_words(content))),
            ("site", escape(&site)),
            ("site-link", escape(&clean::line(&head.site))),
            ("title", escape(&content.title)),
            ("body", body(content).into()),
            ("button", escape(&content.button.label)),
            ("link", escape(&content.button.link)),
            ("small", content.small.iter().map(|line| escape(line)).collect::<Vec<_>>().join(" ").into()),
        ],
    );
    lay_out(&page).unwrap_or_else(|cause| {
        // The page is ours and what is filled in is escaped, so a test would have met this. A plain letter beats none.
        tracing::error!(%cause, "letter not laid out");
        format!("<!doctype html><html lang=\"{lang}\"><body>{}</body></html>", body(content))
    })
}

fn lay_out(page: &str) -> Result<String, String> {
    let parsed = mrml::parse_with_options(page, &ParserOptions::default()).map_err(|cause| cause.to_string())?;
    // No fonts: mrml would otherwise link to a font service.
    let options = RenderOptions { disable_comments: false, social_icon_origin: None, fonts: HashMap::new() };
    parsed.element.render(&options).map_err(|cause| cause.to_string())
}

fn body(content: &Content) -> String {
    let mut body = paragraph("words", &escape(&content.greeting));
    for part in &content.parts {
        body.push_str(&match part {
            Part::Words(words) => paragraph("words", &escape(words)),
            Part::Quote { heading, text } => {
                let heading = heading.as_ref().map(|heading| format!("<strong>{}</strong><br />", escape(heading)));
                let text = escape(text).replace('\n', "<br />");
                paragraph("quote", &format!("{}{text}", heading.unwrap_or_default()))
            }
        });
    }
    body
}

fn paragraph(class: &str, html: &str) -> String {
    format!("<mj-text mj-class=\"{class}\" css-class=\"{class}\"><p style=\"margin:0\">{html}</p></mj-text>\n")
}

/// What a list of mails shows beside the subject.
fn first_words(content: &Content) -> String {
    content
        .parts
        .iter()
        .find_map(|part| match part {
            Part::Words(words) => Some(clean::cut(words, 120)),
            Part::Quote { .. } => None,
        })
        .unwrap_or_default()
}

/// Puts values where `{{name}}` stands. What a value holds is never read for names again.
fn fill(page: &str, values: &[(&str, Cow<'_, str>)]) -> String {
    let mut filled = String::with_capacity(page.len() + 4096);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Text as text in HTML, in attributes too.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped.into()
}
