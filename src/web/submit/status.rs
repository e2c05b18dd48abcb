//! `GET /{lang}/status/{secret}`: the page of a city about what it sent.

use axum::{extract::State, response::IntoResponse};
use i18n_embed_fl::fl;

use super::case::{Case, Standing};
use crate::{
    domain::{
        CleanText, Field, Lang, LanguageTag, Timestamp, TopicSlug,
        clean_text::SafeHtml,
        notice::Notice,
        record::PracticeStatus,
        review::{RejectReason, Verdict},
    },
    store::{self, DeliveryState, KeptNotification},
    text::{self, phrases},
    web::{
        App,
        site::{
            Visitor, addresses,
            answer::{self, Answer},
            views::{
                Link, Moment,
                status::{
                    Answered, Asked, Confirm, LetterLine, LetterState, Place, Stage, StageLine, StatusPage, Turn,
                },
                submit::steps::status_name,
            },
        },
    },
};

pub async fn show(State(app): State<App>, visitor: Visitor, case: Case) -> Answer {
    let lang = visitor.lang;
    let letters = letters(&app, &case, lang).await?;
    let files = store::upload_of_thread(app.store(), case.root).await?;
    let path = case.path(lang);
    let mut page = visitor.page(&app, &path, fl!(phrases(lang), "submit-status-title"));
    page.indexed = false;
    let asked = case.asked().into_iter().map(|(field, note)| Asked { field: label(lang, field), note }).collect();
    let mut answers = answers(&app, &case, lang);
    answers.extend(files.iter().map(|file| {
        let field = if file.kind == "picture" {
            fl!(phrases(lang), "submit-answer-picture")
        } else {
            fl!(phrases(lang), "submit-answer-document")
        };
        Answered { field, text: file.filename.clone() }
    }));
    let published = case.confirmable();
    let readable = match &case.standing {
        Standing::Merged { into, .. } => into.as_deref(),
        _ => published,
    };
    let view = StatusPage {
        just_sent: visitor.query == "sent=1",
        reference: case.latest.reference.clone(),
        title: case.latest.raw.draft.get(Field::Title).trim().to_owned(),
        city: case.latest.raw.draft.get(Field::Cities).lines().next().unwrap_or_default().trim().to_owned(),
        turn: turn(&app, &case, lang),
        stages: stages(&case, lang),
        asked,
        message: message(&case, lang),
        revise: case.may_revise().then(|| format!("{path}/revise")),
        withdraw: case.may_withdraw().then(|| format!("{path}/withdraw")),
        published: readable.map(|live| Link::new(live.record.title.clone(), addresses::practice(lang, &live.slug))),
        confirm: published.map(|live| Confirm { action: format!("{path}/confirm"), revision: live.revision }),
        confirmed: published.and_then(|live| live.confirmed_at).map(|at| moment(lang, at)),
        letters,
        answers,
        page,
    };
    Ok(answer::page(&view).into_response())
}

fn turn(app: &App, case: &Case, lang: Lang) -> Turn {
    match &case.standing {
        Standing::Reading => {
            let promised = case.latest.received_at + app.desk().settings().review_within;
            let by = case.item.as_ref().map_or(promised, |item| item.due_at.max(promised));
            Turn::Editors { by: (by > app.clock().now()).then(|| moment(lang, by)) }
        }
        Standing::ChangesAsked(_) => Turn::City,
        Standing::Rejected(_) => Turn::Rejected,
        Standing::Merged { .. } => Turn::Merged,
        Standing::Publishing(_) => Turn::Publishing,
        Standing::Published { .. } => Turn::Published,
        Standing::TakenDown(_) => Turn::TakenDown,
        Standing::Withdrawn => Turn::Withdrawn,
    }
}

/// The five stages with their days. What was not needed is said to be so once that is certain.
fn stages(case: &Case, lang: Lang) -> Vec<StageLine> {
    let changes = case.decisions.iter().find(|decision| decision.verdict == Verdict::AskForChanges);
    let answered = changes.and_then(|asked| {
        (case.latest.seq > 1 && case.latest.received_at >= asked.made_at).then_some(case.latest.received_at)
    });
    let after_asking = answered.map_or((Place::Skipped, None), |at| (Place::Done, Some(at)));
    let ahead = (Place::Ahead, None);
    let done = |at: Timestamp| (Place::Done, Some(at));
    let (reading, changes, decided, published) = match &case.standing {
        Standing::Reading => {
            let changes = if answered.is_some() { after_asking } else { ahead };
            ((Place::Now, None), changes, ahead, ahead)
        }
        Standing::ChangesAsked(decision) => (done(decision.made_at), (Place::Now, None), ahead, ahead),
        Standing::Rejected(decision) => {
            (done(decision.made_at), after_asking, done(decision.made_at), (Place::Skipped, None))
        }
        Standing::Merged { at, .. } => (done(*at), after_asking, done(*at), (Place::Skipped, None)),
        Standing::Publishing(decided) => (done(decided.at), after_asking, done(decided.at), (Place::Now, None)),
        Standing::Published { decided, live_from } => {
            (done(decided.at), after_asking, done(decided.at), done(*live_from))
        }
        Standing::TakenDown(decided) => (done(decided.at), after_asking, done(decided.at), (Place::Skipped, None)),
        Standing::Withdrawn => {
            let skipped = (Place::Skipped, None);
            (skipped, after_asking, skipped, skipped)
        }
    };
    [
        (Stage::Received, done(case.thread.first().unwrap_or(&case.latest).received_at)),
        (Stage::Reading, reading),
        (Stage::Changes, changes),
        (Stage::Decided, decided),
        (Stage::Published, published),
    ]
    .into_iter()
    .map(|(stage, (place, at))| StageLine { stage, at: at.map(|at| moment(lang, at)), place })
    .collect()
}

