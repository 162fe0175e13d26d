//! Words of the program in a saved state: read back, each is kept once and for ever, as the program's
//! own are. A file that the program did not write is refused before, so that there are only few.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Deserializer};

/// A word that stands in the program.
pub(crate) type Word = &'static str;

static KNOWN: LazyLock<Mutex<HashSet<Word>>> = LazyLock::new(Mutex::default);

fn known(text: &str) -> Word {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = known.get(text) {
        return word;
    }
    let word: Word = Box::leak(Box::from(text));
    known.insert(word);
    word
}

pub(super) fn one<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    Ok(known(&Box::<str>::deserialize(from)?))
}

pub(super) fn many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Word>, D::Error> {
    let texts = Vec::<Box<str>>::deserialize(from)?;
    Ok(texts.iter().map(|text| known(text)).collect())
}

/// Fields and their values before and after.
pub(super) fn changes<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<(Word, String, String)>, D::Error> {
    let changes = Vec::<(Box<str>, String, String)>::deserialize(from)?;
    let known = |(field, before, after): (Box<str>, String, String)| (known(&field), before, after);
    Ok(changes.into_iter().map(known).collect())
}
