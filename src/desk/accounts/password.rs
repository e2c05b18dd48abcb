//! Passwords: what is accepted, and hashing with Argon2id (OWASP: 19 MiB, 2 passes) away from the async threads.

use std::sync::{Arc, LazyLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use super::super::error::{DeskError, Result};
use crate::domain::FieldErrors;

/// ASVS V6.2.1, V6.2.9: in characters.
const LEAST: usize = 12;
const MOST: usize = 128;

/// Each hash takes 19 MiB and a core: two at a time keep the program answering (reliability: P20).
static HASHING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// A hash nobody knows the password of: an unknown account takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default()
        .hash_password(crate::domain::secret::Secret::draw().reveal().as_bytes())
        .map_or_else(|_| String::new(), |hash: PasswordHash| hash.to_string())
});

/// What is wrong with a new password.
pub(super) fn check(password: &str, about: &[&str]) -> Result<()> {
    let length = password.chars().count();
    let mut errors = FieldErrors::default();
    if length < LEAST {
        errors.add_with("password", "error-password-short", &[("least", LEAST.to_string())]);
    } else if length > MOST {
        errors.add_with("password", "error-too-many-characters", &[("most", MOST.to_string())]);
    } else if u8::from(zxcvbn::zxcvbn(password, about).score()) < 3 {
        errors.add("password", "error-password-common");
    }
    if errors.is_empty() { Ok(()) } else { Err(DeskError::Invalid(errors)) }
}

/// PHC string of a new password.
pub(super) async fn hash(password: String) -> Result<String> {
    let _permit = HASHING.acquire().await.map_err(|_| DeskError::TooMany)?;
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash: PasswordHash| hash.to_string())
            .map_err(|_| DeskError::TooMany)
    })
    .await
    .map_err(|_| DeskError::TooMany)?
}

/// Whether a password is the one behind a hash. Takes as long without a hash.
pub(super) async fn is_right(password: String, hash: Option<String>) -> bool {
    if password.len() > 4 * MOST {
        return false;
    }
    let Ok(_permit) = HASHING.acquire().await else { return false };
    let verify = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let right = PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        known && right
    };
    tokio::task::spawn_blocking(verify).await.unwrap_or(false)
}
