//! The values that custom fields start with: their contexts say so, in a form of their own.

use serde_json::Value;

use crate::state::State;
use crate::state::jira::config::FieldKind;
use crate::state::jira::issue::{CustomValue, Issue};
use crate::time;

fn ids(value: &Value) -> Vec<u32> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(id).collect()
}

fn id(value: &Value) -> Option<u32> {
    value.as_str()?.parse().ok()
}

/// The value that a field of a new issue has unless the request says otherwise.
pub(super) fn value(state: &State, issue: &Issue, field: u32, now: i64) -> Option<CustomValue> {
    let field = state.jira.config.field(field)?;
    let mut contexts = field.contexts.iter();
    let context = contexts.find(|c| c.covers(issue.project, issue.issue_type))?;
    let value = context.default.as_ref()?;
    let text = |name: &str| value[name].as_str().filter(|text| !text.is_empty());
    let today = i32::try_from(now.div_euclid(time::DAY)).ok()?;
    let user = |id: &Value| state.users.find(id.as_str()?);
    let group = |id: &Value| state.groups.find(id.as_str()?);
    let found = match field.kind {
        FieldKind::TextField | FieldKind::EpicName => CustomValue::Text(text("text")?.into()),
        FieldKind::Url => CustomValue::Text(text("url")?.into()),
        FieldKind::TextArea => match &value["text"] {
            Value::String(text) => {
                let document = crate::jira::on_issues::wiki_document(state, text);
                CustomValue::Adf(document.to_string().into())
            }
            document if document.is_object() => CustomValue::Adf(document.to_string().into()),
            _ => return None,
        },
        FieldKind::Float | FieldKind::StoryPoints => CustomValue::Number(value["number"].as_f64()?),
        FieldKind::Select | FieldKind::RadioButtons => CustomValue::Option(id(&value["optionId"])?),
        FieldKind::MultiSelect | FieldKind::MultiCheckboxes | FieldKind::Flagged => {
            CustomValue::Options(ids(&value["optionIds"]))
        }
        FieldKind::CascadingSelect => {
            CustomValue::Cascade(id(&value["optionId"])?, id(&value["cascadingOptionId"]))
        }
        FieldKind::UserPicker => CustomValue::User(user(&value["accountId"])?),
        FieldKind::MultiUserPicker => {
            let all = value["accountIds"].as_array()?;
            CustomValue::Users(all.iter().filter_map(user).collect())
        }
        FieldKind::GroupPicker => CustomValue::Group(group(&value["groupId"])?),
        FieldKind::MultiGroupPicker => {
            let all = value["groupIds"].as_array()?;
            CustomValue::Groups(all.iter().filter_map(group).collect())
        }
        FieldKind::DatePicker if value["useCurrent"] == true => CustomValue::Date(today),
        FieldKind::DatePicker => CustomValue::Date(time::parse_date(text("date")?)?),
        FieldKind::DateTime if value["useCurrent"] == true => CustomValue::DateTime(now),
        FieldKind::DateTime => CustomValue::DateTime(time::parse(text("dateTime")?)?),
        FieldKind::Labels => {
            let labels = value["labels"].as_array()?.iter();
            CustomValue::Labels(labels.filter_map(Value::as_str).map(Into::into).collect())
        }
        FieldKind::Project => CustomValue::Project(id(&value["projectId"])?),
        FieldKind::Version => CustomValue::Version(id(&value["versionId"])?),
        FieldKind::MultiVersion => CustomValue::Versions(ids(&value["versionIds"])),
        FieldKind::Sprint | FieldKind::EpicLink | FieldKind::Rank => return None,
    };
    Some(found)
}
