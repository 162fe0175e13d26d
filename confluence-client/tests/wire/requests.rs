//! Requests as data: what would be sent, without sending it.

use std::fmt::Write;

use confluence_client::core::{Body, Request};
use serde_json::Value;

/// Method, path and query in one line, the query not encoded; and the JSON body, null where there is none.
pub(crate) fn shown(request: &Request) -> (String, Value) {
    let mut line = format!("{} {}", request.method(), request.path().unwrap());
    for (number, (name, value)) in request.query().enumerate() {
        let mark = if number == 0 { '?' } else { '&' };
        write!(line, "{mark}{name}={value}").unwrap();
    }
    let body = match request.body() {
        Body::Empty => Value::Null,
        Body::Object(fields) => fields.clone().into(),
        Body::Json(value) => value.clone(),
        other => panic!("{other:?} is no JSON"),
    };
    (line, body)
}

/// Compares what a call would send with the line and the body that are expected.
macro_rules! assert_sends {
    ($( $call:expr, $line:expr $(, $body:tt)?; )+) => { $(
        #[allow(unused_mut, unused_assignments)]
        let mut body = serde_json::Value::Null;
        $( body = serde_json::json!($body); )?
        let sent = $crate::requests::shown($call.request());
        assert_eq!(sent, (String::from($line), body));
    )+ };
}
pub(crate) use assert_sends;
