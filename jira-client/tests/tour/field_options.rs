use jira_client::cloud::field_options::{ContextOption, NewOption, OptionChange, OptionPosition};
use jira_client::cloud::fields::CustomFieldType;
use jira_client::cloud::tasks::TaskStatus;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let field = site
        .jira
        .fields()
        .create("Place", CustomFieldType::CascadingSelect)
        .send()
        .await
        .unwrap()
        .id;
    let contexts = site
        .jira
        .field_contexts()
        .list(&field)
        .items()
        .collect()
        .await
        .unwrap();
    let context = &contexts[0].id;
    let options = site.jira.field_options();

    let made = options
        .create(&field, context, ["Asia", "Europe"])
        .send()
        .await
        .unwrap();
    let made = made.options.into_vec().unwrap();
    let (asia, europe) = (&made[0].id, &made[1].id);
    let below = [
        NewOption::new("Berlin").below(europe),
        NewOption::new("Bonn").below(europe).disabled(),
    ];
    let below = options
        .create(&field, context, below)
        .send()
        .await
        .unwrap()
        .options
        .into_vec()
        .unwrap();
    assert_eq!(
        (below[0].parent.as_ref(), below[1].disabled),
        (Some(europe), Some(true))
    );

    let text = options.get(europe).send().await.unwrap();
    assert_eq!(text.value.as_deref(), Some("Europe"));

    options
        .reorder(&field, context, [europe])
        .position(OptionPosition::First)
        .send()
        .await
        .unwrap();
    let list = || options.list(&field, context);
    let names = |found: Vec<ContextOption>| -> Vec<_> {
        found
            .into_iter()
            .filter_map(|option| option.value)
            .collect()
    };
    let first = list().only_options(true).items().collect().await.unwrap();
    assert_eq!(names(first), ["Europe", "Asia"]);
    let all = list().page_size(3).items().collect().await.unwrap();
    assert_eq!(names(all), ["Europe", "Asia", "Berlin", "Bonn"]);
    let of_one = list().option_id(europe).items().collect().await.unwrap();
    assert!(names(of_one).contains(&"Bonn".to_owned()));

    let changes = [
        OptionChange::of(asia).value("Asien"),
        OptionChange::of(europe).disabled(false),
    ];
    let told = options
        .update(&field, context, changes)
        .send()
        .await
        .unwrap()
        .options
        .into_vec()
        .unwrap();
    assert_eq!((told.len(), &told[0].id), (1, asia));

    let task = options
        .replace(&field, context, asia)
        .replace_with(europe)
        .send()
        .await
        .unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    let refused = options
        .delete(&field, context, europe)
        .send()
        .await
        .unwrap_err();
    assert!(refused.is_invalid(), "{refused}");
    options.delete(&field, context, asia).send().await.unwrap();
    assert!(options.get(asia).send().await.unwrap_err().is_not_found());
}
