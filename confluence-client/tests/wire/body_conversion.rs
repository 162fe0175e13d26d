use confluence_client::body_conversion::{ConversionId, ConversionInput, ConversionStatus};
use confluence_client::content::{BodyFormat, NewBody};
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

const PATH: &str = "/wiki/rest/api/contentbody/convert/async";

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let conversion = site.api.body_conversion();
    let text = || NewBody::storage("<p/>");
    let sent = json!({"representation": "storage", "value": "<p/>"});
    assert_sends! {
        conversion.start(BodyFormat::ExportView, text()).space("DOCS").content("1").allow_cache(true),
        format!("POST {PATH}/export_view?spaceKeyContext=DOCS&contentIdContext=1&allowCache=true"), sent;
        conversion.get("c1"), format!("GET {PATH}/c1");
        conversion.start_many(vec![
            ConversionInput::new(text(), BodyFormat::View),
            ConversionInput::new(text(), BodyFormat::View).space("DOCS").content("1"),
        ]),
        format!("POST {PATH}/bulk/tasks"), {"conversionInputs": [
            {"to": "view", "body": sent},
            {"to": "view", "body": sent, "spaceKeyContext": "DOCS", "contentIdContext": "1"},
        ]};
        conversion.get_many(["c1", "c2"]), format!("GET {PATH}/bulk/tasks?ids=c1&ids=c2");
    }
}

#[tokio::test]
async fn conversions_are_read() {
    let site = Site::start().await;
    let conversion = site.api.body_conversion();
    let body = json!({"representation": "storage", "value": "<p/>"});
    site.exchange(
        &format!("POST {PATH}/view"),
        Some(body),
        200,
        r#"{"asyncId": "c1"}"#,
    )
    .await;
    let begun = conversion
        .start(BodyFormat::View, NewBody::storage("<p/>"))
        .send()
        .await
        .unwrap();
    let done = json!({"value": "<p></p>", "representation": "view", "renderTaskId": "c1", "status": "COMPLETED",
        "_expandable": {"content": ""}, "_links": {}});
    site.answer(&format!("GET {PATH}/c1"), done.clone()).await;
    let result = conversion.get(begun.id).send().await.unwrap();
    assert_eq!(
        (
            result.status,
            result.value.as_deref(),
            result.representation
        ),
        (
            Some(ConversionStatus::Completed),
            Some("<p></p>"),
            Some(BodyFormat::View)
        )
    );
    let begun = json!([{"asyncId": "c1"}, {"asyncId": "FAILED_TO_QUEUE"}, "FAILED_TO_QUEUE", {"asyncId": "c2"}]);
    let text = json!({"to": "view", "body": {"representation": "storage", "value": "<p/>"}});
    site.exchange(
        &format!("POST {PATH}/bulk/tasks"),
        Some(json!({"conversionInputs": [text, text, text, text]})),
        200,
        &begun.to_string(),
    )
    .await;
    let input = ConversionInput::new(NewBody::storage("<p/>"), BodyFormat::View);
    let begun = conversion.start_many(vec![input; 4]).send().await.unwrap();
    let begun = begun.into_vec().unwrap();
    let ids: Vec<_> = begun
        .iter()
        .map(|one| one.id.as_ref().map(ConversionId::as_str))
        .collect();
    assert_eq!(ids, [Some("c1"), None, None, Some("c2")]);
    let failed = json!({"status": "FAILED", "error": "bad"});
    site.answer(
        &format!("GET {PATH}/bulk/tasks?ids=c1&ids=c2"),
        json!([done, failed]),
    )
    .await;
    let results = conversion
        .get_many(["c1", "c2"])
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(results[1].error.as_deref(), Some("bad"));
}
