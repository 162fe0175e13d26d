//! The page in a real browser. Where there is no Chromium, a line says that nothing was tested; `ATLASSIAN_SIM_CHROMIUM`
//! names one that is not on the path. With `LICENCE_REPORT_PICTURES`, a folder: pictures for people to look at.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use atlassian_core::AccountId;

use super::super::{AccountKind, Activity, Insights, Note, Product};
use super::tests::{HOSTILE, day, gathered, last, person, unknown};

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

/// What the browser prints and what it complains of.
fn browse(browser: &str, folder: &Path, url: &str, more: &[&str]) -> (String, String) {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--virtual-time-budget=3000",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .args(more)
        .arg(url)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// Serves the page at `/report`, and at `/` a page that shows it in a frame as wide as a phone and measures it. Tells what
/// was asked for.
fn serve(report: String) -> (String, Arc<Mutex<Vec<String>>>) {
    const AROUND: &str = "<!doctype html><link rel=icon href='data:,'><iframe src=/report width=360 height=800 style=border:0></iframe><pre></pre><script>
onload = () => {
  const page = frames[0], doc = page.document, root = doc.documentElement;
  const style = (what) => page.getComputedStyle(doc.querySelector(what));
  const wide = [...doc.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > 360.5 && box.width > 1 && !one.closest('svg.defs') && page.getComputedStyle(one).position !== 'absolute';
  });
  document.querySelector('pre').textContent = JSON.stringify({
    width: root.scrollWidth,
    wide: wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120)),
    title: doc.title,
    scripts: doc.scripts.length,
    images: doc.images.length,
    ground: style('body').backgroundColor,
    ink: style('body').color,
    soft: style('.meta').color,
    accent: style('.lead strong').color,
    text: doc.body.innerText,
  });
};
</script>";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1)
            {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let Some(path) = head.split(' ').nth(1) else {
                continue;
            };
            let body = if path == "/report" { &report } else { AROUND };
            seen.lock().unwrap().push(path.to_owned());
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (url, asked)
}

/// Several hundred people of all kinds, with hostile names among them.
fn sample() -> Insights {
    use Product::{Confluence, Jira, ServiceManagement};
    let mut people = Vec::new();
    let months = [
        "2026-11-20",
        "2026-11-20",
        "2026-11-03",
        "2026-11-11",
        "2026-10-07",
        "2026-10-20",
        "2026-09-30",
        "2026-08-29",
        "2026-08-04",
        "2026-07-01",
        "2026-04-15",
        "2026-01-09",
        "2025-12-12",
        "2024-06-01",
    ];
    for at in 0..320_usize {
        let activity = |step: usize| match (at * step) % 17 {
            0 => Activity::Never {
                added: Some(day("2025-02-03")),
            },
            1 => unknown(),
            _ => last(months[(at * step) % months.len()]),
        };
        let mut uses = vec![(Jira, activity(3))];
        if at % 3 != 1 {
            uses.push((Confluence, activity(7)));
        }
        if at % 9 == 0 {
            uses.push((ServiceManagement, activity(5)));
        }
        let name = HOSTILE.get(at / 51).filter(|_| at % 51 == 0);
        let name = name.map_or_else(|| format!("Person {at}"), |name| (*name).to_owned());
        let mut one = person(&name, &uses);
        one.account_id = AccountId::new(format!("5b10-{at}"));
        one.email = (at % 4 != 0).then(|| format!("person-{at}@example.com"));
        match at % 23 {
            3 => one.kind = AccountKind::App,
            7 => one.active = Some(false),
            _ => {}
        }
        people.push(one);
    }
    people.push(person(
        &"W".repeat(10_000),
        &[(Jira, last("2024-01-01")), (Confluence, last("2024-01-01"))],
    ));
    let mut all = gathered(people);
    all.products[0].seats = super::super::Known::Known(super::super::Seats::Limited(500));
    all.products[0].used = super::super::Known::Known(301);
    all.products[1].seats = super::super::Known::Known(super::super::Seats::Limited(250));
    all.products[1].used = super::super::Known::Known(190);
    let mut desk = all.products[0].clone();
    desk.product = ServiceManagement;
    desk.seats = super::super::Known::Known(super::super::Seats::Limited(30));
    desk.used = super::super::Known::Known(33);
    all.products.push(desk);
    all.notes = vec![
        Note::new(
            "Activity",
            "when 22 people were last active could not be read, the first because: GET /admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates: 403, the key lacks the scope read:directories:admin",
        ),
        Note::new(
            "Jira Service Management",
            "members of the group service-desk-agents-with-a-very-long-name-that-does-not-break: not all read",
        ),
    ];
    all.insights(90)
}

