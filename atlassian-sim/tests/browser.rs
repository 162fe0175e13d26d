//! The status page in a real browser. Where there is no Chromium, a line says that nothing was
//! tested; `ATLASSIAN_SIM_CHROMIUM` names one that is not on the path.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use atlassian_sim::{Fault, Limits, Sim};

/// A browser that is there.
fn chromium() -> Option<String> {
    let named = std::env::var("ATLASSIAN_SIM_CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    let mut all = named.into_iter().chain(usual);
    let found = all.find(|name| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|version| version.status.success())
    });
    if found.is_none() {
        println!("skipped: there is no Chromium here");
    }
    found
}

/// What the browser prints after it looked at a page for a while of its own time.
fn browse(browser: &str, name: &str, url: &str, more: &[&str]) -> String {
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("chromium-{name}"));
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ])
        .args(["--disable-dev-shm-usage", "--virtual-time-budget=9000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(more)
        .arg(url)
        .output()
        .unwrap();
    let _ = std::fs::remove_dir_all(profile);
    String::from_utf8(output.stdout).unwrap()
}

/// Asks for a path as it stands here, escaped or not.
fn ask(base: &str, path: &str) -> String {
    let host = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} is not in {text}"));
    rest.split_once(end).unwrap().0
}

#[tokio::test]
async fn it_shows_what_there_is_and_takes_nothing_for_markup() {
    let Some(browser) = chromium() else { return };
    let limits = Limits::new().burst("GET", "/rest/api/3/serverInfo", 8.0);
    let fault = Fault::on("GET", "/<script>document.title='hit'</script>")
        .status(503)
        .times(2);
    let sim = Sim::builder()
        .users(1_234)
        .manual_clock()
        .limits(limits)
        .fault(fault);
    let sim = sim.start().await.unwrap();
    ask(sim.url(), "/rest/api/3/serverInfo?word=seen");
    ask(
        sim.url(),
        "/rest/api/3/%3Cscript%3Edocument.title='hit'%3C/script%3E",
    );
    for hostile in [
        "/<script>document.title='hit'</script>",
        "/a?<img/src=x/onerror=alert(1)>",
    ] {
        ask(sim.url(), hostile);
    }
    let dom = browse(
        &browser,
        "shows",
        &format!("{}/_sim", sim.url()),
        &["--dump-dom"],
    );
    assert!(dom.contains("<title>atlassian-sim</title>"), "{dom}");
    assert_eq!(dom.matches("<script").count(), 1, "{dom}");
    assert!(!dom.contains("<img"), "{dom}");

    let holdings = between(&dom, "id=\"holdings\"", "</dl>");
    let users = format!(
        "<dt>Users</dt><dd>1\u{2009}{}</dd>",
        sim.users().len() - 1_000
    );
    assert!(holdings.contains(&users), "{holdings}");
    let groups = format!("<dt>Groups</dt><dd>{}</dd>", sim.groups().len());
    assert!(holdings.contains(&groups), "{holdings}");
    let requests = between(&dom, "id=\"requests\"", "</div>");
    assert!(
        requests.contains("/rest/api/3/serverInfo?word=seen"),
        "{requests}"
    );
    assert!(requests.contains("/rest/api/3/%3Cscript%3E"), "{requests}");
    let rows = requests.matches("<tr>").count();
    assert_eq!(rows, 1 + sim.requests().len());
    let levels = between(&dom, "id=\"limits\"", "</div>");
    assert!(levels.contains("7 of 8"), "{levels}");
    let faults = between(&dom, "id=\"faults\"", "</div>");
    assert!(
        faults.contains("/&lt;script&gt;document.title='hit'&lt;/script&gt;"),
        "{faults}"
    );
    assert!(faults.contains("2 times"), "{faults}");
    // Credentials are on another page until somebody asks for them.
    let token = sim.admin().token;
    assert!(!dom.contains(&token));
    let lines = ask(sim.url(), "/_sim/credentials");
    assert!(lines.contains(&format!("export JIRA_API_TOKEN={token}\n")));
}

/// Stands between browser and simulator; the second time the page is asked for, somebody has
/// asked something before.
fn between_them(url: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(AtomicUsize::new(0));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (url, seen) = (url.clone(), Arc::clone(&seen));
            thread::spawn(move || forward(stream, &url, &seen));
        }
    });
    own
}

fn forward(mut stream: TcpStream, url: &str, seen: &AtomicUsize) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap();
    if path == "/_sim" && seen.fetch_add(1, Ordering::SeqCst) == 1 {
        ask(url, "/rest/api/3/serverInfo?word=later");
    }
    let answer = ask(url, path);
    let _ = stream.write_all(answer.as_bytes());
}

#[tokio::test]
async fn it_refreshes_itself() {
    let Some(browser) = chromium() else { return };
    let sim = Sim::builder().start().await.unwrap();
    let first = ask(sim.url(), "/_sim");
    assert!(!first.contains("word=later"));
    let url = between_them(sim.url().to_owned());
    let dom = browse(
        &browser,
        "refreshes",
        &format!("{url}/_sim"),
        &["--dump-dom"],
    );
    assert!(dom.contains("/rest/api/3/serverInfo?word=later"), "{dom}");
    assert_eq!(dom.matches("id=\"live\"").count(), 1);
}

/// With `ATLASSIAN_SIM_SCREENSHOTS`, a folder: pictures for people to look at.
#[tokio::test]
async fn it_can_be_looked_at() {
    let Some(browser) = chromium() else { return };
    let Ok(folder) = std::env::var("ATLASSIAN_SIM_SCREENSHOTS") else {
        println!("no pictures: ATLASSIAN_SIM_SCREENSHOTS names no folder");
        return;
    };
    let limits = Limits::new().burst("GET", "/rest/api/3/serverInfo", 8.0);
    let slow = Fault::on("POST", "/rest/api/3/group")
        .status(504)
        .after(3)
        .times(1);
    let sim = Sim::builder()
        .users(2_000)
        .limits(limits)
        .fault(slow)
        .start()
        .await
        .unwrap();
    for at in 0..12 {
        ask(
            sim.url(),
            &format!("/rest/api/3/serverInfo?number={at}&more=a-value-that-is-rather-long"),
        );
        ask(sim.gateway_url(), "/ex/jira/none/rest/api/3/myself");
    }
    for (name, more) in [
        (
            "wide",
            ["--window-size=1200,1100", "--force-color-profile=srgb"],
        ),
        (
            "narrow",
            ["--window-size=400,1100", "--force-color-profile=srgb"],
        ),
        (
            "dark",
            [
                "--window-size=1200,1100",
                "--blink-settings=preferredColorScheme=0",
            ],
        ),
    ] {
        let picture = format!("--screenshot={folder}/{name}.png");
        let more = [more[0], more[1], picture.as_str()];
        browse(&browser, name, &format!("{}/_sim", sim.url()), &more);
        assert!(Path::new(&folder).join(format!("{name}.png")).exists());
    }
}
