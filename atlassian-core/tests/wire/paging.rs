//! Listings are complete, in order, each element once; or they end in an error that says how far they came.

use std::collections::HashMap;
use std::sync::Mutex;

use atlassian_core::http::Method;
use atlassian_core::{Cursor, ErrorKind, Items, NextIn, Paging, RetryPolicy};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server};

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Thing {
    id: u64,
}

const OFFSET: Paging = Paging::offset("values").unique_by("id").page_size(10);

fn items(server: &Server, paging: Paging) -> Items<Thing> {
    let client = server.builder().retry(RetryPolicy::none()).build().unwrap();
    client
        .request(Method::GET, "/things")
        .query("filter", "a b")
        .items(paging)
}

async fn ids(items: Items<Thing>) -> Vec<u64> {
    items
        .collect()
        .await
        .unwrap()
        .into_iter()
        .map(|thing| thing.id)
        .collect()
}

fn things(ids: impl IntoIterator<Item = u64>) -> Vec<Value> {
    ids.into_iter()
        .map(|id| json!({"id": id, "noise": {"id": "inner"}}))
        .collect()
}

/// A page of `total` things as the platform sends it, never more than `most` at a time.
fn page(seen: &Seen, total: u64, most: u64) -> Value {
    let start = seen.number("startAt").unwrap();
    let size = seen.number("maxResults").unwrap().min(most);
    let end = (start + size).min(total);
    json!({
        "startAt": start, "maxResults": size, "total": total, "isLast": end >= total,
        "nextPage": "https://evil.example.net/steal?startAt=0",
        "values": things(start.min(end)..end),
    })
}

fn without(mut page: Value, field: &str) -> Value {
    page.as_object_mut().unwrap().remove(field);
    page
}

#[tokio::test]
async fn offset_pages_come_in_order_however_many_are_on_their_way() {
    for read_ahead in [0, 1, 4, 9] {
        let server = Server::start(|seen, _| Reply::json(page(seen, 95, 1000))).await;
        let listed = ids(items(&server, OFFSET).with_read_ahead(read_ahead)).await;
        assert_eq!(listed, (0..95).collect::<Vec<_>>());
        assert_eq!(server.seen().len(), 10, "read ahead {read_ahead}");
        assert!(
            server
                .seen()
                .iter()
                .all(|seen| seen.query("filter").as_deref() == Some("a+b"))
        );
    }
}

#[tokio::test]
async fn a_clamped_page_size_loses_nothing() {
    for field in ["", "isLast", "total", "maxResults", "startAt"] {
        let server =
            Server::start(move |seen, _| Reply::json(without(page(seen, 95, 7), field))).await;
        assert_eq!(
            ids(items(&server, OFFSET)).await,
            (0..95).collect::<Vec<_>>(),
            "without {field}"
        );
    }
}

