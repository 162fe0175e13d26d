use std::time::{Duration, UNIX_EPOCH};

use confluence_client::Timestamp;
use confluence_client::audit::{AffectedObject, ChangedValue, ExportFormat, TimeUnit};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn record(summary: &str) -> Value {
    json!({"author": {"type": "user", "displayName": "Mia", "accountId": "a1", "accountType": "atlassian",
            "publicName": "mia", "isExternalCollaborator": false, "operations": null},
        "remoteAddress": "192.0.2.1", "creationDate": 1_610_886_840_000_u64, "summary": summary, "description": "",
        "category": "Users and groups", "sysAdmin": false, "superAdmin": false,
        "affectedObject": {"name": "crew", "objectType": "Group"},
        "changedValues": [{"name": "Name", "oldValue": "a", "newValue": "b"}],
        "associatedObjects": [{"name": "mia", "objectType": "User"}]})
}

#[tokio::test]
async fn lists_records() {
    let site = Site::start().await;
    let audit = site.api.audit();
    let instant = Timestamp::new("2021-01-17T12:34:00Z");
    assert_sends! {
        audit.list().start_date(&instant).end_date(UNIX_EPOCH + Duration::from_secs(1)).search_string("crew"),
            "GET /wiki/rest/api/audit?startDate=1610886840000&endDate=1000&searchString=crew";
        audit.since().number(2_u32).units(TimeUnit::HalfDays).search_string("x"),
            "GET /wiki/rest/api/audit/since?number=2&units=HALF_DAYS&searchString=x";
        audit.export().start_date(0).end_date(Timestamp::new("soon")).search_string("x").format(ExportFormat::Zip),
            "GET /wiki/rest/api/audit/export?startDate=0&endDate=soon&searchString=x&format=zip";
    }
    for (path, since) in [("audit", false), ("audit/since", true)] {
        let next = format!("/rest/api/{path}?start=1&limit=1000");
        for (request, summary, links) in [
            ("limit=1000", "User added to group", json!({"next": next})),
            ("start=1&limit=1000", "Group created", json!({})),
        ] {
            site.answer(
                &format!("GET /wiki/rest/api/{path}?{request}"),
                json!({"results": [record(summary)], "start": 0, "limit": 1000, "size": 1, "_links": links}),
            )
            .await;
        }
        let items = if since {
            audit.since().items()
        } else {
            audit.list().items()
        };
        let records = items.collect().await.unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(
            records[0].creation_date.epoch_millis(),
            Some(1_610_886_840_000)
        );
        assert_eq!(records[1].summary.as_deref(), Some("Group created"));
        // What was read is written back the same, but for what the model leaves out.
        let written = serde_json::to_value(&records[1]).unwrap();
        assert_eq!(written["creationDate"], 1_610_886_840_000_u64);
        assert_eq!(written["changedValues"], record("")["changedValues"]);
    }
}

#[tokio::test]
async fn writes_exports_and_keeps_records() {
    let site = Site::start().await;
    let audit = site.api.audit();
    let body = json!({"remoteAddress": "192.0.2.1", "author": {"type": "user", "displayName": "Mia"}, "creationDate": 1000,
        "summary": "Moved", "description": "d", "category": "c", "sysAdmin": true,
        "affectedObject": {"name": "crew", "objectType": "Group"},
        "changedValues": [{"name": "Name", "oldValue": "a", "newValue": "b"}],
        "associatedObjects": [{"name": "mia", "objectType": "User"}]});
    site.exchange(
        "POST /wiki/rest/api/audit",
        Some(body),
        200,
        &record("Moved").to_string(),
    )
    .await;
    let call = audit
        .create("192.0.2.1")
        .author("Mia")
        .creation_date(1000)
        .summary("Moved")
        .description("d")
        .category("c")
        .sys_admin(true)
        .affected_object(AffectedObject::new("crew", "Group"))
        .changed_values([ChangedValue::new("Name", "a", "b")])
        .associated_objects([AffectedObject::new("mia", "User")]);
    let made = call.send().await.unwrap();
    assert_eq!(
        made.affected_object,
        Some(AffectedObject::new("crew", "Group"))
    );

    site.exchange(
        "GET /wiki/rest/api/audit/export",
        None,
        200,
        "Date,Author\n1,Mia\n",
    )
    .await;
    let mut file = Vec::new();
    audit
        .export()
        .download()
        .to_writer(&mut file)
        .await
        .unwrap();
    assert_eq!(file, b"Date,Author\n1,Mia\n");

    let period = json!({"number": 6, "units": "MONTHS"});
    site.answer("GET /wiki/rest/api/audit/retention", period.clone())
        .await;
    site.exchange(
        "PUT /wiki/rest/api/audit/retention",
        Some(period.clone()),
        200,
        &period.to_string(),
    )
    .await;
    let kept = audit.retention().send().await.unwrap();
    assert_eq!((kept.number, &kept.units), (6, &TimeUnit::Months));
    let set = audit.set_retention(6_u32, TimeUnit::Months).send().await;
    assert_eq!(set.unwrap(), kept);
}
