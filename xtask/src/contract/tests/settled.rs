//! What becomes of findings: shared models, known differences, the table.

use serde_json::{Value, json};

use super::super::apis::Api;
use super::super::disagreement::Kind;
use super::super::known::{DIFFERENCES, Known, settle};
use super::super::{Check, check, report};
use super::{agreeing, declarations, with};
use crate::description::Description;

fn checked(descriptions: Vec<Description>, absent: Vec<&'static str>) -> Vec<Check> {
    let api = Api {
        name: "shop",
        operations: declarations(),
        files: &["shop.json"],
        address: "",
    };
    vec![Check::with(api, descriptions, absent)]
}

const KNOWN: Known = Known {
    api: "shop",
    of: "Widget",
    kind: Kind::AnswerField,
    subject: "id",
    reason: "sent, and not described",
};

#[test]
fn a_known_difference_is_excused_for_its_model_or_operation_only() {
    let broken = || {
        checked(
            vec![with(
                "/components/schemas/Widget/properties/id",
                Value::Null,
            )],
            Vec::new(),
        )
    };
    let left = |known: Known| {
        let mut checks = broken();
        let dead = settle(&mut checks, &[known]).len();
        (
            checks[0].findings.disagreements.len(),
            checks[0].findings.known,
            dead,
        )
    };
    assert_eq!(left(KNOWN), (0, 2, 0));
    assert_eq!(
        left(Known {
            of: "GetWidget",
            ..KNOWN
        }),
        (1, 1, 0)
    );
    assert_eq!(
        left(Known {
            of: "ListWidgets",
            subject: "values.id",
            ..KNOWN
        }),
        (1, 1, 0)
    );
    // Anything else excuses nothing, and is dead itself.
    assert_eq!(
        left(Known {
            api: "other",
            ..KNOWN
        }),
        (2, 0, 1)
    );
    assert_eq!(
        left(Known {
            of: "Owner",
            ..KNOWN
        }),
        (2, 0, 1)
    );
    assert_eq!(
        left(Known {
            kind: Kind::BodyField,
            ..KNOWN
        }),
        (2, 0, 1)
    );
    assert_eq!(
        left(Known {
            subject: "ids",
            ..KNOWN
        }),
        (2, 0, 1)
    );
}

#[test]
fn a_known_difference_that_is_no_more_is_a_failure() {
    let known = [KNOWN];
    let mut checks = checked(vec![Description::new("shop.json", agreeing())], Vec::new());
    let dead = settle(&mut checks, &known);
    assert_eq!(dead.len(), 1);
    let lines = report::lines(&checks, &dead, false).join("\n");
    assert!(lines.contains("the known difference about `id`"), "{lines}");
    assert!(lines.contains("1 disagreements"), "{lines}");
    let mut checks = checked(Vec::new(), vec!["shop.json"]);
    assert_eq!(
        settle(&mut checks, &known).len(),
        0,
        "nothing can be said without the description"
    );
}

#[test]
fn a_shared_model_may_read_what_another_operation_sends() {
    let narrow = json!({"type": "object", "properties": {"else": {"type": "string"}}});
    let findings = check::all(
        &declarations(),
        &[with(
            "/paths/~1widget~1{id}~1part/get/responses/200/content/application~1json/schema/items",
            narrow,
        )],
    );
    assert_eq!(findings.disagreements, []);
    assert_eq!(findings.elsewhere.len(), 1);
    assert!(
        findings.elsewhere[0].contains("`size` (model Part)"),
        "{:?}",
        findings.elsewhere
    );
}

#[test]
fn every_known_difference_has_a_reason() {
    for known in DIFFERENCES {
        assert!(known.reason.split_whitespace().count() > 2, "{known:?}");
    }
}

#[test]
fn the_table_counts_what_is_covered() {
    let mut document = agreeing();
    document["paths"]["/gadget"] = json!({"get": {}, "post": {}});
    let checks = checked(
        vec![Description::new("shop.json", document)],
        vec!["more.json"],
    );
    let table = report::table(&checks);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines,
        [
            "API   description  declared  described  percent",
            "shop  shop.json           6          8     75.0",
            "shop  more.json           -          -   absent",
        ]
    );
}
