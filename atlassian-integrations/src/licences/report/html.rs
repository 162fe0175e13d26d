//! Markup in which no text can pass for markup.

use std::fmt::{self, Display, Write as _};

/// A page as it grows. Markup is what stands in this program's own source; everything else is text.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Text, for between tags and within quotes.
    pub(super) fn text(&mut self, text: impl Display) {
        // Writing to a string does not fail, and a value whose `Display` does is shown as far as it came.
        let _ = write!(Escaped(&mut self.0), "{text}");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Writes markup (literals) and text (in parentheses): `html!(page, "<p>" (name) "</p>")`.
macro_rules! html {
    ($page:expr $(,)?) => {{}};
    ($page:expr, $markup:literal $($rest:tt)*) => {{
        $page.raw($markup);
        html!($page, $($rest)*)
    }};
    ($page:expr, ($text:expr) $($rest:tt)*) => {{
        $page.text(&$text);
        html!($page, $($rest)*)
    }};
}
pub(super) use html;

struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(' '),
                c if c.is_control() || steers(c) => self.0.push(char::REPLACEMENT_CHARACTER),
                c => self.0.push(c),
            }
        }
        Ok(())
    }
}

/// Whether a character turns the direction of text around, so that it reads as something else.
fn steers(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(text: &str) -> String {
        let mut page = Html::default();
        html!(page, (text));
        page.finish()
    }

    #[test]
    fn text_is_no_markup() {
        assert_eq!(
            escaped("<script>alert('a\"&')</script>"),
            "&lt;script&gt;alert(&#39;a&quot;&amp;&#39;)&lt;/script&gt;"
        );
        assert_eq!(
            escaped("a\u{202e}b\u{0}c\u{7f}d\n"),
            "a\u{fffd}b\u{fffd}c\u{fffd}d "
        );
        assert_eq!(escaped("人物 🦀 الاسم"), "人物 🦀 الاسم");
    }

    proptest! {
        #[test]
        fn nothing_gets_through(text: String) {
            let out = escaped(&text);
            prop_assert!(!out.contains(['<', '>', '"', '\'']), "{out}");
            for (at, _) in out.match_indices('&') {
                let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
                prop_assert!(known.iter().any(|entity| out[at..].starts_with(entity)), "{out}");
            }
        }
    }
}
