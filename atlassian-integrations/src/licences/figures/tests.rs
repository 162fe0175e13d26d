use atlassian_core::{AccountId, Timestamp};
use proptest::prelude::*;

use super::super::{Access, ProductUse, Reason, Seats, Why};
use super::*;

const TAKEN: &str = "2026-11-22T08:00:00Z";

fn day(text: &str) -> Day {
    Day::of(&Timestamp::new(text)).unwrap()
}

fn unknown() -> Activity {
    Activity::Unknown(Why::new(Reason::Failed, "the call failed"))
}

fn last(text: &str) -> Activity {
    Activity::LastActive { day: day(text) }
}

fn granted() -> Known<Access> {
    Known::Known(Access::default())
}

fn not_known() -> Known<Access> {
    Known::Unknown(Why::new(Reason::NotGranted, "not granted"))
}

fn person(
    id: &str,
    kind: AccountKind,
    active: Option<bool>,
    access: Known<Access>,
    activity: Activity,
) -> Person {
    Person {
        kind,
        name: id.to_owned(),
        active,
        products: vec![ProductUse {
            product: Product::Jira,
            access,
            activity,
        }],
        tokens: Known::Known(Vec::new()),
        ..Person::new(id)
    }
}

fn human(id: &str, activity: Activity) -> Person {
    person(id, AccountKind::Person, Some(true), granted(), activity)
}

fn of(people: Vec<Person>) -> ProductFigures {
    let gathered = Gathered {
        taken_at: Timestamp::new(TAKEN),
        site: "acme.atlassian.net".to_owned(),
        notes: Vec::new(),
        products: vec![ProductSeats {
            product: Product::Jira,
            seats: Known::Known(Seats::Limited(10)),
            used: Known::Known(7),
            unread: Vec::new(),
        }],
        people,
    };
    gathered.insights(90).products.remove(0)
}

type Figure = fn(&ProductFigures) -> u64;

/// Counted, needed, possibly freeable, freeable.
fn counts(figures: &ProductFigures) -> [u64; 4] {
    [
        figures.counted,
        figures.needed,
        figures.possibly_freeable,
        figures.freeable,
    ]
}

#[test]
fn each_kind_of_person_stands_in_its_own_figure() {
    use AccountKind::{App, Customer, Person as Human, Unknown};
    let old = || last("2020-01-01");
    let yes = Some(true);
    let table: [(&str, Person, Figure); 13] = [
        ("active", human("a", last("2026-11-01")), |f| f.needed),
        ("inactive", human("a", old()), |f| f.freeable),
        ("unknown activity", human("a", unknown()), |f| {
            f.possibly_freeable
        }),
        (
            "seen long ago",
            human(
                "a",
                Activity::SeenOn {
                    day: day("2020-01-01"),
                },
            ),
            |f| f.possibly_freeable,
        ),
        (
            "never, there for long",
            human(
                "a",
                Activity::Never {
                    added: Some(day("2020-01-01")),
                },
            ),
            |f| f.freeable,
        ),
        (
            "never, but new",
            human(
                "a",
                Activity::Never {
                    added: Some(day("2026-11-20")),
                },
            ),
            |f| f.new,
        ),
        (
            "never, since nobody knows when",
            human("a", Activity::Never { added: None }),
            |f| f.possibly_freeable,
        ),
        ("an app", person("a", App, yes, granted(), old()), |f| {
            f.apps
        }),
        (
            "a customer",
            person("a", Customer, yes, granted(), old()),
            |f| f.customers,
        ),
        (
            "deactivated",
            person("a", Human, Some(false), granted(), old()),
            |f| f.deactivated,
        ),
        (
            "perhaps an app",
            person("a", Unknown, yes, granted(), old()),
            |f| f.possibly_freeable,
        ),
        (
            "perhaps deactivated",
            person("a", Human, None, granted(), old()),
            |f| f.possibly_freeable,
        ),
        (
            "perhaps without access",
            person("a", Human, yes, not_known(), old()),
            |f| f.unknown_access,
        ),
    ];
    for (what, person, figure) in table {
        let figures = of(vec![person]);
        assert_eq!(figure(&figures), 1, "{what}");
        let everywhere = figures.needed
            + figures.possibly_freeable
            + figures.freeable
            + figures.apps
            + figures.customers
            + figures.deactivated
            + figures.unknown_access;
        assert_eq!(everywhere, 1, "{what}: {figures:?}");
    }
}

#[test]
fn the_longest_without_use_come_first() {
    let figures = of(vec![
        human("b", last("2024-05-01")),
        human("c", last("2023-05-01")),
        human(
            "d",
            Activity::Never {
                added: Some(day("2022-01-01")),
            },
        ),
        human("a", last("2024-05-01")),
        human("e", last("2026-11-21")),
    ]);
    let order: Vec<&str> = figures
        .freeable_people
        .iter()
        .map(AccountId::as_str)
        .collect();
    assert_eq!(order, ["d", "c", "a", "b"]);
    assert_eq!(counts(&figures), [5, 1, 0, 4]);
    assert_eq!(figures.surplus(), Some(9));
}

