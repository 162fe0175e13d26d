use jira_client::cloud::project_role_actors::RoleActors;
use jira_client::cloud::project_roles::{RoleActor, RoleActorType};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let role = site
        .jira
        .project_roles()
        .create("Keepers")
        .send()
        .await
        .unwrap()
        .id;
    let me = site
        .jira
        .myself()
        .get()
        .send()
        .await
        .unwrap()
        .account_id
        .unwrap();
    let group = site.sim.groups()[0].group_id.clone();
    let actors = site.jira.project_role_actors();
    let kinds = |actors: Vec<RoleActor>| {
        let kinds: Vec<_> = actors.into_iter().filter_map(|actor| actor.kind).collect();
        kinds
    };

    let added = actors.add("ACME", &role).users([&me]).send().await.unwrap();
    assert_eq!(
        added.actors.unwrap()[0]
            .actor_user
            .as_ref()
            .unwrap()
            .account_id,
        Some(me.clone())
    );
    let set = actors
        .set("ACME", &role, RoleActors::default().groups([&*group]))
        .send()
        .await
        .unwrap();
    assert_eq!(kinds(set.actors.unwrap()), [RoleActorType::Group]);
    actors
        .remove("ACME", &role)
        .group(&*group)
        .send()
        .await
        .unwrap();
    let left = site
        .jira
        .project_roles()
        .in_project("ACME", &role)
        .send()
        .await
        .unwrap();
    assert_eq!(kinds(left.actors.unwrap_or_default()), []);

    let added = actors
        .add_defaults(&role)
        .users([&me])
        .send()
        .await
        .unwrap();
    assert_eq!(
        kinds(added.actors.into_vec().unwrap()),
        [RoleActorType::User]
    );
    let all = actors.defaults(&role).send().await.unwrap();
    assert_eq!(kinds(all.actors.into_vec().unwrap()), [RoleActorType::User]);
    let left = actors.remove_default(&role).user(me).send().await.unwrap();
    assert_eq!(kinds(left.actors.into_vec().unwrap()), []);
}
