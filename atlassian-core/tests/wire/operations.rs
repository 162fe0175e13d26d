//! What a declaration gives.

use atlassian_core::{
    Credential, Elements, ErrorKind, NoContent, Page, Paging, Patch, Place, Response, id_type,
    open_enum, operations,
};
use serde_json::json;

use crate::server::{Reply, Server};

id_type! {
    /// A widget.
    pub struct WidgetId;
}

open_enum! {
    /// What is shown with a widget.
    pub enum Expand {
        /// Its parts.
        Parts = "parts",
    }
}

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub(crate) struct Widget {
    id: WidgetId,
    #[serde(rename = "displayName")]
    name: Option<String>,
    parts: Option<Vec<Part>>,
}

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub(crate) struct Part {
    weight: Option<f64>,
}

operations! {
    /// Widgets.
    pub struct Widgets;

    /// Every widget.
    list: ListWidgets = GET "/rest/widget" => Page<Widget> {
        permission "Browse projects"; scopes ["read:jira-work"]; granular ["read:widget:jira"];
        query {
            /// Only with this name.
            name = "name": String,
        }
        query_repeated {
            /// Only these.
            id = "id": WidgetId,
        }
        query_joined {
            /// More of each.
            expand = "expand": Expand,
        }
        pages Widget = Paging::offset("values").unique_by("id").page_size(2);
    }

    /// All of them at once.
    all: AllWidgets = GET "/rest/widget/all" => Elements<Widget> {
        permission "none"; scopes []; granular [];
    }

    /// A new one.
    create: CreateWidget = POST "/rest/{shelf}/widget" => Widget {
        permission "none"; scopes []; granular [];
        takes { path shelf = "shelf": String, query dry_run = "dryRun": bool, body name = "displayName": String }
        body {
            /// Its parts.
            parent = "parent": Patch<WidgetId>,
        }
    }

    /// What is known of them.
    describe: DescribeWidgets = POST "/rest/widget/describe" => NoContent {
        permission "none"; scopes []; granular [];
        body {
            /// The parts too.
            parts = "parts": bool,
        }
    }

    /// A picture.
    picture: GetWidgetPicture = GET "/rest/widget/picture" => Response {
        permission "none"; scopes []; granular [];
        raw bytes;
    }

    /// A search that changes nothing.
    search: SearchWidgets = POST "/rest/widget/search" => NoContent {
        permission "none"; scopes []; granular [];
        repeat safe;
        takes { whole_body ids = "ids": Vec<u32> }
    }

    /// The way it was done before.
    find: FindWidgets = GET "/rest/widget/find" => Elements<Widget> {
        permission "none"; scopes []; granular [];
        deprecated "ends on 2027-06-30; use `search`";
    }
}

