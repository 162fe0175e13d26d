//! The address of a site: read once, checked once, and joined with paths without ever losing a part of it.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

const EXAMPLE: &str = "https://acme.atlassian.net";
const GATEWAY_HOST: &str = "api.atlassian.com";
/// First segments that belong to a page or to the API itself, never to a base address.
const PAGE_SEGMENTS: [&str; 3] = ["rest", "browse", "secure"];

/// The base address of a site: scheme, host, port and, on Data Center, the context path.
///
/// | Where | Looks like |
/// |---|---|
/// | Cloud | `https://acme.atlassian.net`, or the site's custom domain |
/// | Cloud, through the gateway (scoped tokens, OAuth, service accounts) | `https://api.atlassian.com/ex/{product}/{cloudId}` |
/// | Organization APIs | `https://api.atlassian.com` |
/// | Data Center | `https://jira.example.com:8443/jira`, context path included |
///
/// Surrounding spaces and trailing slashes do no harm. `http` is accepted for this machine only (`localhost`,
/// `127.0.0.0/8`, `::1`), because a credential sent over it can be read on the way; see
/// [`parse_allowing_http`](Self::parse_allowing_http). The browser's address of a page is refused, and the error
/// shows the address to use in its place.
///
/// ```
/// use atlassian_core::SiteUrl;
///
/// let site = SiteUrl::parse("https://jira.example.com:8443/jira/")?;
/// assert_eq!(site.as_str(), "https://jira.example.com:8443/jira");
///
/// let error = SiteUrl::parse("acme.atlassian.net").unwrap_err();
/// assert!(error.to_string().contains("https://acme.atlassian.net"));
/// # Ok::<(), atlassian_core::SiteUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SiteUrl {
    /// Never ends in `/`.
    text: String,
    url: Url,
}

/// Why a text is not the base address of a site. Each message shows the form that would be right.
///
/// No message repeats what may be a secret: neither the user name and password nor the query of the refused address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SiteUrlError {
    /// Nothing but spaces. Often an environment variable that is set and empty.
    Empty,
    /// The text does not begin with `https://`.
    MissingScheme {
        /// The address to use instead.
        right_form: String,
    },
    /// `http` for another machine: the credential would cross the network in the clear.
    PlainHttp {
        /// The same address with `https`.
        right_form: String,
    },
    /// A scheme other than `https` and `http`.
    OtherScheme {
        /// The scheme that was given.
        scheme: String,
        /// The address to use instead.
        right_form: String,
    },
    /// An `@`, so probably a user name and a password in front of the host. Credentials are given apart.
    Credentials {
        /// The address to use instead, without the credentials.
        right_form: String,
    },
    /// A query (`?…`).
    Query {
        /// The address to use instead.
        right_form: String,
    },
    /// A fragment (`#…`).
    Fragment {
        /// The address to use instead.
        right_form: String,
    },
    /// No host between the scheme and the path.
    NoHost,
    /// The address of a page or of an API call, not of the site.
    Page {
        /// The path that was given.
        path: String,
        /// The address of the site that the page belongs to.
        right_form: String,
    },
    /// `api.atlassian.com` with a path that is not `/ex/{product}/{cloudId}`.
    Gateway,
    /// Not an address at all.
    Invalid {
        /// What stands in the way.
        reason: String,
    },
}

impl fmt::Display for SiteUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the site's address is empty; write it like `{EXAMPLE}`"),
            Self::MissingScheme { right_form } => write!(
                f,
                "the site's address has no `https://` in front; write `{right_form}`"
            ),
            Self::PlainHttp { right_form } => write!(
                f,
                "plain http would send the credential in the clear; write `{right_form}`, or call \
                 `SiteUrl::parse_allowing_http` if the network is trusted"
            ),
            Self::OtherScheme { scheme, right_form } => write!(
                f,
                "a site cannot be reached by `{scheme}`; write `{right_form}`"
            ),
            Self::Credentials { right_form } => write!(
                f,
                "the site's address must not hold a user name or a password; write `{right_form}` and give the \
                 credential apart"
            ),
            Self::Query { right_form } => write!(
                f,
                "the site's address must not have a query (`?…`); write `{right_form}`"
            ),
            Self::Fragment { right_form } => write!(
                f,
                "the site's address must not have a fragment (`#…`); write `{right_form}`"
            ),
            Self::NoHost => write!(
                f,
                "the site's address has no host; write it like `{EXAMPLE}`"
            ),
            Self::Page { path, right_form } => write!(
                f,
                "`{path}` leads to a page inside the site; write `{right_form}`"
            ),
            Self::Gateway => write!(
                f,
                "an address on the gateway is `https://{GATEWAY_HOST}/ex/{{product}}/{{cloudId}}` with the product \
                 `jira` or `confluence`, or plain `https://{GATEWAY_HOST}` for the organization APIs"
            ),
            Self::Invalid { reason } => write!(
                f,
                "the site's address cannot be read: {reason}; write it like `{EXAMPLE}`"
            ),
        }
    }
}

