//! Groups of Confluence Data Center, which names them by their names.

use atlassian_core::{Page, id_type, operations};
use serde::{Deserialize, Serialize};

use super::BY_POSITION;
use super::users::{User, UserExpand};

operations! {
    /// The groups of the instance.
    pub struct Groups;

    /// Every group.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    list: GetGroups = GET "/rest/api/group" => Page<Group> {
        permission "Can use";
        scopes [];
        granular [];
        pages Group = BY_POSITION.unique_by("name");
    }

    /// The members of a group.
    ///
    /// A name with a slash in it cannot be asked for so; from 10.1 on [`members_by_query`](Self::members_by_query) takes
    /// any name.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    members: GetMembers = GET "/rest/api/group/{groupName}/member" => Page<User> {
        permission "Confluence Administrator";
        scopes [];
        granular [];
        takes { path group_name = "groupName": GroupName }
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages User = BY_POSITION.unique_by("userKey");
    }

    /// The members of a group of any name, from 10.1 on.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    members_by_query: GetMembersByGroupName = GET "/rest/api/group/member" => Page<User> {
        permission "Confluence Administrator";
        scopes [];
        granular [];
        takes { query group_name = "groupName": GroupName }
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages User = BY_POSITION.unique_by("userKey");
    }
}

id_type! {
    /// The name of a group.
    pub struct GroupName;
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Group {
    /// Its name.
    pub name: GroupName,
}
