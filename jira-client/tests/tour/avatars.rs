use jira_client::cloud::avatars::{AvatarKind, AvatarSize};
use jira_client::http::header::CONTENT_TYPE;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let avatars = site.jira.avatars();
    let system = avatars.system(AvatarKind::IssueType).send().await.unwrap();
    let system = system.system.into_vec().unwrap();
    assert!(system.iter().all(|one| one.is_system_avatar == Some(true)) && !system.is_empty());
    let project = site.jira.projects().get("ACME").send().await.unwrap();
    let of_project = avatars
        .list(AvatarKind::Project, project.id.as_str())
        .send()
        .await
        .unwrap();
    let of_project = of_project.system.into_vec().unwrap();
    assert_eq!(
        of_project
            .iter()
            .filter(|one| one.is_selected == Some(true))
            .count(),
        1
    );

    let image = avatars
        .image(AvatarKind::IssueType, &system[0].id)
        .size(AvatarSize::Small)
        .send()
        .await
        .unwrap();
    assert_eq!(image.headers()[CONTENT_TYPE], "image/svg+xml");
    assert!(image.body().starts_with(b"<svg"));
    let any = avatars
        .image_of_kind(AvatarKind::Project)
        .send()
        .await
        .unwrap();
    let own = avatars
        .image_of(AvatarKind::Project, project.id.as_str())
        .send()
        .await
        .unwrap();
    assert!(any.body().starts_with(b"<svg") && own.body().starts_with(b"<svg"));
}
