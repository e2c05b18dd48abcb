//! What a harvester asks for, and what is wrong with a question (OAI-PMH 2.0, 3.6 and 4).

use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};
use uuid::Uuid;

use crate::domain::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Identify,
    ListMetadataFormats { identifier: Option<String> },
    ListSets,
    GetRecord { identifier: String, format: Format },
    ListIdentifiers(List),
    ListRecords(List),
}

/// The forms in which a record can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Unqualified Dublin Core.
    OaiDc,
    /// Everything, in our own schema.
    Practice,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::OaiDc, Self::Practice];

    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::OaiDc => "oai_dc",
            Self::Practice => "practice",
        }
    }

    fn find(prefix: &str) -> Result<Self, Failure> {
        Self::ALL
            .into_iter()
            .find(|format| format.prefix() == prefix)
            .ok_or_else(|| Failure::new("cannotDisseminateFormat", "the formats are oai_dc and practice"))
    }
}

/// A list, from a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub format: Format,
    pub scope: Scope,
    /// What was given already; none at the beginning.
    pub after: Option<Position>,
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// A topic.
    pub set: Option<String>,
    pub from: Option<Timestamp>,
    /// The last moment that still counts.
    pub until: Option<Timestamp>,
}

/// A place in a list: records are in the order of their stamp, then of their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub seconds: i64,
    pub id: Uuid,
}

/// What is wrong with a question: one of the protocol's codes, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub code: &'static str,
    pub why: String,
}

impl Failure {
    pub fn new(code: &'static str, why: impl Into<String>) -> Self {
        Self { code, why: why.into() }
    }

    fn argument(why: impl Into<String>) -> Self {
        Self::new("badArgument", why)
    }

    #[must_use]
    pub fn unknown(identifier: &str) -> Self {
        Self::new("idDoesNotExist", format!("there is no record \"{identifier}\""))
    }

    #[must_use]
    pub fn nothing() -> Self {
        Self::new("noRecordsMatch", "no record is in this set and time")
    }
}

impl Request {
    /// Reads the arguments of a request, decoded.
    ///
    /// # Errors
    /// With the code of 3.6: an unknown verb, an argument missing, unknown, repeated or malformed.
    pub fn read(arguments: &[(String, String)]) -> Result<Self, Failure> {
        let Ok(Some(verb)) = Asked(arguments).one("verb") else {
            return Err(Failure::new("badVerb", "one argument \"verb\" is needed"));
        };
        let asked = Asked(arguments);
        match verb {
            "Identify" => asked.only(&[]).map(|()| Self::Identify),
            "ListMetadataFormats" => {
                asked.only(&["identifier"])?;
                Ok(Self::ListMetadataFormats { identifier: asked.one("identifier")?.map(str::to_owned) })
            }
            "ListSets" => match asked.only(&["resumptionToken"]).and_then(|()| asked.one("resumptionToken"))? {
                None => Ok(Self::ListSets),
                // All sets are given at once, so no token was ever given out.
                Some(_) => Err(bad_token()),
            },
            "GetRecord" => {
                asked.only(&["identifier", "metadataPrefix"])?;
                let identifier = asked.needed("identifier")?.to_owned();
                Ok(Self::GetRecord { identifier, format: Format::find(asked.needed("metadataPrefix")?)? })
            }
            "ListIdentifiers" => asked.list().map(Self::ListIdentifiers),
            "ListRecords" => asked.list().map(Self::ListRecords),
            _ => Err(Failure::new("badVerb", "the verb is none of the six")),
        }
    }
}

struct Asked<'a>(&'a [(String, String)]);

impl<'a> Asked<'a> {
    fn one(&self, name: &str) -> Result<Option<&'a str>, Failure> {
        let mut values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Failure::argument(format!("\"{name}\" is repeated"))),
            (value, None) => Ok(value),
        }
    }

    fn needed(&self, name: &str) -> Result<&'a str, Failure> {
        self.one(name)?.ok_or_else(|| Failure::argument(format!("\"{name}\" is missing")))
    }

    fn only(&self, names: &[&str]) -> Result<(), Failure> {
        match self.0.iter().find(|(name, _)| name != "verb" && !names.contains(&name.as_str())) {
            Some((name, _)) => Err(Failure::argument(format!("\"{name}\" does not belong to this verb"))),
            None => Ok(()),
        }
    }

    fn list(&self) -> Result<List, Failure> {
        if let Some(token) = self.one("resumptionToken")? {
            self.only(&["resumptionToken"])?;
            return List::from_token(token).ok_or_else(bad_token);
        }
        self.only(&["metadataPrefix", "set", "from", "until"])?;
        let format = Format::find(self.needed("metadataPrefix")?)?;
        let (from, until) = (self.one("from")?, self.one("until")?);
        if let (Some(from), Some(until)) = (from, until)
            && from.len() != until.len()
        {
            return Err(Failure::argument("\"from\" and \"until\" differ in granularity"));
        }
        let moment = |value: Option<&str>, last| match value {
            None => Ok(None),
            Some(value) => moment(value, last)
                .map(Some)
                .ok_or_else(|| Failure::argument("dates are YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")),
        };
        let (from, until) = (moment(from, false)?, moment(until, true)?);
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            return Err(Failure::argument("\"from\" is later than \"until\""));
        }
        Ok(List { format, scope: Scope { set: self.one("set")?.map(str::to_owned), from, until }, after: None })
    }
}

