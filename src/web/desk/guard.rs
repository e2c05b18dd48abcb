//! Who is at the desk: the session cookie, and the guard every page of the desk stands behind.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;

use super::trouble::{Trouble, TroublePage};
use crate::{
    domain::{Editor, Lang, secret::Secret},
    web::{
        App,
        shield::{Nonce, RequestId},
        site::language,
    },
};

/// What a request says about whoever sent it; put into the request by [`recognise`].
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    pub editor: Option<Editor>,
    /// The editor's language, else the one the browser asks for.
    pub lang: Lang,
    pub nonce: String,
    /// Told on pages that say what went wrong.
    pub reference: String,
    /// Path and query, to return to.
    pub address: String,
}

/// A signed-in editor: the first argument of every handler that shows or changes anything of the desk.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub editor: Editor,
    pub lang: Lang,
    pub nonce: String,
    pub address: String,
}

/// Looks the session up once a request, and dresses what went wrong in a page of the visitor's language.
pub(super) async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let editor = match session_of(&app, request.headers()) {
        Some(session) => match app.desk().session(&session).await {
            Ok(account) => account.map(|account| account.editor),
            Err(error) => return dress(Trouble::from(error).into_response(), &visitor(&request, None)),
        },
        None => None,
    };
    let visitor = visitor(&request, editor);
    request.extensions_mut().insert(visitor.clone());
    dress(next.run(request).await, &visitor)
}

fn visitor(request: &Request, editor: Option<Editor>) -> Visitor {
    let extensions = request.extensions();
    let lang = asked_language(request.uri().query()).or(editor.as_ref().map(|editor| editor.language));
    Visitor {
        lang: lang.unwrap_or_else(|| language::preferred(request.headers())),
        editor,
        nonce: extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default(),
        reference: extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        address: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
    }
}

/// `?lang=fr` shows one page in another language, for those who are not signed in above all; it is not remembered.
fn asked_language(query: Option<&str>) -> Option<Lang> {
    query?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(|tag| tag.parse().ok())
}

fn dress(mut response: Response, visitor: &Visitor) -> Response {
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else { return response };
    TroublePage::new(visitor, &trouble).into_response()
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Response> {
        let Some(visitor) = parts.extensions.get::<Visitor>() else {
            return Err(Trouble::Internal.into_response());
        };
        match &visitor.editor {
            Some(editor) => Ok(Self {
                editor: editor.clone(),
                lang: visitor.lang,
                nonce: visitor.nonce.clone(),
                address: visitor.address.clone(),
            }),
            None if matches!(parts.method, Method::GET | Method::HEAD) => Err(to_sign_in(&visitor.address)),
            // What was typed must not be lost on the way to another page.
            None => Err(Trouble::SignedOut.into_response()),
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Response> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Trouble::Internal.into_response())
    }
}

fn to_sign_in(address: &str) -> Response {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", address).finish();
    Redirect::to(&format!("/desk/sign-in?{query}")).into_response()
}

/// Whether somebody who is, or was, at the desk asks.
#[must_use]
pub fn has_session(headers: &HeaderMap, https: bool) -> bool {
    headers.contains_key(header::COOKIE) && CookieJar::from_headers(headers).get(cookie_name(https)).is_some()
}

/// A `__Host-` cookie is bound to our host and to https by the browser; over plain http there is none such.
const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-session" } else { "session" }
}

/// The session a request carries, whether or not it still lasts.
pub(super) fn session_of(app: &App, headers: &HeaderMap) -> Option<Secret> {
    let jar = CookieJar::from_headers(headers);
    Secret::parse(jar.get(cookie_name(app.site().is_https()))?.value()).ok()
}

/// 303 to a path of our own, signed in. The cookie ends with the browser; the session ends by our clock.
#[must_use]
pub fn signed_in(app: &App, session: &Secret, path: &str) -> Response {
    with_cookie(app, &session.reveal(), "", Redirect::to(path).into_response())
}

/// 303 to the sign-in page, with everything the browser kept of us thrown away.
pub(super) fn signed_out(app: &App) -> Response {
    let mut response = with_cookie(app, "", "; Max-Age=0", Redirect::to("/desk/sign-in").into_response());
    let all = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
    response.headers_mut().insert("clear-site-data", all);
    response
}

fn with_cookie(app: &App, value: &str, lasting: &str, mut response: Response) -> Response {
    let https = app.site().is_https();
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasting}", cookie_name(https));
    match HeaderValue::from_str(&cookie) {
        Ok(cookie) => {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
