use jira_client::cloud::comments::{CommentExpand, CommentOrder, Visibility};
use jira_client::cloud::properties::EntityProperty;
use jira_client::core::Patch;
use jira_client::document::Document;
use serde_json::{from_value, json};

use crate::site::Site;

pub(crate) fn text(words: &str) -> Document {
    let paragraph = json!({"type": "paragraph", "content": [{"type": "text", "text": words}]});
    from_value(json!({"type": "doc", "version": 1, "content": [paragraph]})).unwrap()
}

pub(crate) async fn tour(site: &Site) {
    let comments = site.jira.comments();
    let made = comments
        .create("ACME-1", text("Is it done?"))
        .visibility(Visibility::role("Administrators"))
        .properties(vec![EntityProperty::new("seen", true)])
        .expand([CommentExpand::Properties])
        .send()
        .await
        .unwrap();
    assert_eq!(made.body, Some(text("Is it done?")));
    assert_eq!(
        made.properties,
        Some(vec![EntityProperty::new("seen", true)])
    );
    let role = made.visibility.clone().unwrap();
    assert_eq!(role.value.as_deref(), Some("Administrators"));
    // What not everybody sees is not there for the others.
    let hidden = site
        .as_member()
        .comments()
        .get("ACME-1", &made.id)
        .send()
        .await;
    assert!(hidden.unwrap_err().is_not_found());
    let answer = comments
        .create("ACME-1", text("It is."))
        .parent_id(&made.id)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (&answer.parent_id, &answer.visibility),
        (&Some(made.id.clone()), &made.visibility)
    );
    let opened = comments
        .update("ACME-1", &made.id)
        .text(text("Is it done now?"))
        .visibility(Patch::Clear)
        .notify_users(false)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (opened.body, opened.visibility),
        (Some(text("Is it done now?")), None)
    );
    let read = comments
        .get("ACME-1", &made.id)
        .expand([CommentExpand::RenderedBody])
        .send()
        .await
        .unwrap();
    assert!(read.rendered_body.unwrap().contains("done now"));
    let newest = comments
        .list("ACME-1")
        .order_by(CommentOrder::NewestFirst)
        .page_size(1)
        .items();
    let newest = newest.collect().await.unwrap();
    assert_eq!(newest[0].id, answer.id);
    assert_eq!(newest[1].id, made.id);
    let list = comments
        .by_ids([&answer.id, &made.id])
        .send()
        .await
        .unwrap();
    assert_eq!((list.values.good().count(), list.is_last), (2, Some(true)));
    comments.delete("ACME-1", &answer.id).send().await.unwrap();
    assert!(
        comments
            .get("ACME-1", &answer.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
