//! The pages in memory: a bounded number of bytes, those asked for often staying longest.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};
use tokio::sync::OwnedMutexGuard;

use super::{
    forms::{Effort, Form},
    key::Key,
};
use crate::{domain::Timestamp, web::assets::matches_etag};

/// All pages in all their forms, with their keys. A compressed page has about 10 kB.
const BYTES: u64 = 16 << 20;
/// Of a page beside its content and key: headers, and its place in the cache.
const OVERHEAD: usize = 1 << 10;
/// A first guess that costs little memory.
const PAGES: usize = 2_000;
/// Days since the calendar's beginning fit in these bits beside the count of changes.
const DAY_BITS: u32 = 24;

/// The kept pages of a process.
#[derive(Debug)]
pub struct Kept {
    pages: Cache<Key, Arc<Page>, Weight>,
    /// How many changes this process has seen of what pages show.
    changes: AtomicU64,
    /// Pages that are being made; whoever else wants one waits.
    turns: Mutex<HashMap<Key, Arc<Making>>>,
}

/// What everything a page may show looked like; another day is another version, for pages name it.
pub(super) type Version = u64;

#[derive(Clone, Copy, Debug)]
struct Weight;

impl Weighter<Key, Arc<Page>> for Weight {
    fn weight(&self, key: &Key, page: &Arc<Page>) -> u64 {
        (key.len() + page.bytes() + OVERHEAD) as u64
    }
}

#[derive(Debug, Default)]
struct Making {
    lock: Arc<tokio::sync::Mutex<()>>,
    given_up: AtomicBool,
}

/// The right to make a page. Where the one before could not, everybody has it at once.
pub(super) struct Turn<'a> {
    kept: &'a Kept,
    key: &'a Key,
    making: Arc<Making>,
    held: Option<OwnedMutexGuard<()>>,
}

impl Turn<'_> {
    pub fn give_up(self) {
        self.making.given_up.store(true, Ordering::Release);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        drop(self.held.take());
        let mut turns = self.kept.turns();
        // Ours and the table's: nobody waits.
        if Arc::strong_count(&self.making) == 2 {
            turns.remove(self.key);
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            pages: Cache::with_weighter(PAGES, BYTES, Weight),
            changes: AtomicU64::default(),
            turns: Mutex::default(),
        }
    }
}

impl Kept {
    /// Something that pages show has changed: each is looked at again before it is next sent.
    pub fn outdate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn version(&self, now: Timestamp) -> Version {
        let day = u64::try_from(now.to_utc().date().to_julian_day()).unwrap_or(0);
        (self.changes.load(Ordering::Acquire) << DAY_BITS) | day
    }

    /// The page as it is now.
    pub(super) fn fresh(&self, key: &Key, version: Version) -> Option<Arc<Page>> {
        self.pages.get(key).filter(|page| page.version.load(Ordering::Acquire) == version)
    }

    /// The page for others than the first who asked: with the wanted form of it packed well, once for all of them; and that
    /// form, or how it is there.
    pub(super) fn in_form(&self, key: &Key, page: Arc<Page>, wanted: Form) -> (Arc<Page>, Form) {
        let wanted = wanted.for_length(page.length);
        if page.is_packed_well(wanted) {
            return (page, wanted);
        }
        match page.with_form(wanted) {
            Some(fuller) => {
                let fuller = Arc::new(fuller);
                self.pages.insert(key.clone(), Arc::clone(&fuller));
                (fuller, wanted)
            }
            // It cannot be compressed: it is sent as it is.
            None => match page.with_form(Form::Plain) {
                Some(plain) => (Arc::new(plain), Form::Plain),
                None => (page, Form::Plain),
            },
        }
    }

    /// Keeps a page; where it is as it was, the kept one with its forms stays and nothing is packed.
    pub(super) fn put(
        &self,
        key: &Key,
        parts: &Parts,
        content: &Bytes,
        wanted: Form,
        version: Version,
    ) -> (Arc<Page>, Form) {
        let headers = sent_headers(parts, content);
        if let Some(page) = self.pages.get(key).filter(|page| page.headers == headers) {
            page.version.store(version, Ordering::Release);
            return self.in_form(key, page, wanted);
        }
        let form = wanted.for_length(content.len());
        let page = Arc::new(Page::with_headers(headers, content, form, version));
        self.pages.insert(key.clone(), Arc::clone(&page));
        let form = if page.form(form).is_some() { form } else { Form::Plain };
        (page, form)
    }

