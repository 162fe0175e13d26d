//! The words that generated issues are made of.

use std::sync::Arc;

pub(super) const VERBS: [&str; 10] = [
    "Add", "Fix", "Remove", "Document", "Speed up", "Rewrite", "Test", "Review", "Upgrade", "Plan",
];
pub(super) const THINGS: [&str; 14] = [
    "the log-in page",
    "the export of reports",
    "the invoice service",
    "search results",
    "the nightly backup",
    "error messages",
    "the settings dialog",
    "the payment queue",
    "user avatars",
    "the mobile layout",
    "API tokens",
    "the release notes",
    "the onboarding mail",
    "database indexes",
];
pub(super) const WHERE: [&str; 8] = [
    "for large sites",
    "on slow networks",
    "in the first run",
    "after an upgrade",
    "with many users",
    "under load",
    "when a token expires",
    "for guests",
];
pub(super) const LABELS: [&str; 8] = [
    "backend",
    "customer",
    "performance",
    "regression",
    "security",
    "tech-debt",
    "ux",
    "Ünïcode",
];
pub(super) const SENTENCES: [&str; 8] = [
    "It happens once in a while, and nobody knows when.",
    "Several people asked for this.",
    "The steps are in the attached file.",
    "Let us do the simple thing first.",
    "This was agreed on in the last review.",
    "Works for me on the test system.",
    "Please look at the numbers again. <b>Really</b> & truly.",
    "Größe, 数量 and emoji 🦀 have to survive.",
];

/// A document of paragraphs.
pub(super) fn adf(paragraphs: &[&str]) -> Arc<str> {
    let content: Vec<serde_json::Value> = paragraphs
        .iter()
        .map(|text| {
            serde_json::json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
        })
        .collect();
    serde_json::json!({ "type": "doc", "version": 1, "content": content })
        .to_string()
        .into()
}

/// A list with code and a link, as people really write.
pub(super) fn rich(text: &str) -> Arc<str> {
    serde_json::json!({ "type": "doc", "version": 1, "content": [
        { "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": "What happens" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": text, "marks": [{ "type": "strong" }] },
            { "type": "text", "text": " See " },
            { "type": "text", "text": "the page", "marks": [{ "type": "link", "attrs": { "href": "https://example.com/page" } }] },
            { "type": "text", "text": "." },
        ] },
        { "type": "bulletList", "content": [
            { "type": "listItem", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "first" }] }] },
            { "type": "listItem", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "second" }] }] },
        ] },
        { "type": "codeBlock", "attrs": { "language": "rust" }, "content": [{ "type": "text", "text": "fn main() {}" }] },
    ] })
    .to_string()
    .into()
}
