//! The permissions of Jira, and who holds them.

use super::State;
use super::groups::{JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS, SOFTWARE_USERS};

/// Key, id, name, global or not, description.
pub(crate) struct Permission {
    pub(crate) key: &'static str,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) global: bool,
    pub(crate) description: &'static str,
}

const fn permission(
    key: &'static str,
    id: &'static str,
    name: &'static str,
    global: bool,
    description: &'static str,
) -> Permission {
    Permission {
        key,
        id,
        name,
        global,
        description,
    }
}

pub(crate) const ADMINISTER: &str = "ADMINISTER";
pub(crate) const USER_PICKER: &str = "USER_PICKER";

#[rustfmt::skip]
pub(crate) const PERMISSIONS: &[Permission] = &[
    permission(ADMINISTER, "0", "Administer Jira", true, "Create and administer projects, issue types, fields, workflows and schemes for all projects."),
    permission("SYSTEM_ADMIN", "44", "Jira System Administrators", true, "Perform all administration functions."),
    permission("CREATE_SHARED_OBJECTS", "22", "Share dashboards and filters", true, "Share dashboards and filters with other users."),
    permission("MANAGE_GROUP_FILTER_SUBSCRIPTIONS", "24", "Manage Group Filter Subscriptions", true, "Create and delete group filter subscriptions."),
    permission(USER_PICKER, "27", "Browse users and groups", true, "View and select users or groups from the user picker."),
    permission("BULK_CHANGE", "33", "Make bulk changes", true, "Modify a collection of issues at once."),
    permission("CREATE_PROJECT", "45", "Create team-managed projects", true, "Create team-managed projects."),
    permission("ADMINISTER_PROJECTS", "23", "Administer Projects", false, "Administer a project in Jira."),
    permission("BROWSE_PROJECTS", "10", "Browse Projects", false, "Browse projects and the issues within them."),
    permission("VIEW_DEV_TOOLS", "29", "View Development Tools", false, "View development-related information on an issue."),
    permission("VIEW_READONLY_WORKFLOW", "46", "View Read-Only Workflow", false, "See a read-only version of a workflow."),
    permission("MANAGE_SPRINTS_PERMISSION", "48", "Manage Sprints", false, "Create, start, complete and edit sprints."),
    permission("CREATE_ISSUES", "11", "Create Issues", false, "Create issues."),
    permission("EDIT_ISSUES", "12", "Edit Issues", false, "Edit issues."),
    permission("ASSIGN_ISSUES", "13", "Assign Issues", false, "Assign issues to other people."),
    permission("RESOLVE_ISSUES", "14", "Resolve Issues", false, "Resolve and reopen issues."),
    permission("ADD_COMMENTS", "15", "Add Comments", false, "Comment on issues."),
    permission("DELETE_ISSUES", "16", "Delete Issues", false, "Delete issues."),
    permission("ASSIGNABLE_USER", "17", "Assignable User", false, "Be assigned to issues."),
    permission("CLOSE_ISSUES", "18", "Close Issues", false, "Close issues."),
    permission("CREATE_ATTACHMENTS", "19", "Create Attachments", false, "Attach files to issues."),
    permission("WORK_ON_ISSUES", "20", "Work On Issues", false, "Log work done against an issue."),
    permission("LINK_ISSUES", "21", "Link Issues", false, "Link issues together."),
    permission("MOVE_ISSUES", "25", "Move Issues", false, "Move issues between projects and workflows."),
    permission("SET_ISSUE_SECURITY", "26", "Set Issue Security", false, "Set the security level of an issue."),
    permission("SCHEDULE_ISSUES", "28", "Schedule Issues", false, "Set the due date of issues."),
    permission("MODIFY_REPORTER", "30", "Modify Reporter", false, "Change the reporter of an issue."),
    permission("VIEW_VOTERS_AND_WATCHERS", "31", "View Voters and Watchers", false, "See who votes for and watches an issue."),
    permission("MANAGE_WATCHERS", "32", "Manage Watchers", false, "Manage the watchers of an issue."),
    permission("EDIT_ALL_COMMENTS", "34", "Edit All Comments", false, "Edit everybody's comments."),
    permission("EDIT_OWN_COMMENTS", "35", "Edit Own Comments", false, "Edit one's own comments."),
    permission("DELETE_ALL_COMMENTS", "36", "Delete All Comments", false, "Delete everybody's comments."),
    permission("DELETE_OWN_COMMENTS", "37", "Delete Own Comments", false, "Delete one's own comments."),
    permission("DELETE_ALL_ATTACHMENTS", "38", "Delete All Attachments", false, "Delete everybody's attachments."),
    permission("DELETE_OWN_ATTACHMENTS", "39", "Delete Own Attachments", false, "Delete one's own attachments."),
    permission("EDIT_OWN_WORKLOGS", "40", "Edit Own Worklogs", false, "Edit one's own worklogs."),
    permission("EDIT_ALL_WORKLOGS", "41", "Edit All Worklogs", false, "Edit everybody's worklogs."),
    permission("DELETE_OWN_WORKLOGS", "42", "Delete Own Worklogs", false, "Delete one's own worklogs."),
    permission("DELETE_ALL_WORKLOGS", "43", "Delete All Worklogs", false, "Delete everybody's worklogs."),
    permission("TRANSITION_ISSUES", "47", "Transition Issues", false, "Transition issues."),
];

pub(crate) fn find(key: &str) -> Option<&'static Permission> {
    PERMISSIONS.iter().find(|p| p.key == key)
}

const ADMINS: [u32; 3] = [JIRA_ADMINS, SITE_ADMINS, ORG_ADMINS];

impl State {
    /// Whether the account belongs to one of these groups (by slot).
    pub(crate) fn in_any(&self, account: u32, groups: &[u32]) -> bool {
        let user = self.users.get(account);
        groups.iter().any(|g| user.groups.binary_search(g).is_ok())
    }

    /// Whether the account holds a global permission.
    pub(super) fn holds_globally(&self, account: Option<u32>, key: &str) -> bool {
        let Some(account) = account else { return false };
        if !self.users.get(account).active() {
            return false;
        }
        let admin = self.in_any(account, &ADMINS) || self.administers_jira_by_role(account);
        let user = admin || self.in_any(account, &[SOFTWARE_USERS]);
        match key {
            ADMINISTER => admin,
            "SYSTEM_ADMIN" => self.in_any(account, &[SITE_ADMINS, ORG_ADMINS]),
            USER_PICKER
            | "CREATE_SHARED_OBJECTS"
            | "BULK_CHANGE"
            | "CREATE_PROJECT"
            | "MANAGE_GROUP_FILTER_SUBSCRIPTIONS" => user,
            _ => false,
        }
    }

    pub(crate) fn is_site_admin(&self, account: u32) -> bool {
        self.in_any(account, &[SITE_ADMINS, ORG_ADMINS])
    }

    pub(crate) fn is_org_admin(&self, account: u32) -> bool {
        self.in_any(account, &[ORG_ADMINS])
    }
}
