use atlassian_core::Timestamp;

use super::super::{
    Access, AccountKind, Activity, Gathered, GroupRef, Known, Note, Person, Product, ProductSeats,
    ProductUse, Reason, Seats, Why,
};
use super::*;

pub(super) const HOSTILE: [&str; 6] = [
    "<script>document.title='hit'</script>",
    "\"><img src=x onerror=alert(1)>",
    "O'Brien & \"Sons\" </title></style>",
    "evil\u{202e}gnp.exe",
    "ليلى العامري",
    "<!-- ]]> --><svg onload=alert(1)>",
];

pub(super) fn day(text: &str) -> Day {
    Day::of(&Timestamp::new(text)).unwrap()
}

pub(super) fn last(text: &str) -> Activity {
    Activity::LastActive { day: day(text) }
}

pub(super) fn unknown() -> Activity {
    Activity::Unknown(Why::new(
        Reason::NotGranted,
        "the key lacks the scope read:directories:admin",
    ))
}

fn held(product: &Product, activity: Activity) -> ProductUse {
    let group = format!("{}-users", product.as_str());
    ProductUse {
        product: product.clone(),
        access: Known::Known(Access {
            groups: vec![GroupRef::new(format!("id-of-{group}"), group)],
            listed: true,
        }),
        activity,
    }
}

pub(super) fn person(name: &str, uses: &[(Product, Activity)]) -> Person {
    let mut person = Person::new(format!("5b10-{}", name.len()));
    person.kind = AccountKind::Person;
    name.clone_into(&mut person.name);
    person.email = Some("somebody@example.com".to_owned());
    person.active = Some(true);
    person.products = uses
        .iter()
        .map(|(product, activity)| held(product, activity.clone()))
        .collect();
    person.tokens = Known::Known(Vec::new());
    person
}

fn product(product: Product, seats: Known<Seats>, used: Known<u64>) -> ProductSeats {
    ProductSeats {
        product,
        seats,
        used,
        unread: Vec::new(),
    }
}

pub(super) fn gathered(people: Vec<Person>) -> Gathered {
    Gathered {
        taken_at: Timestamp::new("2026-11-22T09:41:00.000Z"),
        site: "acme.atlassian.net".to_owned(),
        notes: Vec::new(),
        products: vec![
            product(
                Product::Jira,
                Known::Known(Seats::Limited(5_000)),
                Known::Known(4),
            ),
            product(
                Product::Confluence,
                Known::Known(Seats::Limited(50)),
                Known::Known(3),
            ),
        ],
        people,
    }
}

fn sample() -> Gathered {
    use Product::{Confluence, Jira};
    let app = Person {
        kind: AccountKind::App,
        ..person("Automation", &[(Jira, unknown())])
    };
    let gone = Person {
        active: Some(false),
        ..person("Gone", &[(Jira, last("2025-01-01"))])
    };
    gathered(vec![
        person(
            "Ada",
            &[(Jira, last("2026-11-20")), (Confluence, last("2026-11-20"))],
        ),
        person(
            "Ben",
            &[(Jira, last("2026-04-22")), (Confluence, last("2026-11-01"))],
        ),
        person(
            "Cleo",
            &[
                (
                    Jira,
                    Activity::Never {
                        added: Some(day("2025-03-03")),
                    },
                ),
                (
                    Confluence,
                    Activity::Never {
                        added: Some(day("2025-03-03")),
                    },
                ),
            ],
        ),
        person("Dan", &[(Jira, unknown())]),
        app,
        gone,
    ])
}

/// The part of the page under a heading.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let start = page.find(&format!("aria-labelledby=\"{id}\"")).unwrap();
    let end = page[start..].find("</section>").unwrap();
    &page[start..start + end]
}

/// What a reader sees of some markup.
fn shown(markup: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(" ,", ",").replace(" .", ".")
}

#[test]
fn the_head_says_of_what_and_when() {
    let page = sample().insights(90).report().html();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>Licences of acme.atlassian.net, 22 November 2026</title>"));
    assert!(page.contains("default-src 'none'"));
    let head = shown(&page[page.find("<header>").unwrap()..page.find("</header>").unwrap()]);
    assert_eq!(
        head,
        "Licence report acme.atlassian.net Read on 22 November 2026, 09:41 UTC Inactive: no use for 90 days, none since 24 August 2026"
    );
}

#[test]
fn the_headline_says_what_is_paid_used_needed_and_to_be_freed() {
    let page = sample().insights(90).report().html();
    let headline = shown(section(&page, "in-short"));
    for part in [
        "5,050 seats paid, 7 in use. 3 can be freed, and of 1 more nobody can tell.",
        "5,046 paid seats are not needed",
        "Paid seats 5,050",
        "In use 7",
        "Needed 3 up to 4 if all are active",
        "Can be freed 3 no use for 90 days",
    ] {
        assert!(headline.contains(part), "{part:?} in {headline}");
    }
    let products = shown(section(&page, "products"));
    assert!(
        products.contains("Jira 5,000 seats paid, 4 in use"),
        "{products}"
    );
    assert!(
        products.contains("1 needed 1 not known 2 can be freed 4,996 empty"),
        "{products}"
    );
}

