//! One page of a source, politely: asked for only where guard, site and robots.txt allow, each redirect judged anew,
//! and not taken again when it is as it was.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sha2::{Digest, Sha256};
use tokio::time::Instant;
use url::Url;

use super::{
    Reader,
    fetch::{Answer, Ask, Body, MOST_BODY, Most, Stop, content_type},
    media_type,
    robots::{self, Robots},
    rules::Rules,
    unpack::unpack_file,
};
use crate::domain::{
    candidate::{Known, KnownPage, KnownRobots, Validators},
    reading::{Counts, FetchFault, Refusal, Snapshot},
    turn::Asking,
};

pub(super) const MOST_REDIRECTS: usize = 5;

/// How long a robots.txt may be kept (RFC 9309, 2.4).
const ROBOTS_KEPT: Duration = Duration::from_hours(24);
/// A larger robots.txt is not remembered between readings.
const MOST_KEPT_ROBOTS: usize = 64 * 1024;

/// The requests of one reading.
pub(super) struct Visit<'a> {
    pub(super) reader: &'a Reader,
    pub(super) rules: Arc<Rules>,
    /// Least pause between requests, as the settings have it.
    pub(super) delay: Duration,
    pub(super) before: &'a Known,
    /// What the next reading will know.
    pub(super) after: Known,
    pub(super) counts: Counts,
    pub(super) retry_after: Option<Duration>,
    /// A host was not asked, for it wants to be left alone.
    turned_away: bool,
    robots: HashMap<String, Arc<Robots>>,
    at_hand: Option<AtHand>,
    takes_scripts: bool,
}

/// Pages fetched a moment ago for the same person, by the address asked for: who looks at several ways to read one site
/// asks the partner for each page once.
#[derive(Clone, Default)]
pub(super) struct AtHand(Arc<Mutex<HashMap<Url, Fetched>>>);

impl AtHand {
    fn get(&self, url: &Url) -> Option<Fetched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(url).cloned()
    }

    fn put(&self, url: &Url, fetched: &Fetched) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(url.clone(), fetched.clone());
    }
}

/// A page of the source.
pub(super) enum Visited {
    /// As it was when it was last read; the address after redirects.
    Same(Url),
    New(Box<Fetched>),
}

#[derive(Clone)]
pub(super) struct Fetched {
    pub(super) url: Url,
    /// As the partner stated it, for its charset.
    pub(super) content_type: Option<String>,
    pub(super) snapshot: Snapshot,
    pub(super) validators: Validators,
}

impl<'a> Visit<'a> {
    pub(super) fn new(reader: &'a Reader, rules: Arc<Rules>, delay: Duration, before: &'a Known) -> Self {
        // Other rules make other candidates of the same pages: then nothing counts as read.
        let pages = if before.rules == rules.hash { before.pages.clone() } else { BTreeMap::new() };
        let since = if before.rules == rules.hash { before.since.clone() } else { BTreeMap::new() };
        let after = Known {
            rules: rules.hash.clone(),
            pages,
            items: before.items.clone(),
            since,
            robots: BTreeMap::new(),
            unread: before.unread.clone(),
        };
        Self {
            reader,
            rules,
            delay,
            before,
            after,
            counts: Counts::default(),
            retry_after: None,
            turned_away: false,
            robots: HashMap::new(),
            at_hand: None,
            takes_scripts: false,
        }
    }

    /// Takes pages from those at hand, and puts there what it fetches.
    pub(super) fn sharing(mut self, at_hand: AtHand) -> Self {
        self.at_hand = Some(at_hand);
        self
    }

    /// Takes a script for a text: the data a page is filled with may be named in one.
    pub(super) fn taking_scripts(mut self) -> Self {
        self.takes_scripts = true;
        self
    }

