//! The members of a submission, and where each is: everything that is wrong is told at once.

use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::super::problem::ArgumentError;
use crate::domain::{Field, Lang, field::Limit, submission::SubmissionForm};

/// A practice as a city sends it. Members that are not named here are faults.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `read` takes apart by hand, to tell all faults at once")]
#[schema(example = json!({
    "practice": {
        "title": "Night bus with a mediator",
        "statement": "On two night lines a mediator rides along.",
        "cities": ["Reggio Emilia, Italy"],
        "period": "since 2016",
        "status": "running",
        "topics": ["mediation-and-conflict-resolution"],
        "language": "en",
        "summary": "On Fridays and Saturdays …",
        "purpose": "To make the ride home safe for everybody.",
        "process": "The city asked the drivers first …",
        "links": [{ "title": "Report 2023", "url": "https://city.example/report" }]
    },
    "contact": { "name": "Olena Marchuk", "role": "Head of culture", "email": "olena@city.example" },
    "consent": true,
    "lang": "en"
}))]
pub struct NewSubmission {
    practice: NewPractice,
    contact: NewContact,
    /// That the city agrees to the text being published and reused with its name, and that nobody is named in it who has not
    /// agreed: the words beside the form's last question.
    consent: bool,
    /// The language of letters and of what is told about faults: `en` unless said.
    lang: Option<String>,
}

/// Never published.
#[derive(ToSchema)]
#[expect(dead_code, reason = "as above")]
pub struct NewContact {
    name: String,
    role: String,
    email: String,
}

/// The fields of the form, with its limits. Long texts are Markdown.
#[derive(ToSchema)]
#[expect(dead_code, reason = "as above")]
pub struct NewPractice {
    /// At most 120 characters.
    title: String,
    /// At most 200 characters.
    statement: Option<String>,
    /// One to twenty, the first is the one whose practice it is: `Reggio Emilia, Italy`.
    cities: Vec<String>,
    /// In your own words: `2016 to 2018`, `since 2014`.
    period: String,
    /// `running`, `ended` or `regular_service`.
    status: String,
    /// One to three slugs, or names in any language of the site, the most important first.
    topics: Vec<String>,
    /// BCP 47; guessed where it is not said.
    language: Option<String>,
    summary: String,
    purpose: String,
    rationale: Option<String>,
    process: String,
    impact: Option<String>,
    evaluation: Option<String>,
    beneficiaries: Option<String>,
    lead: Option<String>,
    partners: Option<Vec<String>>,
    funding: Option<String>,
    difficulties: Option<String>,
    advice: Option<String>,
    links: Option<Vec<NewLink>>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "as above")]
pub struct NewLink {
    title: Option<String>,
    url: String,
}

/// Where the fault at a place of the form is in the JSON: a JSON Pointer as a fragment (RFC 6901, 6).
pub(super) fn pointer(place: &str) -> String {
    match place {
        "contact_name" => "#/contact/name".to_owned(),
        "contact_role" => "#/contact/role".to_owned(),
        "contact_email" => "#/contact/email".to_owned(),
        "consent" => "#/consent".to_owned(),
        field => format!("#/practice/{field}"),
    }
}

/// The form that the members make, as far as they are what they should be, and what is not.
pub(super) fn read(value: &Value) -> (SubmissionForm, Lang, Vec<ArgumentError>) {
    let mut reader = Reader::default();
    let mut form = SubmissionForm::default();
    let none = Map::new();
    let whole = reader.object("#", Some(value)).unwrap_or(&none);
    reader.known("#", whole, &["practice", "contact", "consent", "lang"]);
    let practice = reader.object("#/practice", whole.get("practice")).unwrap_or(&none);
    let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
    reader.known("#/practice", practice, &names);
    for field in Field::ALL.iter().copied() {
        let place = format!("#/practice/{field}");
        let text = match (field, field.limit(), practice.get(field.name())) {
            (_, _, None | Some(Value::Null)) => continue,
            (Field::Links, _, Some(links)) => reader.links(&place, links),
            (_, Limit::Lines(_), Some(lines)) => reader.lines(&place, lines),
            (_, Limit::Chars(_) | Limit::Words(_), Some(text)) => reader.text(&place, Some(text)),
        };
        form.draft.set(field, text);
    }
    let contact = reader.object("#/contact", whole.get("contact")).unwrap_or(&none);
    reader.known("#/contact", contact, &["name", "role", "email"]);
    form.contact_name = reader.text("#/contact/name", contact.get("name"));
    form.contact_role = reader.text("#/contact/role", contact.get("role"));
    form.contact_email = reader.text("#/contact/email", contact.get("email"));
    form.consent = match whole.get("consent") {
        Some(Value::Bool(consent)) => *consent,
        None | Some(Value::Null) => false,
        Some(_) => {
            reader.fault("#/consent", "this has to be true or false");
            false
        }
    };
    let lang = whole.get("lang").filter(|lang| !lang.is_null());
    let known = lang.and_then(Value::as_str).and_then(|lang| lang.parse().ok());
    if lang.is_some() && known.is_none() {
        reader.fault("#/lang", "this has to be `en` or `fr`");
    }
    (form, known.unwrap_or_default(), reader.faults)
}

#[derive(Default)]
struct Reader {
    faults: Vec<ArgumentError>,
}

impl Reader {
    fn fault(&mut self, pointer: &str, detail: &str) {
        self.faults.push(ArgumentError::at(pointer, detail));
    }

    fn object<'v>(&mut self, pointer: &str, value: Option<&'v Value>) -> Option<&'v Map<String, Value>> {
        let object = value.and_then(Value::as_object);
        if object.is_none() {
            self.fault(pointer, "this has to be an object");
        }
        object
    }

    /// Whoever misspells a member wants to know.
    fn known(&mut self, pointer: &str, object: &Map<String, Value>, names: &[&str]) {
        for name in object.keys().filter(|name| !names.contains(&name.as_str())).take(20) {
            let name: String = name.chars().take(80).collect::<String>().replace('~', "~0").replace('/', "~1");
            self.fault(&format!("{pointer}/{name}"), "there is no such member");
        }
    }

    fn text(&mut self, pointer: &str, value: Option<&Value>) -> String {
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.replace("\r\n", "\n"),
            Some(_) => {
                self.fault(pointer, "this has to be a text");
                String::new()
            }
        }
    }

    /// A line an entry, as in the form.
    fn lines(&mut self, pointer: &str, value: &Value) -> String {
        let Some(entries) = value.as_array() else {
            self.fault(pointer, "this has to be a list of texts");
            return String::new();
        };
        let mut lines = Vec::new();
        for (at, entry) in entries.iter().enumerate().take(100) {
            lines.push(self.text(&format!("{pointer}/{at}"), Some(entry)).replace(['\n', ';'], " "));
        }
        lines.join("\n")
    }

    fn links(&mut self, pointer: &str, value: &Value) -> String {
        let Some(entries) = value.as_array() else {
            self.fault(pointer, "this has to be a list of links");
            return String::new();
        };
        let mut lines = Vec::new();
        for (at, entry) in entries.iter().enumerate().take(100) {
            let place = format!("{pointer}/{at}");
            let Some(link) = self.object(&place, Some(entry)) else { continue };
            self.known(&place, link, &["title", "url"]);
            let (title, url) = (
                self.text(&format!("{place}/title"), link.get("title")),
                self.text(&format!("{place}/url"), link.get("url")),
            );
            let title = title.replace(['\n', '|'], " ");
            lines.push(if title.trim().is_empty() { url } else { format!("{title} | {url}") });
        }
        lines.join("\n")
    }
}
