//! The bytes of attachments. Generated ones are made when asked for, the same each time.

use std::borrow::Cow;

use super::issue::{Attachment, Content};

impl Attachment {
    pub(crate) fn bytes(&self) -> Cow<'_, [u8]> {
        self.content.bytes(&self.mime, self.id.into())
    }
}

impl Content {
    /// Of a file of this type and id.
    pub(crate) fn bytes(&self, mime: &str, id: u64) -> Cow<'_, [u8]> {
        match self {
            Self::Uploaded(bytes) => Cow::Borrowed(bytes),
            Self::Generated { size } => made(mime, id, *size as usize).into(),
        }
    }
}

fn made(mime: &str, id: u64, size: usize) -> Vec<u8> {
    match mime {
        "image/png" => picture(size),
        "text/csv" => lines(size, |at| format!("{at},{id},{}\n", at * 7 % 100)),
        _ => lines(size, |at| format!("Line {at} of attachment {id}.\n")),
    }
}

fn lines(size: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    let mut out = Vec::with_capacity(size + 40);
    let mut at = 1;
    while out.len() < size {
        out.extend(line(at).into_bytes());
        at += 1;
    }
    out.truncate(size);
    out
}

/// A picture of one grey dot; a comment in it makes it as long as it has to be. It is never shorter
/// than the dot itself.
pub(crate) fn picture(size: usize) -> Vec<u8> {
    const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n";
    // One row: no filter, then one grey value; stored, not compressed.
    const DOT: &[u8] = &[
        0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81,
    ];
    let mut out = HEAD.to_vec();
    chunk(&mut out, *b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    // Both chunks that follow have a frame of twelve bytes, as has the comment.
    let comment = b"Comment\0";
    let rest = out.len() + DOT.len() + 12 + 12;
    if let Some(room) = size.checked_sub(rest + 12 + comment.len()) {
        let mut text = comment.to_vec();
        text.resize(comment.len() + room, b'.');
        chunk(&mut out, *b"tEXt", &text);
    }
    chunk(&mut out, *b"IDAT", DOT);
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(0);
    out.extend(length.to_be_bytes());
    let begin = out.len();
    out.extend(kind);
    out.extend(data);
    let sum = crc(out.get(begin..).unwrap_or_default());
    out.extend(sum.to_be_bytes());
}

/// The checksum of chunks.
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_bytes_are_as_many_as_promised_and_always_the_same() {
        for mime in ["text/plain", "text/csv", "image/png"] {
            for size in [100, 101, 5_000, 20_099] {
                let bytes = made(mime, 10_007, size);
                assert_eq!(bytes.len(), size, "{mime}");
                assert_eq!(bytes, made(mime, 10_007, size));
            }
        }
        assert_eq!(made("text/plain", 7, 12), b"Line 1 of at");
    }

    #[test]
    fn checksums_are_those_of_other_programs() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
    }
}
