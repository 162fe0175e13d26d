//! Lists in which one odd element does not lose the others.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Visitor};
use serde_json::value::RawValue;

use crate::decode::{DecodeError, decode};

/// How much of an element's JSON `Debug` shows, and of a reader's message the beginning, in characters.
const SHOWN: usize = 200;
/// How much of a long message's end is kept, in characters: it says what was expected.
const SHOWN_END: usize = 100;

/// The elements of a JSON array, each read on its own.
///
/// A field of this type reads any JSON array. An element that does not fit `T` is kept as an [`OddElement`], with its
/// JSON and the reason, and the elements after it are read all the same. Not an array at all is an error as usual.
///
/// ```
/// use atlassian_core::Elements;
///
/// let numbers: Elements<u32> = serde_json::from_str(r#"[1, "two", 3]"#)?;
/// assert_eq!(numbers.good().copied().collect::<Vec<_>>(), [1, 3]);
/// let odd = numbers.odd().next().expect("one does not fit");
/// assert_eq!((odd.index(), odd.raw()), (1, r#""two""#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Elements<T> {
    list: Vec<Result<T, OddElement>>,
}

/// An element of a JSON array that is not what the model says, kept whole.
///
/// # Troubleshooting
///
/// The service has changed, or sends something that nobody had seen when the model was written. [`raw`](Self::raw) has
/// everything that was sent: go on with it, and report [`path`](Self::path) and [`message`](Self::message), which
/// name the field and the reason.
#[derive(Clone, PartialEq, Eq)]
pub struct OddElement {
    index: usize,
    path: String,
    message: String,
    raw: String,
}

impl OddElement {
    /// Where the element stood in its array, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The field that did not fit, from the element on: `fields.assignee.accountId`. Empty if it is the element itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why it did not fit, in the words of the JSON reader; line and column count from the element's beginning.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The JSON of the element, exactly as sent. It can hold personal data.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }
}

impl fmt::Display for OddElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "element {} is not as expected", self.index)?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl fmt::Debug for OddElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self.raw.char_indices().nth(SHOWN) {
            Some((at, _)) => &format!("{}… ({} bytes)", &self.raw[..at], self.raw.len()),
            None => &self.raw,
        };
        f.debug_struct("OddElement")
            .field("index", &self.index)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("raw", shown)
            .finish()
    }
}

impl std::error::Error for OddElement {}

impl<T> Elements<T> {
    /// How many elements the array had, the odd ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the array had no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All elements in the order of the array, the odd ones as errors.
    pub fn iter(&self) -> std::slice::Iter<'_, Result<T, OddElement>> {
        self.list.iter()
    }

    /// The elements that could be read.
    pub fn good(&self) -> impl Iterator<Item = &T> {
        self.list.iter().filter_map(|element| element.as_ref().ok())
    }

    /// The elements that could not be read.
    pub fn odd(&self) -> impl Iterator<Item = &OddElement> {
        self.list
            .iter()
            .filter_map(|element| element.as_ref().err())
    }

    /// The elements as a plain list, or the first odd one as the error.
    pub fn into_vec(self) -> Result<Vec<T>, OddElement> {
        self.list.into_iter().collect()
    }
}

impl<T> Default for Elements<T> {
    fn default() -> Self {
        Self { list: Vec::new() }
    }
}

impl<T> IntoIterator for Elements<T> {
    type Item = Result<T, OddElement>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Elements<T> {
    type Item = &'a Result<T, OddElement>;
    type IntoIter = std::slice::Iter<'a, Result<T, OddElement>>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<T> FromIterator<Result<T, OddElement>> for Elements<T> {
    fn from_iter<I: IntoIterator<Item = Result<T, OddElement>>>(elements: I) -> Self {
        Self {
            list: elements.into_iter().collect(),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Elements<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, ElementsVisitor(PhantomData))
    }
}

/// What the look at a model's shape knows this type by.
pub(crate) const NAME: &str = "Elements";

struct ElementsVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for ElementsVisitor<T> {
    type Value = Elements<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        let raw = Vec::<Box<RawValue>>::deserialize(deserializer)?;
        Ok(raw
            .iter()
            .enumerate()
            .map(|(index, raw)| decode_one(index, raw.get()))
            .collect())
    }

    /// Only the look at a model's shape comes this way: it has no raw text to give.
    #[cfg(feature = "contract")]
    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        list.next_element::<T>()?;
        Ok(Elements::default())
    }
}

