//! The questions of the form, in the order of the record's template (shared with the document to fill in).

use i18n_embed_fl::fl;

use super::{Block, Contents, PictureRow, Step};
use crate::{
    domain::{
        Field, FieldErrors, Lang,
        field::Limit,
        record::PracticeStatus,
        rules::{self, For},
        submission::{DOCUMENTS_MOST, FILE_MOST, FILES_MOST, PIXELS_MOST},
    },
    text::{self, Loader},
    web::site::views::{
        Page,
        question::{Answer, Choice, Counter, Question},
    },
};

const IN_SHORT: &[Field] =
    &[Field::Title, Field::Statement, Field::Period, Field::Status, Field::Topics, Field::Language, Field::Summary];
const STORY: &[Field] = &[
    Field::Purpose,
    Field::Rationale,
    Field::Process,
    Field::Impact,
    Field::Evaluation,
    Field::Difficulties,
    Field::Advice,
];
const PEOPLE: &[Field] = &[Field::Beneficiaries, Field::Lead, Field::Partners, Field::Funding];

const DOCUMENTS: &str = ".pdf,.doc,.docx,.odt,.ppt,.pptx,.odp,.xls,.xlsx,.ods,.txt";
const PICTURES: &str = "image/jpeg,image/png,image/webp";

/// The steps to show; when editors asked about fields, only those.
pub(super) fn of(page: &Page, contents: &Contents<'_>) -> Vec<Step> {
    let form = Form { lang: page.lang, t: page.t, contents };
    let t = page.t;
    let mut steps = vec![
        form.step("who", fl!(t, "submit-step-who"), fl!(t, "submit-step-who-hint"), form.who()),
        form.step("short", fl!(t, "submit-step-short"), String::new(), form.fields(IN_SHORT)),
        form.step("story", fl!(t, "submit-step-story"), fl!(t, "submit-step-story-hint"), form.fields(STORY)),
        form.step("people", fl!(t, "submit-step-people"), String::new(), form.fields(PEOPLE)),
        form.step("proof", fl!(t, "submit-step-proof"), form.proof_hint(), form.proof()),
    ];
    steps.retain(|step| !step.blocks.is_empty());
    for (place, step) in steps.iter_mut().enumerate() {
        step.number = place + 1;
    }
    steps
}

struct Form<'a> {
    lang: Lang,
    t: &'static Loader,
    contents: &'a Contents<'a>,
}

