use jira_client::IssueId;
use jira_client::cloud::issue_properties::{PropertiesOfIssue, PropertyFilter, PropertyUpdate};
use jira_client::cloud::tasks::Task;
use serde_json::{Value, json};

use crate::site::Site;

async fn value(site: &Site, issue: &IssueId, key: &str) -> Option<Value> {
    let call = site.jira.issue_properties().get(issue, key);
    call.send().await.ok().map(|property| property.value)
}

async fn end(site: &Site, task: Task) {
    site.jira.tasks().wait(&task.id).finish().await.unwrap();
}

pub(crate) async fn tour(site: &Site) {
    let properties = site.jira.issue_properties();
    let set = properties.set("ACME-1", "acme.a", json!({"n": 1}));
    set.send().await.unwrap();
    let found = properties.get("ACME-1", "acme.a").send().await.unwrap();
    assert_eq!(
        (found.key.as_str(), &found.value["n"]),
        ("acme.a", &json!(1))
    );
    let keys = properties.keys("ACME-1").send().await.unwrap();
    assert_eq!(keys.keys.into_vec().unwrap()[0].key, "acme.a");
    let delete = properties.delete("ACME-1", "acme.a");
    delete.send().await.unwrap();

    let mut ids = Vec::new();
    for key in ["ACME-1", "ACME-2", "ACME-3"] {
        ids.push(site.jira.issues().get(key).send().await.unwrap().id);
    }
    let call = properties.set_on_all(&ids, [("acme.b", json!(1)), ("acme.c", json!(true))]);
    end(site, call.send().await.unwrap()).await;
    let each = PropertiesOfIssue::new(&ids[0], [("acme.b", json!(2))]);
    end(site, properties.set_on_each([each]).send().await.unwrap()).await;
    assert_eq!(value(site, &ids[0], "acme.b").await, Some(json!(2)));
    assert_eq!(value(site, &ids[1], "acme.b").await, Some(json!(1)));

    let filter = PropertyFilter::issues(&ids[..2]).with_value(1);
    let update = PropertyUpdate::value(filter, 3).where_present(true);
    let call = properties.set_where("acme.b", update);
    end(site, call.send().await.unwrap()).await;
    let now: Vec<_> = [
        value(site, &ids[0], "acme.b").await,
        value(site, &ids[1], "acme.b").await,
        value(site, &ids[2], "acme.b").await,
    ]
    .into();
    assert_eq!(now, [Some(json!(2)), Some(json!(3)), Some(json!(1))]);

    let call = properties.delete_where("acme.c", PropertyFilter::all_issues());
    end(site, call.send().await.unwrap()).await;
    assert_eq!(value(site, &ids[0], "acme.c").await, None);
}
