use confluence_client::space_permissions::{PermissionPrincipalType, SpaceOperationKey};
use confluence_client::spaces::{NewSpace, NewSpacePermission};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let group = site.sim.groups()[0].group_id.clone();
    let permission = NewSpacePermission::of_group(group.as_str(), "read", "space");
    let space = NewSpace::new("TOUR", "Tour").permission(permission);
    let space = site.api.spaces().create_with_permissions(space);
    let space = space.send().await.unwrap().id.unwrap();
    let all = site.api.space_permissions().list(&space).items();
    let all = all.collect().await.unwrap();
    assert!(all.iter().any(|one| {
        let principal = one.principal.as_ref().unwrap();
        principal.kind == PermissionPrincipalType::Group
            && principal.id == group
            && one.operation.as_ref().unwrap().key == SpaceOperationKey::Read
    }));
}