#[tokio::test]
async fn a_page_that_comes_short_in_the_middle_is_filled_up() {
    let server = Server::start(|seen, _| {
        let mut page = page(seen, 95, 1000);
        if page["startAt"] == 20 {
            page["values"].as_array_mut().unwrap().truncate(3);
        }
        Reply::json(page)
    })
    .await;
    // Without ids to recognise them by, elements come once only if none is asked for twice.
    let nameless = Paging::offset("values").page_size(10);
    for paging in [OFFSET, nameless] {
        let listed = ids(items(&server, paging)).await;
        assert_eq!(listed, (0..95).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_empty_page_before_the_end_is_passed_or_an_error_and_never_the_end() {
    // The service says that more follows: the window was filtered away.
    let server = Server::start(|seen, _| {
        let mut page = page(seen, 95, 1000);
        if page["startAt"] == 20 {
            page["values"] = json!([]);
        }
        Reply::json(page)
    })
    .await;
    let listed = ids(items(&server, OFFSET)).await;
    assert_eq!(listed.len(), 85);
    assert_eq!(listed.last(), Some(&94));
    // It counts more than it gives and does not say which page is the last.
    let server = Server::start(|seen, _| {
        let mut page = without(page(seen, 95, 1000), "isLast");
        if page["startAt"].as_u64().unwrap() >= 50 {
            page["values"] = json!([]);
        }
        Reply::json(page)
    })
    .await;
    let error = items(&server, OFFSET).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
    assert!(
        error.to_string().contains("95") && error.to_string().contains("50 elements"),
        "{error}"
    );
}

#[tokio::test]
async fn a_service_that_ignores_the_position_is_found_out() {
    let server = Server::start(|seen, _| {
        let mut page = page(seen, 95, 1000);
        page["startAt"] = json!(0);
        page["values"] = json!(things(0..10));
        Reply::json(page)
    })
    .await;
    let mut listing = items(&server, OFFSET);
    for id in 0..10 {
        assert_eq!(listing.next().await.unwrap().unwrap().id, id);
    }
    let error = listing.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
    assert!(listing.next().await.is_none());
}

#[tokio::test]
async fn what_shifts_into_the_next_page_comes_once() {
    // Between the pages an element is put in front, so that the last of each page comes again.
    let server = Server::start(|seen, n| {
        let start = seen.number("startAt").unwrap();
        let from = start - (n as u64).min(start);
        let values = things(from..(from + 10).min(30));
        Reply::json(json!({"startAt": start, "isLast": from + 10 >= 30, "values": values}))
    })
    .await;
    assert_eq!(
        ids(items(&server, OFFSET)).await,
        (0..30).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn windows_may_be_short_and_empty() {
    for (size, most) in [(1000, 1000), (100, 100), (100, 50), (1000, 50), (3, 3)] {
        let visible = |id: &u64| !id.is_multiple_of(7) && !(100..320).contains(id);
        let server = Server::start(move |seen, _| {
            let start = seen.number("startAt").unwrap();
            let end = start + seen.number("maxResults").unwrap().min(most);
            Reply::json(json!(things(
                (start.min(900)..end.min(900)).filter(visible)
            )))
        })
        .await;
        let mut listed = ids(items(
            &server,
            Paging::window().unique_by("id").page_size(size),
        ))
        .await;
        listed.sort_unstable();
        assert_eq!(
            listed,
            (0..900).filter(visible).collect::<Vec<_>>(),
            "{size} asked, {most} given"
        );
    }
}

fn tokens(pages: &'static [(&'static str, u64, &'static str)]) -> impl Fn(&Seen, usize) -> Reply {
    move |seen, _| {
        let token = seen.query("nextPageToken").unwrap_or_default();
        let (_, first, next) = pages.iter().find(|(name, ..)| *name == token).unwrap();
        let mut page = json!({"issues": things(*first..first + 2)});
        if !next.is_empty() {
            page["nextPageToken"] = json!(next);
        }
        Reply::json(page)
    }
}

const TOKEN: Paging = Paging::token("issues").unique_by("id");

#[tokio::test]
async fn tokens_are_followed_to_their_end() {
    let server = Server::start(tokens(&[("", 0, "A"), ("A", 2, "B"), ("B", 4, "")])).await;
    assert_eq!(ids(items(&server, TOKEN)).await, [0, 1, 2, 3, 4, 5]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_position_goes_into_the_query_of_a_post_that_wants_it_there() {
    let server = Server::start(|seen, _| {
        assert_eq!(seen.body, r#"{"names":["a"]}"#);
        Reply::json(page(seen, 5, 2))
    })
    .await;
    let mut call = server.client().request(Method::POST, "/match");
    call.request_mut().set_field("names", &["a"]);
    let found = call.items(Paging::offset("values").in_query().page_size(2));
    assert_eq!(ids(found).await, [0, 1, 2, 3, 4]);
}

/// A search by POST whose next page is named by a whole link, or by the bare cursor.
async fn bodies_of(paging: Paging, link: &'static str) -> Vec<Value> {
    let server = Server::start(move |_, n| {
        let next = (n == 0).then_some(link);
        Reply::json(json!({"data": things([n as u64]), "links": {"next": next}}))
    })
    .await;
    let mut call = server.client().request(Method::POST, "/search");
    call.request_mut().set_field("names", &["a"]);
    assert_eq!(ids(call.items(paging)).await, [0, 1]);
    let seen = server.seen();
    seen.iter()
        .map(|seen| serde_json::from_str(&seen.body).unwrap())
        .collect()
}

#[tokio::test]
async fn a_cursor_goes_into_a_body_as_such() {
    const SEARCH: Paging = Paging::cursor("data", NextIn::Links).page_size(2);
    for link in [
        "https://api.example.com/search?limit=7&cursor=a%3D&names=b",
        "a=",
    ] {
        assert_eq!(
            bodies_of(SEARCH, link).await,
            [
                json!({"names": ["a"], "limit": 2}),
                json!({"names": ["a"], "limit": 2, "cursor": "a="})
            ]
        );
        assert_eq!(
            bodies_of(SEARCH.cursor_alone(), link).await,
            [json!({"names": ["a"], "limit": 2}), json!({"cursor": "a="})]
        );
    }
}

/// A log that can always be asked for what has come since, and whose elements stand deeper than its links.
#[tokio::test]
async fn a_log_without_an_end_is_listed_up_to_now() {
    let server = Server::start(|seen, _| {
        let at: u64 = seen.query("cursor").map_or(0, |at| at.parse().unwrap());
        let next = (at + 2).min(4);
        Reply::json(
            json!({"data": {"list": things(at..next)}, "links": {"next": next.to_string()}}),
        )
    })
    .await;
    let paging = Paging::cursor("list", NextIn::Links)
        .within("data")
        .ends_when_empty();
    assert_eq!(ids(items(&server, paging)).await, [0, 1, 2, 3]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn tokens_that_go_round_in_a_circle_are_an_error_after_what_was_good() {
    for pages in [
        &[("", 0, "A"), ("A", 2, "A")][..],
        &[("", 0, "A"), ("A", 2, "B"), ("B", 4, "A")],
    ] {
        let server = Server::start(tokens(pages)).await;
        let mut listing = items(&server, TOKEN);
        let mut good = 0;
        let error = loop {
            match listing.next().await.expect("no silent end") {
                Ok(thing) => {
                    assert_eq!(thing.id, good);
                    good += 1;
                }
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::IncompleteListing);
        assert_eq!(good, pages.len() as u64 * 2);
        assert!(error.cursor().is_some());
        assert!(
            error.to_string().contains(&format!("{good} elements")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_last_page_may_echo_a_token() {
    let server = Server::start(|_, _| {
        Reply::json(json!({"issues": things(0..2), "isLast": true, "nextPageToken": "A"}))
    })
    .await;
    assert_eq!(ids(items(&server, TOKEN)).await, [0, 1]);
    let server =
        Server::start(|_, _| Reply::json(json!({"issues": things(0..2), "isLast": false}))).await;
    let error = items(&server, TOKEN).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
}

#[tokio::test]
async fn a_page_in_a_field_of_the_answer_is_walked_to_its_end() {
    let server = Server::start(|seen, _| {
        let page = match seen.query("nextPageToken").as_deref() {
            None => json!({"values": things(0..2), "nextPageToken": "A"}),
            Some("A") => json!({"values": things(2..3)}),
            Some(_) => json!({}),
        };
        // What stands beside the page says nothing of it.
        Reply::json(json!({"id": "7", "nextPageToken": "B", "things": page}))
    })
    .await;
    let paging = Paging::token("values").within("things").unique_by("id");
    assert_eq!(ids(items(&server, paging)).await, [0, 1, 2]);

    let elsewhere = Paging::token("values").within("others");
    let error = items(&server, elsewhere).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
    assert!(error.to_string().contains("`others`"), "{error}");
    let left_out = Paging::token("values").within("others").absent_when_empty();
    assert!(ids(items(&server, left_out)).await.is_empty());
    let null = Server::start(|_, _| Reply::json(json!({"others": null}))).await;
    assert!(ids(items(&null, left_out)).await.is_empty());
    let odd = Server::start(|_, _| Reply::json(json!({"others": 7}))).await;
    let error = items(&odd, left_out).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
}

#[tokio::test]
async fn an_empty_page_with_a_token_is_no_end() {
    let server = Server::start(|seen, _| match seen.number("nextPageToken") {
        None => Reply::json(json!({"issues": [], "nextPageToken": "1"})),
        Some(1) => Reply::json(json!({"issues": things(0..2)})),
        Some(n) => Reply::json(json!({"issues": [], "nextPageToken": (n + 1).to_string()})),
    })
    .await;
    assert_eq!(ids(items(&server, TOKEN)).await, [0, 1]);
    let server = Server::start(|seen, _| {
        let n = seen.number("nextPageToken").unwrap_or(0);
        Reply::json(json!({"issues": [], "nextPageToken": (n + 1).to_string()}))
    })
    .await;
    let error = items(&server, TOKEN).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
}

/// Confluence takes out what the caller may not see after it has cut the page.
#[tokio::test]
async fn several_empty_pages_with_a_link_are_no_end() {
    const LINKS: Paging = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id");
    let serve = async |last: u64| {
        Server::start(move |seen, _| {
            let n = seen.number("cursor").unwrap_or(0);
            let links = if n < last {
                json!({"next": format!("/x?cursor={}", n + 1)})
            } else {
                json!({})
            };
            let results = if n == 0 || n == last {
                things(n..=n)
            } else {
                Vec::new()
            };
            Reply::json(json!({"results": results, "_links": links}))
        })
        .await
    };
    assert_eq!(ids(items(&serve(5).await, LINKS)).await, [0, 5]);
    let endless = serve(u64::MAX).await;
    let error = items(&endless, LINKS).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
}

#[tokio::test]
async fn a_token_goes_into_the_body_of_a_search_that_is_posted() {
    let server = Server::start(|seen, _| {
        let body: Value = serde_json::from_str(&seen.body).unwrap();
        assert_eq!(
            (&body["jql"], &body["maxResults"]),
            (&json!("project = A"), &json!(100))
        );
        match body.get("nextPageToken") {
            None => Reply::json(json!({"issues": things(0..2), "nextPageToken": "12"})),
            Some(token) => {
                assert_eq!(
                    token, "12",
                    "a token is text even where it looks like a number"
                );
                Reply::json(json!({"issues": things(2..4)}))
            }
        }
    })
    .await;
    let mut call = server.client().request(Method::POST, "/search");
    call.request_mut().set_field("jql", &"project = A");
    assert_eq!(ids(call.items(TOKEN.page_size(100))).await, [0, 1, 2, 3]);
}

#[tokio::test]
async fn cursors_are_found_in_links_headers_and_meta_and_lead_to_no_other_host() {
    let next = |form: &str, cursor: &str| match form {
        "url" => {
            json!({"links": {"next": format!("https://evil.example.net/x?cursor={cursor}&limit=10")}})
        }
        "bare" => json!({"links": {"self": "x", "next": cursor}}),
        "meta" => json!({"meta": {"next": cursor, "page_size": 10}}),
        "relative" => {
            json!({"_links": {"base": "https://acme.atlassian.net/wiki", "next": format!("/rest/api/x?cursor={cursor}")}})
        }
        _ => json!({}),
    };
    for (form, place) in [
        ("url", NextIn::Links),
        ("bare", NextIn::Links),
        ("meta", NextIn::LinksOrMeta),
        ("url", NextIn::LinksOrMeta),
        ("bare", NextIn::LinksOrMeta),
        ("relative", NextIn::UnderscoreLinks),
        ("header", NextIn::Header),
    ] {
        let server = Server::start(move |seen, _| {
            let (ids, cursor) = match seen.query("cursor").as_deref() {
                None => (0..2, Some("c%3D1")),
                Some("c%3D1") => (2..4, Some("c2")),
                Some("c2") => (4..6, None),
                other => panic!("{other:?}"),
            };
            let plain = |cursor: &str| if form == "url" || form == "relative" || form == "header" { cursor.to_owned() } else { cursor.replace("%3D", "=") };
            let mut body = cursor.map_or(json!({}), |cursor| next(form, &plain(cursor)));
            body["data"] = json!(things(ids));
            let reply = Reply::json(body);
            match cursor.filter(|_| form == "header") {
                Some(cursor) => reply.with("link", format!("</wiki/api/v2/x?cursor={cursor}>; rel=\"next\", <https://acme.atlassian.net>; rel=\"base\"")),
                None => reply,
            }
        })
        .await;
        let listed = ids(items(
            &server,
            Paging::cursor("data", place).unique_by("id"),
        ))
        .await;
        assert_eq!(listed, [0, 1, 2, 3, 4, 5], "{form}");
        assert!(
            server
                .seen()
                .iter()
                .all(|seen| seen.query("filter").as_deref() == Some("a+b")),
            "{form}"
        );
    }
}

#[tokio::test]
async fn indexes_count_from_one_and_so_do_page_numbers() {
    let server = Server::start(|seen, _| {
        let start = seen.number("startIndex").unwrap();
        let end = (start + 4).min(11);
        Reply::json(json!({"totalResults": 10, "startIndex": start, "itemsPerPage": 4, "Resources": things(start..end)}))
    })
    .await;
    let paging = Paging::index("Resources").unique_by("id").page_size(100);
    assert_eq!(
        ids(items(&server, paging)).await,
        (1..=10).collect::<Vec<_>>()
    );

    let server = Server::start(|seen, _| {
        let page = seen.number("page").unwrap();
        let ids = [1..4, 4..5, 5..7, 7..7];
        Reply::json(json!({"values": things(ids[usize::try_from(page).unwrap() - 1].clone())}))
    })
    .await;
    let listed = ids(items(&server, Paging::number("values").unique_by("id"))).await;
    assert_eq!(listed, (1..7).collect::<Vec<_>>(), "a short page is no end");
}

#[tokio::test]
async fn a_total_that_counts_something_else_does_not_end_the_listing() {
    let server = Server::start(|seen, _| {
        let offset = seen.number("offset").unwrap();
        Reply::json(json!({"offset": offset, "limit": 2, "total": 1, "records": things(offset..(offset + 2).min(5))}))
    })
    .await;
    let paging = Paging::offset("records")
        .parameters("offset", "limit")
        .ignoring_total()
        .unique_by("id");
    assert_eq!(ids(items(&server, paging)).await, [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn a_total_that_may_be_too_small_is_a_promise_and_no_end() {
    const PAGING: Paging = Paging::offset("results")
        .parameters("start", "limit")
        .beyond_total()
        .unique_by("id")
        .page_size(2);
    let serve = async |field: &'static str, total: i64, given: u64| {
        Server::start(move |seen, _| {
            let start = seen.number("start").unwrap();
            let end = (start + 2).min(given).max(start);
            Reply::json(
                json!({"start": start, "limit": 2, field: total, "results": things(start..end)}),
            )
        })
        .await
    };
    for field in ["totalSize", "totalCount"] {
        let server = serve(field, 3, 5).await;
        assert_eq!(ids(items(&server, PAGING)).await, [0, 1, 2, 3, 4]);
        let server = serve(field, 4, 4).await;
        assert_eq!(ids(items(&server, PAGING)).await, [0, 1, 2, 3]);
        // The service stops before what it promised.
        let server = serve(field, 9, 4).await;
        let error = items(&server, PAGING).collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IncompleteListing, "{field}");
        // It has not counted.
        let server = serve(field, -1, 4).await;
        assert_eq!(ids(items(&server, PAGING)).await, [0, 1, 2, 3]);
    }
}

#[tokio::test]
async fn one_odd_element_loses_no_other() {
    let server = Server::start(|_, _| {
        Reply::json(json!({"isLast": true, "values": [{"id": 0}, {"id": "one"}, null, {"id": 3}]}))
    })
    .await;
    let mut listing = items(&server, OFFSET);
    let mut good = Vec::new();
    let mut odd = Vec::new();
    while let Some(item) = listing.next().await {
        match item {
            Ok(thing) => good.push(thing.id),
            Err(error) => odd.push(error),
        }
    }
    assert_eq!(good, [0, 3]);
    assert!(odd.iter().all(atlassian_core::Error::is_odd_element));
    let element = odd[0].odd_element().unwrap();
    assert_eq!(
        (element.index(), element.path(), element.raw()),
        (1, "id", r#"{"id":"one"}"#)
    );
    let page = server
        .client()
        .request(Method::GET, "/things")
        .pages::<Thing>(OFFSET)
        .first()
        .await
        .unwrap();
    assert_eq!(
        (page.items.good().count(), page.items.odd().count()),
        (2, 2)
    );
}

#[tokio::test]
async fn a_listing_resumes_where_it_stopped() {
    let server = Server::start(|seen, _| Reply::json(page(seen, 95, 1000))).await;
    for taken in [0, 1, 10, 37, 94] {
        let mut listing = items(&server, OFFSET);
        for id in 0..taken {
            assert_eq!(listing.next().await.unwrap().unwrap().id, id);
        }
        let stored = serde_json::to_string(&listing.cursor().unwrap()).unwrap();
        let cursor: Cursor = serde_json::from_str(&stored).unwrap();
        let rest = ids(items(&server, OFFSET).with_cursor(cursor)).await;
        assert_eq!(rest, (taken..95).collect::<Vec<_>>(), "after {taken}");
    }
    let mut whole = items(&server, OFFSET);
    while whole.next().await.is_some() {}
    assert_eq!(whole.cursor(), None);
    // A position means nothing to another operation.
    let cursor = items(&server, OFFSET).cursor().unwrap();
    let other = server
        .client()
        .request(Method::GET, "/other")
        .items::<Thing>(OFFSET);
    let error = other.with_cursor(cursor).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_failed_page_can_be_asked_for_again() {
    for read_ahead in [0, 4] {
        let failures = Mutex::new(HashMap::new());
        let server = Server::start(move |seen, _| {
            let start = seen.number("startAt").unwrap();
            let mut failures = failures.lock().unwrap();
            let failed = failures.entry(start).or_insert(0);
            *failed += 1;
            if start == 30 && *failed < 3 {
                Reply::new(500, "")
            } else {
                Reply::json(page(seen, 95, 1000))
            }
        })
        .await;
        let mut listing = items(&server, OFFSET).with_read_ahead(read_ahead);
        let (mut listed, mut errors) = (Vec::new(), 0);
        loop {
            match listing.next().await {
                Some(Ok(thing)) => listed.push(thing.id),
                Some(Err(error)) => {
                    assert_eq!(error.kind(), ErrorKind::Server);
                    assert_eq!(listed.len(), 30);
                    assert!(
                        listing.next().await.is_none(),
                        "it ends unless it is asked again"
                    );
                    listing.try_again();
                    errors += 1;
                }
                None => break,
            }
        }
        assert_eq!((listed, errors), ((0..95).collect::<Vec<_>>(), 2));
    }
}

#[tokio::test]
async fn a_limit_ends_a_listing_and_the_first_page_is_one_request() {
    let server = Server::start(|seen, _| Reply::json(page(seen, 95, 1000))).await;
    assert_eq!(
        ids(items(&server, OFFSET).with_limit(3).with_read_ahead(0)).await,
        [0, 1, 2]
    );
    assert_eq!(server.seen().len(), 1);
    let first = server
        .client()
        .request(Method::GET, "/things")
        .pages::<Thing>(OFFSET)
        .first()
        .await
        .unwrap();
    assert_eq!((first.items.len(), first.total), (10, Some(95)));
    let rest = server
        .client()
        .request(Method::GET, "/things")
        .items(OFFSET)
        .with_cursor(first.next.unwrap());
    assert_eq!(ids(rest).await, (10..95).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_without_its_list_is_an_error() {
    for body in [
        r#"{"errors":[]}"#,
        r#"{"values":{}}"#,
        "[]",
        r#"{"values":[1"#,
    ] {
        let server = Server::start(move |_, _| Reply::json(body)).await;
        let error = items(&server, OFFSET).collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer, "{body}");
        assert_eq!(error.operation(), Some("GET /things"));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Whatever the size of the listing, wherever the service cuts a page and however many are on their way.
    #[test]
    fn an_offset_listing_is_complete(
        total in 0_u64..120,
        most in 1_u64..40,
        size in 1_u32..40,
        short_at in 0_u64..120,
        read_ahead in 0_usize..8,
        left_out in proptest::sample::select(vec!["", "isLast", "total", "maxResults", "startAt"]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (listed, calls) = runtime.block_on(async move {
            let server = Server::start(move |seen, _| {
                let mut page = page(seen, total, most);
                let start = page["startAt"].as_u64().unwrap();
                let values = page["values"].as_array_mut().unwrap();
                if start <= short_at && values.len() > 1 {
                    values.truncate(values.len() - 1);
                    page["isLast"] = json!(false);
                }
                Reply::json(without(page, left_out))
            })
            .await;
            let listed = ids(items(&server, OFFSET.page_size(size)).with_read_ahead(read_ahead)).await;
            (listed, server.seen().len() as u64)
        });
        proptest::prop_assert_eq!(listed, (0..total).collect::<Vec<_>>());
        proptest::prop_assert!(calls <= 2 * total + 3, "{} calls", calls);
    }
}