#[test]
fn a_surplus_is_told_only_where_everything_was_read() {
    let mut figures = of(vec![human("a", unknown()), human("b", last("2026-11-01"))]);
    assert_eq!(
        figures.surplus(),
        Some(8),
        "who may be needed keeps the seat"
    );
    figures.unread.push("a group".to_owned());
    assert_eq!(figures.surplus(), None);
    figures.unread.clear();
    figures.seats = Known::Known(Seats::Unlimited);
    assert_eq!(figures.surplus(), None);
    figures.seats = Known::Unknown(Why::new(Reason::NotGranted, "no"));
    assert_eq!(figures.surplus(), None);
}

#[test]
fn the_histogram_has_a_place_for_everybody() {
    let histogram = of(vec![
        human("a", last("2026-11-22")),
        human("b", last("2026-11-23")),
        human("c", last("2026-10-31")),
        human("d", last("2025-12-01")),
        human("e", last("2025-11-30")),
        human(
            "f",
            Activity::SeenOn {
                day: day("2026-10-01"),
            },
        ),
        human(
            "g",
            Activity::SeenOn {
                day: day("2020-10-01"),
            },
        ),
        human("h", Activity::Never { added: None }),
        human("i", unknown()),
    ])
    .histogram;
    assert_eq!(histogram.months.len(), 12);
    let at = |text: &str| {
        let month = histogram
            .months
            .iter()
            .find(|month| month.first == day(text))
            .unwrap();
        (month.last_active, month.seen)
    };
    assert_eq!(at("2026-11-01"), (2, 0));
    assert_eq!(at("2026-10-01"), (1, 1));
    assert_eq!(at("2025-12-01"), (1, 0));
    assert_eq!(
        (histogram.earlier, histogram.never, histogram.unknown),
        (1, 1, 2)
    );
    assert_eq!(histogram.people(), 9);
}

#[test]
fn people_without_the_product_are_nothing_to_it() {
    let mut other = human("a", last("2026-11-01"));
    other.products[0].product = Product::Confluence;
    assert_eq!(counts(&of(vec![other])), [0; 4]);
}

#[test]
fn unknown_is_written_as_unknown() {
    let written = serde_json::to_value(unknown()).unwrap();
    assert_eq!(
        written,
        serde_json::json!({"unknown": {"reason": "failed", "detail": "the call failed"}})
    );
    let never = serde_json::to_value(last("2026-01-02")).unwrap();
    assert_eq!(
        never,
        serde_json::json!({"last_active": {"day": "2026-01-02"}})
    );
}

fn any_person() -> impl Strategy<Value = Person> {
    let kind = prop::sample::select(vec![
        AccountKind::Person,
        AccountKind::Person,
        AccountKind::Person,
        AccountKind::App,
        AccountKind::Customer,
        AccountKind::Unknown,
    ]);
    let days = 0_u32..2_000;
    let today = day(TAKEN);
    let activity = prop_oneof![
        days.clone().prop_map(move |ago| Activity::LastActive {
            day: today.minus(ago)
        }),
        days.clone().prop_map(move |ago| Activity::SeenOn {
            day: today.minus(ago)
        }),
        prop::option::of(days).prop_map(move |ago| Activity::Never {
            added: ago.map(|ago| today.minus(ago))
        }),
        Just(unknown()),
    ];
    let access = prop_oneof![9 => Just(granted()), 1 => Just(not_known())];
    let active = prop_oneof![4 => Just(Some(true)), 1 => Just(Some(false)), 1 => Just(None)];
    ("[a-f0-9]{8}", kind, active, access, activity).prop_map(
        |(id, kind, active, access, activity)| person(&id, kind, active, access, activity),
    )
}

proptest! {
    #[test]
    fn figures_add_up(people in prop::collection::vec(any_person(), 0..60)) {
        let figures = of(people.clone());
        let [counted, needed, possibly, freeable] = counts(&figures);
        prop_assert_eq!(counted, needed + possibly + freeable);
        prop_assert_eq!(figures.histogram.people(), counted);
        prop_assert_eq!(figures.freeable_people.len() as u64, freeable);
        prop_assert!(figures.new <= needed);
    }

    #[test]
    fn who_is_freeable_is_a_person_known_to_be_inactive(people in prop::collection::vec(any_person(), 0..60)) {
        let since = day(TAKEN).minus(90);
        for person in people {
            if of(vec![person.clone()]).freeable == 0 {
                continue;
            }
            prop_assert_eq!(person.kind, AccountKind::Person);
            prop_assert_eq!(person.active, Some(true));
            prop_assert!(person.products[0].access.known().is_some());
            prop_assert_eq!(person.products[0].activity.verdict(since), Verdict::Inactive);
        }
    }

    #[test]
    fn fewer_days_never_free_fewer_people(people in prop::collection::vec(any_person(), 0..40), days in 0_u32..1_000) {
        let freeable = |days| {
            let gathered = Gathered {
                taken_at: Timestamp::new(TAKEN),
                site: String::new(),
                notes: Vec::new(),
                products: vec![ProductSeats {
                    product: Product::Jira,
                    seats: Known::Known(Seats::Unlimited),
                    used: Known::Known(0),
                    unread: Vec::new(),
                }],
                people: people.clone(),
            };
            gathered.insights(days).products.remove(0).freeable
        };
        prop_assert!(freeable(days) >= freeable(days + 30));
    }
}