impl std::error::Error for SiteUrlError {}

/// Why a path cannot be put behind a site's base address.
///
/// These are mistakes in the program that makes the request: nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathError {
    /// The path does not begin with `/`, so it could have changed the host instead of the path.
    NotRooted,
    /// A segment is `.` or `..`, encoded or not, which would lead to another path.
    DotSegment,
    /// A space, a backslash or a control character that should have been percent-encoded.
    Character,
    /// A bare `#`: what stands after it would not be sent.
    Fragment,
    /// The whole is not a URL.
    Invalid(url::ParseError),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRooted => f.write_str("a path begins with `/`, like `/rest/api/3/myself`"),
            Self::DotSegment => f.write_str("a path has no segment `.` or `..`, not even an encoded one"),
            Self::Character => f.write_str("a path has no bare space, backslash or control character; percent-encode it"),
            Self::Fragment => f.write_str("a path has no bare `#`: what follows would not be sent; percent-encode it as `%23`"),
            Self::Invalid(error) => write!(f, "the path does not make a URL: {error}"),
        }
    }
}

impl std::error::Error for PathError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(error) => Some(error),
            _ => None,
        }
    }
}

impl From<url::ParseError> for PathError {
    fn from(error: url::ParseError) -> Self {
        Self::Invalid(error)
    }
}

impl SiteUrl {
    /// Reads the base address of a site; see [`SiteUrl`] for the forms.
    pub fn parse(text: &str) -> Result<Self, SiteUrlError> {
        read(text, false)
    }

    /// Like [`parse`](Self::parse), but accepts plain `http` for every host.
    ///
    /// Each request then carries the credential readable for everyone on the way. This is for networks that are
    /// trusted as a whole, such as a Data Center behind a proxy in the same cluster.
    pub fn parse_allowing_http(text: &str) -> Result<Self, SiteUrlError> {
        read(text, true)
    }

    /// The address as text; it never ends in `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host without the port: `acme.atlassian.net`. An IPv6 address keeps its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Whether a URL has the scheme, the host and the port of this site, whatever its path is.
    ///
    /// This decides whether a credential may go along.
    #[must_use]
    pub fn same_origin(&self, url: &Url) -> bool {
        self.url.origin() == url.origin()
    }

    /// Whether requests pass Atlassian's gateway: the path begins with `/ex/`.
    ///
    /// Answers that come through the gateway still name the site's own host in their links.
    #[must_use]
    pub fn is_gateway(&self) -> bool {
        self.url.path().starts_with("/ex/")
    }

    /// Whether the site is on this machine: `localhost`, `127.0.0.0/8` or `::1`.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// The URL of a path (with a query, if need be) on this site.
    ///
    /// The base address is kept whole, context path included. The path begins with `/` and is encoded already:
    /// `/rest/api/3/group/member?groupId=42`.
    pub fn join(&self, path_and_query: &str) -> Result<Url, PathError> {
        let path = path_and_query.split('?').next().unwrap_or_default();
        if !path.starts_with('/') {
            return Err(PathError::NotRooted);
        }
        if path_and_query.contains('#') {
            return Err(PathError::Fragment);
        }
        if path.contains([' ', '\\']) || path_and_query.contains(char::is_control) {
            return Err(PathError::Character);
        }
        if path.split('/').any(is_dot_segment) {
            return Err(PathError::DotSegment);
        }
        Ok(Url::parse(&format!("{}{path_and_query}", self.text))?)
    }

    /// The URL of an encoded path on this site with these query parameters, which are encoded here.
    pub fn url(
        &self,
        encoded_path: &str,
        query: &[(impl AsRef<str>, impl AsRef<str>)],
    ) -> Result<Url, PathError> {
        let mut url = self.join(encoded_path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// The path and query of a URL relative to this site, if it lies on it: same scheme, host and port, and below
    /// the base path. What comes back can be given to [`join`](Self::join), of this site or of another.
    ///
    /// ```
    /// # use atlassian_core::SiteUrl;
    /// let site = SiteUrl::parse("https://jira.example.com/jira")?;
    /// let link = "https://jira.example.com/jira/rest/api/2/issue/10000?expand=names".parse()?;
    /// assert_eq!(site.strip(&link).as_deref(), Some("/rest/api/2/issue/10000?expand=names"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn strip(&self, url: &Url) -> Option<String> {
        if !self.same_origin(url) {
            return None;
        }
        let below = url
            .path()
            .strip_prefix(self.url.path().trim_end_matches('/'))?;
        if !below.is_empty() && !below.starts_with('/') {
            return None;
        }
        let mut relative = if below.is_empty() { "/" } else { below }.to_owned();
        if let Some(query) = url.query() {
            relative.push('?');
            relative.push_str(query);
        }
        Some(relative)
    }
}

impl fmt::Display for SiteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for SiteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SiteUrl").field(&self.text).finish()
    }
}

