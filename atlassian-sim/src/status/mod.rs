//! A page for people: what the site holds, where it is, what was asked, what stands in the way.

mod html;
mod sections;

use std::fmt::{self, Display};

use crate::reply::Reply;
use crate::time;
use crate::world::World;

use html::Text;
use sections::{Faults, Holdings, Levels, Places, Requests};

/// A page from another origin cannot be framed in, and markup that got in could do nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn page(world: &World) -> Reply {
    Reply::text(200, "text/html;charset=utf-8", Page(world).to_string())
        .with_header("content-security-policy", POLICY)
        .with_header("x-content-type-options", "nosniff")
}

pub(crate) fn style() -> Reply {
    Reply::text(200, "text/css;charset=utf-8", include_str!("page.css"))
}

pub(crate) fn script() -> Reply {
    let script = include_str!("page.js");
    Reply::text(200, "text/javascript;charset=utf-8", script)
}

/// Lines to be pasted into a shell.
pub(crate) fn credentials(world: &World) -> Reply {
    let text = world
        .exports()
        .map(|(name, value)| format!("export {name}={value}\n"))
        .concat();
    Reply::text(200, "text/plain;charset=utf-8", text)
}

struct Page<'a>(&'a World);

impl Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let world = self.0;
        write!(
            f,
            r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>atlassian-sim</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sim/page.css">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<script src="/_sim/page.js" defer></script>
</head>
<body>
<header>
<h1>atlassian-sim</h1>
<p id="silent" hidden>It does not answer any more; this is what was last seen.</p>
</header>
<main>
{places}
<h2>Credentials</h2>
<div class="box"><a id="show" href="/_sim/credentials">Show</a> the lines for a shell.
<pre id="credentials"></pre></div>
<div id="live">
<p class="quiet">The services' clock says <time>{now}</time>.</p>
{holdings}
{levels}
{faults}
{requests}
</div>
</main>
</body>
</html>
"#,
            places = Places(world),
            now = Text(time::rfc3339(world.now())),
            holdings = Holdings(world),
            requests = Requests(world),
            levels = Levels(world),
            faults = Faults(world),
        )
    }
}
