//! Pages of nothing but text, which editors may change.

use axum::extract::State;

use crate::{
    domain::Lang,
    press,
    web::{
        App,
        site::{
            Last, Visitor, addresses,
            answer::{self, Answer},
            texts::{Reading, SiteText},
            views::{
                Section,
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
    let reading = reading(&app, text, visitor.lang).await?;
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
    let reading = reading(&app, SiteText::Template, visitor.lang).await?;
    let mut page = visitor.page(&app, &addresses::template(visitor.lang), reading.title.clone());
    page.description = press::excerpt(&reading.whole().plain());
    Ok(answer::page(&TemplatePage {
        title: reading.title.clone(),
        introduction: reading.whole().to_page_html(),
        language: visitor.lang.into(),
        files: Vec::new(),
        page,
    }))
}

async fn reading(app: &App, text: SiteText, lang: Lang) -> Result<Reading, Trouble> {
    let text = text.current(app.store(), lang).await?;
    Ok(Reading::of(&text.body, app.site(), text.day, lang))
}
