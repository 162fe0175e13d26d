use jira_client::cloud::filter_sharing::{ShareScope, ShareWith};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let (filters, sharing) = (site.jira.filters(), site.jira.filter_sharing());
    let set = sharing
        .set_default_scope(ShareScope::Private)
        .send()
        .await
        .unwrap();
    assert_eq!(sharing.default_scope().send().await.unwrap(), set);
    let filter = filters
        .create("Shared")
        .jql("project = ACME")
        .send()
        .await
        .unwrap()
        .id;

    let group = site.sim.groups().into_iter().next().unwrap();
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    let project = issue.fields.get("project").unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let wishes = [
        ShareWith::group(&*group.group_id),
        ShareWith::user(&*site.sim.member().account_id),
        ShareWith::project(&*project),
    ];
    for wish in &wishes {
        sharing.add(&filter, wish.clone()).send().await.unwrap();
    }
    let all = sharing
        .list(&filter)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let read: Vec<_> = all.iter().map(|share| share.to_wish().unwrap()).collect();
    assert_eq!(read, wishes);

    // What one filter is shared with makes another one shared likewise.
    let copy = filters
        .create("Copy")
        .jql("project = ACME")
        .share_permissions(read);
    let copy = copy.send().await.unwrap().share_permissions.unwrap();
    assert_eq!(copy.len(), 3);

    let first = all[0].id.as_ref().unwrap();
    assert!(
        sharing
            .get(&filter, first)
            .send()
            .await
            .unwrap()
            .group
            .is_some()
    );
    sharing.remove(&filter, first).send().await.unwrap();
    assert!(
        sharing
            .get(&filter, first)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
    let all = sharing
        .add(&filter, ShareWith::Everybody)
        .send()
        .await
        .unwrap();
    assert_eq!(
        all.len(),
        1,
        "sharing with everybody takes the place of the others"
    );
}
