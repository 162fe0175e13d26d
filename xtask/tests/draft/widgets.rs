//! DRAFT of Widgets: rewrite every sentence marked so, and check every guess.

use std::collections::BTreeMap;

use atlassian_core::{
    Elements, NoContent, Page, Paging, Timestamp, id_type, open_enum, operations,
};
use serde::{Deserialize, Serialize};

operations! {
    /// DRAFT: the handle of Widgets.
    pub struct Widgets;

    /// DRAFT: Get all widgets.
    list: ListWidgets = GET "/widget" => Page<Widget> {
        permission "Browse global";
        scopes ["read:work"];
        granular ["read:widget:shop"];
        takes { query kind = "type": String }
        query {
            /// DRAFT: the parameter `request`.
            request_value = "request": String,
        }
        query_repeated {
            /// DRAFT: the parameter `ownerIds`.
            owner_ids = "ownerIds": OwnerId,
        }
        query_joined {
            /// DRAFT: A comma-separated list.
            expand = "expand": String,
        }
        pages Widget = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// DRAFT: Add widget.
    create: CreateWidget = POST "/widget" => Widget {
        permission "DRAFT: which one?";
        scopes [];
        granular [];
        takes { body name = "name": String }
        body {
            /// DRAFT: the field `parts`.
            parts = "parts": Vec<NewPart>,
        }
    }

    /// DRAFT: what it does.
    ///
    /// DRAFT: deprecated; look for its successor.
    move_value: MoveWidget = PUT "/widget/{widgetId}" => NoContent {
        permission "DRAFT: which one?";
        scopes [];
        granular [];
        takes { path widget_id = "widgetId": WidgetId, whole_body body = "body": serde_json::Value }
    }

    /// DRAFT: what it does.
    attach: AttachWidgets = POST "/widget/{widgetId}" => Elements<String> {
        // DRAFT: its body is not described as JSON (multipart/form-data).
        permission "DRAFT: which one?";
        scopes [];
        granular [];
        takes { path widget_id = "widgetId": WidgetId }
    }
}

id_type! {
    /// DRAFT: the id that is called `widget id`.
    pub struct WidgetId;

    /// DRAFT: the id that is called `account id`.
    pub struct AccountId;

    /// DRAFT: the id that is called `owner id`.
    pub struct OwnerId;
}

open_enum! {
    /// DRAFT: the words of `widget kind`.
    pub enum WidgetKind {
        /// DRAFT: `BIG`.
        Big = "BIG",
        /// DRAFT: `other`.
        OtherWord = "other",
        /// DRAFT: `2nd`.
        N2nd = "2nd",
    }
}

/// DRAFT: One widget.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Widget {
    /// DRAFT: the field `16x16`.
    #[serde(rename = "16x16", skip_serializing_if = "Option::is_none")]
    pub n16x16: Option<String>,
    /// DRAFT: the field `anything`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<serde_json::Value>,
    /// DRAFT: the field `children`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<Widget>>,
    /// DRAFT: the field `created`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// DRAFT: the field `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<WidgetId>,
    /// DRAFT: the field `kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<WidgetKind>,
    /// DRAFT: the field `labels`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, bool>>,
    /// DRAFT: the field `owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// DRAFT: Above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Widget>>,
    /// DRAFT: the field `self`.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// DRAFT: what is sent as `owner`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Owner {
    /// DRAFT: the field `accountId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// DRAFT: One widget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Box<Widget>>,
}

/// DRAFT: what is sent as `new part`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewPart {
    /// DRAFT: the field `note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// DRAFT: the field `size`.
    pub size: i64,
}
