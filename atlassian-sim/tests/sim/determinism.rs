use atlassian_sim::Sim;

use super::client::admin;

#[tokio::test]
async fn the_same_seed_gives_the_same_site() {
    let start = async |seed: u64| Sim::builder().users(300).seed(seed).start().await.unwrap();
    let (one, same, other) = (start(4).await, start(4).await, start(5).await);
    assert_eq!(one.users(), same.users());
    assert_eq!(one.groups(), same.groups());
    assert_eq!(one.roles(), same.roles());
    assert_eq!(one.api_tokens(), same.api_tokens());
    assert_eq!(
        (one.cloud_id(), one.org_id()),
        (same.cloud_id(), same.org_id())
    );
    assert_eq!((one.admin(), one.org_key()), (same.admin(), same.org_key()));
    assert_ne!(one.users(), other.users());
    assert_ne!(one.cloud_id(), other.cloud_id());
    for group in one.groups() {
        assert_eq!(one.members(&group.group_id), same.members(&group.group_id));
    }
    let path = "/rest/api/3/auditing/record";
    assert_eq!(admin(&one).json(path).await, admin(&same).json(path).await);
}

#[tokio::test]
async fn a_stopped_simulator_is_gone() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    drop(sim);
    assert!(
        client
            .send("GET", "/rest/api/3/myself", None)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_taken_port_is_an_error_that_names_it() {
    let sim = Sim::builder().start().await.unwrap();
    let port: u16 = sim.url().rsplit(':').next().unwrap().parse().unwrap();
    let error = Sim::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    assert!(error.to_string().contains(&port.to_string()));
}
