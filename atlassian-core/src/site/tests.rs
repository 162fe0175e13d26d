use proptest::prelude::*;

use super::*;

fn site(text: &str) -> SiteUrl {
    SiteUrl::parse(text).unwrap()
}

fn refusal(text: &str) -> String {
    SiteUrl::parse(text).unwrap_err().to_string()
}

/// Lines of `left => right`.
fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_once("=>").unwrap())
        .map(|(left, right)| (left, right.trim()))
}

#[test]
fn accepts_the_forms_of_a_base_address() {
    let forms = "
        https://acme.atlassian.net        => https://acme.atlassian.net
        https://ACME.atlassian.net//      => https://acme.atlassian.net
        HTTPS://issues.example.com:443/   => https://issues.example.com
        https://jira.example.com:84/jira/ => https://jira.example.com:84/jira
        https://example.com//tools//jira  => https://example.com/tools/jira
        https://example.com/wiki          => https://example.com/wiki
        https://api.atlassian.com/        => https://api.atlassian.com
        https://api.atlassian.com/ex/jira/11-22/ => https://api.atlassian.com/ex/jira/11-22
        http://localhost:8080/jira        => http://localhost:8080/jira
        http://127.4.5.6:1                => http://127.4.5.6:1
        http://[::1]:2990                 => http://[::1]:2990
    ";
    for (given, kept) in table(forms) {
        assert_eq!(site(given).as_str(), kept);
        assert_eq!(site(given), site(kept));
    }
    assert_eq!(
        site(" \thttps://example.com/ \n"),
        site("https://example.com")
    );
    assert!(site("https://api.atlassian.com/ex/jira/11-22").is_gateway());
    assert!(!site("https://example.com/exit").is_gateway());
    assert!(site("http://localhost").is_loopback());
    assert_eq!(site("https://example.com:8443/jira").host(), "example.com");
    let allowed = SiteUrl::parse_allowing_http("http://jira.example.com/jira/").unwrap();
    assert_eq!(allowed.to_string(), "http://jira.example.com/jira");
    assert_eq!(
        format!("{allowed:?}"),
        r#"SiteUrl("http://jira.example.com/jira")"#
    );
}

#[test]
fn refuses_and_shows_the_right_form() {
    let refusals = "
        => is empty
        acme.atlassian.net => `https://acme.atlassian.net`
        //beta.atlassian.net/wiki => `https://beta.atlassian.net`
        https:/beta.atlassian.net => `https://beta.atlassian.net`
        jira.example.com:8443/jira/ => `https://jira.example.com:8443/jira`
        localhost:8080 => `http://localhost:8080`
        beta.atlassian.net/?to=https://example.com => `https://beta.atlassian.net`
        http://beta.atlassian.net => `https://beta.atlassian.net`
        http://jira.example.com/jira => parse_allowing_http
        http://127.0.0.1.example.com => parse_allowing_http
        ftp://jira.example.com => `https://jira.example.com`
        https://beta.atlassian.net?x=1 => `https://beta.atlassian.net`
        https://jira.example.com/jira#top => `https://jira.example.com/jira`
        https:// => no host
        https:///jira => no host
        https://:8443 => no host
        https://beta.atlassian.net/jira/your-work => `https://beta.atlassian.net`
        https://beta.atlassian.net/browse/ABC-1 => `https://beta.atlassian.net`
        https://beta.atlassian.net/wiki/spaces/X?a=b => `https://beta.atlassian.net`
        https://jira.example.com/jira/browse/ABC-1 => `https://jira.example.com/jira`
        https://jira.example.com/rest/api/2 => `https://jira.example.com`
        https://api.atlassian.com/ex/jira/1/rest => `https://api.atlassian.com/ex/jira/1`
        https://api.atlassian.com/ex/jira => /ex/{product}/{cloudId}
        https://api.atlassian.com/ex/jira/{cloudId} => placeholder
        https://example.com:99999 => port
        https://exa mple.com => space
    ";
    for (given, shown) in table(refusals) {
        let message = refusal(given);
        assert!(message.contains(shown), "{given}: {message}");
    }
}

