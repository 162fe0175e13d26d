//! Forms with files (RFC 7578), taken apart strictly: what does not follow the rules is refused.

/// The largest head of one part, and the most parts of one form.
const HEAD_LIMIT: usize = 8 * 1024;
const PART_LIMIT: usize = 1_000;

/// One part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) name: String,
    pub(crate) filename: Option<String>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) bytes: &'a [u8],
}

/// Why a form was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bad {
    /// The content type is no form with files.
    Type,
    /// The content type names no boundary, or one that none can have.
    Boundary,
    /// Something between the boundaries is not as it must be.
    Form(&'static str),
}

/// The parts of a form, in the order in which they were sent.
pub(crate) fn parse<'a>(content_type: Option<&str>, body: &'a [u8]) -> Result<Vec<Part<'a>>, Bad> {
    let boundary = boundary(content_type.unwrap_or(""))?;
    let dash = format!("--{boundary}");
    let break_dash = format!("\r\n{dash}");
    // A preamble may stand before the first boundary; it ends with a line break.
    let mut rest = if body.starts_with(dash.as_bytes()) {
        body.get(dash.len()..)
    } else {
        split(body, break_dash.as_bytes()).map(|(_, rest)| rest)
    }
    .ok_or(Bad::Form("The form does not begin with its boundary."))?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        rest = after_padding(rest).ok_or(Bad::Form("A boundary does not end its line."))?;
        if parts.len() >= PART_LIMIT {
            return Err(Bad::Form("The form has too many parts."));
        }
        let (whole, next) = split(rest, break_dash.as_bytes())
            .ok_or(Bad::Form("The form ends before its last boundary."))?;
        parts.push(part(whole)?);
        rest = next;
    }
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let found = find(bytes, at)?;
    Some((bytes.get(..found)?, bytes.get(found + at.len()..)?))
}

/// Looks for the first byte first, which makes large files quick to search.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|b| *b == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Blanks may follow a boundary on its line, and nothing else.
fn after_padding(bytes: &[u8]) -> Option<&[u8]> {
    let blank = |b: &&u8| **b == b' ' || **b == b'\t';
    let padding = bytes.iter().take_while(blank).count();
    bytes.get(padding..)?.strip_prefix(b"\r\n")
}

fn boundary(content_type: &str) -> Result<String, Bad> {
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return Err(Bad::Type);
    }
    let boundary = parameter(parameters, "boundary").ok_or(Bad::Boundary)?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&b);
    let fits = (1..=70).contains(&boundary.len())
        && boundary.bytes().all(allowed)
        && !boundary.ends_with(' ');
    if fits {
        Ok(boundary)
    } else {
        Err(Bad::Boundary)
    }
}

/// The value of a parameter behind `;`, in quotes or without them. `None` where it is absent or the
/// parameters cannot be read.
fn parameter(text: &str, wanted: &str) -> Option<String> {
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = if let Some(quoted) = after.trim_start().strip_prefix('"') {
            unquote(quoted)?
        } else {
            let end = after.find(';').unwrap_or(after.len());
            let (value, after) = after.split_at_checked(end)?;
            (value.trim().to_owned(), after)
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after
            .trim_start()
            .strip_prefix(';')
            .unwrap_or("")
            .trim_start();
    }
    None
}

/// Text up to its closing quote, and what follows that. Only quotes and backslashes are escaped:
/// a lone backslash is part of the name, as browsers send paths.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, text.get(at + 1..)?)),
            '\\' => match chars.clone().next() {
                Some((_, next @ ('"' | '\\'))) => {
                    chars.next();
                    out.push(next);
                }
                _ => out.push(c),
            },
            other => out.push(other),
        }
    }
    None
}

fn part(whole: &[u8]) -> Result<Part<'_>, Bad> {
    // A part without headers would begin with its empty line; it has no name, so it is refused.
    let (head, bytes) =
        split(whole, b"\r\n\r\n").ok_or(Bad::Form("A part of the form has no head."))?;
    if head.len() > HEAD_LIMIT {
        return Err(Bad::Form("The head of a part is too long."));
    }
    let head = std::str::from_utf8(head)
        .map_err(|_| Bad::Form("The head of a part is not valid UTF-8."))?;
    let mut disposition = None;
    let mut content_type = None;
    for line in head.split("\r\n") {
        let (name, value) = line
            .split_once(':')
            .ok_or(Bad::Form("A header of a part has no name."))?;
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-disposition") {
            disposition = Some(value);
        } else if name.eq_ignore_ascii_case("content-type") {
            content_type = Some(value);
        }
    }
    let disposition = disposition.unwrap_or("");
    let (kind, parameters) = disposition.split_once(';').unwrap_or((disposition, ""));
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return Err(Bad::Form("A part of the form has no name."));
    }
    let name = parameter(parameters, "name").ok_or(Bad::Form("A part of the form has no name."))?;
    Ok(Part {
        name,
        filename: parameter(parameters, "filename").map(|name| without_escapes(&name)),
        content_type,
        bytes,
    })
}

