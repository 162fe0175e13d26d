//! Positions that are numbers: offset pages, one-based indexes, page numbers.

use super::envelope::Envelope;
use super::paging::Position;
use super::walk::Walk;
use crate::error::Result;

/// The number of a position; `start` for the first page.
pub(super) fn number(position: &Position, start: u64) -> u64 {
    match position {
        Position::Offset(offset) => *offset,
        Position::Start | Position::Token(_) | Position::Query(_) => start,
    }
}

/// A service that ignores the position would send its first page for ever.
pub(super) fn check_echo(walk: &Walk, at: &Position, envelope: &Envelope) -> Result<()> {
    let start = number(at, walk.paging.base());
    match envelope.start.filter(|echo| *echo != start) {
        Some(echo) => Err(walk.incomplete(format!(
            "the page at position {start} was asked for, and the service sent the one at {echo}"
        ))),
        None => Ok(()),
    }
}

/// Where the page after this one begins.
///
/// It is counted by the elements received, so a page that was clamped or came short loses nothing. The end is `isLast`,
/// or `total` where that flag is missing, or else an empty page.
pub(super) fn next(
    walk: &Walk,
    at: &Position,
    received: u64,
    envelope: &Envelope,
) -> Result<Option<Position>> {
    let base = walk.paging.base();
    let start = number(at, base);
    if envelope.is_last == Some(true) {
        return Ok(None);
    }
    let step = envelope
        .size
        .filter(|size| *size > 0)
        .unwrap_or(u64::from(walk.size))
        .max(1);
    let after = start + if received > 0 { received } else { step };
    match (envelope.total.map(|total| total + base), envelope.is_last) {
        (Some(_), None) if received > 0 && walk.paging.beyond_total => {
            Ok(Some(Position::Offset(after)))
        }
        (Some(end), None) if after >= end => {
            let listed = walk.yielded + walk.duplicates;
            let short = listed + base < end && !walk.resumed;
            if short && (walk.gaps || received == 0 && start < end) {
                return Err(walk.incomplete(format!(
                    "the service counts {} elements and sends empty pages before their end",
                    end - base
                )));
            }
            Ok(None)
        }
        (None, None) if received == 0 => Ok(None),
        _ => Ok(Some(Position::Offset(after))),
    }
}

/// The page after page number `at`. A short page is no end; an empty one is, unless the service promises more.
pub(super) fn next_number(
    walk: &Walk,
    at: &Position,
    received: u64,
    envelope: &Envelope,
) -> Option<Position> {
    let page = number(at, walk.paging.base());
    let ended = envelope.is_last.unwrap_or(received == 0);
    (!ended).then_some(Position::Offset(page + 1))
}
