//! JSON text becomes a value. Of a key that stands twice in an object the first counts (RFC 8259, 4, leaves it open);
//! nesting past what the parser bears, numbers past what a double holds and lone surrogates are refused.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::domain::reading::FetchFault;

/// Values in one text.
const MOST_VALUES: usize = 1_000_000;

pub(in crate::harvest) fn parse(text: &str) -> Result<Value, FetchFault> {
    let mut count = 0;
    let mut parser = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    let value = First(&mut count).deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    value.map_err(|_| if count > MOST_VALUES { FetchFault::TooComplex } else { FetchFault::NotJson })
}

/// A value of which the first of equal keys is kept; counts as it goes.
struct First<'a>(&'a mut usize);

impl<'de> DeserializeSeed<'de> for First<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        *self.0 += 1;
        if *self.0 > MOST_VALUES {
            return Err(D::Error::custom("too many values"));
        }
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for First<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        Value::deserialize(parser)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(First(self.0))? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(First(self.0))?;
            values.entry(key).or_insert(value);
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn r17_the_first_of_equal_keys_counts_and_what_no_json_can_say_is_refused() {
        assert_eq!(
            parse("\u{feff} {\"a\": 1, \"b\": [null, -2.5], \"a\": {\"c\": \"x\"}} "),
            Ok(json!({"a": 1, "b": [null, -2.5]}))
        );
        for wrong in ["", "{", "1e400", "\"\\ud800\"", "{} {}", "<html>", "nan", &"[".repeat(10_000)] {
            assert_eq!(parse(wrong), Err(FetchFault::NotJson), "{}", &wrong[..wrong.len().min(20)]);
        }
        assert_eq!(parse(&format!("[{}0]", "0,".repeat(MOST_VALUES))), Err(FetchFault::TooComplex));
    }
}
