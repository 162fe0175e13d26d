use atlassian_sim::SimUser;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let users = site.jira.users();
    let known: Vec<SimUser> = site.sim.users();
    let all = users.all().items().collect().await.unwrap();
    let ids = |users: &[jira_client::cloud::users::User]| {
        let mut ids: Vec<String> = users
            .iter()
            .map(|user| user.account_id.as_ref().unwrap().to_string())
            .collect();
        ids.sort_unstable();
        ids
    };
    let default = users.all_default().items().collect().await.unwrap();
    assert_eq!(ids(&all), ids(&default));
    assert!(all.len() <= known.len());

    let person = all
        .iter()
        .find(|user| user.email_address.is_some())
        .unwrap();
    let id = person.account_id.clone().unwrap();
    let name = person.display_name.clone().unwrap();
    let one = users.get(&id).send().await.unwrap();
    assert_eq!(one.display_name.as_ref(), Some(&name));
    let some = users.bulk([&id]).items().collect().await.unwrap();
    assert_eq!(ids(&some), [id.as_str()]);
    let found = users.search().query(name).items().collect().await.unwrap();
    assert!(ids(&found).contains(&id.to_string()));
    assert!(!users.groups(&id).send().await.unwrap().is_empty());

    let made = users
        .create("new@example.com", Vec::new())
        .send()
        .await
        .unwrap();
    let made = made.account_id.unwrap();
    users.get(&made).send().await.unwrap();
    users.delete(&made).send().await.unwrap();
    assert!(users.get(&made).send().await.unwrap_err().is_not_found());
}
