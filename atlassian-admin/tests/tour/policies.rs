use atlassian_admin::policies::{
    PolicyDraft, PolicyResourceLinks, PolicyResourceMeta, PolicyRule, PolicyStatus, PolicyType,
};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let policies = site.admin.policies();
    let org = &site.org;
    let before = policies.list(org).items().collect().await.unwrap().len();
    let draft = PolicyDraft::new(PolicyType::IpAllowlist)
        .name("Office")
        .rule(PolicyRule::allow(["203.0.113.0/24"]));
    let made = policies.create(org, draft).send().await.unwrap().data;
    let listed = policies.list(org).items().collect().await.unwrap();
    assert_eq!(listed.len(), before + 1);
    policies.validate(org, &made.id).send().await.unwrap();

    let draft = PolicyDraft::new(PolicyType::IpAllowlist).status(PolicyStatus::Disabled);
    policies.update(org, &made.id, draft).send().await.unwrap();
    let resource = "ari:cloud:jira-software::site/1";
    policies
        .add_resource(org, &made.id, resource)
        .send()
        .await
        .unwrap();
    let meta = PolicyResourceMeta {
        scheduled_date: Some("2026-12-01".parse().unwrap()),
        ..Default::default()
    };
    let links = PolicyResourceLinks {
        ticket: Some("https://tickets.example.com/1".into()),
    };
    let change = policies.update_resource(org, &made.id, resource);
    change.meta(meta).links(links).send().await.unwrap();
    let found = policies.get(org, &made.id).send().await.unwrap().data;
    let found = found.attributes.unwrap();
    assert_eq!(found.name.as_deref(), Some("Office"));
    assert_eq!(found.status, Some(PolicyStatus::Disabled));
    assert_eq!(found.rule, Some(PolicyRule::allow(["203.0.113.0/24"])));
    let resources = found.resources.unwrap();
    assert_eq!(resources[0].id.as_str(), resource);
    assert!(resources[0].links.as_ref().unwrap().ticket.is_some());

    let remove = policies.remove_resource(org, &made.id, resource);
    remove.send().await.unwrap();
    policies.delete(org, &made.id).send().await.unwrap();
    let gone = policies.get(org, &made.id).send().await;
    assert!(gone.unwrap_err().is_not_found());
}