impl Form<'_> {
    fn step(&self, id: &'static str, title: String, hint: String, blocks: Vec<Block>) -> Step {
        let hint = if self.revises() { String::new() } else { hint };
        Step { number: 0, id, title, hint, blocks }
    }

    fn revises(&self) -> bool {
        !self.contents.asked.is_empty()
    }

    fn shows(&self, field: Field) -> bool {
        !self.revises() || self.contents.asked.iter().any(|(asked, _)| *asked == field)
    }

    fn who(&self) -> Vec<Block> {
        let mut blocks = if self.shows(Field::Cities) { self.cities() } else { Vec::new() };
        if !self.revises() {
            let form = self.contents.form;
            let t = self.t;
            blocks.push(self.person("contact_name", fl!(t, "submit-contact-name"), &form.contact_name, "text", "name"));
            blocks.push(self.person(
                "contact_role",
                fl!(t, "submit-contact-role"),
                &form.contact_role,
                "text",
                "organization-title",
            ));
            blocks.push(self.person(
                "contact_email",
                fl!(t, "submit-contact-email"),
                &form.contact_email,
                "email",
                "email",
            ));
            if let Some(Block::One(email)) = blocks.last_mut() {
                email.hint = fl!(t, "submit-contact-email-hint");
            }
        }
        blocks
    }

    fn person(&self, id: &str, label: String, value: &str, kind: &'static str, autocomplete: &'static str) -> Block {
        let answer = Answer::Line { value: value.to_owned(), kind, autocomplete, list: None };
        self.finish(Question::new(id, label, answer))
    }

    /// The first city has suggestions; further ones go one a line. Both are sent as `cities`.
    fn cities(&self) -> Vec<Block> {
        let typed = self.contents.form.draft.get(Field::Cities);
        let (first, more) = typed.split_once('\n').unwrap_or((typed, ""));
        let answer = Answer::Line {
            value: first.trim().to_owned(),
            kind: "text",
            autocomplete: "off",
            list: Some("city-names"),
        };
        let city = Question::new("cities", fl!(self.t, "submit-city"), answer).hint(fl!(self.t, "submit-city-hint"));
        let answer = Answer::Area { value: more.to_owned(), rows: 2 };
        let mut others = Question::new("cities-more", fl!(self.t, "submit-more-cities"), answer)
            .hint(fl!(self.t, "submit-more-cities-hint"))
            .optional();
        others.name = Field::Cities.name().into();
        vec![self.finish(city), Block::One(Box::new(others))]
    }

    fn fields(&self, fields: &[Field]) -> Vec<Block> {
        fields
            .iter()
            .filter(|field| self.shows(**field))
            .flat_map(|field| if *field == Field::Topics { self.topics() } else { vec![self.field(*field)] })
            .collect()
    }

    fn field(&self, field: Field) -> Block {
        let value = self.contents.form.draft.get(field).to_owned();
        let answer = match field {
            Field::Status => Answer::Choice { options: self.statuses(&value) },
            Field::Language => Answer::Select { options: self.languages(&value) },
            _ => match field.limit() {
                Limit::Words(most) => Answer::Area { value, rows: (most / 25).clamp(3, 12) },
                Limit::Lines(_) => Answer::Area { value, rows: 4 },
                Limit::Chars(_) => Answer::Line { value, kind: "text", autocomplete: "off", list: None },
            },
        };
        let mut question = Question::new(field.name(), self.label(field), answer).hint(self.hint(field));
        question.optional = !rules::is_needed(For::Submit, field);
        question.counter = match (field, field.limit()) {
            (_, Limit::Words(most)) => Some(Counter::words(self.t, most)),
            (Field::Title | Field::Statement, Limit::Chars(most)) => Some(Counter::characters(self.t, most)),
            _ => None,
        };
        self.finish(question)
    }

    fn statuses(&self, chosen: &str) -> Vec<Choice> {
        PracticeStatus::ALL
            .into_iter()
            .map(|status| Choice {
                value: status.name().to_owned(),
                label: status_name(self.t, status),
                chosen: status.name() == chosen.trim(),
            })
            .collect()
    }

    fn languages(&self, chosen: &str) -> Vec<Choice> {
        let unsaid =
            Choice { value: String::new(), label: fl!(self.t, "submit-language-unsaid"), chosen: chosen.is_empty() };
        std::iter::once(unsaid).chain(self.contents.languages.iter().map(|option| pick(option, chosen))).collect()
    }

    /// Three lists to open: the main topic, and two more for those who need them. All are sent as `topics`.
    fn topics(&self) -> Vec<Block> {
        let typed: Vec<&str> = self.contents.form.draft.get(Field::Topics).lines().collect();
        let t = self.t;
        let questions = [
            ("topics", fl!(t, "submit-topic-main"), fl!(t, "submit-topic-main-hint")),
            ("topics-2", fl!(t, "submit-topic-second"), String::new()),
            ("topics-3", fl!(t, "submit-topic-third"), String::new()),
        ];
        questions
            .into_iter()
            .enumerate()
            .map(|(place, (id, label, hint))| {
                let chosen = typed.get(place).copied().unwrap_or_default();
                let none = Choice { value: String::new(), label: fl!(t, "submit-choose"), chosen: chosen.is_empty() };
                let options =
                    std::iter::once(none).chain(self.contents.topics.iter().map(|option| pick(option, chosen)));
                let mut question = Question::new(id, label, Answer::Select { options: options.collect() }).hint(hint);
                question.name = Field::Topics.name().into();
                question.optional = place > 0;
                self.finish(question)
            })
            .collect()
    }

    fn proof_hint(&self) -> String {
        fl!(self.t, "submit-step-proof-hint", megabytes = megabytes(FILES_MOST))
    }

    fn documents_hint(&self) -> String {
        fl!(self.t, "submit-documents-hint", files = DOCUMENTS_MOST, megabytes = megabytes(FILE_MOST))
    }

    fn picture_hint(&self) -> String {
        let megapixels = PIXELS_MOST / 1_000_000;
        fl!(self.t, "submit-picture-hint", megabytes = megabytes(FILE_MOST), megapixels = megapixels)
    }

    fn proof(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.shows(Field::Links) {
            blocks.push(self.field(Field::Links));
        }
        if self.revises() {
            return blocks;
        }
        blocks.extend((1..).zip(self.contents.pictures).map(|(number, row)| self.picture(number, row)));
        let kept = self.contents.documents.clone();
        let documents = Question::new(
            "documents",
            fl!(self.t, "submit-documents"),
            Answer::Files { accept: DOCUMENTS, multiple: true, kept },
        );
        blocks.push(self.finish(documents.hint(self.documents_hint()).optional()));
        blocks
    }

    fn picture(&self, number: usize, row: &PictureRow) -> Block {
        let t = self.t;
        let id = format!("picture_{number}");
        let line = |part: &str, label: String, value: &str| {
            let answer = Answer::Line { value: value.to_owned(), kind: "text", autocomplete: "off", list: None };
            Question::new(format!("{id}_{part}"), label, answer)
        };
        let kept = row.kept.clone().into_iter().collect();
        let questions = vec![
            Question::new(
                id.clone(),
                fl!(t, "submit-picture-file"),
                Answer::Files { accept: PICTURES, multiple: false, kept },
            ),
            line("alt", fl!(t, "submit-picture-alt"), &row.alt).hint(fl!(t, "submit-picture-alt-hint")),
            line("credit", fl!(t, "submit-picture-credit"), &row.credit).hint(fl!(t, "submit-picture-credit-hint")),
            line("licence", fl!(t, "submit-picture-licence"), &row.licence).hint(fl!(t, "submit-picture-licence-hint")),
        ];
        let questions: Vec<Question> = questions.into_iter().map(|question| self.complete(question)).collect();
        let is_empty = row.kept.is_none() && [&row.alt, &row.credit, &row.licence].iter().all(|words| words.is_empty());
        let folded = number > 1 && is_empty && questions.iter().all(|question| question.error.is_none());
        let hint = if number == 1 { self.picture_hint() } else { String::new() };
        Block::Group { folded, id, legend: fl!(t, "submit-picture", number = number), hint, questions }
    }

    fn finish(&self, question: Question) -> Block {
        Block::One(Box::new(self.complete(question)))
    }

    /// Adds what is wrong and what the editors ask.
    fn complete(&self, mut question: Question) -> Question {
        let errors: &FieldErrors = self.contents.errors;
        question.error = errors.at(&question.id).map(|error| text::field_error(self.lang, error));
        question.asked =
            self.contents.asked.iter().find(|(field, _)| field.name() == question.id).map(|(_, note)| note.clone());
        // What the editors ask about is not for leaving out.
        question.optional &= question.asked.is_none();
        question
    }

    fn label(&self, field: Field) -> String {
        say(self.lang, &format!("field-{}", field.name()))
    }

    fn hint(&self, field: Field) -> String {
        let key = format!("field-{}-hint", field.name());
        if text::has_phrase(&key) { say(self.lang, &key) } else { String::new() }
    }
}

const fn megabytes(bytes: usize) -> usize {
    bytes >> 20
}

fn say(lang: Lang, key: &str) -> String {
    text::phrase::<&str, &str>(lang, key, &[])
}

fn pick((value, label): &(String, String), chosen: &str) -> Choice {
    let chosen = chosen.trim();
    Choice {
        value: value.clone(),
        label: label.clone(),
        chosen: !chosen.is_empty() && (value == chosen || label == chosen),
    }
}

/// Whether a practice still runs, as said to people.
#[must_use]
pub fn status_name(t: &Loader, status: PracticeStatus) -> String {
    match status {
        PracticeStatus::Running => fl!(t, "site-practice-running"),
        PracticeStatus::Ended => fl!(t, "site-practice-ended"),
        PracticeStatus::RegularService => fl!(t, "site-practice-regular-service"),
    }
}
