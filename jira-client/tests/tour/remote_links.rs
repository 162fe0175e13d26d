use jira_client::cloud::remote_links::{NewRemoteLink, RemoteIcon};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let links = site.jira.remote_links();
    let before = links.list("ACME-1").send().await.unwrap().len();
    let ticket = NewRemoteLink::new("https://tickets.example.com/7", "Ticket 7")
        .global_id("system=https://tickets.example.com&id=7")
        .application("Tickets", Some("com.example.tickets"))
        .relationship("causes")
        .summary("It broke")
        .icon(RemoteIcon::new(
            "https://tickets.example.com/t.png",
            "Ticket",
        ))
        .resolved(false);
    let made = links
        .create_or_update("ACME-1", ticket.clone())
        .send()
        .await
        .unwrap();
    // The same global id is the same link.
    let again = links
        .create_or_update("ACME-1", ticket.resolved(true))
        .send()
        .await
        .unwrap();
    assert_eq!(made.id, again.id);
    let list = links.list("ACME-1").send().await.unwrap();
    assert_eq!(list.len(), before + 1);
    let found = links
        .get_by_global_id("ACME-1", "system=https://tickets.example.com&id=7")
        .send()
        .await
        .unwrap();
    let object = found.object.clone().unwrap();
    assert_eq!(
        (found.id.clone(), object.status.unwrap().resolved),
        (made.id.clone(), Some(true))
    );
    // What is read and sent back with one change keeps everything else.
    links
        .update(
            "ACME-1",
            &made.id,
            NewRemoteLink::from(found).summary("It works"),
        )
        .send()
        .await
        .unwrap();
    let read = links.get("ACME-1", &made.id).send().await.unwrap();
    assert_eq!(read.relationship.as_deref(), Some("causes"));
    assert_eq!(read.application.unwrap().name.as_deref(), Some("Tickets"));
    assert_eq!(read.object.unwrap().summary.as_deref(), Some("It works"));
    links
        .delete_by_global_id("ACME-1", "system=https://tickets.example.com&id=7")
        .send()
        .await
        .unwrap();
    let plain = NewRemoteLink::new("https://example.com", "A page");
    let plain = links
        .create_or_update("ACME-1", plain)
        .send()
        .await
        .unwrap();
    links.delete("ACME-1", &plain.id).send().await.unwrap();
    assert_eq!(links.list("ACME-1").send().await.unwrap().len(), before);
}
