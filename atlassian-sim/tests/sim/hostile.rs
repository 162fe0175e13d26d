use atlassian_sim::Sim;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::{Client, admin};

#[tokio::test]
async fn odd_numbers_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    for path in [
        "/rest/api/3/users/search?",
        "/rest/api/3/user/bulk?accountId=x&",
        "/rest/api/3/user/search?query=&",
        "/rest/api/3/group/bulk?",
        "/rest/api/3/group/member?groupname=site-admins&",
        "/rest/api/3/groups/picker?",
    ] {
        for value in [
            "-1",
            "abc",
            "1.5",
            "99999999999999999999",
            "0x10",
            "%20",
            "1e3",
        ] {
            let answer = client.get(&format!("{path}maxResults={value}")).await;
            assert_eq!(answer.status, 400, "{path} {value}");
        }
    }
    for name in ["offset", "limit"] {
        let path = format!("/rest/api/3/auditing/record?{name}=-1");
        assert_eq!(client.get(&path).await.status, 400);
    }
    let huge = "startAt=9223372036854775807&maxResults=9223372036854775807";
    assert_eq!(
        client
            .get(&format!("/rest/api/3/users/search?{huge}"))
            .await
            .body,
        "[]"
    );
    let page = client.json(&format!("/rest/api/3/group/bulk?{huge}")).await;
    assert_eq!(page["isLast"], true);
}

#[tokio::test]
async fn broken_escapes_are_refused_and_odd_ids_are_just_unknown() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    for query in ["accountId=%ff", "accountId=%", "accountId=%zz", "%C3=1"] {
        assert_eq!(
            client
                .get(&format!("/rest/api/3/user?{query}"))
                .await
                .status,
            400,
            "{query}"
        );
    }
    for id in [
        "%00",
        "..%2F..%2Fetc",
        "%F0%9F%A6%80",
        "a%27%3B--",
        &"x".repeat(4_000),
    ] {
        let path = format!("/rest/api/3/user?accountId={id}");
        assert_eq!(client.get(&path).await.status, 404);
        let path = format!("/rest/api/3/applicationrole/{id}");
        assert_eq!(client.get(&path).await.status, 404);
    }
    assert_eq!(
        client.get("/rest/api/3/applicationrole/%ff").await.status,
        404
    );
    assert_eq!(
        client
            .get("/rest/api/3/applicationrole/jira%2Dsoftware")
            .await
            .status,
        200
    );
    for path in [
        "/ex",
        "/ex/",
        "/ex/jira",
        "/ex/jira//rest/api/3/myself",
        "/admin//",
    ] {
        let answer = Client::basic(sim.gateway_url(), &sim.scoped_admin())
            .get(path)
            .await;
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn garbage_on_the_wire_does_no_harm() {
    let sim = Sim::builder().start().await.unwrap();
    let host = sim.url().strip_prefix("http://").unwrap();
    for garbage in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "\u{16}\u{3}\u{1}",
        "GET / HTTP/1.1\r\nHost x\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.write_all(garbage.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
}

/// Names that no path is made for.
const NAMES: [&str; 8] = [
    "1",
    "-1",
    "%00",
    "..%2F..%2Fetc",
    "%F0%9F%A6%80",
    "99999999999999999999999",
    "%27%3B--%22%3C",
    "+",
];

#[tokio::test]
async fn no_operation_breaks_on_odd_names_and_bodies() {
    let deep = "[".repeat(50_000);
    let long = format!("\"{}\"", "x".repeat(100_000));
    let bodies = [
        ("application/json", "{}"),
        ("application/json", "[]"),
        ("application/json", "null"),
        ("application/json", "\"\u{0}\""),
        ("application/json", "{\"a\":"),
        ("application/json", deep.as_str()),
        ("application/json", long.as_str()),
        ("multipart/form-data", "--"),
    ];
    let sim = Sim::builder().start().await.unwrap();
    // What reads is asked before what deletes, so that there is something to read.
    let mut operations: Vec<_> = atlassian_sim::operations().collect();
    operations.sort_by_key(|it| {
        ["GET", "POST", "PUT", "PATCH"]
            .iter()
            .position(|m| *m == it.method)
            .unwrap_or(9)
    });
    for operation in operations {
        let site = ["/rest/", "/wiki/", "/_edge/"];
        let client = if site
            .iter()
            .any(|start| operation.template.starts_with(start))
        {
            admin(&sim)
        } else {
            Client::bearer(sim.gateway_url(), &sim.org_key())
        };
        for (name, body) in NAMES.iter().zip(bodies) {
            let segments = operation.template.split('/');
            let path: Vec<&str> = segments
                .map(|it| if it.starts_with('{') { name } else { it })
                .collect();
            let body = (operation.method != "GET").then_some(body);
            // A panic would close the connection; the rest is held against the descriptions.
            let answer = client.send(operation.method, &path.join("/"), body).await;
            assert!(
                answer.is_ok(),
                "{} {} {body:?}",
                operation.method,
                path.join("/")
            );
        }
    }
}
