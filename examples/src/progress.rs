//! Progress on stderr: a bar that moves on a terminal, plain lines anywhere else.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;

/// Shows one step after the other.
#[derive(Debug)]
pub struct Steps {
    bar: Option<Mutex<ProgressBar>>,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            bar: output::draws().then(|| Mutex::new(ProgressBar::hidden())),
        }
    }
}

impl Steps {
    fn with_bar(&self, show: impl FnOnce(&mut ProgressBar)) -> bool {
        let Some(bar) = &self.bar else {
            return false;
        };
        if let Ok(mut bar) = bar.lock() {
            show(&mut bar);
        }
        true
    }

    /// A step begins.
    pub fn started(&self, name: &str) {
        self.with_bar(|bar| {
            let style = ProgressStyle::with_template("{spinner} {prefix:18} {pos} rows  {elapsed}");
            *bar = ProgressBar::new_spinner()
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
                .with_prefix(name.to_owned());
            bar.enable_steady_tick(Duration::from_millis(100));
        });
    }

    /// A step has come this far.
    pub fn at(&self, rows: u64) {
        self.with_bar(|bar| bar.set_position(rows));
    }

    /// A step has ended.
    pub fn finished(&self, name: &str, rows: u64, seconds: f64) {
        let drawn = self.with_bar(|bar| bar.finish());
        if !drawn {
            output::note(&format!("{name}: {rows} rows in {seconds:.1} s"));
        }
    }
}

impl Drop for Steps {
    /// A step that failed leaves no bar behind.
    fn drop(&mut self) {
        self.with_bar(|bar| {
            if !bar.is_finished() {
                bar.finish_and_clear();
            }
        });
    }
}
