//! Wiki text, which versions of the API before 3 speak, as Atlassian Documents.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// How deep marks and lists may be nested; what is deeper stays text.
const DEEPEST: usize = 20;

/// Wiki text as a document. `name_of` knows people by their account ids.
pub(crate) fn from_wiki(text: &str, name_of: &dyn Fn(&str) -> Option<String>) -> Value {
    let reader = Reader { name_of };
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    json!({ "type": "doc", "version": 1, "content": reader.blocks(&lines, 0) })
}

struct Reader<'a> {
    name_of: &'a dyn Fn(&str) -> Option<String>,
}

/// The signs and the text of a line of a list.
fn list_line(line: &str) -> Option<(&str, &str)> {
    let (signs, text) = line.trim_start().split_once([' ', '\t'])?;
    let is_list = signs.len() <= DEEPEST
        && signs.chars().all(|c| matches!(c, '*' | '#' | '-'))
        && !signs.starts_with("--");
    (is_list && !signs.is_empty()).then_some((signs, text))
}

/// The level and the text of a heading.
fn heading(line: &str) -> Option<(u64, &str)> {
    let rest = line.strip_prefix('h')?;
    let level = u64::from(rest.chars().next()?.to_digit(10)?);
    let text = rest.get(1..)?.strip_prefix(". ")?;
    (1..=6).contains(&level).then_some((level, text))
}

/// What a line such as `{code:rust}` says behind the name.
fn opened<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let inside = line.trim().strip_prefix('{')?.strip_suffix('}')?;
    let rest = inside.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(':')).then(|| rest.trim_start_matches(':'))
}

