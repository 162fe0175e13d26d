//! Footer comments and inline comments.

use confluence_client::content::{BodyFormat, ContentStatus, DateSort, NewBody};
use confluence_client::footer_comments::{FooterComment, NewFooterComment};
use confluence_client::inline_comments::{InlineComment, NewInlineComment, Resolution, Selection};
use serde_json::{Value, json};

use crate::pages::version;
use crate::requests::assert_sends;
use crate::site::Site;

fn text() -> NewBody {
    NewBody::storage("<p>Why?</p>")
}

fn comment() -> Value {
    json!({"id": "81", "status": "current", "title": "Re: Plan", "pageId": "65601", "version": version(4), "body": {},
        "_links": {"webui": "/spaces/DOCS/pages/65601/Plan?focusedCommentId=81"}})
}

#[tokio::test]
async fn each_call_on_footer_comments_sends_what_the_service_reads() {
    let site = Site::start().await;
    let comments = site.api.footer_comments();
    let read: FooterComment = serde_json::from_value(comment()).unwrap();
    let sent = json!({"representation": "storage", "value": "<p>Why?</p>"});
    assert_sends! {
        comments.list().sort(DateSort::Created).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/footer-comments?sort=created-date&body-format=storage";
        comments.on_page("1").sort(DateSort::Created).body_format(BodyFormat::Storage).status([ContentStatus::Current]),
        "GET /wiki/api/v2/pages/1/footer-comments?sort=created-date&body-format=storage&status=current";
        comments.on_blog_post("1").sort(DateSort::Modified).body_format(BodyFormat::Storage).status([ContentStatus::Draft]),
        "GET /wiki/api/v2/blogposts/1/footer-comments?sort=modified-date&body-format=storage&status=draft";
        comments.on_attachment("att1").version(2_u32).sort(DateSort::Modified).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/attachments/att1/footer-comments?version=2&sort=modified-date&body-format=storage";
        comments.answers("81").sort(DateSort::Created).body_format(BodyFormat::Document),
        "GET /wiki/api/v2/footer-comments/81/children?sort=created-date&body-format=atlas_doc_format";
        comments.get("81").body_format(BodyFormat::View).version(1_u32).include_properties(true)
            .include_operations(true).include_likes(true).include_versions(true),
        "GET /wiki/api/v2/footer-comments/81?body-format=view&version=1&include-properties=true\
            &include-operations=true&include-likes=true&include-versions=true";
        comments.create(NewFooterComment::on_page("1", text())), "POST /wiki/api/v2/footer-comments",
        {"pageId": "1", "body": sent};
        comments.create(NewFooterComment::on_blog_post("1", text())), "POST /wiki/api/v2/footer-comments",
        {"blogPostId": "1", "body": sent};
        comments.create(NewFooterComment::on_attachment("att1", text())), "POST /wiki/api/v2/footer-comments",
        {"attachmentId": "att1", "body": sent};
        comments.create(NewFooterComment::answer("81", text())), "POST /wiki/api/v2/footer-comments",
        {"parentCommentId": "81", "body": sent};
        comments.update("81", read.next_version().message("m")).body(text()), "PUT /wiki/api/v2/footer-comments/81",
        {"version": {"number": 5, "message": "m"}, "body": sent};
        comments.delete("81"), "DELETE /wiki/api/v2/footer-comments/81";
    }
    let update = comments.update("81", read.next_version());
    assert!(!update.request().is_safe_to_repeat());
}