    /// What is remembered of a page, if it was read by these rules.
    pub(super) fn known_page(&self, url: &Url) -> Option<&'a KnownPage> {
        let page = self.before.pages.get(url.as_str()).filter(|_| self.before.rules == self.rules.hash);
        page.map(|page| &**page)
    }

    /// A page of the source; `again` allows the answer that it is as it was.
    pub(super) async fn page(&mut self, address: &Url, again: bool) -> Result<Visited, Stop> {
        let fetched = self.at_hand.as_ref().and_then(|at_hand| at_hand.get(address));
        if let Some(fetched) =
            fetched.filter(|fetched| self.rules.sites.hold(address) && self.rules.sites.hold(&fetched.url))
        {
            return Ok(Visited::New(Box::new(fetched)));
        }
        let visited = self.fetch(address, again).await?;
        if let (Some(at_hand), Visited::New(fetched)) = (&self.at_hand, &visited) {
            at_hand.put(address, fetched);
        }
        Ok(visited)
    }

    async fn fetch(&mut self, address: &Url, again: bool) -> Result<Visited, Stop> {
        let mut url = address.clone();
        let mut seen = HashSet::from([url.clone()]);
        let mut left = self.reader.policy.total;
        let accept = self.rules.kind.accept();
        for _ in 0..=MOST_REDIRECTS {
            let asking = self.admit(&url, &mut left).await?;
            let known = self.known_page(&url).filter(|_| again);
            let validators = known.map(|page| &page.validators).filter(|validators| !validators.is_empty());
            let ask = Ask { url: &url, validators, most: Most::Fail(MOST_BODY), accept, within: left };
            let (answer, took) = self.ask(ask, asking).await;
            left = left.saturating_sub(took);
            match answer? {
                Answer::NotModified => {
                    self.counts.not_modified += 1;
                    return Ok(Visited::Same(url));
                }
                Answer::Body(body) => return self.fetched(body, known),
                Answer::Redirect(to) => {
                    if !seen.insert(to.clone()) {
                        return Err(FetchFault::TooManyRedirects.into());
                    }
                    url = to;
                }
            }
        }
        Err(FetchFault::TooManyRedirects.into())
    }

    fn fetched(&mut self, mut body: Body, known: Option<&KnownPage>) -> Result<Visited, Stop> {
        self.counts.bodies += 1;
        let mut stated = content_type(&body).map(str::to_owned);
        if self.rules.kind.may_be_packed() {
            let packed = body.bytes.len();
            body.bytes = unpack_file(body.bytes, MOST_BODY)?;
            // The type stated is then that of the packing.
            stated = stated.filter(|_| body.bytes.len() == packed);
        }
        let media_type = if self.takes_scripts && media_type::is_script(stated.as_deref()) {
            "text/plain".to_owned()
        } else {
            media_type::judge(stated.as_deref(), &body.bytes)?
        };
        let sha256 = hex::encode(Sha256::digest(&body.bytes));
        let validators = body.validators();
        if known.is_some_and(|known| known.sha256 == sha256) {
            if let Some(page) = self.after.pages.get_mut(body.url.as_str()) {
                Arc::make_mut(page).validators = validators;
            }
            return Ok(Visited::Same(body.url));
        }
        let Body { url, headers, bytes, fetched_at } = body;
        let snapshot = Snapshot { url: url.to_string(), headers, content_type: media_type, fetched_at, sha256, bytes };
        Ok(Visited::New(Box::new(Fetched { url, content_type: stated, snapshot, validators })))
    }

    /// Whether a page may be fetched, and how far from other requests. What robots.txt takes is taken from `left`: a host that
    /// drags out both holds nobody longer than one that drags out one.
    async fn admit(&mut self, url: &Url, left: &mut Duration) -> Result<Asking, Stop> {
        self.reader.fetcher.guard().admit(url)?;
        if !self.rules.sites.hold(url) {
            return Err(Refusal::OtherSite { host: url.host_str().unwrap_or_default().to_owned() }.into());
        }
        let robots = self.robots(url, left).await?;
        match &*robots {
            Robots::Unreachable(why) => Err(Refusal::RobotsUnreachable { why: Box::new(why.clone()) }.into()),
            rules if rules.allows(url.as_str()) => {
                Ok(Asking { pause: self.pause(url), crawl_delay: Some(robots.delay()) })
            }
            _ => Err(Refusal::Robots { url: url.to_string() }.into()),
        }
    }

    fn pause(&self, url: &Url) -> Duration {
        if self.reader.policy.allows(url) { self.delay } else { self.delay.max(self.reader.policy.least_delay) }
    }

    /// One request, when it is its turn, and how long it took; waiting does not count. Of a host that wants to be left alone nothing is asked.
    async fn ask(&mut self, ask: Ask<'_>, asking: Asking) -> (Result<Answer, Stop>, Duration) {
        let reader = self.reader;
        if ask.within.is_zero() {
            return (Err(FetchFault::TimedOut.into()), Duration::ZERO);
        }
        let pass = match reader.gate.enter(&reader.policy.host_of(ask.url), asking, ask.within).await {
            Ok(pass) => pass,
            Err(away) => {
                self.turned_away = true;
                return (Err(self.slow_down(away.0).into()), Duration::ZERO);
            }
        };
        let started = Instant::now();
        self.counts.requests += 1;
        let answer = reader.fetcher.ask(ask).await;
        let took = started.elapsed();
        let rest = answer.as_ref().err().and_then(Stop::rest);
        pass.leave(rest).await;
        if let Some(rest) = rest {
            self.slow_down(rest);
        }
        (answer, took)
    }

    /// Remembers when to come again.
    fn slow_down(&mut self, rest: Duration) -> FetchFault {
        self.retry_after = self.retry_after.max(Some(rest));
        FetchFault::SlowDown { seconds: rest.as_secs().max(1) }
    }

    /// The rules of an address's origin: remembered for a day, else asked for.
    async fn robots(&mut self, url: &Url, left: &mut Duration) -> Result<Arc<Robots>, Stop> {
        let origin = url.origin().ascii_serialization();
        if let Some(robots) = self.robots.get(&origin) {
            return Ok(Arc::clone(robots));
        }
        let now = self.reader.clock.now();
        let kept = self.before.robots.get(&origin);
        let read = match kept {
            Some(kept) if now.since(kept.fetched_at) < ROBOTS_KEPT && kept.fetched_at <= now => Ok(kept.clone()),
            _ => self.fetch_robots(url, kept, left).await,
        };
        let robots = match read {
            Ok(read) => {
                let robots = if read.text.is_empty() {
                    Robots::AllowAll
                } else {
                    Robots::parse(self.reader.agent.token(), &read.text)
                };
                if read.text.len() <= MOST_KEPT_ROBOTS {
                    self.after.robots.insert(origin.clone(), read);
                }
                robots
            }
            // It was not even asked: that says nothing of what it allows.
            Err(why) if self.turned_away => return Err(why.into()),
            Err(why) => Robots::Unreachable(why),
        };
        let robots = Arc::new(robots);
        self.robots.insert(origin, Arc::clone(&robots));
        Ok(robots)
    }

    async fn fetch_robots(
        &mut self,
        url: &Url,
        kept: Option<&KnownRobots>,
        left: &mut Duration,
    ) -> Result<KnownRobots, FetchFault> {
        let mut at = url.join("/robots.txt").map_err(|_| FetchFault::BadRedirect)?;
        let fetched_at = self.reader.clock.now();
        let nothing = || KnownRobots { text: String::new(), validators: Validators::default(), fetched_at };
        for _ in 0..=MOST_REDIRECTS {
            if self.reader.fetcher.guard().admit(&at).is_err() {
                // It leads to where nobody may look.
                return Err(FetchFault::BadRedirect);
            }
            let validators = kept.map(|kept| &kept.validators).filter(|validators| !validators.is_empty());
            let ask = Ask {
                url: &at,
                validators,
                most: Most::Cut(robots::MOST_BYTES),
                accept: "text/plain,*/*;q=0.5",
                within: *left,
            };
            let asking = Asking { pause: self.pause(&at), crawl_delay: None };
            let (answer, took) = self.ask(ask, asking).await;
            *left = left.saturating_sub(took);
            match answer {
                Ok(Answer::Body(body)) => {
                    let text = robots::text_of(&body.bytes);
                    return Ok(KnownRobots { text, validators: body.validators(), fetched_at });
                }
                Ok(Answer::NotModified) => {
                    return Ok(kept.map_or_else(nothing, |kept| KnownRobots { fetched_at, ..kept.clone() }));
                }
                Ok(Answer::Redirect(to)) => at = to,
                Err(Stop::Failed(FetchFault::Status(400..=499))) => return Ok(nothing()),
                Err(Stop::Failed(fault)) => return Err(fault),
                Err(Stop::Refused(_)) => return Err(FetchFault::BadRedirect),
            }
        }
        // As good as none (RFC 9309, 2.3.1.2).
        Ok(nothing())
    }
}
