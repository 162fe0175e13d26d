//! One page of what a search found, and the token that leads to the next one.

use std::fmt::Write as _;

use super::Seen;
use crate::base64;
use crate::call::Call;
use crate::errors;
use crate::jira::issue_view::{Wanted, Writer, write_names};
use crate::reply::{Answer, Reply};
use crate::state::State;
use crate::time::DAY;

/// How many issues a page holds: many ids, but far fewer whole issues.
const IDS: usize = 5_000;
const WHOLE: usize = 100;
/// And where nobody says how many.
pub(crate) const USUAL: usize = 50;

/// Where a page left off. The search has to be the same one on every page.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    /// What was asked for, as a number.
    search: u64,
    /// How many issues the pages so far held.
    seen: usize,
    /// The last of them.
    last: u32,
    issued: i64,
}

const TOKEN_LIFE: i64 = 7 * DAY;

impl Token {
    fn write(&self) -> String {
        let Self {
            search,
            seen,
            last,
            issued,
        } = self;
        base64::encode(format!("{search}.{seen}.{last}.{issued}").as_bytes())
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(base64::decode(text)?).ok()?;
        let mut parts = text.split('.');
        let token = Self {
            search: parts.next()?.parse().ok()?,
            seen: parts.next()?.parse().ok()?,
            last: parts.next()?.parse().ok()?,
            issued: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(token)
    }
}

/// The search as a number (FNV-1a), to know it again.
fn fingerprint(jql: &str, caller: Option<u32>) -> u64 {
    let caller = caller.map_or(u64::MAX, u64::from).to_le_bytes();
    let bytes = jql.bytes().chain(caller);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One page of what was found.
pub(crate) struct Page<'a> {
    /// What makes this search another one than others of the same caller.
    pub(crate) identity: &'a str,
    pub(crate) token: Option<&'a str>,
    pub(crate) size: usize,
    pub(crate) seen: Seen<'a>,
    /// Show nothing but ids.
    pub(crate) bare: bool,
}

impl Page<'_> {
    pub(crate) fn answer(
        &self,
        call: &Call<'_>,
        state: &State,
        wanted: &Wanted,
        found: &[u32],
    ) -> Answer {
        let this = fingerprint(self.identity, call.caller);
        let start = match self.token {
            None => 0,
            Some(text) => {
                let token = Token::read(text).ok_or_else(errors::expired_page_token)?;
                if token.search != this || call.now() - token.issued > TOKEN_LIFE {
                    return Err(errors::expired_page_token());
                }
                // Behind the last issue shown, wherever that stands by now.
                let last = found.iter().position(|id| *id == token.last);
                last.map_or(token.seen, |at| at + 1)
            }
        };
        let most = if wanted.is_brief() { IDS } else { WHOLE };
        let size = if self.size == 0 {
            USUAL
        } else {
            self.size.min(most)
        };
        let rest = found.get(start..).unwrap_or(&[]);
        let page = &rest[..rest.len().min(size)];
        let next = page
            .last()
            .filter(|_| rest.len() > page.len())
            .map(|last| Token {
                search: this,
                seen: start + page.len(),
                last: *last,
                issued: call.now(),
            });
        Ok(Reply::raw_json(
            200,
            self.write(call, state, wanted, page, next.as_ref()),
        ))
    }

    fn write(
        &self,
        call: &Call<'_>,
        state: &State,
        wanted: &Wanted,
        page: &[u32],
        next: Option<&Token>,
    ) -> String {
        let bare = self.bare && wanted.is_brief();
        let mut out = String::with_capacity(page.len() * if bare { 16 } else { 4_096 });
        out.push_str(r#"{"issues":["#);
        let mut writer = Writer::new(call, state, wanted);
        let shown = page
            .iter()
            .filter_map(|id| self.seen.issue(state, *id, call.now()));
        for (at, issue) in shown.enumerate() {
            if at > 0 {
                out.push(',');
            }
            if bare {
                let _ = write!(out, r#"{{"id":"{}"}}"#, issue.id);
            } else {
                writer.listed(&mut out, issue);
            }
        }
        out.push(']');
        write_names(&mut out, state, wanted);
        if let Some(next) = next {
            let _ = write!(out, r#","nextPageToken":"{}""#, next.write());
        }
        let _ = write!(out, r#","isLast":{}}}"#, next.is_none());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_there_and_back_and_others_are_refused() {
        let token = Token {
            search: u64::MAX,
            seen: 3,
            last: 10_004,
            issued: 7,
        };
        assert_eq!(Token::read(&token.write()), Some(token));
        for bad in ["", "!", "MS4y", "MS4yLjMuNC41"] {
            assert_eq!(Token::read(bad), None, "{bad}");
        }
    }
}
