//! An account of the directory as answers show it.

use serde_json::{Value, json};

use super::shared::seal;
use crate::call::Call;
use crate::query::encode;
use crate::state::State;
use crate::state::org::products::{OrgRole, Product, Resource};
use crate::state::users::User;
use crate::time::rfc3339;

/// What is only shown where it is asked for.
pub(super) const PARTS: [&str; 4] = [
    "platformRoles",
    "counts.resources",
    "productAccess",
    "groups",
];

/// What the answers have that nothing can be asked of.
pub(super) const USUAL: &[&str] = &["platformRoles", "counts.resources"];

pub(super) fn picture(user: &User) -> String {
    format!("https://avatars.example.com/{}", encode(&user.id))
}

/// With the [`PARTS`] that `expand` names.
pub(super) fn view(call: &Call<'_>, state: &State, account: u32, expand: &[&str]) -> Value {
    let user = state.users.get(account);
    let managed = state.org.manages(user);
    let mut view = json!({
        "accountId": &*user.id,
        "accountType": user.kind.as_str(),
        "status": state.status(account),
        "accountStatus": user.account_status(),
        "membershipStatus": user.membership.as_str(),
        "addedToOrg": rfc3339(state.added_to_org(account)),
        "name": &*user.name,
        "nickname": state.nickname(account),
        "emailVerified": !user.email.is_empty(),
        "claimStatus": if managed { "managed" } else { "unmanaged" },
        "picture": picture(user),
        "avatar": picture(user),
        "timeZone": &*user.zone,
        "links": { "self": seal(&user.id) },
    });
    if !user.email.is_empty() {
        view["email"] = (&*user.email).into();
    }
    if managed {
        let synced = state.provisioned(account);
        view["managementSource"] = if synced { "synced" } else { "invited" }.into();
        view["mfaEnabled"] = state.two_step(account).into();
    }
    let work = state.work(account);
    for (name, value) in [
        ("department", work.department),
        ("jobTitle", work.job_title),
        ("location", work.location),
        ("organization", work.organization),
    ] {
        if !value.is_empty() {
            view[name] = value.into();
        }
    }
    if expand.contains(&"platformRoles") {
        view["platformRoles"] = platform_roles(state, account).into();
    }
    if expand.contains(&"counts.resources") {
        let products = Product::ALL.into_iter().map(Resource::Product);
        let held = products.filter(|product| !state.user_roles(account, *product).is_empty());
        view["counts"] = json!({ "resources": held.count() });
    }
    if expand.contains(&"productAccess") {
        view["productAccess"] = product_access(call, state, account).into();
    }
    if expand.contains(&"groups") {
        let groups = user.groups.iter().map(|slot| {
            let group = state.groups.get(*slot);
            json!({
                "id": format!("ari:cloud:identity::group/{}", group.id),
                "name": group.name,
                "description": state.group_description(*slot),
            })
        });
        view["groups"] = groups.collect();
    }
    view
}

fn platform_roles(state: &State, account: u32) -> Vec<&'static str> {
    [Resource::Org, Resource::Site]
        .into_iter()
        .flat_map(|resource| state.user_roles(account, resource))
        .map(|held| held.role)
        .filter(|role| {
            matches!(
                role,
                OrgRole::OrgAdmin | OrgRole::SiteAdmin | OrgRole::UserAccessAdmin
            )
        })
        .map(OrgRole::as_str)
        .collect()
}

fn product_access(call: &Call<'_>, state: &State, account: u32) -> Vec<Value> {
    let world = call.world;
    let entered = |product: &Product| state.has_access(account, *product);
    Product::ALL
        .into_iter()
        .filter(entered)
        .map(|product| {
            let mut access = json!({
                "id": Resource::Product(product).ari(&world.cloud_id, &world.org_id),
                "key": product.key(),
            });
            if let Some(at) = state.last_active(account, product) {
                access["lastActiveTimestamp"] = rfc3339(at).into();
            }
            access
        })
        .collect()
}
