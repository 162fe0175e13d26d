//! Faults to order: what goes wrong, where, and how often.

use std::time::Duration;

/// Something that goes wrong at one operation.
///
/// ```
/// # use std::time::Duration;
/// use atlassian_sim::Fault;
///
/// // The third and the fourth page are refused.
/// let limited = Fault::on("GET", "/rest/api/3/group/member")
///     .after(2)
///     .times(2)
///     .status(429)
///     .header("Retry-After", "1");
/// // One answer breaks off in the middle.
/// let broken = Fault::on("GET", "/rest/api/3/users/search").times(1).cut_body();
/// // The service is slow.
/// let slow = Fault::on("*", "*").delay(Duration::from_millis(200));
/// ```
#[derive(Debug, Clone)]
pub struct Fault {
    method: String,
    template: String,
    after: usize,
    times: Option<usize>,
    action: Action,
}

#[derive(Debug, Clone)]
pub(crate) enum Action {
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: String,
        content_type: String,
    },
    CutBody,
    Hang,
    Delay(Duration),
    Reset,
}

impl Fault {
    /// A fault at the operation with this method and path template (`/rest/api/3/users/search`,
    /// `/rest/api/3/applicationrole/{key}`), on the site and on the gateway alike. A path that is
    /// no operation's template is compared with the path as sent; `*` stands for every method or
    /// every path.
    ///
    /// Without anything else said, every such call is answered with 503 and an HTML page.
    #[must_use]
    pub fn on(method: impl Into<String>, path_template: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            template: path_template.into(),
            after: 0,
            times: None,
            action: Action::Answer {
                status: 503,
                headers: Vec::new(),
                body: "<html><body><h1>503 Service Unavailable</h1></body></html>".to_owned(),
                content_type: "text/html".to_owned(),
            },
        }
    }

    /// Lets this many matching calls pass first.
    #[must_use]
    pub fn after(mut self, calls: usize) -> Self {
        self.after = calls;
        self
    }

    /// Strikes this many calls, and no more. Without it the fault stays until
    /// [`Sim::clear_faults`](crate::Sim::clear_faults).
    #[must_use]
    pub fn times(mut self, calls: usize) -> Self {
        self.times = Some(calls);
        self
    }

    /// Answers with this status and an empty body; the operation is not carried out.
    #[must_use]
    pub fn status(mut self, code: u16) -> Self {
        self.action = Action::Answer {
            status: code,
            headers: Vec::new(),
            body: String::new(),
            content_type: String::new(),
        };
        self
    }

    /// Adds a header to the answer given by [`status`](Self::status).
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Action::Answer { headers, .. } = &mut self.action {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// The body of the answer given by [`status`](Self::status).
    #[must_use]
    pub fn body(mut self, text: impl Into<String>, type_of_content: impl Into<String>) -> Self {
        if let Action::Answer {
            body, content_type, ..
        } = &mut self.action
        {
            *body = text.into();
            *content_type = type_of_content.into();
        }
        self
    }

    /// Carries the operation out, promises the whole answer and breaks the connection in the
    /// middle of it.
    #[must_use]
    pub fn cut_body(mut self) -> Self {
        self.action = Action::CutBody;
        self
    }

    /// Never answers; the operation is not carried out.
    #[must_use]
    pub fn hang(mut self) -> Self {
        self.action = Action::Hang;
        self
    }

    /// Waits before the operation is carried out and answered.
    #[must_use]
    pub fn delay(mut self, time: Duration) -> Self {
        self.action = Action::Delay(time);
        self
    }

    /// Resets the connection instead of answering; the operation is not carried out.
    #[must_use]
    pub fn reset(mut self) -> Self {
        self.action = Action::Reset;
        self
    }

    fn concerns(&self, method: &str, template: Option<&str>, path: &str) -> bool {
        (self.method == "*" || self.method.eq_ignore_ascii_case(method))
            && (self.template == "*" || self.template == template.unwrap_or(path))
    }
}

/// The faults that wait for their call.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The first fault that strikes this call. Every fault that concerns the call counts it.
    pub(crate) fn strike(
        &mut self,
        method: &str,
        template: Option<&str>,
        path: &str,
    ) -> Option<Action> {
        let mut struck = None;
        for fault in &mut self.0 {
            if !fault.concerns(method, template, path) {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
            } else if struck.is_none() && fault.times != Some(0) {
                if let Some(times) = &mut fault.times {
                    *times -= 1;
                }
                struck = Some(fault.action.clone());
            }
        }
        self.0.retain(|fault| fault.times != Some(0));
        struck
    }
}
