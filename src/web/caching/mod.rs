//! Pages of readers without an account, kept in memory in the forms they are sent in, and asked for again each time: what
//! an editor publishes is seen within a second, and what has not changed costs a 304 (RFC 9110, 13).
//!
//! After any change a page is made anew when it is next asked for, and takes the place of the kept one only where the two
//! differ: so nothing outdated is sent. A page is packed quickly for the first who asks, and well, once, for all others.
//! Must not keep what depends on anything but the address, the text size and the list a reader came from.

mod forms;
mod kept;
mod key;

use self::{forms::Form, kept::Page, key::Key};
use axum::{
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header, response::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
pub use kept::Kept;

use super::{App, site::views::error::Trouble};

/// Larger ones are rare and would push out many others.
const LARGEST: usize = 1 << 20;

/// A layer around everything: answers with what is kept, without waking any of the layers inside.
pub async fn look(State(app): State<App>, request: Request, next: Next) -> Response {
    let found = Key::of(&request, app.site()).and_then(|key| {
        let page = app.kept().fresh(&key, app.kept().version(app.clock().now()))?;
        Some(app.kept().in_form(&key, page, Form::wanted(request.headers())))
    });
    match found {
        Some((page, form)) => page.answer(form, request.headers()),
        None => next.run(request).await,
    }
}

/// A layer around public pages: keeps what they answer, and gives each answer a validator made of its content. Answers that
/// care for themselves (with an `ETag` or `Cache-Control` of their own) are left alone. Who asks for a page that is being
/// made waits for it.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let asked = request.headers().clone();
    let Some(key) = Key::of(&request, app.site()) else {
        return match made(request, next).await {
            Ok((parts, content)) => Page::new(&parts, &content, Form::Plain, 0).answer(Form::Plain, &asked),
            Err(other) => other,
        };
    };
    // Before anything is read: what changes meanwhile makes the page outdated at once.
    let version = app.kept().version(app.clock().now());
    let turn = app.kept().turn(&key).await;
    if let Some(page) = app.kept().fresh(&key, version) {
        drop(turn);
        let (page, form) = app.kept().in_form(&key, page, Form::wanted(&asked));
        return page.answer(form, &asked);
    }
    match made(request, next).await {
        Ok((parts, content)) => {
            let (page, form) = if content.len() > LARGEST {
                (Page::new(&parts, &content, Form::Plain, version).into(), Form::Plain)
            } else {
                app.kept().put(&key, &parts, &content, Form::wanted(&asked), version)
            };
            drop(turn);
            page.answer(form, &asked)
        }
        Err(other) => {
            // Whoever waits asks for themselves: an error is nobody else's.
            turn.give_up();
            other
        }
    }
}

/// A page that may be kept, read whole; else the answer as it is.
async fn made(request: Request, next: Next) -> Result<(Parts, Bytes), Response> {
    let response = next.run(request).await;
    let cares = [header::ETAG, header::CACHE_CONTROL, header::SET_COOKIE];
    if response.status() != StatusCode::OK || cares.iter().any(|name| response.headers().contains_key(name)) {
        return Err(response);
    }
    let (parts, body) = response.into_parts();
    // Pages are made whole in memory; their size is bounded by what a page shows.
    let content = to_bytes(body, usize::MAX).await.map_err(|_| Trouble::Internal.into_response())?;
    Ok((parts, content))
}
