//! Texts, in the forms in which Confluence takes and gives them.

use std::collections::BTreeMap;

use atlassian_core::model::Deserialize;
use atlassian_core::open_enum;
use atlassian_document::Document;
use serde::ser::{Error, SerializeStruct};
use serde::{Serialize, Serializer};

open_enum! {
    /// The form of a text.
    ///
    /// Listings give the first two only. What is read to be written again must be read in one of them: all others are
    /// made from the text for looking at it.
    pub enum BodyFormat {
        /// Confluence's own XHTML.
        Storage = "storage",
        /// A tree of nodes, see [`Document`].
        Document = "atlas_doc_format",
        /// HTML as the page shows it.
        View = "view",
        /// HTML that stands for itself.
        ExportView = "export_view",
        /// The same as somebody sees it who is not logged in.
        AnonymousExportView = "anonymous_export_view",
        /// HTML with its styles.
        StyledView = "styled_view",
        /// What the former editor worked on.
        Editor = "editor",
    }
}

/// A text, in the forms that were asked for: none unless one was.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Body(Option<BTreeMap<String, Representation>>);

/// A text in one form.
#[derive(Clone, Debug, Deserialize)]
struct Representation {
    value: Option<String>,
}

impl Body {
    /// The text in this form, if it was asked for. A [`Document`](BodyFormat::Document) comes as JSON.
    #[must_use]
    pub fn get(&self, format: &BodyFormat) -> Option<&str> {
        let forms = self.0.as_ref()?;
        forms.get(format.as_str())?.value.as_deref()
    }

    /// The text as Confluence's own XHTML.
    #[must_use]
    pub fn storage(&self) -> Option<&str> {
        self.get(&BodyFormat::Storage)
    }

    /// The text as HTML.
    #[must_use]
    pub fn view(&self) -> Option<&str> {
        self.get(&BodyFormat::View)
    }

    /// The text as a tree.
    ///
    /// # Errors
    /// What was sent is no document.
    pub fn document(&self) -> serde_json::Result<Option<Document>> {
        self.get(&BodyFormat::Document)
            .map(serde_json::from_str)
            .transpose()
    }
}

/// A text to write.
///
/// ```
/// use confluence_client::content::NewBody;
/// use confluence_client::document::Document;
///
/// let plain = NewBody::storage("<p>Ship it.</p>");
/// let tree: NewBody = Document::new().into();
/// assert_ne!(plain, tree);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBody(Text);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    Storage(String),
    Wiki(String),
    Document(Document),
}

impl NewBody {
    /// Confluence's own XHTML. What is not well-formed is refused (400).
    pub fn storage(xhtml: impl Into<String>) -> Self {
        Self(Text::Storage(xhtml.into()))
    }

    /// Confluence's former markup. It is kept as XHTML.
    pub fn wiki(markup: impl Into<String>) -> Self {
        Self(Text::Wiki(markup.into()))
    }
}

impl From<Document> for NewBody {
    fn from(document: Document) -> Self {
        Self(Text::Document(document))
    }
}

impl From<&Document> for NewBody {
    fn from(document: &Document) -> Self {
        document.clone().into()
    }
}

impl Serialize for NewBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("NewBody", 2)?;
        match &self.0 {
            Text::Storage(text) => {
                body.serialize_field("representation", "storage")?;
                body.serialize_field("value", text)?;
            }
            Text::Wiki(text) => {
                body.serialize_field("representation", "wiki")?;
                body.serialize_field("value", text)?;
            }
            Text::Document(document) => {
                // The service wants the tree as JSON in a string.
                let text = serde_json::to_string(document).map_err(S::Error::custom)?;
                body.serialize_field("representation", "atlas_doc_format")?;
                body.serialize_field("value", &text)?;
            }
        }
        body.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_written_in_its_form() {
        let shown = |body: NewBody| serde_json::to_value(body).unwrap();
        assert_eq!(
            shown(NewBody::storage("<p>a</p>")),
            json!({"representation": "storage", "value": "<p>a</p>"})
        );
        assert_eq!(
            shown(NewBody::wiki("h1. a")),
            json!({"representation": "wiki", "value": "h1. a"})
        );
        let tree = shown((&Document::new()).into());
        let text = tree["value"].as_str().unwrap();
        assert_eq!(tree["representation"], "atlas_doc_format");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(text).unwrap(),
            json!({"type": "doc", "version": 1, "content": []})
        );
    }

    #[test]
    fn a_text_is_read_in_the_forms_that_came() {
        let read = |json| serde_json::from_value::<Body>(json).unwrap();
        for nothing in [json!(null), json!({}), json!({"storage": {}})] {
            let body = read(nothing);
            assert_eq!((body.storage(), body.view()), (None, None));
            assert!(body.document().unwrap().is_none());
        }
        let tree = r#"{"type":"doc","version":1,"content":[]}"#;
        let body = read(json!({
            "storage": {"representation": "storage", "value": "<p/>"}, "view": {"value": "<p></p>"},
            "editor": {"value": "e"}, "atlas_doc_format": {"representation": "atlas_doc_format", "value": tree}
        }));
        assert_eq!(
            (body.storage(), body.view()),
            (Some("<p/>"), Some("<p></p>"))
        );
        assert_eq!(body.get(&BodyFormat::Editor), Some("e"));
        assert_eq!(body.document().unwrap(), Some(Document::new()));
        let broken = read(json!({"atlas_doc_format": {"value": "<p/>"}}));
        assert!(broken.document().is_err());
    }
}
