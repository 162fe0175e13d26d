//! What the directory can do, and what its resources look like.

use serde_json::{Value, json};

use super::{MAX_COUNT, answer, groups, url, users};
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Directory;
use crate::routes::Operation;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/ServiceProviderConfig",
        Directory,
        config,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/ResourceTypes",
        Directory,
        types,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/ResourceTypes/User",
        Directory,
        user_type,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/ResourceTypes/Group",
        Directory,
        group_type,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Schemas",
        Directory,
        schemas,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
        Directory,
        user_schema,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group",
        Directory,
        group_schema,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        Directory,
        enterprise_schema,
    ),
];

fn config(call: &Call<'_>) -> Answer {
    answer(
        200,
        &json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
            "patch": { "supported": true },
            "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
            "filter": { "supported": true, "maxResults": MAX_COUNT },
            "changePassword": { "supported": false },
            "sort": { "supported": false },
            "etag": { "supported": false },
            "authenticationSchemes": [{
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "The API key of the directory.",
                "primary": true,
            }],
            "meta": {
                "resourceType": "ServiceProviderConfig",
                "location": url(call, "ServiceProviderConfig"),
            },
        }),
    )
}

/// A list that is always whole.
fn whole(resources: &[Value]) -> Answer {
    answer(
        200,
        &json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": resources.len(),
            "startIndex": 1,
            "itemsPerPage": resources.len(),
            "Resources": resources,
        }),
    )
}

fn resource_type(call: &Call<'_>, name: &str, schema: &str, extensions: &Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": name,
        "name": name,
        "endpoint": format!("/{name}s"),
        "schema": schema,
        "schemaExtensions": extensions,
        "meta": {
            "resourceType": "ResourceType",
            "location": url(call, &format!("ResourceTypes/{name}")),
        },
    })
}

fn user_view(call: &Call<'_>) -> Value {
    let extensions = json!([{ "schema": users::ENTERPRISE, "required": false }]);
    resource_type(call, "User", users::CORE, &extensions)
}

fn group_view(call: &Call<'_>) -> Value {
    resource_type(call, "Group", groups::CORE, &json!([]))
}

fn types(call: &Call<'_>) -> Answer {
    whole(&[user_view(call), group_view(call)])
}

fn user_type(call: &Call<'_>) -> Answer {
    answer(200, &user_view(call))
}

fn group_type(call: &Call<'_>) -> Answer {
    answer(200, &group_view(call))
}

/// Name, type, several values or one, required, and who may change it.
type Attribute = (&'static str, &'static str, bool, bool, &'static str);

const USER: &[Attribute] = &[
    ("userName", "string", false, true, "readWrite"),
    ("externalId", "string", false, false, "readWrite"),
    ("name", "complex", false, false, "readWrite"),
    ("displayName", "string", false, false, "readWrite"),
    ("nickName", "string", false, false, "readWrite"),
    ("title", "string", false, false, "readWrite"),
    ("preferredLanguage", "string", false, false, "readWrite"),
    ("timezone", "string", false, false, "readWrite"),
    ("active", "boolean", false, false, "readWrite"),
    ("emails", "complex", true, true, "readWrite"),
    ("phoneNumbers", "complex", true, false, "readWrite"),
    ("groups", "complex", true, false, "readOnly"),
];

const GROUP: &[Attribute] = &[
    ("displayName", "string", false, true, "immutable"),
    ("externalId", "string", false, false, "readWrite"),
    ("members", "complex", true, false, "readWrite"),
];

const WORK: &[Attribute] = &[
    ("organization", "string", false, false, "readWrite"),
    ("department", "string", false, false, "readWrite"),
];

fn schema(call: &Call<'_>, id: &str, name: &str, attributes: &[Attribute]) -> Value {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(name, kind, several, required, mutability)| {
            let unique = *name == "userName";
            json!({
                "name": name,
                "type": kind,
                "multiValued": several,
                "required": required,
                "caseExact": *name == "externalId",
                "mutability": mutability,
                "returned": "default",
                "uniqueness": if unique { "server" } else { "none" },
            })
        })
        .collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": id,
        "name": name,
        "attributes": attributes,
        "meta": {
            "resourceType": "Schema",
            "location": url(call, &format!("Schemas/{id}")),
        },
    })
}

fn user_attributes(call: &Call<'_>) -> Value {
    schema(call, users::CORE, "User", USER)
}

fn group_attributes(call: &Call<'_>) -> Value {
    schema(call, groups::CORE, "Group", GROUP)
}

fn work_attributes(call: &Call<'_>) -> Value {
    schema(call, users::ENTERPRISE, "EnterpriseUser", WORK)
}

fn schemas(call: &Call<'_>) -> Answer {
    whole(&[
        user_attributes(call),
        group_attributes(call),
        work_attributes(call),
    ])
}

fn user_schema(call: &Call<'_>) -> Answer {
    answer(200, &user_attributes(call))
}

fn group_schema(call: &Call<'_>) -> Answer {
    answer(200, &group_attributes(call))
}

fn enterprise_schema(call: &Call<'_>) -> Answer {
    answer(200, &work_attributes(call))
}