fn bad_token() -> Failure {
    Failure::new("badResumptionToken", "this resumptionToken was not given out here")
}

/// A day, or a second of it, in UTC; `last` gives the last moment of what is named.
fn moment(value: &str, last: bool) -> Option<Timestamp> {
    let at = if value.len() == 10 {
        let day = Date::parse(value, format_description!("[year]-[month]-[day]")).ok()?;
        let time = if last { time::macros::time!(23:59:59) } else { time::Time::MIDNIGHT };
        day.with_time(time).assume_utc()
    } else {
        let exact = value.len() == 20 && value.ends_with('Z');
        OffsetDateTime::parse(value, &Rfc3339).ok().filter(|_| exact)?
    };
    Some(Timestamp::from_utc(at))
}

impl List {
    /// All a list is, so that nothing has to be remembered between two requests (3.5): format, set, from, until, and where
    /// it goes on.
    #[must_use]
    pub fn token_after(&self, place: Position) -> String {
        let seconds = |at: Option<Timestamp>| at.map(|at| at.unix_seconds().to_string()).unwrap_or_default();
        let set = self.scope.set.as_deref().unwrap_or_default();
        let (from, until) = (seconds(self.scope.from), seconds(self.scope.until));
        format!("{}~{set}~{from}~{until}~{}~{}", self.format.prefix(), place.seconds, place.id)
    }

    fn from_token(token: &str) -> Option<Self> {
        let parts: Vec<&str> = token.split('~').collect();
        let &[format, set, from, until, seconds, id] = parts.as_slice() else { return None };
        let moment = |text: &str| match text {
            "" => Some(None),
            text => text.parse::<i64>().ok()?.checked_mul(1_000_000).map(Timestamp::from_micros).map(Some),
        };
        Some(Self {
            format: Format::find(format).ok()?,
            scope: Scope {
                set: Some(set).filter(|set| !set.is_empty()).map(str::to_owned),
                from: moment(from)?,
                until: moment(until)?,
            },
            after: Some(Position { seconds: seconds.parse().ok()?, id: id.parse().ok()? }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Request, Failure> {
        let arguments: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Request::read(&arguments)
    }

    #[test]
    fn what_is_wrong_is_said_in_the_words_of_the_protocol() {
        for (query, code) in [
            ("", "badVerb"),
            ("verb=identify", "badVerb"),
            ("verb=Identify&verb=Identify", "badVerb"),
            ("verb=Identify&set=a", "badArgument"),
            ("verb=ListRecords", "badArgument"),
            ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01T00:00:00%2B01:00", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-01", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-03T00:00:00Z", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=a&set=b", "badArgument"),
            ("verb=ListRecords&resumptionToken=a&metadataPrefix=oai_dc", "badArgument"),
            ("verb=ListRecords&resumptionToken=oai_dc~~~~9~x", "badResumptionToken"),
            ("verb=ListIdentifiers&resumptionToken=oai_dc~~99999999999999999~~9~x", "badResumptionToken"),
            ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
            ("verb=GetRecord&identifier=x", "badArgument"),
        ] {
            assert_eq!(read(query).unwrap_err().code, code, "{query}");
        }
    }

    #[test]
    fn a_list_goes_on_where_its_token_says() {
        let query = "verb=ListRecords&metadataPrefix=oai_dc&set=roma&from=2024-01-01&until=2024-12-31";
        let Ok(Request::ListRecords(list)) = read(query) else { panic!("a list") };
        assert_eq!(list.scope.until.map(Timestamp::unix_seconds), Some(1_735_689_599));
        let place = Position { seconds: 1_710_000_000, id: Uuid::from_u128(5) };
        let token = list.token_after(place);
        let next = read(&format!("verb=ListRecords&resumptionToken={token}"));
        assert_eq!(next, Ok(Request::ListRecords(List { after: Some(place), ..list })));
    }
}
