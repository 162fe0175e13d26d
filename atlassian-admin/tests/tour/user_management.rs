use atlassian_admin::AccountId;
use atlassian_admin::core::Patch;
use atlassian_admin::managed_accounts::AccountStatus;
use atlassian_admin::user_management::{ExtendedProfileChange, PrivilegeName};

use crate::site::{Site, admin};

pub(crate) async fn tour(site: &Site) {
    let users = site.admin.user_management();
    let id = AccountId::new(site.sim.member().account_id);

    let privileges = users.privileges(&id).send().await.unwrap();
    assert!(privileges.activation.unwrap().allowed);
    assert!(privileges.write_profile.unwrap()["name"].allowed);
    let one = users.privileges(&id).privilege([PrivilegeName::SetEmail]);
    let one = one.send().await.unwrap();
    assert!(one.set_email.is_some() && one.activation.is_none());

    let change = ExtendedProfileChange {
        department: Patch::Set("Support".into()),
        location: Patch::Clear,
        ..Default::default()
    };
    let call = users
        .update_profile(&id)
        .nickname("guide")
        .extended_profile(change);
    let changed = call.send().await.unwrap().account;
    assert_eq!(changed.nickname.as_deref(), Some("guide"));
    assert_eq!(
        changed.extended_profile.unwrap().department.as_deref(),
        Some("Support")
    );

    let email = format!(
        "guide@{}",
        changed.email.unwrap().split_once('@').unwrap().1
    );
    users.set_email(&id, &*email).send().await.unwrap();
    let account = async || users.profile(&id).send().await.unwrap().account;
    assert_eq!(account().await.email, Some(email));
    let error = users
        .set_email(&id, "guide@elsewhere.example")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("forbidden.unclaimedDomain"));

    let tokens = users.api_tokens(&id).send().await.unwrap();
    assert!(tokens[0].created_at.is_some());
    users
        .delete_api_token(&id, &tokens[0].id)
        .send()
        .await
        .unwrap();
    assert_eq!(
        users.api_tokens(&id).send().await.unwrap().len(),
        tokens.len() - 1
    );

    users
        .deactivate(&id)
        .message("On a tour.")
        .send()
        .await
        .unwrap();
    assert_eq!(
        account().await.account_status,
        Some(AccountStatus::Inactive)
    );
    users.activate(&id).send().await.unwrap();
    assert_eq!(account().await.account_status, Some(AccountStatus::Active));
    users.delete(&id).send().await.unwrap();
    assert!(users.activate(&id).send().await.unwrap_err().is_conflict());
    users.cancel_delete(&id).send().await.unwrap();
    assert_eq!(account().await.account_status, Some(AccountStatus::Active));

    let scoped = admin(&site.sim, &site.sim.org_key()).user_management();
    let error = scoped.profile(&id).send().await.unwrap_err();
    assert!(error.is_missing_scope(), "{error}");
}
