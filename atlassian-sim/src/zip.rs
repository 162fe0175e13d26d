//! The list of files in a ZIP archive. Their bytes are not looked at.

/// One file of an archive.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// How long it is when it is taken out.
    pub(crate) size: u64,
}

/// The files in the order of the archive's own list; folders are left out. `None` for what is no
/// archive, or a broken one.
pub(crate) fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    const END: &[u8] = b"PK\x05\x06";
    // The end has 22 bytes and a comment of at most 65,535.
    let begin = bytes.len().saturating_sub(22 + 65_535);
    let at = bytes
        .get(begin..)?
        .windows(END.len())
        .rposition(|window| window == END)?
        + begin;
    let count = number(bytes, at + 10, 2)?;
    let mut at = usize::try_from(number(bytes, at + 16, 4)?).ok()?;
    let mut found = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let length = |offset| usize::try_from(number(bytes, at + offset, 2)?).ok();
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let name_at = at + 46;
        let text = String::from_utf8_lossy(bytes.get(name_at..name_at + name)?);
        if !text.ends_with('/') {
            found.push(Entry {
                name: text.into_owned(),
                size: number(bytes, at + 24, 4)?,
            });
        }
        at = name_at + name + extra + comment;
    }
    Some(found)
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with another program: a folder, `a/b.txt` of five bytes, and an empty file.
    const ARCHIVE: &[u8] = include_bytes!("../tests/data/small.zip");

    #[test]
    fn an_archive_lists_its_files_and_nothing_else_does() {
        let file = |name: &str, size| Entry {
            name: name.to_owned(),
            size,
        };
        let found = entries(ARCHIVE).unwrap();
        assert_eq!(found, [file("a/b.txt", 5), file("пустой", 0)]);
        assert_eq!(entries(b""), None);
        assert_eq!(entries(b"just text"), None);
        for cut in 0..ARCHIVE.len() {
            let _ = entries(&ARCHIVE[..cut]);
            let _ = entries(&ARCHIVE[cut..]);
        }
    }
}
