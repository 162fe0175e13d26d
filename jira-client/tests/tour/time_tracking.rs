use atlassian_sim::Feature;
use jira_client::cloud::settings::{TimeFormat, TimeUnit};
use jira_client::cloud::time_tracking::{DaysPerWeek, HoursPerDay};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let time = site.jira.time_tracking();
    let providers = time.providers().send().await.unwrap();
    let own = providers.good().next().unwrap();
    time.select(own.key.as_str()).send().await.unwrap();
    assert_eq!(time.selected().send().await.unwrap().unwrap().key, own.key);
    site.sim.set_feature(Feature::TimeTracking, false);
    assert!(time.selected().send().await.unwrap().is_none());
    site.sim.set_feature(Feature::TimeTracking, true);

    let call = time.set_options(
        HoursPerDay(7.5),
        DaysPerWeek(4.0),
        TimeFormat::Hours,
        TimeUnit::Hour,
    );
    let set = call.send().await.unwrap();
    let now = time.options().send().await.unwrap();
    assert!((now.working_hours_per_day - set.working_hours_per_day).abs() < f64::EPSILON);
    assert_eq!(
        (now.time_format, now.default_unit),
        (TimeFormat::Hours, TimeUnit::Hour)
    );
}
