use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Document, Kind, Mark, MarkKind, Node, PanelType};

fn read(json: &Value) -> Document {
    serde_json::from_str(&json.to_string()).unwrap()
}

#[test]
fn what_is_not_known_is_kept() {
    let sent = json!({
        "type": "doc", "version": 1, "futureMember": [1, {"a": null}],
        "content": [
            {"type": "paragraph", "attrs": {}, "content": []},
            {"type": "hologram", "attrs": {"depth": 3.5}, "extra": true, "content": [
                {"type": "text", "text": "in it", "marks": [
                    {"type": "glow", "attrs": {"color": "green"}, "since": 2031},
                    {"type": "subsup", "attrs": {"type": "middle"}},
                ]},
            ]},
            {"type": "panel", "attrs": {"panelType": "secret"}, "marks": []},
            {"type": "mention", "attrs": {"text": "@nobody"}},
        ],
    });
    let document = read(&sent);
    assert_eq!(serde_json::to_value(&document).unwrap(), sent);
    let kinds: Vec<_> = document.content().iter().map(Node::kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Paragraph,
            Kind::Other("hologram"),
            Kind::Panel(PanelType::Other("secret".to_owned())),
            Kind::Other("mention"),
        ]
    );
    let text = &document.content()[1].content()[0];
    assert_eq!(text.marks()[0].kind(), MarkKind::Other("glow"));
    assert_eq!(text.marks()[1].kind(), MarkKind::Other("subsup"));
    assert_eq!(document.version(), Some(1));
}

#[test]
fn null_is_as_good_as_absent() {
    let sent = json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "attrs": null, "marks": null, "text": null, "content": null},
        {"type": "text", "text": "a", "marks": [{"type": "em", "attrs": null}]},
    ]});
    let written = serde_json::to_value(read(&sent)).unwrap();
    assert_eq!(
        written["content"],
        json!([{"type": "paragraph"}, {"type": "text", "text": "a", "marks": [{"type": "em"}]}])
    );
}

#[test]
fn what_is_no_tree_is_refused() {
    for sent in [
        json!("h1. wiki"),
        json!({"type": "doc", "content": "text"}),
        json!({"type": "doc", "content": ["text"]}),
        json!({"type": "text", "text": 5}),
        json!({"type": "text", "marks": [{"type": 5}]}),
    ] {
        assert!(
            serde_json::from_value::<Document>(sent.clone()).is_err(),
            "{sent}"
        );
    }
}

/// A quotation in a quotation in a quotation.
fn deep(depth: usize) -> Document {
    let mut node = Node::new("paragraph").with_content([Node::text("bottom")]);
    for _ in 0..depth {
        node = Node::new("blockquote").with_content([node]);
    }
    let mut document = Document::new();
    document.content_mut().push(node);
    document
}

#[test]
fn depth_costs_no_stack() {
    let mut document = deep(20_000);
    let copy = document.clone();
    assert!(copy == document);
    assert_eq!(document.nodes().count(), 20_002);
    let mut seen = 0;
    document.for_each_mut(|node| {
        seen += 1;
        node.set_attr("localId", seen);
    });
    assert_eq!(seen, 20_002);
    assert!(copy != document);
    assert!(format!("{document:?}").contains('…'));
    let error = serde_json::to_string(&document).unwrap_err().to_string();
    assert!(error.contains("100 nodes deep"), "{error}");
}

#[test]
fn json_is_read_to_a_depth() {
    let readable = serde_json::to_value(deep(90)).unwrap();
    assert_eq!(
        serde_json::from_value::<Document>(readable).unwrap(),
        deep(90)
    );
    let text = r#"{"type":"blockquote","content":["#.repeat(10_000) + &"]}".repeat(10_000);
    assert!(serde_json::from_str::<Document>(&text).is_err());
    let mut value = json!({"type": "paragraph"});
    for _ in 0..200 {
        value = json!({"type": "blockquote", "content": [value]});
    }
    let error = serde_json::from_value::<Document>(value)
        .unwrap_err()
        .to_string();
    assert!(error.contains("100 nodes deep"), "{error}");
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_object() -> impl Strategy<Value = Value> {
    prop::collection::btree_map("[a-z]{1,4}", any_value(), 0..3)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

/// Any node, with and without each of its members.
pub(crate) fn any_node() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "paragraph",
            "text",
            "heading",
            "table",
            "mention",
            "date",
            "media",
            "status",
            "panel",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z]{1,6}",
    ];
    let mark = (word.clone(), prop::option::of(any_object()), any_object()).prop_map(
        |(mark_type, attrs, mut mark)| {
            mark["type"] = mark_type.into();
            if let Some(attrs) = attrs {
                mark["attrs"] = attrs;
            }
            mark
        },
    );
    let own = (
        word,
        prop::option::of(any_object()),
        prop::option::of(prop::collection::vec(mark, 0..3)),
        prop::option::of(".{0,8}"),
        any_object(),
    )
        .prop_map(|(node_type, attrs, marks, text, mut node)| {
            node["type"] = node_type.into();
            for (name, value) in [
                ("attrs", attrs),
                ("marks", marks.map(Value::from)),
                ("text", text.map(Value::from)),
            ] {
                if let Some(value) = value {
                    node[name] = value;
                }
            }
            node
        })
        .boxed();
    own.clone().prop_recursive(5, 40, 4, move |inner| {
        (own.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(mut node, content)| {
            node["content"] = content.into();
            node
        })
    })
}

proptest! {
    #[test]
    fn any_document_is_written_as_it_was_read(node in any_node()) {
        let sent = json!({"type": "doc", "version": 1, "content": [node]});
        let document = read(&sent);
        prop_assert_eq!(serde_json::to_value(&document).unwrap(), sent);
        for node in document.nodes() {
            let _ = node.kind();
            let _: Vec<_> = node.marks().iter().map(Mark::kind).collect();
        }
        prop_assert!(document.clone() == document);
    }
}
