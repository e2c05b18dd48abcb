//! Pages of nothing but text, which editors may change.

use axum::{extract::State, http::header, response::IntoResponse as _};
use i18n_embed_fl::fl;

use crate::{
    documents::{Fillable, WordFormat},
    domain::Lang,
    press, text,
    web::{
        App,
        site::{
            Last, Visitor, addresses,
            answer::{self, Answer},
            texts::{Reading, SiteText},
            views::{
                Link, Section,
                error::Trouble,
                plain::{PlainPage, TemplatePage},
            },
        },
    },
};

/// The texts that are a page of their own under their name.
pub const PAGES: [SiteText; 4] =
    [SiteText::About, SiteText::HowPracticesAreChosen, SiteText::Accessibility, SiteText::Privacy];

/// `GET /{lang}/{page}`
pub async fn page(State(app): State<App>, visitor: Visitor, Last(name): Last) -> Answer {
    let text = SiteText::by_name(&name).filter(|text| PAGES.contains(text)).ok_or(Trouble::NotFound)?;
    let (reading, _) = reading(&app, text, visitor.lang).await?;
    let mut page = visitor.page(&app, &addresses::plain(visitor.lang, text.name()), reading.title.clone());
    page.description.clone_from(&reading.lede);
    if matches!(text, SiteText::About | SiteText::HowPracticesAreChosen) {
        page.section = Some(Section::About);
    }
    Ok(answer::page(&PlainPage {
        title: reading.title,
        lede: reading.lede,
        body: reading.body.to_page_html(),
        language: visitor.lang.into(),
        page,
    }))
}

/// `GET /{lang}/template`: the place of the template for collecting practices.
pub async fn template(State(app): State<App>, visitor: Visitor) -> Answer {
    let (reading, day) = reading(&app, SiteText::Template, visitor.lang).await?;
    let mut page = visitor.page(&app, &addresses::template(visitor.lang), reading.title.clone());
    page.description = press::excerpt(&reading.whole().plain());
    Ok(answer::page(&TemplatePage {
        title: reading.title.clone(),
        introduction: reading.whole().to_page_html(),
        language: visitor.lang.into(),
        files: WordFormat::ALL.map(|format| file(visitor.lang, format, &day)).into(),
        page,
    }))
}

fn file(lang: Lang, format: WordFormat, day: &str) -> Link {
    let name = match format {
        WordFormat::Docx => "DOCX (Word)",
        WordFormat::Odt => "ODT (LibreOffice)",
    };
    let words = fl!(text::phrases(lang), "site-template-file", format = name, day = day);
    Link::new(words, addresses::template_as(lang, format.ending()))
}

/// `GET /{lang}/template.docx`
pub async fn template_docx(State(app): State<App>, visitor: Visitor) -> Answer {
    template_as(&app, visitor.lang, WordFormat::Docx).await
}

/// `GET /{lang}/template.odt`
pub async fn template_odt(State(app): State<App>, visitor: Visitor) -> Answer {
    template_as(&app, visitor.lang, WordFormat::Odt).await
}

async fn template_as(app: &App, lang: Lang, format: WordFormat) -> Answer {
    let (reading, day) = reading(app, SiteText::Template, lang).await?;
    let version = fl!(text::phrases(lang), "site-template-version", day = day);
    let questions = reading.whole();
    let fillable = Fillable { lang, title: &reading.title, version: &version, questions: questions.markdown() };
    let document = fillable.document(format)?;
    let disposition = format!("attachment; filename=\"template-{lang}.{}\"", format.ending());
    let headers = [(header::CONTENT_TYPE, format.media_type()), (header::CONTENT_DISPOSITION, disposition.as_str())];
    Ok((headers, document).into_response())
}

/// A text as it is now, and in words the day it is of.
async fn reading(app: &App, text: SiteText, lang: Lang) -> Result<(Reading, String), Trouble> {
    let text = text.current(app.store(), lang).await?;
    Ok((Reading::of(&text.body, app.site(), text.day, lang), text::date(lang, text.day)))
}
