//! One request, one answer, within bounds. Redirects are handed back: each is judged like a new address.

use std::{error::Error, io, sync::Arc, time::Duration};

use reqwest::{
    Client, Response, StatusCode,
    header::{
        ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap,
        HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER,
    },
    redirect::Policy,
    tls::Version,
};
use tokio::time::Instant;
use url::Url;

use super::{
    guard::{Guard, LookupFault},
    names::Names,
    policy::{Agent, FetchPolicy},
    retry_after,
    unpack::{ACCEPTED, Unpacker},
};
use crate::domain::{
    Clock, Timestamp,
    candidate::Validators,
    reading::{FetchFault, Refusal},
};

/// The most a page may hold, unpacked.
pub(super) const MOST_BODY: usize = 10 * 1024 * 1024;
const MOST_HEADER_BYTES: u32 = 64 * 1024;
const MOST_HEADERS: usize = 500;

/// Headers that tell about the content: kept first of all.
const FIRST_HEADERS: [&str; 6] = ["content-type", "content-language", "etag", "last-modified", "date", "cache-control"];
/// What is given to us alone, and nothing about the page.
const COOKIES: [&str; 2] = ["set-cookie", "set-cookie2"];
/// What is kept of the headers with a snapshot, in bytes: one longer than fits is left out whole.
const MOST_KEPT: usize = 8 * 1024;

pub(super) struct Fetcher {
    client: Client,
    guard: Guard,
    policy: Arc<FetchPolicy>,
    clock: Clock,
}

/// What to ask for.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) url: &'a Url,
    pub(super) validators: Option<&'a Validators>,
    pub(super) most: Most,
    /// Media types that are welcome.
    pub(super) accept: &'static str,
    /// What is left of the time one page may take.
    pub(super) within: Duration,
}

/// What happens to a body that is too large.
#[derive(Clone, Copy)]
pub(super) enum Most {
    /// It is refused.
    Fail(usize),
    /// Its beginning is taken.
    Cut(usize),
}

pub(super) enum Answer {
    NotModified,
    Redirect(Url),
    Body(Body),
}

pub(super) struct Body {
    pub(super) url: Url,
    pub(super) headers: Vec<(String, String)>,
    pub(super) bytes: Vec<u8>,
    pub(super) fetched_at: Timestamp,
}