#[tokio::test]
async fn each_call_on_inline_comments_sends_what_the_service_reads() {
    let site = Site::start().await;
    let comments = site.api.inline_comments();
    let read: InlineComment = serde_json::from_value(comment()).unwrap();
    let sent = json!({"representation": "storage", "value": "<p>Why?</p>"});
    let at = |words: &str, count: u32, index: u32| {
        json!({"textSelection": words, "textSelectionMatchCount": count,
        "textSelectionMatchIndex": index})
    };
    let (once, second) = (at("the plan", 1, 0), at("ship", 3, 1));
    assert_sends! {
        comments.list().sort(DateSort::Created).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/inline-comments?sort=created-date&body-format=storage";
        comments.on_page("1").resolution(Resolution::Dangling).sort(DateSort::Created).body_format(BodyFormat::Storage)
            .status([ContentStatus::Current]),
        "GET /wiki/api/v2/pages/1/inline-comments?resolution-status=dangling&sort=created-date&body-format=storage\
            &status=current";
        comments.on_blog_post("1").resolution(Resolution::Open).sort(DateSort::Created).body_format(BodyFormat::Storage)
            .status([ContentStatus::Current]),
        "GET /wiki/api/v2/blogposts/1/inline-comments?resolution-status=open&sort=created-date&body-format=storage\
            &status=current";
        comments.answers("81").sort(DateSort::Created).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/inline-comments/81/children?sort=created-date&body-format=storage";
        comments.get("81").body_format(BodyFormat::View).version(1_u32).include_properties(true)
            .include_operations(true).include_likes(true).include_versions(true),
        "GET /wiki/api/v2/inline-comments/81?body-format=view&version=1&include-properties=true\
            &include-operations=true&include-likes=true&include-versions=true";
        comments.create(NewInlineComment::on_page("1", text(), Selection::of("the plan"))),
        "POST /wiki/api/v2/inline-comments", {"pageId": "1", "body": sent, "inlineCommentProperties": once};
        comments.create(NewInlineComment::on_blog_post("1", text(), Selection::one_of("ship", 1, 3))),
        "POST /wiki/api/v2/inline-comments", {"blogPostId": "1", "body": sent, "inlineCommentProperties": second};
        comments.create(NewInlineComment::answer("81", text())), "POST /wiki/api/v2/inline-comments",
        {"parentCommentId": "81", "body": sent};
        comments.update("81", read.next_version()).body(text()).resolved(true), "PUT /wiki/api/v2/inline-comments/81",
        {"version": {"number": 5}, "body": sent, "resolved": true};
        comments.update("81", read.next_version()).resolved(false), "PUT /wiki/api/v2/inline-comments/81",
        {"version": {"number": 5}, "resolved": false};
        comments.delete("81"), "DELETE /wiki/api/v2/inline-comments/81";
    }
    let update = comments.update("81", read.next_version());
    assert!(!update.request().is_safe_to_repeat());
}

#[tokio::test]
async fn comments_are_read() {
    let site = Site::start().await;
    let mut answer = comment();
    answer["parentCommentId"] = json!("80");
    answer["body"] = json!({"storage": {"value": "<p/>"}});
    let all = json!({"results": [comment(), answer], "_links": {}});
    let answers = "GET /wiki/api/v2/footer-comments/80/children?limit=250";
    site.answer(answers, all).await;
    // The same element comes twice and counts once.
    let found = site
        .api
        .footer_comments()
        .answers("80")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].page_id.as_ref().unwrap().as_str(), "65601");

    let mut inline = comment();
    inline["resolutionStatus"] = json!("resolved");
    inline["resolutionLastModifierId"] = json!("557058:ab");
    inline["resolutionLastModifiedAt"] = json!("2026-01-02T03:04:05.006Z");
    inline["properties"] = json!({"inlineMarkerRef": "m", "inlineOriginalSelection": "the plan",
        "results": [{"id": "5", "key": "k", "value": 1, "version": version(1)}], "meta": {"hasMore": false}});
    site.answer(
        "GET /wiki/api/v2/inline-comments/81?include-properties=true",
        inline,
    )
    .await;
    let call = site
        .api
        .inline_comments()
        .get("81")
        .include_properties(true);
    let comment = call.send().await.unwrap();
    assert_eq!(comment.resolution_status, Some(Resolution::Resolved));
    assert_eq!(
        comment.resolution_last_modifier_id.unwrap().as_str(),
        "557058:ab"
    );
    let properties = comment.properties.unwrap();
    assert_eq!(
        properties.inline_original_selection.as_deref(),
        Some("the plan")
    );
    assert_eq!(properties.results.into_vec().unwrap()[0].key, "k");
}