impl FromStr for SiteUrl {
    type Err = SiteUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for SiteUrl {
    type Error = SiteUrlError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

fn read(text: &str, allow_http: bool) -> Result<SiteUrl, SiteUrlError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(SiteUrlError::Empty);
    }
    // A password may hold any character, so no `@` anywhere is the only test that never shows a part of one.
    if text.contains('@') {
        let right_form = Url::parse(text)
            .ok()
            .filter(|url| url.password().is_some() || !url.username().is_empty())
            .and_then(|url| suggestion(&url))
            .unwrap_or_else(|| EXAMPLE.to_owned());
        return Err(SiteUrlError::Credentials { right_form });
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || r"\{}<>".contains(c)) {
        let reason = "it holds a space, a backslash or a placeholder in brackets".to_owned();
        return Err(SiteUrlError::Invalid { reason });
    }
    let is_scheme = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-".contains(&b))
    };
    let Some((scheme, rest)) = text.split_once("://").filter(|(s, _)| is_scheme(s)) else {
        let rest = text.strip_prefix("https:").unwrap_or(text);
        return Err(SiteUrlError::MissingScheme {
            right_form: suggestion_for(rest.trim_start_matches('/')),
        });
    };
    let scheme = scheme.to_ascii_lowercase();
    if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) {
        return Err(SiteUrlError::NoHost);
    }
    if scheme != "https" && scheme != "http" {
        let right_form = suggestion_for(rest);
        return Err(SiteUrlError::OtherScheme { scheme, right_form });
    }
    let url = Url::parse(text).map_err(|error| SiteUrlError::Invalid {
        reason: error.to_string(),
    })?;
    if scheme == "http" && !allow_http && !is_loopback(&url) {
        let right_form = address("https", &url);
        return Err(SiteUrlError::PlainHttp { right_form });
    }
    let right_form = address(&scheme, &url);
    if url.fragment().is_some() {
        return Err(SiteUrlError::Fragment { right_form });
    }
    if url.query().is_some() {
        return Err(SiteUrlError::Query { right_form });
    }
    let kept = base_segments(&url).len();
    if kept < segments(&url).count() {
        if kept == 0 && url.host_str() == Some(GATEWAY_HOST) {
            return Err(SiteUrlError::Gateway);
        }
        let path = url.path().to_owned();
        return Err(SiteUrlError::Page { path, right_form });
    }
    let url = Url::parse(&right_form).map_err(|error| SiteUrlError::Invalid {
        reason: error.to_string(),
    })?;
    Ok(SiteUrl {
        text: right_form,
        url,
    })
}

fn segments(url: &Url) -> impl Iterator<Item = &str> {
    url.path().split('/').filter(|segment| !segment.is_empty())
}

/// The segments of a path that can belong to the base address of its host.
fn base_segments(url: &Url) -> Vec<&str> {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    if host.ends_with(".atlassian.net") {
        return Vec::new();
    }
    if host == GATEWAY_HOST {
        let gateway: Vec<&str> = segments(url).take(3).collect();
        let whole = gateway.len() == 3 && gateway[0] == "ex";
        return if whole { gateway } else { Vec::new() };
    }
    segments(url)
        .take_while(|segment| !PAGE_SEGMENTS.contains(segment))
        .collect()
}

fn address(scheme: &str, url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let mut text = format!("{scheme}://{host}{port}");
    for segment in base_segments(url) {
        text.push('/');
        text.push_str(segment);
    }
    text
}

/// The right form for what stood behind a wrong scheme, or behind none.
fn suggestion_for(rest: &str) -> String {
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    Url::parse(&format!("https://{rest}"))
        .ok()
        .and_then(|url| suggestion(&url))
        .unwrap_or_else(|| EXAMPLE.to_owned())
}

/// None where the host does not look like one: it may be a token that was pasted into the wrong field.
fn suggestion(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    if is_loopback(url) {
        return Some(address("http", url));
    }
    let is_host = host.contains(['.', ':']) && host.split('.').all(|label| label.len() <= 63);
    is_host.then(|| address("https", url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn is_dot_segment(segment: &str) -> bool {
    let folded = segment.to_ascii_lowercase().replace("%2e", ".");
    folded == "." || folded == ".."
}

#[cfg(test)]
mod tests;