impl Body {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn validators(&self) -> Validators {
        let owned = |name: HeaderName| self.header(name.as_str()).map(str::to_owned);
        Validators { etag: owned(ETAG), last_modified: owned(LAST_MODIFIED) }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    Refused(Refusal),
    Failed(FetchFault),
}

impl Stop {
    /// How long the host asks to be left alone.
    pub(super) const fn rest(&self) -> Option<Duration> {
        match self {
            Self::Failed(FetchFault::SlowDown { seconds }) => Some(Duration::from_secs(*seconds)),
            Self::Failed(_) | Self::Refused(_) => None,
        }
    }
}

impl From<FetchFault> for Stop {
    fn from(fault: FetchFault) -> Self {
        Self::Failed(fault)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Fetcher {
    pub(super) fn new(
        policy: Arc<FetchPolicy>,
        agent: &Agent,
        clock: Clock,
        names: Names,
    ) -> Result<Self, reqwest::Error> {
        // A provider installed earlier serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(Arc::clone(&policy), names);
        let client = Client::builder()
            .user_agent(agent.header())
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .dns_resolver(guard.clone())
            .connect_timeout(policy.connect)
            .tls_version_min(Version::TLS_1_2)
            .http1_max_headers(MOST_HEADERS)
            .http2_max_header_list_size(MOST_HEADER_BYTES)
            .pool_max_idle_per_host(1)
            .build()?;
        Ok(Self { client, guard, policy, clock })
    }

    pub(super) const fn guard(&self) -> &Guard {
        &self.guard
    }

    pub(super) async fn ask(&self, ask: Ask<'_>) -> Result<Answer, Stop> {
        let started = Instant::now();
        tokio::time::timeout(ask.within, async {
            match self.ask_once(ask, false).await? {
                // 304 to somebody who has nothing: some cache in between is mistaken, and is asked to look again.
                Answer::NotModified if ask.validators.is_none() => match self.ask_once(ask, true).await? {
                    Answer::NotModified => Err(FetchFault::Status(304).into()),
                    answer => Ok(answer),
                },
                answer => Ok(answer),
            }
        })
        .await
        .unwrap_or_else(|_| {
            tracing::debug!(host = ask.url.host_str(), took = ?started.elapsed(), "fetch timed out");
            Err(FetchFault::TimedOut.into())
        })
    }

    async fn ask_once(&self, ask: Ask<'_>, past_caches: bool) -> Result<Answer, Stop> {
        self.guard.admit(ask.url)?;
        let mut request = self.client.get(ask.url.clone()).header(ACCEPT, ask.accept).header(ACCEPT_ENCODING, ACCEPTED);
        if past_caches {
            request = request.header(CACHE_CONTROL, "no-cache");
        }
        for (name, value) in conditions(ask.validators) {
            request = request.header(name, value);
        }
        let response = request.send().await.map_err(|error| explain(&error, ask.url, FetchFault::Protocol))?;
        self.check_peer(&response, ask.url)?;
        let head: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if head > MOST_HEADER_BYTES as usize {
            return Err(FetchFault::HeadersTooLarge.into());
        }
        match response.status() {
            StatusCode::OK => self.body(response, ask).await.map(Answer::Body),
            StatusCode::NOT_MODIFIED => Ok(Answer::NotModified),
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                let location = response.headers().get(LOCATION).map(reqwest::header::HeaderValue::as_bytes);
                Ok(Answer::Redirect(target(location, ask.url)?))
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let wait = retry_after::read(text(response.headers(), &RETRY_AFTER), self.clock.now());
                Err(FetchFault::SlowDown { seconds: wait.as_secs() }.into())
            }
            status => Err(FetchFault::Status(status.as_u16()).into()),
        }
    }

    /// The resolver gave out checked addresses only; this makes sure that nothing went past it.
    fn check_peer(&self, response: &Response, url: &Url) -> Result<(), Stop> {
        match response.remote_addr() {
            Some(peer) if !self.policy.allows(url) && !self.guard.is_reachable_peer(peer) => {
                Err(Refusal::NotPublic { host: url.host_str().unwrap_or_default().to_owned() }.into())
            }
            _ => Ok(()),
        }
    }

    async fn body(&self, mut response: Response, ask: Ask<'_>) -> Result<Body, Stop> {
        let (most, cuts) = match ask.most {
            Most::Fail(most) => (most, false),
            // Room to see that there is more than is taken.
            Most::Cut(most) => (most + MOST_BODY, true),
        };
        let stated = text(response.headers(), &CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
        if !cuts && stated.is_some_and(|stated| stated > most) {
            return Err(FetchFault::TooLarge.into());
        }
        let encoding = match response.headers().get(CONTENT_ENCODING) {
            None => "",
            Some(value) => value.to_str().map_err(|_| FetchFault::Encoding)?,
        };
        let mut unpacker = Unpacker::new(encoding, most)?;
        let headers = kept(response.headers());
        let url = ask.url.clone();
        while let Some(chunk) =
            response.chunk().await.map_err(|error| explain(&error, ask.url, FetchFault::Interrupted))?
        {
            unpacker.push(&chunk)?;
            if let Most::Cut(most) = ask.most
                && unpacker.len() > most
            {
                let mut bytes = unpacker.into_start();
                bytes.truncate(most);
                return Ok(Body { url, headers, bytes, fetched_at: self.clock.now() });
            }
        }
        Ok(Body { url, headers, bytes: unpacker.finish()?, fetched_at: self.clock.now() })
    }
}

/// What an error of the client means, from the innermost cause outwards.
fn explain(error: &reqwest::Error, url: &Url, otherwise: FetchFault) -> Stop {
    let host = || url.host_str().unwrap_or_default().to_owned();
    let mut broken = false;
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        match error.downcast_ref::<LookupFault>() {
            Some(LookupFault::NotPublic) => return Refusal::NotPublic { host: host() }.into(),
            Some(LookupFault::NotFound) => return FetchFault::Name { host: host() }.into(),
            None => {}
        }
        if let Some(io) = error.downcast_ref::<io::Error>() {
            broken = true;
            if is_tls(io) {
                return FetchFault::Tls { host: host() }.into();
            }
        }
        cause = error.source();
    }
    tracing::debug!(host = host(), ?error, "fetch failed");
    if error.is_timeout() {
        FetchFault::TimedOut.into()
    } else if error.is_connect() {
        FetchFault::Connect { host: host() }.into()
    } else if broken {
        FetchFault::Interrupted.into()
    } else {
        otherwise.into()
    }
}

/// TLS errors come wrapped in one or more errors of input and output, whose `source` leaves out what they wrap.
fn is_tls(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>() || inner.downcast_ref().is_some_and(is_tls))
}

/// `If-None-Match` and `If-Modified-Since` (RFC 9110, 13.1). What a server sent goes back as it came, or not at all.
fn conditions(validators: Option<&Validators>) -> impl Iterator<Item = (HeaderName, String)> {
    let Validators { etag, last_modified } = validators.cloned().unwrap_or_default();
    let is_plain = |value: &String| value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let etag = etag.filter(is_plain).map(|value| (IF_NONE_MATCH, value));
    let last_modified = last_modified.filter(is_plain).map(|value| (IF_MODIFIED_SINCE, value));
    etag.into_iter().chain(last_modified)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The headers that are kept with a page, names lower case.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let of_content = FIRST_HEADERS.iter().filter_map(|name| Some((*name, headers.get(*name)?)));
    let others = headers.iter().map(|(name, value)| (name.as_str(), value));
    let others = others.filter(|(name, _)| !FIRST_HEADERS.contains(name) && !COOKIES.contains(name));
    let mut room = MOST_KEPT;
    let fits = of_content.chain(others).filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        room = room.checked_sub(name.len() + value.len())?;
        Some((name.to_owned(), value.to_owned()))
    });
    fits.collect()
}

