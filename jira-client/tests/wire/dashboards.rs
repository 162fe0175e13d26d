use jira_client::cloud::dashboards::{
    Dashboard, DashboardBulkEdit, DashboardDetails, DashboardExpand, DashboardFilter,
    DashboardOrder, DashboardStatus, GadgetColor, GadgetPosition, NewGadget,
};
use jira_client::cloud::filter_sharing::ShareWith;
use serde_json::{from_value, json};

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let dashboards = site.jira.dashboards();
    let details = || DashboardDetails::new("D").shared_with(ShareWith::LoggedIn);
    assert_sends! {
        dashboards.list().filter(DashboardFilter::Favourite), "GET /rest/api/3/dashboard?filter=favourite";
        dashboards.create(details().description("X").editable_by(ShareWith::user("a1"))).extend_admin_permissions(true),
            "POST /rest/api/3/dashboard?extendAdminPermissions=true",
            {"name": "D", "description": "X", "sharePermissions": [{"type": "authenticated"}],
                "editPermissions": [{"type": "user", "user": {"accountId": "a1"}}]};
        dashboards.available_gadgets(), "GET /rest/api/3/dashboard/gadgets";
        dashboards.search().dashboard_name("D").account_id("a1").group_id("g-1").group_name("g").project_id("10000")
            .order_by(DashboardOrder::FavoriteCountDescending).status(DashboardStatus::Archived)
            .expand([DashboardExpand::Owner, DashboardExpand::ViewUrl]),
            "GET /rest/api/3/dashboard/search?dashboardName=D&accountId=a1&groupId=g-1&groupname=g&projectId=10000\
            &orderBy=-favorite_count&status=archived&expand=owner,viewUrl";
        dashboards.get("7"), "GET /rest/api/3/dashboard/7";
        dashboards.update("7", details()).extend_admin_permissions(true),
            "PUT /rest/api/3/dashboard/7?extendAdminPermissions=true",
            {"name": "D", "sharePermissions": [{"type": "authenticated"}], "editPermissions": []};
        dashboards.delete("7"), "DELETE /rest/api/3/dashboard/7";
        dashboards.copy("7", DashboardDetails::new("D")).extend_admin_permissions(true),
            "POST /rest/api/3/dashboard/7/copy?extendAdminPermissions=true",
            {"name": "D", "sharePermissions": [], "editPermissions": []};
    }
    assert_sends! {
        dashboards.bulk_edit(DashboardBulkEdit::change_owner(["7", "8"], "a1").autofix_names().extend_admin_permissions()),
            "PUT /rest/api/3/dashboard/bulk/edit",
            {"action": "changeOwner", "entityIds": [7, 8], "changeOwnerDetails": {"newOwner": "a1", "autofixName": true},
                "extendAdminPermissions": true};
        dashboards.bulk_edit(DashboardBulkEdit::set_permissions(["7"], [ShareWith::LoggedIn], [])),
            "PUT /rest/api/3/dashboard/bulk/edit",
            {"action": "changePermission", "entityIds": [7],
                "permissionDetails": {"sharePermissions": [{"type": "authenticated"}], "editPermissions": []}};
        dashboards.bulk_edit(DashboardBulkEdit::add_permissions(["7"], [], [ShareWith::LoggedIn])),
            "PUT /rest/api/3/dashboard/bulk/edit",
            {"action": "addPermission", "entityIds": [7],
                "permissionDetails": {"sharePermissions": [], "editPermissions": [{"type": "authenticated"}]}};
        dashboards.bulk_edit(DashboardBulkEdit::remove_permissions(["7"], [], [])), "PUT /rest/api/3/dashboard/bulk/edit",
            {"action": "removePermission", "entityIds": [7],
                "permissionDetails": {"sharePermissions": [], "editPermissions": []}};
        dashboards.gadgets("7").module_key(["m"]).uri(["u", "v"]).gadget_id(["1"]),
            "GET /rest/api/3/dashboard/7/gadget?moduleKey=m&uri=u&uri=v&gadgetId=1";
        dashboards.add_gadget("7", NewGadget::module("m").title("T").color(GadgetColor::Cyan)
            .position(GadgetPosition::new(1, 2)).even_if_unknown()), "POST /rest/api/3/dashboard/7/gadget",
            {"moduleKey": "m", "title": "T", "color": "cyan", "position": {"row": 1, "column": 2},
                "ignoreUriAndModuleKeyValidation": true};
        dashboards.add_gadget("7", NewGadget::uri("u")), "POST /rest/api/3/dashboard/7/gadget", {"uri": "u"};
        dashboards.update_gadget("7", 1).title("T").color(GadgetColor::Red).position(GadgetPosition::new(0, 1)),
            "PUT /rest/api/3/dashboard/7/gadget/1",
            {"title": "T", "color": "red", "position": {"row": 0, "column": 1}};
        dashboards.remove_gadget("7", 1), "DELETE /rest/api/3/dashboard/7/gadget/1";
        dashboards.item_property_keys("7", 1), "GET /rest/api/3/dashboard/7/items/1/properties";
        dashboards.item_property("7", 1, "k"), "GET /rest/api/3/dashboard/7/items/1/properties/k";
        dashboards.set_item_property("7", 1, "k", json!("v")), "PUT /rest/api/3/dashboard/7/items/1/properties/k", "v";
        dashboards.delete_item_property("7", 1, "k"), "DELETE /rest/api/3/dashboard/7/items/1/properties/k";
    }
}