impl Reader<'_> {
    fn blocks(&self, lines: &[&str], depth: usize) -> Vec<Value> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let rest = &lines[at..];
            let taken = if line.trim().is_empty() {
                1
            } else {
                self.block(rest, &mut out, depth)
            };
            at += taken.max(1);
        }
        out
    }

    /// Reads one block; how many lines it took.
    fn block(&self, lines: &[&str], out: &mut Vec<Value>, depth: usize) -> usize {
        let line = lines.first().copied().unwrap_or("");
        if let Some((level, text)) = heading(line) {
            let content = self.inline(text.trim(), &[], 0);
            out.push(json!({ "type": "heading", "attrs": { "level": level }, "content": content }));
            return 1;
        }
        if line.trim().len() >= 4 && line.trim().chars().all(|c| c == '-') {
            out.push(json!({ "type": "rule" }));
            return 1;
        }
        for name in ["code", "noformat", "quote", "panel"] {
            if let Some(said) = opened(line, name) {
                let found = lines
                    .iter()
                    .skip(1)
                    .position(|l| opened(l, name) == Some(""));
                if let Some(length) = found.filter(|_| depth < DEEPEST) {
                    out.push(self.boxed(name, said, &lines[1..=length], depth));
                    return length + 2;
                }
            }
        }
        if let Some(text) = line.strip_prefix("bq. ") {
            let paragraph = self.paragraph(text);
            out.push(json!({ "type": "blockquote", "content": [paragraph] }));
            return 1;
        }
        if list_line(line).is_some() {
            return self.lists(lines, out);
        }
        if line.starts_with('|') {
            let count = lines.iter().take_while(|l| l.starts_with('|')).count();
            let rows: Vec<Value> = lines[..count].iter().map(|l| self.row(l)).collect();
            out.push(json!({ "type": "table", "content": rows }));
            return count;
        }
        let begins = |line: &&&str| {
            line.trim().is_empty()
                || heading(line).is_some()
                || list_line(line).is_some()
                || line.starts_with('|')
                || line.starts_with("bq. ")
                || line.trim() == "----"
                || ["code", "noformat", "quote", "panel"]
                    .iter()
                    .any(|name| opened(line, name).is_some())
        };
        let count = 1 + lines.iter().skip(1).take_while(|l| !begins(l)).count();
        out.push(self.paragraph(&lines[..count].join("\n")));
        count
    }

    fn paragraph(&self, text: &str) -> Value {
        json!({ "type": "paragraph", "content": self.inline(text, &[], 0) })
    }

    /// What stands between `{code}` and `{code}` and the like.
    fn boxed(&self, name: &str, said: &str, lines: &[&str], depth: usize) -> Value {
        if name == "code" || name == "noformat" {
            let code = lines.join("\n");
            let content = if code.is_empty() {
                json!([])
            } else {
                json!([{ "type": "text", "text": code }])
            };
            let mut block = json!({ "type": "codeBlock", "content": content });
            let language = said.split('|').find(|part| !part.contains('='));
            if let Some(language) = language.filter(|l| !l.is_empty()) {
                block["attrs"] = json!({ "language": language });
            }
            return block;
        }
        let mut content = self.blocks(lines, depth + 1);
        if content.is_empty() {
            content.push(json!({ "type": "paragraph", "content": [] }));
        }
        if name == "quote" {
            // A quote holds no headings and the like: their text is kept.
            for part in &mut content {
                if part["type"] == "heading" {
                    *part = json!({ "type": "paragraph", "content": part["content"] });
                }
            }
            let fits = ["paragraph", "bulletList", "orderedList", "codeBlock"];
            content.retain(|part| fits.iter().any(|kind| part["type"] == *kind));
            return json!({ "type": "blockquote", "content": content });
        }
        let kinds = [
            "info", "note", "tip", "warning", "error", "success", "custom",
        ];
        let kind = said.split('|').find_map(|part| part.strip_prefix("type="));
        let kind = kind.filter(|kind| kinds.contains(kind)).unwrap_or("info");
        json!({ "type": "panel", "attrs": { "panelType": kind }, "content": content })
    }

    /// Lists with their items, and the lines that go on with an item; how many lines.
    fn lists(&self, lines: &[&str], out: &mut Vec<Value>) -> usize {
        let mut items: Vec<(&str, String)> = Vec::new();
        let mut count = 0;
        for line in lines {
            if let Some((signs, text)) = list_line(line) {
                items.push((signs, text.to_owned()));
            } else if line.trim().is_empty()
                || heading(line).is_some()
                || line.starts_with(['|', '{'])
            {
                break;
            } else if let Some((_, text)) = items.last_mut() {
                text.push('\n');
                text.push_str(line);
            }
            count += 1;
        }
        out.extend(self.nested(&items, 0));
        count
    }

    /// The lists of these items, which are all at least this deep.
    fn nested(&self, items: &[(&str, String)], depth: usize) -> Vec<Value> {
        let sign = |item: &(&str, String)| item.0.chars().nth(depth).unwrap_or('*') == '#';
        let mut lists = Vec::new();
        for run in items.chunk_by(|a, b| sign(a) == sign(b)) {
            let mut of_list: Vec<Value> = Vec::new();
            let mut at = 0;
            while let Some((signs, text)) = run.get(at) {
                let mut content = Vec::new();
                if signs.len() == depth + 1 {
                    content.push(self.paragraph(text));
                    at += 1;
                }
                let deeper = run[at..]
                    .iter()
                    .take_while(|i| i.0.len() > depth + 1)
                    .count();
                content.extend(self.nested(&run[at..at + deeper], depth + 1));
                at += deeper;
                of_list.push(json!({ "type": "listItem", "content": content }));
            }
            let ordered = run.first().is_some_and(sign);
            let kind = if ordered { "orderedList" } else { "bulletList" };
            lists.push(json!({ "type": kind, "content": of_list }));
        }
        lists
    }

    fn row(&self, line: &str) -> Value {
        let mut cells = Vec::new();
        let mut rest = line.trim_end();
        while !rest.trim_matches('|').is_empty() {
            let header = rest.starts_with("||");
            rest = rest.trim_start_matches('|');
            let end = bar(rest);
            let kind = if header { "tableHeader" } else { "tableCell" };
            let paragraph = self.paragraph(rest[..end].trim());
            cells.push(json!({ "type": kind, "attrs": {}, "content": [paragraph] }));
            rest = &rest[end..];
        }
        if cells.is_empty() {
            let paragraph = self.paragraph("");
            cells.push(json!({ "type": "tableCell", "attrs": {}, "content": [paragraph] }));
        }
        json!({ "type": "tableRow", "content": cells })
    }

    /// Text with its marks and what stands in a line with it.
    fn inline(&self, text: &str, marks: &[Value], depth: usize) -> Vec<Value> {
        let mut line = Line {
            reader: self,
            marks,
            depth,
            out: Vec::new(),
            plain: String::new(),
            hopeless: BTreeSet::new(),
        };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            at += line.step(text, at, c).unwrap_or_else(|| {
                line.plain.push(c);
                c.len_utf8()
            });
        }
        line.flush();
        line.out
    }
}