/// The difference of two colours as WCAG counts it.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let numbers = colour
            .split(['(', ')', ','])
            .filter_map(|part| part.trim().parse::<f64>().ok());
        let linear: Vec<f64> = numbers
            .map(|value| value / 255.0)
            .map(|value| {
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            })
            .collect();
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn it_fits_a_phone_and_reads_in_light_and_dark() {
    let Some(browser) = chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (url, asked) = serve(
        sample()
            .report()
            .with_everybody_in("users --format csv")
            .html(),
    );
    let measure = |more: &[&str]| {
        let (dom, said) = browse(
            &browser,
            folder.path(),
            &url,
            &[&["--dump-dom"], more].concat(),
        );
        let complaints: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect();
        assert!(complaints.is_empty(), "{complaints:?}");
        let start = dom.find("<pre>").expect(&dom) + 5;
        let json = &dom[start..start + dom[start..].find("</pre>").unwrap()];
        let json = json
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        serde_json::from_str::<serde_json::Value>(&json).expect(&json)
    };
    let light = measure(&[]);
    let dark = measure(&["--blink-settings=preferredColorScheme=0"]);
    for (name, page) in [("light", &light), ("dark", &dark)] {
        assert_eq!(page["width"], 360, "{name}: {}", page["wide"]);
        assert_eq!(
            page["wide"].as_array().unwrap().len(),
            0,
            "{}",
            page["wide"]
        );
        assert_eq!(
            page["title"],
            "Licences of acme.atlassian.net, 22 November 2026"
        );
        assert_eq!((&page["scripts"], &page["images"]), (&0.into(), &0.into()));
        let text = page["text"].as_str().unwrap();
        for part in [
            "780 seats paid",
            "can be freed",
            "People to look at",
            "&",
            "<script>",
        ] {
            assert!(text.contains(part), "{part:?} in {text}");
        }
        let colour = |what: &str| page[what].as_str().unwrap();
        for what in ["ink", "soft", "accent"] {
            let contrast = contrast(colour(what), colour("ground"));
            assert!(
                contrast >= 4.5,
                "{name}: {what} has a contrast of {contrast:.2}"
            );
        }
    }
    assert_ne!(light["ground"], dark["ground"]);
    let asked = asked.lock().unwrap();
    let own = ["/", "/report"];
    assert!(
        asked.iter().all(|path| own.contains(&path.as_str())),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 4);
}

#[test]
fn it_can_be_printed() {
    let Some(browser) = chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.html");
    fs::write(&report, sample().report().html()).unwrap();
    let file = folder.path().join("report.pdf");
    let print = format!("--print-to-pdf={}", file.display());
    let url = format!("file://{}", report.display());
    browse(
        &browser,
        folder.path(),
        &url,
        &[&print, "--no-pdf-header-footer"],
    );
    let pdf = fs::read(&file).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type /Page\n").count();
    assert!((2..20).contains(&pages), "{pages} pages");
    // A4, in points.
    assert!(
        text.contains("[0 0 594.95996 841.91998]") || text.contains("[0 0 595 842]"),
        "{:?}",
        text.match_indices("MediaBox")
            .map(|(at, _)| text.get(at..at + 40))
            .next()
    );
    let Ok(pictures) = std::env::var("LICENCE_REPORT_PICTURES") else {
        return;
    };
    let pictures = Path::new(&pictures);
    fs::copy(&file, pictures.join("report.pdf")).unwrap();
    fs::copy(&report, pictures.join("report.html")).unwrap();
    for (name, more) in [
        (
            "light",
            ["--window-size=1100,3600", "--force-color-profile=srgb"],
        ),
        (
            "dark",
            [
                "--window-size=1100,3600",
                "--blink-settings=preferredColorScheme=0",
            ],
        ),
    ] {
        let picture = format!(
            "--screenshot={}",
            pictures.join(format!("{name}.png")).display()
        );
        browse(&browser, folder.path(), &url, &[more[0], more[1], &picture]);
    }
}