    /// Waits until nobody else makes this page.
    pub(super) async fn turn<'a>(&'a self, key: &'a Key) -> Turn<'a> {
        let making = Arc::clone(self.turns().entry(key.clone()).or_default());
        let lock = Arc::clone(&making.lock);
        // Made before waiting: whoever goes away meanwhile leaves nothing behind.
        let mut turn = Turn { kept: self, key, making, held: None };
        let held = lock.lock_owned().await;
        if !turn.making.given_up.load(Ordering::Acquire) {
            turn.held = Some(held);
        }
        turn
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<Key, Arc<Making>>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Headers of a page, with a validator made of its content: two pages with the same are the same.
fn sent_headers(parts: &Parts, content: &Bytes) -> HeaderMap {
    let mut headers = parts.headers.clone();
    headers.remove(header::CONTENT_LENGTH);
    // Weak: compressed forms share it (RFC 9110, 8.8.3.3).
    let etag = format!("W/\"{}\"", hex::encode(&Sha256::digest(content)[..16]));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The text size is a cookie. Nothing else of a page depends on who asks.
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers
}

/// A page as it is sent: its headers, and its content in the forms asked for so far.
#[derive(Debug)]
pub(super) struct Page {
    version: AtomicU64,
    headers: HeaderMap,
    forms: [Option<Bytes>; Form::ALL.len()],
    /// The form the first who asked was given, as long as it is packed quickly only.
    quick: Option<Form>,
    length: usize,
}

impl Page {
    /// `form` is the one it is kept in; uncompressed where that fails.
    pub fn new(parts: &Parts, content: &Bytes, form: Form, version: Version) -> Self {
        Self::with_headers(sent_headers(parts, content), content, form, version)
    }

    fn with_headers(headers: HeaderMap, content: &Bytes, form: Form, version: Version) -> Self {
        let mut forms = [const { None }; Form::ALL.len()];
        match form.pack(content, Effort::Quick) {
            Some(packed) => forms[form as usize] = Some(packed),
            None => forms[Form::Plain as usize] = Some(content.clone()),
        }
        let quick = (form != Form::Plain).then_some(form);
        Self { version: version.into(), headers, forms, quick, length: content.len() }
    }

    fn is_packed_well(&self, form: Form) -> bool {
        self.form(form).is_some() && self.quick != Some(form)
    }

    fn form(&self, form: Form) -> Option<&Bytes> {
        self.forms[form as usize].as_ref()
    }

    /// None when it cannot be made.
    fn with_form(&self, form: Form) -> Option<Self> {
        let (from, packed) = Form::ALL.into_iter().find_map(|form| Some((form, self.form(form)?)))?;
        let mut forms = self.forms.clone();
        forms[form as usize] = Some(form.pack(&from.unpack(packed)?, Effort::Thorough)?);
        let version = self.version.load(Ordering::Acquire).into();
        let quick = self.quick.filter(|quick| *quick != form);
        Some(Self { version, headers: self.headers.clone(), forms, quick, length: self.length })
    }

    fn bytes(&self) -> usize {
        self.forms.iter().flatten().map(Bytes::len).sum()
    }

    /// The page in a form it has, or 304 for those who have it already.
    pub fn answer(&self, form: Form, asked: &HeaderMap) -> Response {
        let mut headers = self.headers.clone();
        let etag = headers.get(header::ETAG).and_then(|etag| etag.to_str().ok()).unwrap_or_default();
        if asked.contains_key(header::IF_NONE_MATCH) && matches_etag(asked, etag) {
            headers.remove(header::CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        if let Some(coding) = form.coding() {
            headers.insert(header::CONTENT_ENCODING, coding);
        }
        let content = self.form(form).cloned().unwrap_or_default();
        let mut response = Response::new(Body::from(content));
        *response.headers_mut() = headers;
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;
    use crate::{domain::Clock, web::SiteSettings};

    fn key() -> Key {
        let site =
            SiteSettings { origin: "https://a.example".into(), trusted_proxies: Vec::new(), contact: String::new() };
        Key::of(&Request::get("/en/about").body(Body::empty()).unwrap(), &site).unwrap()
    }

    #[test]
    fn a_page_made_anew_and_found_the_same_is_not_packed_again() {
        let (kept, key, parts) = (Kept::default(), key(), Response::new(Body::empty()).into_parts().0);
        let content = Bytes::from("A page of some length. ".repeat(100));
        let version = |kept: &Kept| kept.version(Clock::System.now());
        let (first, form) = kept.put(&key, &parts, &content, Form::Gzip, version(&kept));
        let (second, _) = kept.in_form(&key, kept.fresh(&key, version(&kept)).unwrap(), Form::Gzip);
        let packed = |page: &Page| page.form(form).map(|bytes| bytes.as_ref().as_ptr());
        assert_ne!(packed(&first), packed(&second), "quickly for the first, well for all others");
        kept.outdate();
        assert!(kept.fresh(&key, version(&kept)).is_none());
        let (again, _) = kept.put(&key, &parts, &content.slice(..), Form::Gzip, version(&kept));
        assert_eq!(packed(&second), packed(&again), "the same bytes, not others like them");
        assert!(kept.fresh(&key, version(&kept)).is_some());

        let (other, _) = kept.put(&key, &parts, &Bytes::from("Another. ".repeat(100)), Form::Gzip, version(&kept));
        assert_ne!(other.headers, again.headers);
    }
}
