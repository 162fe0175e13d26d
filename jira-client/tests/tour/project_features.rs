use jira_client::cloud::project_features::ProjectFeatureState;
use jira_client::cloud::projects::{NewProject, ProjectTemplate};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let squad = NewProject::from_template("SQUAD", "Squad", me, ProjectTemplate::TeamManagedScrum);
    site.jira.projects().create(squad).send().await.unwrap();

    let features = site.jira.project_features();
    let all = features
        .list("SQUAD")
        .send()
        .await
        .unwrap()
        .features
        .into_vec()
        .unwrap();
    let free = all
        .iter()
        .find(|one| {
            one.toggle_locked != Some(true) && one.state == Some(ProjectFeatureState::Enabled)
        })
        .unwrap();
    let changed = features
        .set("SQUAD", &*free.feature, ProjectFeatureState::Disabled)
        .send()
        .await
        .unwrap();
    let changed = changed.features.into_vec().unwrap();
    let off = changed
        .iter()
        .find(|one| one.feature == free.feature)
        .unwrap();
    assert_eq!(off.state, Some(ProjectFeatureState::Disabled));
}