/// What the editors wrote to the city, with the reason where there is one.
fn message(case: &Case, lang: Lang) -> SafeHtml {
    let (reason, words) = match &case.standing {
        Standing::ChangesAsked(decision) => (None, decision.message.as_str()),
        Standing::Rejected(decision) => {
            let reason = decision.reason.as_deref().and_then(|name| name.parse::<RejectReason>().ok());
            (reason.and_then(|reason| reason_phrase(lang, reason)), decision.message.as_str())
        }
        Standing::Merged { message, .. } => (None, message.as_str()),
        _ => (None, ""),
    };
    let markdown = reason.into_iter().chain([words.to_owned()]).collect::<Vec<_>>().join("\n\n");
    CleanText::from_markdown(&markdown).to_html()
}

fn reason_phrase(lang: Lang, reason: RejectReason) -> Option<String> {
    let key = format!("mail-reason-{}", reason.name().replace('_', "-"));
    text::has_phrase(&key).then(|| text::phrase::<&str, &str>(lang, &key, &[]))
}

/// The mails, as far as they tell what the city may know.
async fn letters(app: &App, case: &Case, lang: Lang) -> Result<Vec<LetterLine>, store::StoreError> {
    let now = app.clock().now();
    let letters = store::notification_of_thread(app.store(), &case.latest.reference).await?;
    let told = |letter: &&KeptNotification| match letter.state {
        DeliveryState::Cancelled | DeliveryState::Superseded => false,
        DeliveryState::Queued => letter.due_at.is_none_or(|due| due <= now),
        DeliveryState::Deferred
        | DeliveryState::Uncertain
        | DeliveryState::Accepted
        | DeliveryState::Refused
        | DeliveryState::Expired => true,
    };
    Ok(letters.iter().filter(told).map(|letter| line(letter, lang)).collect())
}

fn line(letter: &KeptNotification, lang: Lang) -> LetterLine {
    LetterLine {
        subject: kind(&letter.notice, lang),
        at: moment(lang, letter.settled_at.unwrap_or(letter.made_at)),
        state: match letter.state {
            DeliveryState::Queued | DeliveryState::Cancelled | DeliveryState::Superseded => LetterState::Waiting,
            DeliveryState::Accepted => LetterState::Accepted,
            DeliveryState::Deferred | DeliveryState::Uncertain => LetterState::Deferred,
            DeliveryState::Refused | DeliveryState::Expired => LetterState::Refused,
        },
    }
}

/// What a letter was about.
fn kind(notice: &Notice, lang: Lang) -> String {
    let t = phrases(lang);
    match notice {
        Notice::Received(_) => fl!(t, "submit-letter-received"),
        Notice::RevisionReceived(_) => fl!(t, "submit-letter-revision"),
        Notice::ChangesAsked { .. } => fl!(t, "submit-letter-changes"),
        Notice::Rejected { .. } => fl!(t, "submit-letter-rejected"),
        Notice::Merged { .. } => fl!(t, "submit-letter-merged"),
        Notice::Approved { .. } => fl!(t, "submit-letter-approved"),
        Notice::Published { .. } => fl!(t, "submit-letter-published"),
        Notice::StillRight { .. } => fl!(t, "submit-letter-still-right"),
        Notice::StatusLink(_)
        | Notice::SourceAttention { .. }
        | Notice::SourceRecovered { .. }
        | Notice::LinksBroken { .. }
        | Notice::Invitation { .. }
        | Notice::PasswordReset { .. } => fl!(t, "submit-letter-link"),
    }
}

/// What was sent, in the order of the form, with names in place of codes.
fn answers(app: &App, case: &Case, lang: Lang) -> Vec<Answered> {
    let named = |field, text: &str| match field {
        Field::Topics => {
            let topic = |line: &str| {
                let found: Option<TopicSlug> = app.topics().find(line);
                found.map_or_else(|| line.to_owned(), |slug| app.topics().name(&slug, lang).to_owned())
            };
            text.lines().map(topic).collect::<Vec<_>>().join("\n")
        }
        Field::Status => {
            PracticeStatus::find(text).map_or_else(|| text.to_owned(), |status| status_name(phrases(lang), status))
        }
        Field::Language => {
            LanguageTag::parse(text.trim()).map_or_else(|_| text.to_owned(), |tag| text::language_name(lang, &tag))
        }
        _ => text.to_owned(),
    };
    let fields = case.latest.raw.draft.fields();
    fields.map(|(field, text)| Answered { field: label(lang, field), text: named(field, text) }).collect()
}

fn label(lang: Lang, field: Field) -> String {
    text::phrase::<&str, &str>(lang, field.label(), &[])
}

fn moment(lang: Lang, at: Timestamp) -> Moment {
    Moment { iso: at.to_utc().date().to_string(), shown: text::date(lang, at) }
}
