//! The resources of a directory, which have a client of their own.

use atlassian_admin::scim::groups::{GroupChanges, GroupDetails, GroupFilter};
use atlassian_admin::scim::users::{
    Contact, User, UserAttribute, UserChanges, UserDetails, UserFilter,
};
use atlassian_admin::scim::{Scim, ScimDirectoryId};
use atlassian_admin::{Client, Credential, SiteUrl};

use crate::site::Site;

fn scim(site: &Site, key: &str) -> Scim {
    let client = Client::builder(SiteUrl::parse(site.sim.gateway_url()).unwrap())
        .credential(Credential::directory_key(key))
        .build()
        .unwrap();
    Scim::new(client)
}

fn directory(site: &Site) -> (Scim, ScimDirectoryId) {
    let id = ScimDirectoryId::new(site.sim.scim_directory_id());
    (scim(site, &site.sim.scim_key()), id)
}

/// On a domain that the organization has verified.
fn email(site: &Site, name: &str) -> String {
    let admin = site.sim.admin();
    format!("{name}@{}", admin.email.split_once('@').unwrap().1)
}

async fn provision(site: &Site, name: &str) -> User {
    let (scim, directory) = directory(site);
    let details = UserDetails::new(name, email(site, name)).display_name(format!("{name} Example"));
    scim.users()
        .create(&directory, details)
        .send()
        .await
        .unwrap()
}

pub(crate) async fn users(site: &Site) {
    let (scim, directory) = directory(site);
    let users = scim.users();
    let odd_name = r#"gu"i\de"#;
    let guide = provision(site, "guide").await;
    assert!(guide.account_id().is_some());
    let again = UserDetails::new("guide", email(site, "guide"));
    let error = users.create(&directory, again).send().await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.code(), Some("uniqueness"));

    let rename = UserChanges::default()
        .user_name(odd_name)
        .title("Guide")
        .active(false)
        .phone_numbers([Contact::new("123").kind("work")]);
    let changed = users
        .patch(&directory, &guide.id, rename)
        .send()
        .await
        .unwrap();
    assert_eq!(changed.user_name.as_deref(), Some(odd_name));
    assert_eq!(
        (changed.active, changed.title.as_deref()),
        (Some(false), Some("Guide"))
    );

    let found = users
        .list(&directory)
        .filter(UserFilter::user_name(odd_name));
    let found = found.items().collect().await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, guide.id);
    let nobody = users
        .list(&directory)
        .filter(UserFilter::external_id("unknown"));
    assert!(nobody.items().collect().await.unwrap().is_empty());
    provision(site, "leo").await;
    provision(site, "kim").await;
    let all = users
        .list(&directory)
        .page_size(2)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all.len() >= 3);

    let few = users
        .get(&directory, &guide.id)
        .attributes([UserAttribute::Title]);
    let few = few.send().await.unwrap();
    assert!(few.title.is_some() && few.user_name.is_none());
    let clear = UserChanges::default().clear(UserAttribute::Title);
    let cleared = users
        .patch(&directory, &guide.id, clear)
        .send()
        .await
        .unwrap();
    assert!(cleared.title.is_none());
    let details = UserDetails::new("guide", email(site, "guide")).department("Tours");
    let replaced = users
        .replace(&directory, &guide.id, details)
        .send()
        .await
        .unwrap();
    assert_eq!(replaced.department.as_deref(), Some("Tours"));
    assert_eq!(replaced.phone_numbers.len(), 0);

    users.delete(&directory, &guide.id).send().await.unwrap();
    let gone = users.get(&directory, &guide.id).send().await.unwrap_err();
    assert!(gone.is_not_found());

    let stranger = self::scim(site, "the-wrong-key").users();
    let error = stranger.list(&directory).send().await.unwrap_err();
    assert!(error.is_unauthorized());
}

pub(crate) async fn groups(site: &Site) {
    let (scim, directory) = directory(site);
    let groups = scim.groups();
    let (mia, leo) = (provision(site, "mia").await, provision(site, "leo").await);
    let details = GroupDetails::new("guides").members([&mia.id]);
    let made = groups.create(&directory, details).send().await.unwrap();
    assert_eq!(made.members.len(), 1);

    let swap = GroupChanges::default()
        .add_members([&leo.id])
        .remove_members([&mia.id])
        .external_id("x1");
    let swapped = groups
        .patch(&directory, &made.id, swap)
        .send()
        .await
        .unwrap();
    let members: Vec<_> = swapped.members.good().map(|one| &one.value).collect();
    assert_eq!(members, [&leo.id]);
    assert_eq!(swapped.external_id.as_deref(), Some("x1"));
    let both = GroupChanges::default().set_members([&mia.id, &leo.id]);
    let both = groups
        .patch(&directory, &made.id, both)
        .send()
        .await
        .unwrap();
    assert_eq!(both.members.len(), 2);

    let found = groups
        .list(&directory)
        .filter(GroupFilter::display_name("guides"));
    let found = found.items().collect().await.unwrap();
    assert_eq!(found[0].id, made.id);
    let empty = GroupDetails::new("guides");
    groups
        .replace(&directory, &made.id, empty)
        .send()
        .await
        .unwrap();
    let found = groups.get(&directory, &made.id).send().await.unwrap();
    assert_eq!(found.members.len(), 0);
    let renamed = groups.replace(&directory, &made.id, GroupDetails::new("leaders"));
    assert_eq!(renamed.send().await.unwrap_err().code(), Some("mutability"));
    groups.delete(&directory, &made.id).send().await.unwrap();
}

pub(crate) async fn schemas(site: &Site) {
    let (scim, directory) = directory(site);
    let schemas = scim.schemas();
    let features = schemas.features(&directory).send().await.unwrap();
    assert_eq!(features.patch.unwrap().supported, Some(true));
    let all = schemas.all(&directory).send().await.unwrap().schemas;
    assert_eq!(all.good().count(), 3);
    for (schema, attribute) in [
        (schemas.user(&directory).send().await.unwrap(), "userName"),
        (
            schemas.group(&directory).send().await.unwrap(),
            "displayName",
        ),
        (
            schemas.enterprise_user(&directory).send().await.unwrap(),
            "department",
        ),
    ] {
        let mut attributes = schema.attributes.good();
        assert!(attributes.any(|one| one.name == attribute), "{attribute}");
    }
}

pub(crate) async fn resource_types(site: &Site) {
    let (scim, directory) = directory(site);
    let types = scim.resource_types();
    let all = types.all(&directory).send().await.unwrap().resource_types;
    assert_eq!(all.good().count(), 2);
    let user = types.user(&directory).send().await.unwrap();
    assert_eq!(user.schema_extensions.good().count(), 1);
    let group = types.group(&directory).send().await.unwrap();
    assert_eq!(group.endpoint.as_deref(), Some("/Groups"));
}