#[test]
fn repeats_no_secret() {
    for given in [
        "https://me:hunter2@beta.atlassian.net",
        "https://me:hunter2/x@beta.atlassian.net",
        "https://me:hu?nter2#@beta.atlassian.net",
        "me:hunter2@beta.atlassian.net",
        "http://hunter2@beta.atlassian.net",
        "hunter2SomethingThatIsAToken",
        "https://beta.atlassian.net?token=hunter2",
    ] {
        let error = SiteUrl::parse(given).unwrap_err();
        let all = format!("{error} {error:?}").to_lowercase();
        assert!(!all.contains("hunter2") && !all.contains("nter2"), "{all}");
    }
    assert!(
        refusal("https://me:hunter2@beta.atlassian.net").contains("`https://beta.atlassian.net`")
    );
}

#[test]
fn joins_below_the_context_path() {
    let site = site("https://jira.example.com/jira");
    let url = site
        .url("/rest/api/2/user", &[("username", "a b&c")])
        .unwrap();
    assert_eq!(
        url.as_str(),
        "https://jira.example.com/jira/rest/api/2/user?username=a+b%26c"
    );
    let url = site.url("/x?a=1", &[("b", "2")]).unwrap();
    assert_eq!(url.query(), Some("a=1&b=2"));
    let none: [(&str, &str); 0] = [];
    assert_eq!(site.url("/x", &none).unwrap().query(), None);
    assert_eq!(
        site.join("//example.org/x").unwrap().host_str(),
        Some("jira.example.com")
    );
    for (path, error) in [
        ("rest", PathError::NotRooted),
        ("@example.org/", PathError::NotRooted),
        ("/a/../b", PathError::DotSegment),
        ("/a/%2E./b", PathError::DotSegment),
        ("/a#b", PathError::Fragment),
        ("/a/.\t./b", PathError::Character),
        (r"/a\..\b", PathError::Character),
        ("/a/ ", PathError::Character),
    ] {
        assert_eq!(site.join(path), Err(error), "{path}");
    }
}

#[test]
fn strips_only_what_lies_on_the_site() {
    let site = site("https://jira.example.com/jira");
    let strip = |text: &str| site.strip(&Url::parse(text).unwrap());
    assert_eq!(
        strip("https://jira.example.com:443/jira/a?b=c#d").as_deref(),
        Some("/a?b=c")
    );
    assert_eq!(strip("https://jira.example.com/jira").as_deref(), Some("/"));
    assert_eq!(strip("https://jira.example.com/jira2/a"), None);
    assert_eq!(strip("http://jira.example.com/jira/a"), None);
    assert_eq!(strip("https://jira.example.com:8443/jira/a"), None);
    assert_eq!(strip("https://jira.example.com/jira/../a"), None);
}

proptest! {
    #[test]
    fn what_is_joined_strips_to_the_same(path in "(/[a-z0-9%20~.]{1,5}x){1,4}", query in "(\\?[a-z]=[a-z0-9]{0,5})?") {
        let site = site("https://jira.example.com:8443/jira");
        let relative = format!("{}{query}", path.replace('%', "%25"));
        let url = site.join(&relative).unwrap();
        prop_assert_eq!(site.strip(&url), Some(relative));
    }

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>(), tail in any::<String>()) {
        let _ = SiteUrl::parse(&text);
        if let Ok(site) = SiteUrl::parse(&format!("https://h.example.com/{text}")) {
            prop_assert!(!site.as_str().ends_with('/'));
            prop_assert_eq!(&SiteUrl::parse(site.as_str()).unwrap(), &site);
        }
        if let Ok(url) = site("https://h.example.com/jira").join(&tail) {
            prop_assert!(url.path().starts_with("/jira/"));
            prop_assert_eq!(url.host_str(), Some("h.example.com"));
        }
    }
}
