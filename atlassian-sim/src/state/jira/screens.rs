//! Which fields people see when they create, change and transition issues.

use super::Jira;
use super::config::Screen;
use super::field::FieldId;
use super::project::Project;

/// When a screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    Create,
    Edit,
}

impl Screen {
    /// Its fields, tab by tab. What no field is called is passed over.
    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldId> {
        let ids = self.tabs.iter().flat_map(|tab| &tab.fields);
        ids.filter_map(|id| FieldId::parse(id))
    }
}

impl Jira {
    /// The screen of a project's issues of this type.
    pub(crate) fn screen(
        &self,
        project: &Project,
        issue_type: u32,
        occasion: Occasion,
    ) -> Option<&Screen> {
        let config = &self.config;
        let scheme = config
            .issue_type_screen_schemes
            .get(&project.issue_type_screen_scheme)?;
        let scheme = scheme
            .mapped
            .get(&issue_type)
            .copied()
            .unwrap_or(scheme.default);
        let scheme = config.screen_schemes.get(&scheme)?;
        let screen = match occasion {
            Occasion::Create => scheme.create,
            Occasion::Edit => scheme.edit,
        };
        config.screens.get(&screen.unwrap_or(scheme.default))
    }
}
