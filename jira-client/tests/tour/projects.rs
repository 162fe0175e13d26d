use jira_client::Timestamp;
use jira_client::cloud::project_categories::ProjectCategoryId;
use jira_client::cloud::projects::{
    CategoryChoice, NewProject, ProjectAssigneeType, ProjectExpand, ProjectOrder, ProjectSchemes,
    ProjectStatus, ProjectStyle, ProjectTemplate, ProjectTypeKey,
};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    read(site).await;
    make_and_change(site).await;
    end(site).await;
}

async fn read(site: &Site) {
    let projects = site.jira.projects();
    let all = projects
        .search()
        .order_by(ProjectOrder::KeyDescending)
        .expand([ProjectExpand::Lead, ProjectExpand::Insight])
        .page_size(2)
        .items()
        .collect()
        .await
        .unwrap();
    let keys: Vec<_> = all
        .iter()
        .filter_map(|project| Some(project.key.as_ref()?.as_str()))
        .collect();
    assert_eq!(keys, ["TEAM", "SEC", "OPS", "ASK", "ACME"]);
    assert!(all.iter().all(|project| project.lead_id().is_some()));
    assert!(all[4].insight.as_ref().unwrap().total_issue_count.unwrap() > 0);
    let two = projects
        .search()
        .keys(["ACME", "OPS"])
        .type_key([ProjectTypeKey::Software])
        .send()
        .await
        .unwrap();
    assert!(two.items.len() <= 2 && !two.items.is_empty());

    let by_key = projects
        .get("ACME")
        .expand([ProjectExpand::ProjectKeys])
        .send()
        .await
        .unwrap();
    let by_id = projects.get(&by_key.id).send().await.unwrap();
    assert_eq!(
        (by_id.key, by_key.style),
        (by_key.key, Some(ProjectStyle::Classic))
    );
    assert!(
        by_key
            .project_keys
            .unwrap()
            .iter()
            .any(|key| key.as_str() == "ACME")
    );
    assert!(!by_key.issue_types.unwrap().is_empty());

    let recent = projects.recent().send().await.unwrap().into_vec().unwrap();
    assert!(recent.len() <= 20);
    let statuses = projects
        .statuses("ACME")
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert!(statuses.iter().all(|of_type| !of_type.statuses.is_empty()));
    let team = projects.get("TEAM").send().await.unwrap();
    let hierarchy = projects.hierarchy(&team.id).send().await.unwrap();
    assert_eq!(hierarchy.project_id, Some(team.id));
    assert!(
        hierarchy
            .hierarchy
            .iter()
            .any(|level| level.level == Some(0) && !level.issue_types.is_empty())
    );
}

async fn make_and_change(site: &Site) {
    let hidden = site.as_member().projects().get("SEC").send().await;
    assert!(hidden.unwrap_err().is_not_found());

    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let projects = site.jira.projects();
    let category = site
        .jira
        .project_categories()
        .create("Trips")
        .send()
        .await
        .unwrap();
    let new = NewProject::from_template("TRIP", "Trips", &me, ProjectTemplate::TeamManagedKanban)
        .description("Outside")
        .category(&category.id);
    let made = projects.create(new).send().await.unwrap();
    let project = projects.get(&made.key).send().await.unwrap();
    assert_eq!(
        (&project.id, project.style),
        (&made.id, Some(ProjectStyle::NextGen))
    );
    assert_eq!(project.project_category.unwrap().id, category.id);

    let schemes = ProjectSchemes::default().issue_types("10000");
    let new = NewProject::from_schemes("CARD", "Cards", &me, ProjectTypeKey::Software, schemes);
    projects.create(new.avatar("10401")).send().await.unwrap();

    let changed = projects
        .update("CARD")
        .key("PASS")
        .name("Passes")
        .description("To get in")
        .url("https://example.com")
        .lead(&me)
        .avatar("10402")
        .assignee_type(ProjectAssigneeType::Unassigned)
        .category(ProjectCategoryId::from(&category.id))
        .send()
        .await
        .unwrap();
    assert_eq!(changed.assignee_type, Some(ProjectAssigneeType::Unassigned));
    // The old key leads to the project until it is given up.
    assert_eq!(projects.get("CARD").send().await.unwrap().id, changed.id);
    let freed = projects
        .update("PASS")
        .released_project_keys(["CARD"])
        .category(CategoryChoice::none())
        .send()
        .await
        .unwrap();
    assert!(freed.project_category.is_none());
    assert!(
        projects
            .get("CARD")
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}

async fn end(site: &Site) {
    let projects = site.jira.projects();
    projects.archive("TRIP").send().await.unwrap();
    let archived = projects
        .search()
        .status([ProjectStatus::Archived])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(archived[0].archived, Some(true));
    assert!(
        archived[0]
            .archived_date
            .as_ref()
            .and_then(Timestamp::epoch_millis)
            .is_some()
    );
    projects.restore("TRIP").send().await.unwrap();

    projects
        .delete("TRIP")
        .enable_undo(true)
        .send()
        .await
        .unwrap();
    let trash = projects
        .search()
        .status([ProjectStatus::Deleted])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(trash[0].deleted_by.is_some() && trash[0].retention_till_date.is_some());
    let back = projects.restore("TRIP").send().await.unwrap();
    assert_eq!(back.key.unwrap().as_str(), "TRIP");

    let task = projects.delete_in_background("TRIP").send().await.unwrap();
    let over = site.jira.tasks().wait(&task.id).finish().await.unwrap();
    assert!(over.status.is_over());
    assert!(
        projects
            .get("TRIP")
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}