#[test]
fn unknown_is_never_inactive() {
    use Product::Jira;
    let all_unknown = vec![
        person("Ada", &[(Jira, unknown())]),
        person("Ben", &[(Jira, Activity::Never { added: None })]),
        person(
            "Cleo",
            &[(
                Jira,
                Activity::SeenOn {
                    day: day("2020-01-01"),
                },
            )],
        ),
    ];
    let page = gathered(all_unknown).insights(90).report().html();
    let headline = shown(section(&page, "in-short"));
    assert!(
        headline.contains(
            "Whether any can be freed is not known: nobody can tell when 3 people were last active."
        ),
        "{headline}"
    );
    let listed = shown(section(&page, "inactive"));
    assert!(
        listed.contains("Nobody is known to have gone without use"),
        "{listed}"
    );
    for name in ["Ada", "Ben", "Cleo"] {
        assert!(!listed.contains(name), "{listed}");
    }
    let unknown = shown(section(&page, "unknown"));
    for part in [
        "3 people have seats",
        "the key lacks the scope read:directories:admin. 1",
        "They are not inactive",
    ] {
        assert!(unknown.contains(part), "{part:?} in {unknown}");
    }
    let activity = section(&page, "activity");
    assert!(
        activity.contains("never: 1; not known: 2</desc>"),
        "{activity}"
    );
}

#[test]
fn each_person_to_look_at_is_explained() {
    let page = sample().insights(90).report().html();
    let listed = shown(section(&page, "inactive"));
    for part in [
        "2 people have a seat",
        "Cleo somebody@example.com Jira, Confluence never Never used in the 629 days since the account came 2 seats",
        "Ben somebody@example.com Jira 7 months ago 22 Apr 2026 No use for 214 days. Has Confluence as well 1 seat",
    ] {
        assert!(listed.contains(part), "{part:?} in {listed}");
    }
    assert!(listed.find("Cleo") < listed.find("Ben"), "{listed}");
    assert!(!listed.contains("Dan") && !listed.contains("Automation"));
    let without = shown(section(&page, "no-seat"));
    assert!(without.contains("Jira 1 0 1 Confluence 0 0 0"), "{without}");
    assert!(
        without.contains("Gone somebody@example.com Jira jira-software-users"),
        "{without}"
    );
}

#[test]
fn what_is_missing_is_said() {
    let mut some = sample();
    some.products[0].unread = vec!["members of the group a: 403".to_owned()];
    some.products[0].seats = Known::Unknown(Why::new(Reason::NotTold, "Jira does not tell"));
    some.products[1].seats = Known::Known(Seats::Unlimited);
    some.notes = vec![Note::new(
        "Activity",
        "when 2 people were last active could not be read",
    )];
    let page = some.insights(90).report().html();
    let headline = shown(section(&page, "in-short"));
    for part in [
        "Paid seats not known not known for Jira",
        "Without Confluence, where seats have no limit.",
        "At least 2 can be freed",
        "Can be freed at least 2",
        "lower bound",
    ] {
        assert!(headline.contains(part), "{part:?} in {headline}");
    }
    let products = shown(section(&page, "products"));
    for part in [
        "The paid seats are not known: Jira does not tell.",
        "lower bounds, for not everything could be read: members of the group a: 403.",
        "seats without a limit",
    ] {
        assert!(products.contains(part), "{part:?} in {products}");
    }
    let notes = shown(section(&page, "notes"));
    assert!(
        notes.contains("Activity when 2 people were last active could not be read."),
        "{notes}"
    );
}

#[test]
fn where_nothing_has_a_limit_all_of_it_counts() {
    let mut some = sample();
    for product in &mut some.products {
        product.seats = Known::Known(Seats::Unlimited);
    }
    let page = some.insights(90).report().html();
    let headline = shown(section(&page, "in-short"));
    assert!(
        headline.contains("Paid seats no limit In use 7"),
        "{headline}"
    );
    assert!(headline.contains("Can be freed 3") && !headline.contains("Without"));
}

#[test]
fn nothing_and_nobody_is_a_page_too() {
    let mut nobody = gathered(Vec::new());
    let page = nobody.clone().insights(90).report().html();
    assert!(page.contains("Nobody with access was found."));
    nobody.products.clear();
    let page = nobody.insights(90).report().html();
    assert!(page.contains("No product that takes licences was found."));
}

#[test]
fn names_are_text_and_long_ones_are_cut() {
    let long = "x".repeat(10_000);
    let names = HOSTILE.into_iter().chain([long.as_str(), ""]);
    let people = names.map(|name| person(name, &[(Product::Jira, last("2025-01-01"))]));
    let mut some = gathered(people.collect());
    some.site = HOSTILE[0].to_owned();
    some.notes = HOSTILE.map(|text| Note::new(text, text)).to_vec();
    some.products[0].unread = vec![HOSTILE[1].to_owned()];
    some.products.push(product(
        Product::Other(HOSTILE[5].to_owned()),
        Known::Unknown(Why::new(Reason::Failed, HOSTILE[1])),
        Known::Unknown(Why::new(Reason::Failed, HOSTILE[2])),
    ));
    for person in &mut some.people {
        person.email = Some(HOSTILE[1].to_owned());
    }
    let page = some.insights(90).report().html();
    for tag in [
        "<script",
        "<img",
        "<svg onload",
        "</title></style>",
        "<!-- ]]",
    ] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(!page.contains('\u{202e}'));
    assert!(page.contains("ليلى العامري"));
    assert!(page.contains(&format!("{}…", "x".repeat(80))) && !page.contains(&"x".repeat(81)));
    assert!(page.contains("Account 5b10-0"));
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn long_tables_say_how_many_more_there_are() {
    let people = (0..1_350).map(|at| {
        person(
            &format!("Person {at}"),
            &[(Product::Jira, last("2025-01-01"))],
        )
    });
    let insights = gathered(people.collect()).insights(90);
    let page = insights
        .report()
        .with_rows(100)
        .with_everybody_in("users --format csv")
        .html();
    let listed = section(&page, "inactive");
    assert_eq!(listed.matches("<tr").count(), 101);
    assert!(
        listed.contains("and 1,250 more; see <code>users --format csv</code>"),
        "{listed}"
    );
    assert!(insights.report().html().contains("and 1,250 more</p>"));
}
