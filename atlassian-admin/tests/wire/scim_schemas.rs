use serde_json::json;

use crate::site::{Site, sent};

const PATH: &str = "/scim/directory/d-1";

#[tokio::test]
async fn each_request_is_as_described() {
    let scim = Site::start().await.scim();
    let schemas = scim.schemas();
    let types = scim.resource_types();
    let urn = "urn:ietf:params:scim:schemas";
    for (request, expected) in [
        (
            sent(schemas.features("d-1").request()),
            "ServiceProviderConfig".to_owned(),
        ),
        (sent(schemas.all("d-1").request()), "Schemas".to_owned()),
        (
            sent(schemas.user("d-1").request()),
            format!("Schemas/{urn}:core:2.0:User"),
        ),
        (
            sent(schemas.group("d-1").request()),
            format!("Schemas/{urn}:core:2.0:Group"),
        ),
        (
            sent(schemas.enterprise_user("d-1").request()),
            format!("Schemas/{urn}:extension:enterprise:2.0:User"),
        ),
        (sent(types.all("d-1").request()), "ResourceTypes".to_owned()),
        (
            sent(types.user("d-1").request()),
            "ResourceTypes/User".to_owned(),
        ),
        (
            sent(types.group("d-1").request()),
            "ResourceTypes/Group".to_owned(),
        ),
    ] {
        assert_eq!(request.0, format!("GET {PATH}/{expected}"));
        assert!(request.1.is_null());
    }
}

#[tokio::test]
async fn what_a_directory_can_do() {
    let site = Site::start().await;
    let features = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true}, "filter": {"supported": true, "maxResults": 1000},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0}, "sort": {"supported": false},
        "authenticationSchemes": [{"type": "oauthbearertoken", "name": "Bearer token", "primary": true}]
    });
    site.answer(&format!("GET {PATH}/ServiceProviderConfig"), 200, features)
        .await;
    let schemas = site.scim().schemas();
    let found = schemas.features("d-1").send().await.unwrap();
    assert_eq!(found.patch.unwrap().supported, Some(true));
    assert_eq!(found.filter.unwrap().max_results, Some(1000));
    assert_eq!(found.bulk.unwrap().max_operations, Some(0));
    assert!(found.etag.is_none());
    let scheme = found.authentication_schemes.good().next().unwrap();
    assert_eq!(scheme.kind.as_deref(), Some("oauthbearertoken"));

    let list = json!({"totalResults": 1, "Resources": [{
        "id": "urn:x:User", "name": "User",
        "attributes": [{
            "name": "emails", "type": "complex", "multiValued": true, "required": true, "caseExact": false,
            "mutability": "readWrite", "returned": "default", "uniqueness": "none",
            "subAttributes": [{"name": "value"}]
        }]
    }]});
    site.answer(&format!("GET {PATH}/Schemas"), 200, list).await;
    let found = schemas.all("d-1").send().await.unwrap().schemas;
    let attributes = &found.good().next().unwrap().attributes;
    let emails = attributes.good().next().unwrap();
    assert_eq!(
        (emails.multi_valued, emails.required),
        (Some(true), Some(true))
    );
    assert_eq!(emails.sub_attributes.good().next().unwrap().name, "value");

    let list = json!({"totalResults": 1, "Resources": [{
        "id": "User", "name": "User", "endpoint": "/Users", "schema": "urn:x:User",
        "schemaExtensions": [{"schema": "urn:y:User", "required": false}]
    }]});
    site.answer(&format!("GET {PATH}/ResourceTypes"), 200, list)
        .await;
    let types = site.scim().resource_types();
    let found = types.all("d-1").send().await.unwrap().resource_types;
    let user = found.good().next().unwrap();
    assert_eq!(user.endpoint.as_deref(), Some("/Users"));
    let extension = user.schema_extensions.good().next().unwrap();
    assert_eq!(
        (extension.schema.as_str(), extension.required),
        ("urn:y:User", Some(false))
    );
}