/// A refusal says which scope is wanted, and what a key of an organization needs.
#[tokio::test]
async fn a_refusal_names_the_scope_of_the_operation() {
    const NO_SCOPE: &str = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#;
    const NO_PERMISSION: &str = r#"{"timestamp":"x","path":"y","status":403,"error":"Forbidden",
        "message":"User has no permission to access resource.","requestId":"r1"}"#;
    let key = || Credential::organization_key("the-key");
    let token = || Credential::personal_access_token("the-token");
    for (credential, status, body, of_all, kind, said) in [
        (
            token(),
            401,
            NO_SCOPE,
            false,
            ErrorKind::MissingScope,
            "with the scope `read:jira-work`",
        ),
        (
            key(),
            403,
            NO_PERMISSION,
            false,
            ErrorKind::Forbidden,
            "needs `read:jira-work` for this",
        ),
        (
            key(),
            403,
            NO_PERMISSION,
            true,
            ErrorKind::Forbidden,
            "made without scopes",
        ),
        (
            key(),
            401,
            r#"{"code":401,"message":"Unauthorized"}"#,
            true,
            ErrorKind::Unauthorized,
            "lives for a week",
        ),
    ] {
        let server = Server::start(move |_, _| Reply::new(status, body)).await;
        let builder = server.builder().credential(credential);
        let client = builder.build().unwrap();
        let widgets = Widgets::new(&client);
        let error = if of_all {
            widgets.all().send().await.unwrap_err()
        } else {
            widgets.list().send().await.unwrap_err()
        };
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn what_will_end_can_still_be_called() {
    let client = atlassian_core::Client::builder(
        atlassian_core::SiteUrl::parse("https://acme.example.com").unwrap(),
    );
    #[allow(deprecated, reason = "this is what is tested")]
    let call = Widgets::new(&client.build().unwrap()).find();
    assert_eq!(call.request().template(), "/rest/widget/find");
}

#[tokio::test]
async fn a_builder_is_data_and_then_a_call() {
    let server = Server::start(|seen, _| match seen.path() {
        "/rest/widget" => {
            Reply::json(json!({"isLast": true, "values": [{"id": 1, "displayName": "a"}]}))
        }
        "/rest/widget/all" => Reply::json(json!([{"id": "1"}, 5])),
        _ => Reply::new(201, r#"{"id":"2"}"#),
    })
    .await;
    let widgets = Widgets::new(&server.client());

    let list = widgets
        .list()
        .id(["1", "2"])
        .name("a")
        .name("b & c")
        .expand([Expand::Parts, "more".into()])
        .page_size(5);
    assert_eq!(
        list.request().query().collect::<Vec<_>>(),
        [
            ("id", "1"),
            ("id", "2"),
            ("name", "b & c"),
            ("expand", "parts,more")
        ]
    );
    assert!(server.seen().is_empty());
    let listed = list.items().collect().await.unwrap();
    assert_eq!(
        listed[0],
        Widget {
            id: "1".into(),
            name: Some("a".into()),
            parts: None
        }
    );
    assert_eq!(
        server.seen()[0].target,
        "/rest/widget?id=1&id=2&name=b+%26+c&expand=parts%2Cmore&maxResults=5&startAt=0"
    );

    let all = widgets.all().send().await.unwrap();
    assert_eq!((all.good().count(), all.odd().count()), (1, 1));

    let create = widgets
        .create("top/../shelf", true, "new")
        .parent(Patch::Clear);
    assert_eq!(
        create.request().path().unwrap(),
        "/rest/top%2F..%2Fshelf/widget"
    );
    assert!(!create.request().is_safe_to_repeat());
    assert_eq!(create.send().await.unwrap().id.as_str(), "2");
    let sent = &server.seen()[2];
    assert_eq!(
        (sent.method.as_str(), sent.target.as_str()),
        ("POST", "/rest/top%2F..%2Fshelf/widget?dryRun=true")
    );
    assert_eq!(sent.body, r#"{"displayName":"new","parent":null}"#);

    // No name at all would be taken for every name.
    let none = widgets
        .list()
        .id(Vec::<WidgetId>::new())
        .items()
        .collect()
        .await;
    assert_eq!(
        none.unwrap_err().kind(),
        atlassian_core::ErrorKind::Configuration
    );
    assert_eq!(
        widgets
            .list()
            .expand(Vec::<Expand>::new())
            .request()
            .query()
            .count(),
        0
    );

    let search = widgets.search(vec![1, 2]);
    assert!(search.request().is_safe_to_repeat());
    search.send().await.unwrap();
    assert_eq!(server.seen()[3].body, "[1,2]");
    let raw: serde_json::Value = widgets
        .create("a", false, "b")
        .into_call()
        .send_as()
        .await
        .unwrap();
    assert_eq!(raw, json!({"id": "2"}));
}

#[tokio::test]
async fn a_path_parameter_never_becomes_two_segments_or_none() {
    let server = Server::start(|_, _| Reply::json(1)).await;
    let widgets = Widgets::new(&server.client());
    for bad in ["", ".", ".."] {
        let error = widgets.create(bad, false, "b").send().await.unwrap_err();
        assert_eq!(
            error.kind(),
            atlassian_core::ErrorKind::Configuration,
            "{bad:?}"
        );
    }
    assert!(server.seen().is_empty());
}

#[test]
fn the_table_has_a_row_for_each() {
    let rows: Vec<_> = TABLE
        .iter()
        .map(|row| (row.name, row.method, row.path, row.safe_to_repeat))
        .collect();
    assert_eq!(
        rows,
        [
            ("ListWidgets", "GET", "/rest/widget", true),
            ("AllWidgets", "GET", "/rest/widget/all", true),
            ("CreateWidget", "POST", "/rest/{shelf}/widget", false),
            ("DescribeWidgets", "POST", "/rest/widget/describe", false),
            ("GetWidgetPicture", "GET", "/rest/widget/picture", true),
            ("SearchWidgets", "POST", "/rest/widget/search", true),
            ("FindWidgets", "GET", "/rest/widget/find", true),
        ]
    );
    let of = |place| {
        CreateWidget::INFO
            .parameters
            .iter()
            .filter(move |p| p.place == place)
            .map(|p| (p.name, p.required))
    };
    assert_eq!(of(Place::Path).collect::<Vec<_>>(), [("shelf", true)]);
    assert_eq!(of(Place::Query).collect::<Vec<_>>(), [("dryRun", true)]);
    assert_eq!(
        of(Place::Body).collect::<Vec<_>>(),
        [("displayName", true), ("parent", false)]
    );
    assert!(ListWidgets::INFO.paging.is_some());
}

#[cfg(feature = "contract")]
#[test]
fn the_shape_names_the_fields_of_the_models() {
    let declared = declarations();
    assert_eq!(declared.len(), TABLE.len());
    for name in ["ListWidgets", "AllWidgets", "CreateWidget"] {
        let found = declared.iter().find(|one| one.operation.name == name);
        let shape = (found.unwrap().shape)();
        assert_eq!(shape.name, "Widget", "{name}");
        assert_eq!(
            shape.fields.keys().copied().collect::<Vec<_>>(),
            ["displayName", "id", "parts"]
        );
        assert_eq!(
            shape.fields["parts"]
                .fields
                .keys()
                .copied()
                .collect::<Vec<_>>(),
            ["weight"]
        );
    }
}

#[cfg(feature = "drift")]
#[tokio::test]
async fn unknown_fields_are_reported_where_asked_for() {
    use std::sync::{Arc, Mutex};
    let server = Server::start(|seen, _| match seen.path() {
        "/rest/widget/all" => Reply::json(json!([{"id": "1", "colour": "red"}])),
        "/rest/widget" => {
            Reply::json(json!({"isLast": true, "values": [{"id": 1, "parts": [{"size": 1}]}]}))
        }
        _ => Reply::json(json!({"id": "2", "since": 1})),
    })
    .await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let client = server
        .builder()
        .on_unknown_field(move |field| log.lock().unwrap().push((field.operation, field.path)))
        .build()
        .unwrap();
    let widgets = Widgets::new(&client);
    widgets.list().items().collect().await.unwrap();
    widgets.all().send().await.unwrap();
    widgets.create("a", false, "b").send().await.unwrap();
    let expected = [
        ("GET /rest/widget", "parts.0.size"),
        ("GET /rest/widget/all", "colour"),
        ("POST /rest/{shelf}/widget", "since"),
    ];
    assert_eq!(
        *heard.lock().unwrap(),
        expected.map(|(o, p)| (o.to_owned(), p.to_owned()))
    );
}

#[tokio::test]
async fn a_body_with_nothing_set_is_an_empty_object() {
    let server = Server::start(|_, _| Reply::new(204, "")).await;
    let widgets = Widgets::new(&server.client());
    widgets.describe().send().await.unwrap();
    widgets.describe().parts(true).send().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].body, "{}");
    assert_eq!(seen[0].headers["content-type"], "application/json");
    assert_eq!(seen[1].body, r#"{"parts":true}"#);
}

#[tokio::test]
async fn what_is_no_json_is_not_asked_for_as_json() {
    let server = Server::start(|seen, number| match (seen.path(), number) {
        ("/rest/widget/picture", 0) => {
            Reply::new(200, "<svg/>").with("content-type", "image/svg+xml")
        }
        _ => {
            Reply::new(200, "<!DOCTYPE html><html>Log in</html>").with("content-type", "text/html")
        }
    })
    .await;
    let widgets = Widgets::new(&server.client());
    let picture = widgets.picture().send().await.unwrap();
    assert_eq!(&picture.body()[..], b"<svg/>");
    let error = widgets.picture().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer, "{error}");
    assert_eq!(server.seen()[0].headers["accept"], "*/*");
}
