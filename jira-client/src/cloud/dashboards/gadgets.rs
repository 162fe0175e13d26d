//! What is on dashboards.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, open_enum};

use super::GadgetId;

/// What can be put on dashboards.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AvailableGadgets {
    /// Each kind of gadget.
    pub gadgets: Elements<AvailableGadget>,
}

/// A kind of gadget. It has a module key or an address.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AvailableGadget {
    /// What it is called.
    pub title: Option<String>,
    /// Its module key.
    pub module_key: Option<String>,
    /// Its address.
    pub uri: Option<String>,
}

/// The gadgets on a dashboard.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DashboardGadgets {
    /// Each of them.
    pub gadgets: Elements<Gadget>,
}

/// A gadget on a dashboard.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Gadget {
    /// Its id.
    pub id: GadgetId,
    /// Its title.
    pub title: Option<String>,
    /// Its color.
    pub color: Option<GadgetColor>,
    /// Where it is.
    pub position: Option<GadgetPosition>,
    /// Its kind, by the module key.
    pub module_key: Option<String>,
    /// Its kind, by the address.
    pub uri: Option<String>,
}

/// A place on a dashboard: row and column, from 0 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GadgetPosition {
    /// From the top.
    pub row: u32,
    /// From the left.
    pub column: u32,
}

impl GadgetPosition {
    /// The first row and the first column are 0.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

/// A gadget to be put on a dashboard: at the top of the first column, unless a place is named.
///
/// ```
/// use jira_client::cloud::dashboards::{GadgetPosition, NewGadget};
///
/// let gadget = NewGadget::module("com.example.app:burndown").title("Burndown").position(GadgetPosition::new(0, 1));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewGadget {
    #[serde(skip_serializing_if = "Option::is_none")]
    module_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    /// Its title; the usual one of its kind unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its color.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<GadgetColor>,
    /// Its place. The gadgets below make room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<GadgetPosition>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ignore_uri_and_module_key_validation: bool,
}

impl NewGadget {
    /// Of the kind with this module key.
    #[must_use]
    pub fn module(key: impl Into<String>) -> Self {
        Self::of(Some(key.into()), None)
    }

    /// Of the kind with this address.
    #[must_use]
    pub fn uri(uri: impl Into<String>) -> Self {
        Self::of(None, Some(uri.into()))
    }

    fn of(module_key: Option<String>, uri: Option<String>) -> Self {
        Self {
            module_key,
            uri,
            title: None,
            color: None,
            position: None,
            ignore_uri_and_module_key_validation: false,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Its color.
    #[must_use]
    pub fn color(mut self, color: impl Into<GadgetColor>) -> Self {
        self.color = Some(color.into());
        self
    }

    /// Its place.
    #[must_use]
    pub fn position(mut self, position: GadgetPosition) -> Self {
        self.position = Some(position);
        self
    }

    /// Even if the site does not know its kind: the app that has it can be installed later.
    #[must_use]
    pub fn even_if_unknown(mut self) -> Self {
        self.ignore_uri_and_module_key_validation = true;
        self
    }
}

open_enum! {
    /// The color of a gadget's frame.
    pub enum GadgetColor {
        /// Blue.
        Blue = "blue",
        /// Red.
        Red = "red",
        /// Yellow.
        Yellow = "yellow",
        /// Green.
        Green = "green",
        /// Cyan.
        Cyan = "cyan",
        /// Purple.
        Purple = "purple",
        /// Gray.
        Gray = "gray",
        /// White.
        White = "white",
    }
}