/// Where the cell of a table ends: at a bar that is neither escaped nor inside a link.
fn bar(text: &str) -> usize {
    let mut escaped = false;
    let mut in_link = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_link = true,
            ']' => in_link = false,
            '|' if !in_link => return at,
            _ => {}
        }
    }
    text.len()
}

struct Line<'a> {
    reader: &'a Reader<'a>,
    marks: &'a [Value],
    depth: usize,
    out: Vec<Value>,
    plain: String,
    /// Ends that were looked for in vain, so that nobody looks again.
    hopeless: BTreeSet<String>,
}

fn mark_of(sign: char) -> Option<Value> {
    Some(match sign {
        '*' => json!({ "type": "strong" }),
        '_' => json!({ "type": "em" }),
        '-' => json!({ "type": "strike" }),
        '+' => json!({ "type": "underline" }),
        '~' => json!({ "type": "subsup", "attrs": { "type": "sub" } }),
        '^' => json!({ "type": "subsup", "attrs": { "type": "sup" } }),
        _ => return None,
    })
}

impl Line<'_> {
    fn flush(&mut self) {
        if self.plain.is_empty() {
            return;
        }
        let mut text = json!({ "type": "text", "text": std::mem::take(&mut self.plain) });
        if !self.marks.is_empty() {
            text["marks"] = self.marks.into();
        }
        self.out.push(text);
    }

    /// Something that is no text.
    fn put(&mut self, node: Value) {
        self.flush();
        self.out.push(node);
    }

    /// Text inside one more mark.
    fn marked(&mut self, mark: Value, text: &str) {
        self.flush();
        let mut marks = self.marks.to_vec();
        marks.push(mark);
        self.out
            .extend(self.reader.inline(text, &marks, self.depth + 1));
    }

    /// Where an end stands, from a place on.
    fn end(&mut self, text: &str, from: usize, end: &str) -> Option<usize> {
        if self.depth >= DEEPEST || self.hopeless.contains(end) {
            return None;
        }
        let found = text.get(from..)?.find(end).map(|at| from + at);
        if found.is_none() {
            self.hopeless.insert(end.to_owned());
        }
        found
    }

    /// Reads what is no plain text; how many bytes it took.
    fn step(&mut self, text: &str, at: usize, c: char) -> Option<usize> {
        let rest = &text[at..];
        match c {
            '\n' => {
                self.put(json!({ "type": "hardBreak" }));
                Some(1)
            }
            '\\' => self.backslash(rest),
            '&' if rest.starts_with("&#92;") => {
                self.plain.push('\\');
                Some(5)
            }
            '{' => self.brace(text, at),
            '[' => self.link(text, at),
            sign => {
                let before = text[..at].chars().next_back();
                let next = rest[c.len_utf8()..].chars().next()?;
                let opens = !before.is_some_and(char::is_alphanumeric) && !next.is_whitespace();
                let mark = mark_of(sign).filter(|_| opens && next != sign)?;
                let inside = at + 1;
                let end = self.closing(text, inside, sign)?;
                self.marked(mark, &text[inside..end]);
                Some(end + 1 - at)
            }
        }
    }

    fn backslash(&mut self, rest: &str) -> Option<usize> {
        let next = rest[1..].chars().next()?;
        if next == '\\' {
            let behind = rest[2..].chars().next();
            if behind.is_none_or(char::is_whitespace) {
                self.put(json!({ "type": "hardBreak" }));
                return Some(2 + usize::from(behind == Some(' ')));
            }
        }
        if next.is_ascii_punctuation() {
            self.plain.push(next);
            return Some(2);
        }
        None
    }

    /// Where a sign closes on the same line: behind a word and not inside one.
    fn closing(&mut self, text: &str, from: usize, sign: char) -> Option<usize> {
        let key = sign.to_string();
        if self.depth >= DEEPEST || self.hopeless.contains(&key) {
            return None;
        }
        let mut before = None;
        let mut chars = text[from..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if c == sign
                && before.is_some_and(|b: char| !b.is_whitespace() && b != '\\')
                && !next.is_some_and(char::is_alphanumeric)
            {
                return Some(from + at);
            }
            before = Some(c);
        }
        self.hopeless.insert(key);
        None
    }

    /// `{{code}}`, `{color:red}x{color}`, `{*}x{*}`.
    fn brace(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        if rest.starts_with("{{") {
            let end = self.end(text, at + 2, "}}").filter(|end| *end > at + 2)?;
            let mut marks: Vec<Value> = self.marks.to_vec();
            marks.retain(|mark| mark["type"] == "link");
            marks.insert(0, json!({ "type": "code" }));
            self.put(json!({ "type": "text", "text": &text[at + 2..end], "marks": marks }));
            return Some(end + 2 - at);
        }
        let close = at + rest.find('}')?;
        let name = &text[at + 1..close];
        let mut signs = name.chars();
        if let (Some(sign), None) = (signs.next(), signs.next()) {
            let mark = mark_of(sign)?;
            let end = self.end(text, close + 1, &format!("{{{sign}}}"))?;
            self.marked(mark, &text[close + 1..end]);
            return Some(end + 3 - at);
        }
        let color = name
            .strip_prefix("color:")
            .filter(|color| !color.is_empty())?;
        let end = self.end(text, close + 1, "{color}")?;
        let mark = json!({ "type": "textColor", "attrs": { "color": color } });
        self.marked(mark, &text[close + 1..end]);
        Some(end + 7 - at)
    }

    /// `[~accountid:…]`, `[text|address]`, `[address]`.
    fn link(&mut self, text: &str, at: usize) -> Option<usize> {
        let end = self.end(text, at + 1, "]")?;
        let inside = &text[at + 1..end];
        let length = end + 1 - at;
        if let Some(id) = inside
            .strip_prefix("~accountid:")
            .filter(|id| !id.is_empty())
        {
            let name =
                (self.reader.name_of)(id).map_or_else(String::new, |name| format!("@{name}"));
            self.put(json!({ "type": "mention", "attrs": { "id": id, "text": name } }));
            return Some(length);
        }
        let mut parts = inside.split('|');
        let first = parts.next().unwrap_or("");
        let href = parts.next().unwrap_or(first).trim();
        let is_address =
            href.contains("://") || href.starts_with(['#', '/']) || href.starts_with("mailto:");
        if !is_address || href.contains(char::is_whitespace) || first.is_empty() {
            return None;
        }
        if matches!(parts.next(), Some("smart-link" | "smart-card")) {
            self.put(json!({ "type": "inlineCard", "attrs": { "url": href } }));
        } else {
            self.marked(json!({ "type": "link", "attrs": { "href": href } }), first);
        }
        Some(length)
    }
}