/// Browsers write quotes and line breaks in file names as `%22`, `%0D` and `%0A`, and nothing else.
fn without_escapes(name: &str) -> String {
    name.replace("%22", "\"")
        .replace("%0D", "")
        .replace("%0A", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Option<&str> = Some("multipart/form-data; boundary=xx");

    fn bodies(body: &[u8]) -> Result<Vec<Vec<u8>>, Bad> {
        let parts = parse(TYPE, body)?;
        Ok(parts.into_iter().map(|p| p.bytes.to_vec()).collect())
    }

    #[test]
    fn parts_come_with_their_names_types_and_exact_bytes() {
        let body = "before\r\n--xx \t\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"отчёт; \\\"1\\\" %22🦀%22.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--xy\r\n\
            \r\n--xx\r\ncontent-disposition: form-data; filename=a\\b.txt; name=file\r\n\r\n\r\n--xx--\r\nafter";
        let parts = parse(TYPE, body.as_bytes()).unwrap();
        assert_eq!(
            parts,
            [
                Part {
                    name: "file".to_owned(),
                    filename: Some("отчёт; \"1\" \"🦀\".csv".to_owned()),
                    content_type: Some("text/csv"),
                    bytes: b"a,b\r\n--xy\r\n",
                },
                Part {
                    name: "file".to_owned(),
                    filename: Some("a\\b.txt".to_owned()),
                    content_type: None,
                    bytes: b"",
                },
            ]
        );
    }

    #[test]
    fn bytes_between_boundaries_are_not_touched() {
        let mut body = b"--xx\r\nContent-Disposition: form-data; name=f\r\n\r\n".to_vec();
        let bytes: Vec<u8> = (0..=255).chain(*b"\r\n-\r\n--x").collect();
        body.extend(&bytes);
        body.extend(b"\r\n--xx--");
        assert_eq!(bodies(&body).unwrap(), [bytes]);
    }

    #[test]
    fn what_breaks_the_rules_is_refused() {
        for (content_type, bad) in [
            (None, Bad::Type),
            (Some("multipart/mixed; boundary=xx"), Bad::Type),
            (Some("multipart/form-data"), Bad::Boundary),
            (Some("multipart/form-data; boundary="), Bad::Boundary),
            (Some("multipart/form-data; boundary=\"x"), Bad::Boundary),
            (Some("multipart/form-data; boundary=ä"), Bad::Boundary),
        ] {
            assert_eq!(parse(content_type, b"--xx--"), Err(bad), "{content_type:?}");
        }
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        assert_eq!(parse(Some(&long), b""), Err(Bad::Boundary));
        for body in [
            "",
            "no boundary",
            "--xx",
            "--xx\r\n",
            "--xx\r\nContent-Disposition: form-data; name=f\r\n\r\nabc",
            "--xx\nContent-Disposition: form-data; name=f\n\nabc\n--xx--",
            "--xx more\r\n\r\n--xx--",
            "--xx\r\n\r\nabc\r\n--xx--",
            "--xx\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--xx--",
            "--xx\r\nContent-Disposition: attachment; name=f\r\n\r\nabc\r\n--xx--",
            "--xx\r\nnonsense\r\n\r\nabc\r\n--xx--",
        ] {
            assert!(
                matches!(bodies(body.as_bytes()), Err(Bad::Form(_))),
                "{body}"
            );
        }
        let head = format!("--xx\r\nX: {}\r\n\r\n\r\n--xx--", "y".repeat(HEAD_LIMIT));
        assert!(bodies(head.as_bytes()).is_err());
        assert_eq!(bodies(b"--xx--").unwrap(), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_boundary_may_be_quoted() {
        let content_type = Some("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"");
        let body = b"--a b:c\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n1\r\n--a b:c--";
        assert_eq!(parse(content_type, body).unwrap().len(), 1);
    }
}