/// The total counts what is on the page, as the service's own description has it; only `next` tells of more.
#[tokio::test]
async fn a_list_goes_on_for_as_long_as_a_page_names_the_next() {
    let site = Site::start().await;
    let base = "GET /rest/api/3/dashboard?filter=my&maxResults=2";
    let next = "https://acme.example.com/rest/api/3/dashboard?filter=my&startAt=2&maxResults=2";
    let page = |start: u64, ids: &[&str]| {
        let dashboards: Vec<_> = ids
            .iter()
            .map(|id| json!({"id": id, "name": "D"}))
            .collect();
        json!({"startAt": start, "maxResults": 2, "total": 2, "dashboards": dashboards})
    };
    let mut first = page(0, &["1", "2"]);
    first["next"] = next.into();
    site.answer(base, first).await;
    let mut second = page(2, &["3"]);
    second["prev"] = next.into();
    site.answer(
        "GET /rest/api/3/dashboard?filter=my&startAt=2&maxResults=2",
        second,
    )
    .await;
    let mine = site
        .jira
        .dashboards()
        .list()
        .filter(DashboardFilter::My)
        .page_size(2);
    let all = mine.items().collect().await.unwrap();
    let ids: Vec<_> = all.iter().map(|dashboard| dashboard.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[tokio::test]
async fn each_dashboard_that_was_not_changed_says_why() {
    let site = Site::start().await;
    let reply = json!({"action": "changePermission", "entityErrors": {"7": {"errorMessages": ["Only owners can."], "errors": {}}}});
    let body = json!({"action": "changePermission", "entityIds": [7],
        "permissionDetails": {"sharePermissions": [], "editPermissions": []}});
    site.exchange(
        "PUT /rest/api/3/dashboard/bulk/edit",
        Some(body),
        200,
        &reply.to_string(),
    )
    .await;
    let edit = DashboardBulkEdit::set_permissions(["7"], [], []);
    let outcome = site.jira.dashboards().bulk_edit(edit).send().await.unwrap();
    assert_eq!(
        outcome.entity_errors[&"7".into()].error_messages,
        ["Only owners can."]
    );

    let gadgets = json!({"gadgets": [{"id": 1, "title": "T", "color": "beige", "position": {"row": 1, "column": 2},
        "moduleKey": "m"}, {"title": "no id"}]});
    site.answer("GET /rest/api/3/dashboard/7/gadget", gadgets)
        .await;
    let gadgets = site
        .jira
        .dashboards()
        .gadgets("7")
        .send()
        .await
        .unwrap()
        .gadgets;
    let gadget = gadgets.good().next().unwrap();
    assert_eq!(gadget.color, Some(GadgetColor::from("beige")));
    assert_eq!(gadget.position, Some(GadgetPosition::new(1, 2)));
    assert_eq!(gadgets.odd().count(), 1);
}

#[test]
fn details_of_a_dashboard_lose_nobody() {
    let read = |shares| {
        from_value::<Dashboard>(
            json!({"id": "7", "name": "D", "description": "X", "sharePermissions": shares,
            "editPermissions": []}),
        )
        .unwrap()
    };
    let details = DashboardDetails::of(&read(json!([{"type": "loggedin"}]))).unwrap();
    assert_eq!(
        (details.name.as_str(), details.description.as_deref()),
        ("D", Some("X"))
    );
    assert_eq!(details.share_permissions, [ShareWith::LoggedIn]);
    assert!(DashboardDetails::of(&read(json!([{"type": "project-unknown"}]))).is_none());
    assert!(DashboardDetails::of(&read(json!(null))).is_none());
}
