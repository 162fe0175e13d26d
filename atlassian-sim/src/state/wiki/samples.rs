//! The texts that generated pages share.

/// In the storage format.
const SAMPLES: [&str; 8] = [
    "<h1>Purpose</h1><p>How the team at Acme plans a release, from the first estimate to the notes.</p>\
     <ul><li>Agree on the scope</li><li>Freeze the branch</li><li>Write the notes</li></ul>",
    "<p>Minutes of the weekly meeting. Decisions are marked in <strong>bold</strong>.</p>\
     <p><strong>The migration starts in spring.</strong></p>",
    "<h2>Setup</h2><p>Install the toolchain, clone the repository and run the checks &amp; tests.</p>\
     <p>Questions go to the channel of the platform team.</p>",
    "<h1>Incident review</h1><p>A deployment emptied the cache. Latency rose for 12 minutes.</p>\
     <h2>What we change</h2><ul><li>Warm the cache first</li><li>Alert on hit rate</li></ul>",
    "<p>Onboarding for new colleagues: accounts, hardware, and whom to ask.</p>\
     <p>See <a href=\"https://example.com/handbook\">the handbook</a> for everything else.</p>",
    "<h1>Architecture</h1><p>Three services share one queue. <em>Orders</em> writes, <em>billing</em> reads.</p>",
    "<p>Kostenübersicht für das Quartal: Lizenzen, Betrieb, Schulung.</p><p>見積もりは来週です。</p>",
    "<h2>Checklist</h2><p>Before the audit: access lists, backups, restore test.</p>",
];

pub(crate) const COUNT: u8 = 8;

pub(crate) fn text(number: u8) -> &'static str {
    SAMPLES.get(usize::from(number)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_text() {
        assert!((0..COUNT).all(|number| !text(number).is_empty()));
        assert_eq!(text(COUNT), "");
    }
}
