//! Properties of attachments.

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::AttachmentId;
use crate::properties::{ContentProperty, NewProperty, PropertyId, PropertySort, PropertyUpdate};

operations! {
    /// Properties of an attachment: JSON values that apps keep there, each under a key.
    pub struct AttachmentProperties;

    /// The properties of an attachment, with their values.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-attachments-attachment-id-properties-get)
    list: GetAttachmentContentProperties = GET "/wiki/api/v2/attachments/{attachment-id}/properties" => Page<ContentProperty> {
        permission "View the attachment";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path attachment = "attachment-id": AttachmentId }
        query {
            /// Only the one with exactly this key.
            key = "key": String,
            /// In this order.
            sort = "sort": PropertySort,
        }
        pages ContentProperty = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One property of an attachment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-attachments-attachment-id-properties-property-id-get)
    get: GetAttachmentContentPropertiesById = GET "/wiki/api/v2/attachments/{attachment-id}/properties/{property-id}" => ContentProperty {
        permission "View the attachment";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path attachment = "attachment-id": AttachmentId, path id = "property-id": PropertyId }
    }

    /// Gives an attachment a property. A key that is there already is a conflict (409).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-attachments-attachment-id-properties-post)
    create: CreateAttachmentProperty = POST "/wiki/api/v2/attachments/{attachment-id}/properties" => ContentProperty {
        permission "Edit the attachment";
        scopes [];
        granular ["read:attachment:confluence", "write:attachment:confluence"];
        takes { path attachment = "attachment-id": AttachmentId, whole_body property = "property": NewProperty }
    }

    /// Changes a property of an attachment.
    ///
    /// One that somebody else has changed since it was read is a conflict (409): read it again, and decide. It is not
    /// repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-attachments-attachment-id-properties-property-id-put)
    update: UpdateAttachmentPropertyById = PUT "/wiki/api/v2/attachments/{attachment-id}/properties/{property-id}" => ContentProperty {
        permission "Edit the attachment";
        scopes [];
        granular ["read:attachment:confluence", "write:attachment:confluence"];
        repeat never;
        takes {
            path attachment = "attachment-id": AttachmentId, path id = "property-id": PropertyId,
            whole_body update = "update": PropertyUpdate,
        }
    }

    /// Takes a property off an attachment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-attachments-attachment-id-properties-property-id-delete)
    delete: DeleteAttachmentPropertyById = DELETE "/wiki/api/v2/attachments/{attachment-id}/properties/{property-id}" => NoContent {
        permission "Edit the attachment";
        scopes [];
        granular ["read:attachment:confluence", "write:attachment:confluence"];
        takes { path attachment = "attachment-id": AttachmentId, path id = "property-id": PropertyId }
    }
}
