//! What a generated organization has from the beginning.

use serde_json::{Value, json};

use super::events::{About, Action, Actor, PLACES};
use super::policies::{AuthPolicy, Policy, PolicyKind, PolicyResource};
use super::products::{Product, Resource};
use super::scim::{ScimGroup, ScimUser};
use super::{SALT, ServiceAccount};
use crate::state::State;
use crate::state::generate::{ADMIN, SERVICE};
use crate::state::groups::{CONFLUENCE_USERS, SOFTWARE_USERS};
use crate::state::rng::Rng;
use crate::state::roles::tier;
use crate::state::tokens::{ApiToken, Expiry, OrgKey};
use crate::state::users::{Kind, Standing};
use crate::time::{DAY, GENERATED_AT};

impl State {
    /// Fills the organization of a site whose accounts, groups and tokens are there.
    pub(crate) fn found_org(&mut self, seed: u64, cloud_id: &str) {
        let mut rng = Rng::new(seed ^ SALT.rotate_left(32));
        self.org.confluence_seats = tier(self.seats_taken(Product::Confluence));
        self.found_services(&mut rng);
        self.found_policies(&mut rng, cloud_id);
        self.found_scim(&mut rng);
        self.found_events(&mut rng);
        self.tokens.org_keys.push(OrgKey {
            id: rng.uuid(),
            label: "without scopes".to_owned(),
            secret: format!("sim-key-{}", rng.hex(48)),
            scopes: Vec::new(),
            created: GENERATED_AT - DAY,
            expires: GENERATED_AT + 6 * DAY,
            last_active: None,
            created_by: ADMIN,
            revoked: false,
        });
    }

    fn found_services(&mut self, rng: &mut Rng) {
        self.org.services.push(ServiceAccount {
            id: rng.uuid(),
            account: SERVICE,
            description: "Keeps other systems in step".to_owned(),
            created_by: ADMIN,
            updated: GENERATED_AT - 30 * DAY,
        });
        let row = self.tokens.issued.len();
        self.tokens.issued.push(ApiToken {
            id: rng.uuid(),
            label: "service account".to_owned(),
            revoked: false,
            blocked: false,
            created: GENERATED_AT - 30 * DAY,
            expires: Expiry::At(GENERATED_AT + 335 * DAY),
            last_active: Some(GENERATED_AT - DAY),
            account: SERVICE,
        });
        for held in self.tokens.basic.values_mut() {
            if held.account == SERVICE {
                held.row = Some(row);
            }
        }
    }

    fn found_policies(&mut self, rng: &mut Rng, cloud_id: &str) {
        let site = Resource::Product(Product::Software).ari(cloud_id, "");
        for (kind, name, rule, days) in [
            (
                PolicyKind::IpAllowlist,
                "Offices",
                json!({ "in": ["203.0.113.0/24", "198.51.100.0/24"] }),
                200,
            ),
            (
                PolicyKind::DataResidency,
                "Data in Europe",
                json!({ "in": ["EU"] }),
                150,
            ),
            (
                PolicyKind::DataSecurity,
                "No exports",
                json!({ "export": { "effect": "block" } }),
                100,
            ),
        ] {
            let metadata = if kind == PolicyKind::DataSecurity {
                json!({ "policyCoverageLevel": "WORKSPACE", "hasHadCoverage": true })
            } else {
                Value::Null
            };
            self.org.policies.list.push(Policy {
                id: rng.uuid(),
                kind,
                name: name.to_owned(),
                status: "enabled".to_owned(),
                rule,
                metadata,
                resources: vec![PolicyResource {
                    id: site.clone(),
                    meta: Value::Null,
                    links: Value::Null,
                    since: GENERATED_AT - days * DAY,
                }],
                created: GENERATED_AT - days * DAY,
                updated: GENERATED_AT - days * DAY,
            });
        }
        for name in ["Default", "Contractors"] {
            self.org.auth_policies.list.push(AuthPolicy {
                id: rng.uuid(),
                name: name.to_owned(),
            });
        }
    }

    /// The groups that come from outside, and everybody in them.
    fn found_scim(&mut self, rng: &mut Rng) {
        let scim = &mut self.org.scim;
        scim.directory_id = rng.uuid();
        scim.key = format!("sim-key-{}", rng.hex(48));
        scim.key_expires = GENERATED_AT + 360 * DAY;
        let created = GENERATED_AT - 90 * DAY;
        let external: Vec<u32> = self
            .groups
            .listed()
            .filter(|(_, group)| group.external)
            .map(|(slot, _)| slot)
            .collect();
        let mut people: Vec<u32> = Vec::new();
        for slot in external {
            people.extend(&self.groups.get(slot).members);
            self.org.scim.groups.push(ScimGroup {
                id: rng.uuid(),
                slot,
                external_id: None,
                created,
                modified: created,
            });
        }
        people.sort_unstable();
        people.dedup();
        for account in people {
            let user = self.users.get(account);
            let value = json!({
                "userName": &*user.email,
                "displayName": &*user.name,
                "externalId": format!("idp-{account}"),
                "active": user.standing == Standing::Active,
                "emails": [{ "value": &*user.email, "type": "work", "primary": true }],
                "timezone": &*user.zone,
                "preferredLanguage": user.locale.replace('_', "-"),
            });
            if let Value::Object(attributes) = value {
                self.org.scim.users.push(ScimUser {
                    id: rng.uuid(),
                    account,
                    attributes,
                    created,
                    modified: created,
                });
            }
        }
    }

    /// What happened in the half year before.
    fn found_events(&mut self, rng: &mut Rng) {
        let count = self.users.all().len().clamp(150, 2_000);
        let people: Vec<u32> = (0..self.users.all().len())
            .filter_map(|at| u32::try_from(at).ok())
            .filter(|at| {
                let user = self.users.get(*at);
                user.visible() && user.kind == Kind::Atlassian
            })
            .collect();
        let step = 175 * DAY / i64::try_from(count).unwrap_or(1);
        for at in 0..count {
            let time = GENERATED_AT - 175 * DAY + step * i64::try_from(at).unwrap_or(0);
            let account = people
                .get(rng.below(people.len()))
                .copied()
                .unwrap_or(ADMIN);
            let slot = [SOFTWARE_USERS, CONFLUENCE_USERS][at % 2];
            let (user, group) = (About::User(account), About::Group(slot));
            let (actor, action, about) = match at % 8 {
                0 => (ADMIN, Action::UserAdded, vec![user]),
                1 => (ADMIN, Action::AddedToGroup, vec![user, group]),
                2 => (ADMIN, Action::RemovedFromGroup, vec![user, group]),
                3 => (account, Action::TokenCreated, vec![user]),
                4 => (ADMIN, Action::RoleGranted, vec![user]),
                5 => (ADMIN, Action::JiraPermissionChanged, vec![group]),
                6 => (ADMIN, Action::SpacePermissionChanged, vec![group]),
                _ => (account, Action::UserLoggedIn, vec![user]),
            };
            let place = rng.below(PLACES.len());
            let actor = Actor::Account(actor);
            self.note_past_event(time, time + 2_000, place, actor, action, &about);
        }
    }
}
