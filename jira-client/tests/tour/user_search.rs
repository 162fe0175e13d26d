use jira_client::cloud::permissions::Permission;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let search = site.jira.user_search();
    let me = site.jira.myself().get().send().await.unwrap();
    let (id, name) = (me.account_id.unwrap(), me.display_name.unwrap());
    let listings = [
        search.assignable().account_id(&id).project("ACME").items(),
        search.assignable_in(["ACME"]).account_id(&id).items(),
        search
            .with_permissions([Permission::BrowseProjects])
            .account_id(&id)
            .project_key("ACME")
            .items(),
        search
            .who_can_browse()
            .account_id(&id)
            .project_key("ACME")
            .items(),
    ];
    for listing in listings {
        let found = listing.collect().await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].account_id.as_ref(), Some(&id));
    }
    let found = search.pick(&*name).send().await.unwrap();
    assert!(found.users.good().any(|user| user.account_id == id));
    let both = search.pick_with_groups(&*name).send().await.unwrap();
    assert!(both.users.users.good().any(|user| user.account_id == id));
}
