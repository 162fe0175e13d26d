//! Cursors: opaque to callers, they name the last row of a page, so that rows added or taken away
//! before it do not shift the next page.

use crate::query::encode;

/// The cursor of the page that begins at `end`, ready for a query string.
pub(super) fn after(end: usize, keys: &[u64]) -> String {
    let last = end.checked_sub(1).and_then(|at| keys.get(at));
    let text = match last {
        Some(last) => format!("{end}:{last}"),
        None => format!("{end}:"),
    };
    let digits: Vec<String> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    encode(&format!("_sa_{}", digits.concat()))
}

/// Where the page of a cursor begins; `None` for what is none.
pub(super) fn position(cursor: &str, keys: &[u64]) -> Option<usize> {
    let digits = cursor.strip_prefix("_sa_")?;
    let bytes: Option<Vec<u8>> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect();
    let text = String::from_utf8(bytes?).ok()?;
    let (end, last) = text.split_once(':')?;
    let end: usize = end.parse().ok()?;
    if last.is_empty() {
        return Some(end);
    }
    let last: u64 = last.parse().ok()?;
    // Where the last row is gone, its place has been taken by the next.
    let found = keys.iter().position(|key| *key == last);
    Some(found.map_or(end.saturating_sub(1), |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_holds_its_place_when_rows_come_and_go() {
        let cursor = after(2, &[10, 20, 30]);
        assert_eq!(position(&cursor, &[10, 20, 30]), Some(2));
        assert_eq!(position(&cursor, &[5, 10, 20, 30]), Some(3));
        assert_eq!(position(&cursor, &[10, 30]), Some(1));
        assert_eq!(position(&after(0, &[1]), &[1]), Some(0));
        for bad in ["", "2", "_sa_", "_sa_zz", "_sa_3", "_sa_é", "_sa_31"] {
            assert_eq!(position(bad, &[10]), None, "{bad}");
        }
    }
}
