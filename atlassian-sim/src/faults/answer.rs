//! An answer that comes instead of the service's own.

use axum::http::{HeaderName, HeaderValue, header};

use crate::reply::Reply;
use crate::time;

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    pub(super) content_type: String,
    /// In how many seconds to try again, sent as a date.
    pub(super) retry_in: Option<u32>,
    pub(crate) carried_out: bool,
}

impl Answer {
    pub(super) fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: String::new(),
            content_type: String::new(),
            retry_in: None,
            carried_out: false,
        }
    }

    fn html(status: u16, body: &str) -> Self {
        Self {
            body: body.to_owned(),
            content_type: "text/html".to_owned(),
            ..Self::status(status)
        }
    }

    pub(super) fn unavailable() -> Self {
        Self::html(
            503,
            "<html><body><h1>503 Service Unavailable</h1></body></html>",
        )
    }

    pub(super) fn login_page() -> Self {
        Self::html(
            200,
            "<!DOCTYPE html>\n<html>\n<head><title>Log in</title></head>\n<body>\n\
             <form action=\"/login\" method=\"post\"><input name=\"username\"></form>\n\
             </body>\n</html>\n",
        )
    }

    pub(crate) fn reply(&self, now: i64) -> Reply {
        let mut reply = Reply::empty(self.status);
        reply.body = self.body.clone().into();
        let mut add = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                reply.headers.push((name, value));
            }
        };
        if !self.content_type.is_empty() {
            add(header::CONTENT_TYPE, &self.content_type);
        }
        for (name, value) in &self.headers {
            if let Ok(name) = HeaderName::try_from(name) {
                add(name, value);
            }
        }
        if let Some(seconds) = self.retry_in {
            let at = now.saturating_add(i64::from(seconds) * 1_000);
            add(header::RETRY_AFTER, &time::http(at));
        }
        reply
    }
}
