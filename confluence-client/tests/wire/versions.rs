use confluence_client::content::BodyFormat;
use confluence_client::versions::{NewVersion, RestoreVersion, VersionSort};
use serde_json::{Value, json};

use crate::pages::version;
use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let versions = site.api.versions();
    assert_sends! {
        versions.of_page("1").sort(VersionSort::ModifiedDescending).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/pages/1/versions?sort=-modified-date&body-format=storage";
        versions.of_blog_post("1").sort(VersionSort::Modified).body_format(BodyFormat::Document),
        "GET /wiki/api/v2/blogposts/1/versions?sort=modified-date&body-format=atlas_doc_format";
        versions.of_attachment("att1").sort(VersionSort::Modified),
        "GET /wiki/api/v2/attachments/att1/versions?sort=modified-date";
        versions.of_footer_comment("1").sort(VersionSort::Modified).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/footer-comments/1/versions?sort=modified-date&body-format=storage";
        versions.of_inline_comment("1").sort(VersionSort::Modified).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/inline-comments/1/versions?sort=modified-date&body-format=storage";
        versions.one_of_page("1", 2_u32), "GET /wiki/api/v2/pages/1/versions/2";
        versions.one_of_blog_post("1", 2_u32), "GET /wiki/api/v2/blogposts/1/versions/2";
        versions.one_of_attachment("att1", 2_u32), "GET /wiki/api/v2/attachments/att1/versions/2";
        versions.one_of_footer_comment("1", 2_u32), "GET /wiki/api/v2/footer-comments/1/versions/2";
        versions.one_of_inline_comment("1", 2_u32), "GET /wiki/api/v2/inline-comments/1/versions/2";
        versions.restore("1", RestoreVersion::number(3)), "POST /wiki/rest/api/content/1/version",
        {"operationKey": "restore", "params": {"versionNumber": 3, "message": ""}};
        versions.restore("1", RestoreVersion::number(3).message("Back").restore_title()),
        "POST /wiki/rest/api/content/1/version",
        {"operationKey": "restore", "params": {"versionNumber": 3, "message": "Back", "restoreTitle": true}};
        versions.delete("1", 2_u32), "DELETE /wiki/rest/api/content/1/version/2";
    }
    let delete = versions.delete("1", 2_u32);
    assert!(!delete.request().is_safe_to_repeat());
}

#[tokio::test]
async fn versions_are_read_whatever_they_are_of() {
    let site = Site::start().await;
    let of = |field: &str| {
        let mut one = version(2);
        one[field] = json!({"title": "Plan", "id": "91", "body": {"storage": {"value": "<p/>"}}});
        json!({"results": [one, version(1)], "_links": {}})
    };
    let versions = site.api.versions();
    let cases = [
        ("pages/1", "page", versions.of_page("1").items()),
        (
            "blogposts/1",
            "blogpost",
            versions.of_blog_post("1").items(),
        ),
        (
            "attachments/att1",
            "attachment",
            versions.of_attachment("att1").items(),
        ),
        (
            "footer-comments/1",
            "comment",
            versions.of_footer_comment("1").items(),
        ),
        (
            "inline-comments/1",
            "comment",
            versions.of_inline_comment("1").items(),
        ),
    ];
    for (path, field, items) in cases {
        let request = format!("GET /wiki/api/v2/{path}/versions?limit=250");
        site.answer(&request, of(field)).await;
        let found = items.collect().await.unwrap();
        let numbers: Vec<_> = found.iter().map(|one| one.number).collect();
        assert_eq!(numbers, [2, 1], "{path}");
        let content = found[0].content.as_ref().unwrap();
        assert_eq!(
            (content.title.as_deref(), content.body.storage()),
            (Some("Plan"), Some("<p/>")),
            "{path}"
        );
    }
    let details = json!({"number": 2, "authorId": "557058:ab", "message": "", "createdAt": "2026-01-02T03:04:05.006Z",
        "minorEdit": true, "contentTypeModified": false, "collaborators": ["557058:ab", "557058:cd"],
        "prevVersion": 1, "nextVersion": null});
    site.answer("GET /wiki/api/v2/pages/1/versions/2", details)
        .await;
    let details = versions.one_of_page("1", 2_u32).send().await.unwrap();
    assert_eq!(
        (
            details.prev_version,
            details.next_version,
            details.collaborators.len()
        ),
        (Some(1), None, 2)
    );
    let by: Value = json!({"type": "known", "accountId": "557058:ab", "displayName": "Mia"});
    let restored = json!({"by": by, "when": "2026-01-02T03:04:05.006Z", "friendlyWhen": "now", "message": "Back",
        "number": 9, "minorEdit": false, "_links": {}});
    let body = json!({"operationKey": "restore", "params": {"versionNumber": 3, "message": ""}});
    site.exchange(
        "POST /wiki/rest/api/content/1/version",
        Some(body),
        200,
        &restored.to_string(),
    )
    .await;
    let restored = versions
        .restore("1", RestoreVersion::number(3))
        .send()
        .await
        .unwrap();
    assert_eq!((restored.number, restored.minor_edit), (9, Some(false)));
    assert_eq!(
        restored.by.unwrap().account_id.unwrap().as_str(),
        "557058:ab"
    );
}

#[test]
fn the_next_number_is_one_more() {
    let read = serde_json::from_value(version(7)).unwrap();
    assert_eq!(NewVersion::after(&read), NewVersion::number(8));
}
