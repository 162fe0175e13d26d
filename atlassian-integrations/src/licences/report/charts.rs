//! Pictures of numbers: a bar of seats, and columns of months. Each has its numbers in words as well.

use super::super::{Day, Histogram, Month};
use super::html::{Html, html};
use super::words;

/// What a piece of a picture stands for. Each has a look of its own also without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Needed,
    Unknown,
    Freeable,
    Empty,
    Seen,
    Never,
}

impl Part {
    fn class(self) -> &'static str {
        match self {
            Self::Needed => "p-needed",
            Self::Unknown => "p-unknown",
            Self::Freeable => "p-freeable",
            Self::Empty => "p-empty",
            Self::Seen => "p-seen",
            Self::Never => "p-never",
        }
    }

    /// What it is among seats.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Needed => "needed",
            Self::Freeable => "can be freed",
            Self::Empty => "empty",
            Self::Unknown | Self::Seen | Self::Never => "not known",
        }
    }

    /// What it is among people over time.
    pub(super) fn in_time(self) -> &'static str {
        match self {
            Self::Needed | Self::Empty => "last active since then",
            Self::Freeable => "last active before",
            Self::Unknown => "not known",
            Self::Seen => "changed something then, perhaps active since",
            Self::Never => "never used it",
        }
    }
}

/// A piece of a bar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) part: Part,
    pub(super) number: u64,
}

impl Share {
    pub(super) fn new(part: Part, number: u64) -> Self {
        Self { part, number }
    }
}

/// The hatching and the dots, once for all pictures.
pub(super) fn patterns(page: &mut Html) {
    html!(page,
        "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>"
        "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"h-ground\" width=\"6\" height=\"6\"/><rect class=\"h-line\" width=\"2\" height=\"6\"/></pattern>"
        "<pattern id=\"dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect class=\"h-ground\" width=\"5\" height=\"5\"/><circle class=\"h-dot\" cx=\"2.5\" cy=\"2.5\" r=\"1.2\"/></pattern>"
        "</defs></svg>\n"
    );
}

/// The little square before a word.
pub(super) fn swatch(page: &mut Html, part: Part) {
    html!(page, "<svg class=\"swatch\" width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"" (part.class()) "\" x=\"1\" y=\"1\" width=\"12\" height=\"12\" rx=\"2\"/></svg>");
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a picture has fewer pixels than that"
)]
fn percent(part: u64, of: u64) -> f64 {
    if of == 0 {
        0.0
    } else {
        part as f64 * 100.0 / of as f64
    }
}

/// Seats side by side. If there are more people than `limit`, a line shows where it is.
pub(super) fn bar(page: &mut Html, id: &str, title: &str, shares: &[Share], limit: Option<u64>) {
    let all: u64 = shares.iter().map(|share| share.number).sum();
    html!(page,
        "<svg class=\"bar\" width=\"100%\" height=\"36\" role=\"img\" aria-labelledby=\"" (id) "-t " (id) "-d\">"
        "<title id=\"" (id) "-t\">" (title) "</title><desc id=\"" (id) "-d\">"
    );
    let words: Vec<String> = shares
        .iter()
        .map(|share| format!("{} {}", words::number(share.number), share.part.words()))
        .collect();
    html!(page, (words.join(", ")) "</desc><rect class=\"track\" x=\"0\" y=\"4\" width=\"100%\" height=\"28\" rx=\"3\"/>");
    let mut before = 0;
    for share in shares.iter().filter(|share| share.number > 0) {
        let (x, width) = (percent(before, all), percent(share.number, all));
        html!(page, "<rect class=\"" (share.part.class()) "\" x=\"" (format!("{x:.3}")) "%\" y=\"4\" width=\"" (format!("{width:.3}")) "%\" height=\"28\"/>");
        before += share.number;
    }
    if let Some(limit) = limit.filter(|limit| *limit < all) {
        let x = format!("{:.3}", percent(limit, all));
        html!(page, "<line class=\"limit\" x1=\"" (x) "%\" x2=\"" (x) "%\" y1=\"0\" y2=\"36\"/>");
    }
    html!(page, "</svg>\n");
}

const TOP: f64 = 22.0;
const BASE: f64 = 150.0;
/// The widths of the columns, a month being 1.
const EARLIER: f64 = 1.6;
const GAP: f64 = 0.6;
const NEVER: f64 = 1.8;
const UNKNOWN: f64 = 2.4;
const MARGIN: f64 = 0.14;

