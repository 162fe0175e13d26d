use confluence_client::audit::{AffectedObject, ExportFormat, TimeUnit};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let audit = site.api.audit();
    let call = audit
        .create("192.0.2.1")
        .author("Mia")
        .summary("Tour begun")
        .affected_object(AffectedObject::new("the site", "Site"));
    let made = call.send().await.unwrap();
    let all = audit.list().page_size(2).items().collect().await.unwrap();
    assert!(all.len() > 2, "{}", all.len());
    let since = audit.since().number(1_u32).units(TimeUnit::Hours);
    let since = since.search_string("tour").items().collect().await.unwrap();
    assert_eq!(since[0].summary, made.summary);
    let of_then = audit
        .list()
        .start_date(&made.creation_date)
        .end_date(&made.creation_date)
        .items();
    assert!(!of_then.collect().await.unwrap().is_empty());
    let mut file = Vec::new();
    let export = audit.export().format(ExportFormat::Csv).download();
    export.to_writer(&mut file).await.unwrap();
    let text = String::from_utf8(file).unwrap();
    assert!(text.contains("Tour begun"), "{text}");
    let set = audit.set_retention(2_u32, TimeUnit::Months);
    let set = set.send().await.unwrap();
    assert_eq!(audit.retention().send().await.unwrap(), set);
    let refused = site.as_member().audit().list().send().await.unwrap_err();
    assert!(refused.is_forbidden());
}
