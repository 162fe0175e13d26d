use jira_client::cloud::avatars::{AvatarFormat, AvatarKind, AvatarSize, Picture};
use jira_client::core::{Body, Request};
use serde_json::{Value, json};

use crate::site::Site;

fn avatar() -> Value {
    json!({"id": "1010", "isDeletable": true, "isSelected": false, "isSystemAvatar": false, "owner": "10000",
        "urls": {"16x16": "/secure/projectavatar?size=xsmall&avatarId=1010"}})
}

#[track_caller]
fn assert_carries(request: &Request, media_type: &str, bytes: &[u8]) {
    let Body::Bytes(sent_type, sent) = request.body() else {
        panic!("{:?}", request.body());
    };
    assert_eq!(
        (sent_type.to_str().unwrap(), sent.as_ref()),
        (media_type, bytes)
    );
}

#[tokio::test]
async fn lists_uploads_and_deletes_avatars() {
    let site = Site::start().await;
    let avatars = site.jira.avatars();
    site.answer(
        "GET /rest/api/3/avatar/user/system",
        json!({"system": [avatar()]}),
    )
    .await;
    let system = avatars.system(AvatarKind::User).send().await.unwrap();
    assert!(system.custom.is_empty());
    assert_eq!(
        system.system.into_vec().unwrap()[0].owner.as_deref(),
        Some("10000")
    );
    let path = "/rest/api/3/universal_avatar/type/project/owner/10000";
    site.answer(
        &format!("GET {path}"),
        json!({"system": [], "custom": [avatar()]}),
    )
    .await;
    let list = avatars
        .list(AvatarKind::Project, "10000")
        .send()
        .await
        .unwrap();
    let custom = list.custom.into_vec().unwrap();
    assert!(custom[0].urls.as_ref().unwrap().x16.is_some());

    let reply = avatar().to_string();
    site.exchange(&format!("POST {path}?size=48&x=1&y=2"), None, 201, &reply)
        .await;
    let call = avatars
        .upload(
            AvatarKind::Project,
            "10000",
            Picture::png(vec![137, 80, 78, 71]),
            48_u32,
        )
        .x(1_u32)
        .y(2_u32);
    assert_carries(call.request(), "image/png", &[137, 80, 78, 71]);
    assert!(!call.request().is_safe_to_repeat());
    assert_eq!(call.send().await.unwrap().id.as_str(), "1010");
    site.exchange(&format!("DELETE {path}/avatar/1010"), None, 204, "")
        .await;
    avatars
        .delete(AvatarKind::Project, "10000", "1010")
        .send()
        .await
        .unwrap();

    let path = "POST /rest/api/3/issuetype/7/avatar2?size=16&x=3&y=4";
    site.exchange(path, None, 201, &reply).await;
    let call = site
        .jira
        .issue_types()
        .upload_avatar("7", Picture::gif(vec![1]), 16_u32)
        .x(3_u32)
        .y(4_u32);
    assert_carries(call.request(), "image/gif", &[1]);
    assert_eq!(call.send().await.unwrap().is_deletable, Some(true));
}

#[tokio::test]
async fn an_image_is_given_as_it_came() {
    let site = Site::start().await;
    let path = "/rest/api/3/universal_avatar/view/type";
    let avatars = site.jira.avatars();
    site.exchange(
        &format!("GET {path}/priority?size=xlarge&format=svg"),
        None,
        200,
        "<svg/>",
    )
    .await;
    let call = avatars
        .image_of_kind(AvatarKind::Priority)
        .size(AvatarSize::ExtraLarge)
        .format(AvatarFormat::Svg);
    assert_eq!(call.send().await.unwrap().body().as_ref(), b"<svg/>");
    site.exchange(
        &format!("GET {path}/issuetype/avatar/10300?size=small&format=png"),
        None,
        200,
        "one",
    )
    .await;
    let call = avatars
        .image(AvatarKind::IssueType, "10300")
        .size(AvatarSize::Small)
        .format(AvatarFormat::Png);
    assert_eq!(call.send().await.unwrap().body().as_ref(), b"one");
    site.exchange(
        &format!("GET {path}/project/owner/10000?size=medium&format=png"),
        None,
        200,
        "own",
    )
    .await;
    let call = avatars
        .image_of(AvatarKind::Project, "10000")
        .size(AvatarSize::Medium)
        .format(AvatarFormat::Png);
    assert_eq!(call.send().await.unwrap().body().as_ref(), b"own");
}

#[tokio::test]
async fn the_picture_of_a_project() {
    let site = Site::start().await;
    let avatars = site.jira.project_avatars();
    let path = "/rest/api/3/project/ACME";
    site.answer(
        &format!("GET {path}/avatars"),
        json!({"system": [], "custom": [avatar()]}),
    )
    .await;
    assert_eq!(avatars.list("ACME").send().await.unwrap().custom.len(), 1);
    site.exchange(
        &format!("PUT {path}/avatar"),
        Some(json!({"id": "1010"})),
        204,
        "",
    )
    .await;
    avatars.set("ACME", "1010").send().await.unwrap();
    site.exchange(
        &format!("POST {path}/avatar2?x=1&y=2&size=48"),
        None,
        201,
        &avatar().to_string(),
    )
    .await;
    let call = avatars
        .upload("ACME", Picture::jpeg(vec![1, 2]))
        .x(1_u32)
        .y(2_u32)
        .size(48_u32);
    assert_carries(call.request(), "image/jpeg", &[1, 2]);
    assert_eq!(call.send().await.unwrap().id.as_str(), "1010");
    site.exchange(&format!("DELETE {path}/avatar/1010"), None, 204, "")
        .await;
    avatars.delete("ACME", "1010").send().await.unwrap();
}
