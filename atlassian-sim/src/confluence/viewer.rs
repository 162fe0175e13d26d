//! What the caller may see and change in Confluence.

use super::answers;
use crate::call::Call;
use crate::query::encode;
use crate::reply::Reply;
use crate::state::State;
use crate::state::groups::CONFLUENCE_USERS;
use crate::state::wiki::Wiki;
use crate::state::wiki::content::{Comment, Kind, Page, Status};
use crate::state::wiki::spaces::{Audience, Space};

/// A caller who may use Confluence.
#[derive(Clone, Copy)]
pub(super) struct Viewer<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) state: &'a State,
    pub(super) account: u32,
    pub(super) now: i64,
}

impl<'a> Viewer<'a> {
    fn licensed(call: &'a Call<'a>, state: &'a State) -> Option<Self> {
        let account = call.caller?;
        state.uses_confluence(account).then(|| Self {
            call,
            state,
            account,
            now: call.now(),
        })
    }

    /// v1 says why it refuses.
    pub(super) fn v1(call: &'a Call<'a>, state: &'a State) -> Result<Self, Reply> {
        Self::licensed(call, state).ok_or_else(answers::no_access)
    }

    /// v2 finds nothing for somebody who may not use Confluence.
    pub(super) fn v2(call: &'a Call<'a>, state: &'a State) -> Result<Self, Reply> {
        Self::licensed(call, state).ok_or_else(answers::v2_not_found)
    }

    pub(super) fn wiki(&self) -> &'a Wiki {
        &self.state.wiki
    }

    /// *Confluence Administrator*.
    pub(super) fn is_admin(&self) -> bool {
        self.state.is_site_admin(self.account)
    }

    fn belongs(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Everyone => true,
            Audience::Only { groups, accounts } => {
                accounts.contains(&self.account) || self.state.in_any(self.account, groups)
            }
        }
    }

    /// Not even administrators see a space that was not opened to them.
    pub(super) fn sees(&self, space: &Space) -> bool {
        space.exists(self.now) && self.belongs(&space.readers)
    }

    pub(super) fn edits(&self, space: &Space) -> bool {
        self.sees(space) && !space.archived && self.belongs(&space.editors)
    }

    pub(super) fn administers(&self, space: &Space) -> bool {
        self.sees(space) && (space.author == self.account || self.is_admin())
    }

    /// The groups and accounts that hold a permission: their kind and id. Everybody stands for the
    /// group of Confluence's users.
    pub(super) fn principals(&self, audience: &Audience) -> Vec<(&'static str, &'a str)> {
        let everybody = [CONFLUENCE_USERS];
        let (groups, accounts): (&[u32], &[u32]) = match audience {
            Audience::Everyone => (&everybody, &[]),
            Audience::Only { groups, accounts } => (groups, accounts),
        };
        let state = self.state;
        let groups = groups
            .iter()
            .map(|slot| ("group", &*state.groups.get(*slot).id));
        let accounts = accounts
            .iter()
            .map(|account| ("user", &*state.users.get(*account).id));
        groups.chain(accounts).collect()
    }

    /// The spaces that the caller sees, in the order of their ids.
    pub(super) fn spaces(&self) -> impl Iterator<Item = &'a Space> + use<'a> {
        let viewer = *self;
        let spaces = self.wiki().spaces.iter();
        spaces.filter(move |space| viewer.sees(space))
    }

    pub(super) fn space_by_key(&self, key: &str) -> Option<(u32, &'a Space)> {
        self.seen(self.wiki().space_by_key(key, self.now)?)
    }

    pub(super) fn space_by_id(&self, id: u64) -> Option<(u32, &'a Space)> {
        self.seen(self.wiki().space_by_id(id, self.now)?)
    }

    fn seen(&self, at: u32) -> Option<(u32, &'a Space)> {
        let space = self.wiki().space(at)?;
        self.sees(space).then_some((at, space))
    }

    /// The space of a page, if the caller sees the page.
    pub(super) fn space_of(&self, page: &Page) -> Option<&'a Space> {
        let own = page.author == self.account;
        if (page.private || page.status == Status::Draft) && !own {
            return None;
        }
        let (_, space) = self.seen(page.space)?;
        Some(space)
    }

    /// Every page and blog post that the caller sees, with its space, in the order of the ids.
    pub(super) fn contents(&self) -> impl Iterator<Item = (&'a Page, &'a Space)> + use<'a> {
        let viewer = *self;
        let pages = self.wiki().pages.values();
        pages.filter_map(move |page| Some((page, viewer.space_of(page)?)))
    }

    /// A page or a blog post that the caller sees.
    pub(super) fn content(&self, id: u64) -> Option<(&'a Page, &'a Space)> {
        let page = self.wiki().pages.get(&id)?;
        Some((page, self.space_of(page)?))
    }

    /// A comment on something that the caller sees and that is not in the trash.
    pub(super) fn comment(&self, id: u64) -> Option<(&'a Comment, &'a Page, &'a Space)> {
        let comment = self.wiki().comments.get(&id)?;
        let (page, space) = self.content(comment.page)?;
        (page.status != Status::Trashed).then_some((comment, page, space))
    }

    pub(super) fn account_id(&self, account: u32) -> &'a str {
        &self.state.users.get(account).id
    }

    /// `https://acme.atlassian.net/wiki`
    pub(super) fn base(&self) -> String {
        format!("{}/wiki", self.call.world.site_url)
    }
}

/// The path of the page for people, below the base.
pub(super) fn web_path(page: &Page, space: &Space) -> String {
    if space.homepage == Some(page.id) {
        return format!("/spaces/{}/overview", space.key);
    }
    let words: Vec<String> = page.title().split_whitespace().map(encode).collect();
    let place = match page.kind {
        Kind::Page => "pages".to_owned(),
        Kind::Blogpost => {
            let date = crate::time::rfc3339(page.created);
            let date = date.get(..10).unwrap_or_default().replace('-', "/");
            format!("blog/{date}")
        }
    };
    format!(
        "/spaces/{}/{place}/{}/{}",
        space.key,
        page.id,
        words.join("+")
    )
}

/// The short path: the id's bytes, the lowest first, in Base64 without the zeros at the end.
pub(super) fn tiny_path(id: u64) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    let mut out = String::from("/x/");
    for chunk in id.to_le_bytes().chunks(3) {
        let word = chunk
            .iter()
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = (word >> (18 - 6 * at)) & 63;
            let digit = usize::try_from(digit).unwrap_or(0);
            out.push(DIGITS.get(digit).copied().map_or('A', char::from));
        }
    }
    out.trim_end_matches('A').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_paths_are_those_of_recorded_pages() {
        assert_eq!(tiny_path(39_813_121), "/x/AYBfAg");
        assert_eq!(tiny_path(3_964_929), "/x/AYA8");
        assert_eq!(tiny_path(196_695), "/x/VwAD");
        assert_eq!(tiny_path(1_194_950_668), "/x/DIA5Rw");
    }
}