/// Reads the JSON text of one element, the `index`-th of its array.
pub(crate) fn decode_one<T: DeserializeOwned>(index: usize, raw: &str) -> Result<T, OddElement> {
    decode(raw.as_bytes()).map_err(|error| odd(index, error, raw))
}

fn odd(index: usize, error: DecodeError, raw: &str) -> OddElement {
    OddElement {
        index,
        path: error.path,
        message: without_middle(error.source.to_string()),
        raw: raw.to_owned(),
    }
}

/// A message can repeat a string of the answer, which may be megabytes long.
fn without_middle(message: String) -> String {
    let start = message.char_indices().nth(SHOWN).map(|(at, _)| at);
    let end = message.char_indices().nth_back(SHOWN_END).map(|(at, _)| at);
    match (start, end) {
        (Some(start), Some(end)) if start < end => {
            format!("{} … {}", &message[..start], &message[end..])
        }
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    struct User {
        id: u32,
        groups: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    struct Page {
        #[serde(default)]
        values: Elements<User>,
    }

    const BODY: &str = r#"{"values":[
        {"id":1,"groups":["admins"]},
        {"id":2,"groups":["users",7]},
        "nobody",
        {"id":4,"groups":[]}
    ]}"#;

    #[test]
    fn an_odd_element_does_not_lose_the_others() {
        let page: Page = serde_json::from_str(BODY).unwrap();
        assert_eq!((page.values.len(), page.values.is_empty()), (4, false));
        assert_eq!(
            page.values.good().map(|user| user.id).collect::<Vec<_>>(),
            [1, 4]
        );
        let odd: Vec<&OddElement> = page.values.odd().collect();
        assert_eq!((odd[0].index(), odd[0].path()), (1, "groups[1]"));
        assert_eq!(odd[0].raw(), r#"{"id":2,"groups":["users",7]}"#);
        assert!(
            odd[0]
                .to_string()
                .starts_with("element 1 is not as expected at `groups[1]`: invalid type")
        );
        assert_eq!((odd[1].index(), odd[1].path()), (2, ""));
        assert_eq!(
            page.values.iter().filter(|element| element.is_ok()).count(),
            2
        );
        assert_eq!((&page.values).into_iter().count(), 4);
        assert_eq!(page.values.into_vec().unwrap_err().index(), 1);
    }

    #[test]
    fn works_below_other_readers() {
        let mut text = serde_json::Deserializer::from_str(BODY);
        let page: Page = serde_path_to_error::deserialize(&mut text).unwrap();
        assert_eq!(page.values.odd().count(), 2);
        let page: Page = serde_json::from_slice(BODY.as_bytes()).unwrap();
        assert_eq!(page.values.odd().count(), 2);
        let page: Page = serde_json::from_value(serde_json::from_str(BODY).unwrap()).unwrap();
        assert_eq!(page.values.odd().count(), 2);
        let page: Page = serde_json::from_str("{}").unwrap();
        assert_eq!(page.values.into_vec().unwrap(), []);
        assert!(serde_json::from_str::<Elements<u8>>("{}").is_err());
        assert!(serde_json::from_str::<Elements<u8>>("[1,").is_err());
    }

    #[test]
    fn debug_shows_a_part_of_the_json() {
        let raw = format!("\"{}\"", "é".repeat(5000));
        let odd = decode_one::<u8>(7, &raw).unwrap_err();
        let shown = format!("{odd:?}");
        assert!(
            shown.len() < 1200 && shown.contains("(10002 bytes)"),
            "{shown}"
        );
        assert!(odd.message().contains("expected u8 at line 1"), "{odd}");
        assert_eq!(odd.raw(), raw);
        assert!(decode_one::<u8>(0, "1 2").is_err());
        assert_eq!(decode_one::<u8>(0, " 1 "), Ok(1));
    }

    proptest! {
        #[test]
        fn keeps_number_and_order(list in prop::collection::vec(prop_oneof![
            any::<u8>().prop_map(|n| json!(n)), any::<String>().prop_map(|s| json!(s)), Just(Value::Null)
        ], 0..20)) {
            let read: Elements<u8> = serde_json::from_value(json!(list)).unwrap();
            prop_assert_eq!(read.len(), list.len());
            for (index, (read, sent)) in read.into_iter().zip(&list).enumerate() {
                match read {
                    Ok(number) => prop_assert_eq!(sent, &json!(number)),
                    Err(odd) => {
                        prop_assert_eq!(odd.index(), index);
                        prop_assert_eq!(odd.raw(), sent.to_string());
                    }
                }
            }
        }
    }
}