/// Where a redirect leads. From `https` it may not lead to `http`: the partner would be read over an open line.
fn target(location: Option<&[u8]>, from: &Url) -> Result<Url, Stop> {
    // Servers write other scripts as they stand, which a header's text should not but does hold.
    let location = location.and_then(|location| std::str::from_utf8(location).ok()).ok_or(FetchFault::BadRedirect)?;
    let to = from.join(location).map_err(|_| FetchFault::BadRedirect)?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(Refusal::Downgrade.into());
    }
    Ok(to)
}

/// The type the partner stated, as it stands.
pub(super) fn content_type(body: &Body) -> Option<&str> {
    body.header(CONTENT_TYPE.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d7_headers_are_kept_without_cookies_and_within_bounds_those_of_the_content_first() {
        let mut headers = HeaderMap::new();
        let mut say = |name: &'static str, value: &str| headers.append(name, value.parse().unwrap());
        say("server", "nginx");
        say("set-cookie", "id=7");
        say("link", &"x".repeat(MOST_KEPT));
        say("content-type", "text/html");
        say("vary", "Accept");
        say("vary", "Cookie");
        headers.append("x-odd", reqwest::header::HeaderValue::from_bytes(b"caf\xe9").unwrap());
        let kept = kept(&headers);
        let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let wanted = [("content-type", "text/html"), ("server", "nginx"), ("vary", "Accept"), ("vary", "Cookie")];
        assert_eq!(kept, wanted);
    }

    #[test]
    fn a_redirect_never_leads_from_a_secure_line_to_an_open_one() {
        let target = |from: &str, location: &str| target(Some(location.as_bytes()), &Url::parse(from).unwrap());
        assert_eq!(target("https://a.example/x", "http://a.example/y"), Err(Refusal::Downgrade.into()));
        assert_eq!(target("http://a.example/x", "https://a.example/y").unwrap().as_str(), "https://a.example/y");
        assert_eq!(target("https://a.example/x/", "../é?q").unwrap().as_str(), "https://a.example/%C3%A9?q");
        assert_eq!(target("https://a.example/", "//b.example/").unwrap().as_str(), "https://b.example/");
        assert_eq!(target("https://a.example/", "https://[x/"), Err(FetchFault::BadRedirect.into()));
    }
}
