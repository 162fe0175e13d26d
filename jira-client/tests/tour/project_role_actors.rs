use jira_client::cloud::project_role_actors::RoleActors;
use jira_client::cloud::project_roles::{ProjectRole, RoleActorType};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let role = site.jira.project_roles().create("Keepers").send().await.unwrap().id;
    let me = site.jira.myself().get().send().await.unwrap().account_id.unwrap();
    let group = site.sim.groups()[0].group_id.clone();
    let actors = site.jira.project_role_actors();
    let kinds = |role: ProjectRole| {
        let actors = role.actors.unwrap_or_default();
        let kinds: Vec<_> = actors.into_iter().filter_map(|actor| actor.kind).collect();
        kinds
    };

    let added = actors.add("ACME", &role).users(vec![me.clone()]).send().await.unwrap();
    assert_eq!(added.actors.unwrap()[0].actor_user.as_ref().unwrap().account_id, Some(me.clone()));
    let set = actors.set("ACME", &role, RoleActors::default().groups([&*group])).send().await.unwrap();
    assert_eq!(kinds(set), [RoleActorType::Group]);
    actors.remove("ACME", &role).group(&*group).send().await.unwrap();
    let left = site.jira.project_roles().in_project("ACME", &role).send().await.unwrap();
    assert_eq!(kinds(left), []);

    let added = actors.add_defaults(&role).users(vec![me.clone()]).send().await.unwrap();
    assert_eq!(kinds(added), [RoleActorType::User]);
    assert_eq!(kinds(actors.defaults(&role).send().await.unwrap()), [RoleActorType::User]);
    let left = actors.remove_default(&role).user(me).send().await.unwrap();
    assert_eq!(kinds(left), []);
}