/// One month after the other, what is earlier at the left; at the right, apart, never and unknown. What lies left of the
/// line looks different: it was too long ago.
pub(super) fn columns(page: &mut Html, id: &str, title: &str, histogram: &Histogram, since: Day) {
    let chart = Chart::of(histogram, since);
    html!(page,
        "<svg class=\"columns\" width=\"100%\" height=\"182\" role=\"img\" aria-labelledby=\"" (id) "-t " (id) "-d\">"
        "<title id=\"" (id) "-t\">" (title) "</title><desc id=\"" (id) "-d\">" (in_words(histogram)) "</desc>"
        "<line class=\"axis\" x1=\"0\" x2=\"" (chart.x(chart.end)) "%\" y1=\"150\" y2=\"150\"/>"
    );
    let active = |number| Share::new(Part::Needed, number);
    chart.column(page, (0.0, EARLIER), &[active(histogram.earlier)]);
    chart.label(page, (0.0, EARLIER), "Earlier", "");
    for (at, (x, month)) in months(histogram).enumerate() {
        let seen = Share::new(Part::Seen, month.seen);
        chart.column(page, (x, 1.0), &[active(month.last_active), seen]);
        let odd = if at % 2 == 0 { "odd" } else { "" };
        let name = words::month(month.first);
        chart.label(page, (x, 1.0), &name[..3], odd);
        if at == 0 || name == "January" {
            // Where there is little room, only the new year.
            let odd = if at == 0 { "odd" } else { "" };
            html!(page, "<text class=\"label " (odd) "\" x=\"" (chart.x(x + 0.5)) "%\" y=\"178\">" (words::year(month.first)) "</text>");
        }
    }
    if let Some(line) = chart.line {
        let x = chart.x(line);
        html!(page, "<line class=\"since\" x1=\"" (x) "%\" x2=\"" (x) "%\" y1=\"4\" y2=\"150\"/>");
    }
    let never = (chart.end + GAP, NEVER);
    chart.column(page, never, &[Share::new(Part::Never, histogram.never)]);
    chart.label(page, never, "Never", "");
    let unknown = (never.0 + NEVER + GAP, UNKNOWN);
    chart.column(
        page,
        unknown,
        &[Share::new(Part::Unknown, histogram.unknown)],
    );
    chart.label(page, unknown, "Unknown", "");
    html!(page, "</svg>\n");
}

/// The months, each with its place.
fn months(histogram: &Histogram) -> impl Iterator<Item = (f64, &Month)> {
    let places = std::iter::successors(Some(EARLIER), |x| Some(x + 1.0));
    places.zip(&histogram.months)
}

/// Where things are, in months.
struct Chart {
    /// The highest column, in people.
    most: u64,
    end: f64,
    /// Between active and inactive, if that is in one of the months.
    line: Option<f64>,
}

impl Chart {
    fn of(histogram: &Histogram, since: Day) -> Self {
        let in_month = |month: &Month| month.last_active + month.seen;
        let others = [histogram.earlier, histogram.never, histogram.unknown, 1];
        let all = histogram.months.iter().map(in_month).chain(others);
        let line = months(histogram)
            .filter(|(_, month)| month.first <= since)
            .last();
        Self {
            most: all.max().unwrap_or(1),
            end: months(histogram).last().map_or(EARLIER, |(x, _)| x + 1.0),
            line: line.map(|(x, month)| {
                let days = i32::try_from(since.since(month.first)).unwrap_or(0);
                x + (f64::from(days) / 31.0).min(1.0)
            }),
        }
    }

    /// In percent of the width, as text.
    fn x(&self, months: f64) -> String {
        format!(
            "{:.2}",
            months * 100.0 / (self.end + GAP + NEVER + GAP + UNKNOWN)
        )
    }

    /// Shares one upon the other, and their sum above them.
    fn column(&self, page: &mut Html, (x, width): (f64, f64), shares: &[Share]) {
        let all: u64 = shares.iter().map(|share| share.number).sum();
        if all == 0 {
            return;
        }
        let (left, right) = (x + MARGIN, x + width - MARGIN);
        let mut top = BASE;
        for share in shares.iter().filter(|share| share.number > 0) {
            // A single person is still to be seen beside a thousand.
            let height = ((BASE - TOP) * percent(share.number, self.most) / 100.0).max(2.0);
            top -= height;
            let mut rect = |part: Part, from: f64, to: f64| {
                if to > from {
                    html!(page, "<rect class=\"" (part.class()) "\" x=\"" (self.x(from)) "%\" y=\"" (format!("{top:.1}"))
                        "\" width=\"" (self.x(to - from)) "%\" height=\"" (format!("{height:.1}")) "\"/>");
                }
            };
            if share.part == Part::Needed {
                let line = self.line.unwrap_or(left).clamp(left, right);
                rect(Part::Freeable, left, line);
                rect(Part::Needed, line, right);
            } else {
                rect(share.part, left, right);
            }
        }
        html!(page, "<text class=\"value\" x=\"" (self.x(x + width / 2.0)) "%\" y=\"" (format!("{:.1}", top - 5.0)) "\">" (words::short_number(all)) "</text>");
    }

    fn label(&self, page: &mut Html, (x, width): (f64, f64), label: &str, class: &'static str) {
        html!(page, "<text class=\"label " (class) "\" x=\"" (self.x(x + width / 2.0)) "%\" y=\"164\">" (label) "</text>");
    }
}

fn in_words(histogram: &Histogram) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut say = |what: String, number: u64| {
        if number > 0 {
            words.push(format!("{what}: {}", words::number(number)));
        }
    };
    say("earlier".to_owned(), histogram.earlier);
    for month in &histogram.months {
        let name = format!("{} {}", words::month(month.first), words::year(month.first));
        say(format!("{name}, changed something"), month.seen);
        say(name, month.last_active);
    }
    say("never".to_owned(), histogram.never);
    say("not known".to_owned(), histogram.unknown);
    words.join("; ")
}
