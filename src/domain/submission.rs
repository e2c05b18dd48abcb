//! What a city sends: the form as typed, and the submission it becomes when nothing is missing.

use serde::{Deserialize, Serialize};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    Contact, Draft, EmailAddress, FieldErrors, Vocabulary,
    rules::{self, For, Requirement},
};

/// The wording a city agrees to; a changed wording gets a new version, and each submission keeps the one it saw.
pub const CONSENT_WORDING: &str = "2026-11";

/// Pictures and documents that come with a submission (reliability: D9, D10).
pub const PICTURES_MOST: usize = 6;
pub const DOCUMENTS_MOST: usize = 6;

/// In bytes: one file, and all files of one request.
pub const FILE_MOST: usize = 25 << 20;
pub const FILES_MOST: usize = 60 << 20;
/// Of a picture; more is not decoded at all.
pub const PIXELS_MOST: usize = 40_000_000;

/// The form as typed, right or wrong. Kept as it is with the submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubmissionForm {
    pub draft: Draft,
    pub contact_name: String,
    pub contact_email: String,
    pub contact_role: String,
    pub consent: bool,
}

/// A form without faults. The draft is still text: a background task reads it into a review item.
#[derive(Clone, Debug)]
pub struct ParsedSubmission {
    pub form: SubmissionForm,
    pub contact: Contact,
}

const CONTACT_MOST: usize = 120;

impl SubmissionForm {
    /// Checks everything at once.
    ///
    /// # Errors
    /// All that is wrong, each at its place; the form itself is untouched.
    pub fn parse(self, vocabulary: &Vocabulary<'_>) -> Result<ParsedSubmission, FieldErrors> {
        let (record, mut errors) = self.draft.read(vocabulary);
        // Contact and consent are looked at more closely below.
        let checks = rules::needed(For::Submit, &record, true, true, &Requirement::full());
        for missing in rules::errors(&checks).0 {
            // What was given and could not be read is said already.
            if errors.at(&missing.place).is_none() {
                errors.0.push(missing);
            }
        }
        errors.in_order_of_the_form();
        Self::check_person("contact_name", &self.contact_name, &mut errors);
        Self::check_person("contact_role", &self.contact_role, &mut errors);
        let email = EmailAddress::parse(&self.contact_email);
        if email.is_err() {
            let phrase = if self.contact_email.trim().is_empty() { "error-missing" } else { "error-email" };
            errors.add("contact_email", phrase);
        }
        if !self.consent {
            errors.add("consent", "error-consent");
        }
        match email {
            Ok(email) if errors.is_empty() => {
                let contact = Contact {
                    name: self.contact_name.trim().to_owned(),
                    role: self.contact_role.trim().to_owned(),
                    email,
                };
                Ok(ParsedSubmission { form: self, contact })
            }
            _ => Err(errors),
        }
    }

    fn check_person(place: &str, words: &str, errors: &mut FieldErrors) {
        let count = words.trim().graphemes(true).count();
        if count == 0 {
            errors.add(place, "error-missing");
        } else if count > CONTACT_MOST {
            let counts = [("most", CONTACT_MOST.to_string()), ("count", count.to_string())];
            errors.add_with(place, "error-too-many-characters", &counts);
        } else if words.chars().any(char::is_control) {
            errors.add(place, "error-control-characters");
        }
    }
}
