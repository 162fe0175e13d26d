//! A client of a few lines: one connection for each call. What it sends and gets is checked against Atlassian's own
//! descriptions ([`schema`]), so that every test does so without saying it.

use std::io;

use atlassian_sim::{Account, Sim};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::schema::{self, Exchange};

/// One answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
    /// Whether as many bytes came as were promised.
    pub(crate) complete: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

/// Somebody at one of the two addresses.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    base: String,
    authorization: Option<String>,
    agent: String,
    headers: String,
}

impl Client {
    pub(crate) fn nobody(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            authorization: None,
            agent: "tests/1".to_owned(),
            headers: String::new(),
        }
    }

    pub(crate) fn basic(base: &str, account: &Account) -> Self {
        let pair = format!("{}:{}", account.email, account.token);
        Self::nobody(base).with(&format!("Basic {}", base64(pair.as_bytes())))
    }

    pub(crate) fn bearer(base: &str, token: &str) -> Self {
        Self::nobody(base).with(&format!("Bearer {token}"))
    }

    pub(crate) fn with(mut self, authorization: &str) -> Self {
        self.authorization = Some(authorization.to_owned());
        self
    }

    pub(crate) fn agent(mut self, agent: &str) -> Self {
        agent.clone_into(&mut self.agent);
        self
    }

    /// Sends this header too.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await.unwrap()
    }

    /// A GET that must succeed, as JSON.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            None
        } else {
            Some(body.to_string())
        };
        let body = body.as_deref().map(|text| ("application/json", text));
        self.send(method, path, body).await.unwrap()
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        request: Option<(&str, &str)>,
    ) -> io::Result<Answer> {
        let host = self.base.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).await?;
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nUser-Agent: {}\r\n",
            self.agent
        );
        if let Some(authorization) = &self.authorization {
            text.push_str(&format!("Authorization: {authorization}\r\n"));
        }
        if let Some((content_type, body)) = request {
            let length = body.len();
            text.push_str(&format!(
                "Content-Type: {content_type}\r\nContent-Length: {length}\r\n"
            ));
        }
        text.push_str(&self.headers);
        text.push_str("\r\n");
        text.push_str(request.map_or("", |(_, body)| body));
        stream.write_all(text.as_bytes()).await?;
        let mut bytes = Vec::new();
        let mut chunk = vec![0; 65_536];
        loop {
            match stream.read(&mut chunk).await {
                Ok(0) => break,
                Ok(n) => bytes.extend_from_slice(&chunk[..n]),
                Err(error) if bytes.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.ok_or(io::ErrorKind::UnexpectedEof)?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap();
        let mut answer = Answer {
            status,
            head,
            body,
            complete: true,
        };
        if let Some(length) = answer.header("content-length") {
            answer.complete = length == (bytes.len() - end - 4).to_string();
        }
        schema::check(&Exchange {
            method,
            path,
            request,
            status,
            content_type: answer.header("content-type"),
            body: &answer.body,
        });
        Ok(answer)
    }

    /// Walks a `PageBean` by its `nextPage`, to the end.
    pub(crate) async fn walk(&self, path: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut next = path.to_owned();
        loop {
            let page = self.json(&next).await;
            let values = page["values"].as_array().unwrap();
            all.extend(values.iter().cloned());
            let Some(url) = page["nextPage"].as_str() else {
                assert_eq!(page["isLast"], true);
                assert_eq!(page["total"], all.len());
                return all;
            };
            assert_eq!(page["isLast"], false);
            assert!(!values.is_empty());
            next = url
                .strip_prefix(&self.base)
                .expect("URLs point at the site")
                .to_owned();
        }
    }
}

impl Client {
    /// Walks pages of issues by their `nextPageToken`, to the end; `path` has a query already.
    pub(crate) async fn walk_tokens(&self, path: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut next = path.to_owned();
        loop {
            let page = self.json(&next).await;
            all.extend(page["issues"].as_array().unwrap().iter().cloned());
            let Some(token) = page["nextPageToken"].as_str() else {
                assert_eq!(page["isLast"], true);
                return all;
            };
            assert_eq!(page["isLast"], false);
            next = format!("{path}&nextPageToken={}", encode(token));
        }
    }

    /// The keys of all issues that a query finds, in its order.
    pub(crate) async fn find(&self, jql: &str) -> Vec<String> {
        let path = "/rest/api/3/search/jql?fields=summary&maxResults=100&jql=";
        let found = self.walk_tokens(&format!("{path}{}", encode(jql))).await;
        pluck(&found, "key")
    }
}

pub(crate) fn admin(sim: &Sim) -> Client {
    Client::basic(sim.url(), &sim.admin())
}

pub(crate) fn member(sim: &Sim) -> Client {
    Client::basic(sim.url(), &sim.member())
}

pub(crate) fn outsider(sim: &Sim) -> Client {
    Client::basic(sim.url(), &sim.outsider())
}

/// The `field` of each value, in order.
pub(crate) fn pluck(values: &[Value], field: &str) -> Vec<String> {
    values
        .iter()
        .map(|v| v[field].as_str().unwrap().to_owned())
        .collect()
}

/// The error messages of an answer with this status.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.body);
    let body = answer.json();
    let texts = body["errorMessages"].as_array().unwrap().iter();
    let fields = body["errors"].as_object().unwrap().iter();
    let texts = texts.map(|text| text.as_str().unwrap().to_owned());
    let fields = fields.map(|(field, text)| format!("{field}: {}", text.as_str().unwrap()));
    texts.chain(fields).collect::<Vec<_>>().join("\n")
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_usize, |w, b| w << 8 | usize::from(*b));
        let word = word << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[word >> (18 - 6 * at) & 63];
            out.push(if at <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// Undoes percent-encoding; in a query a `+` is a space.
pub(crate) fn decode(text: &str, query: bool) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match first {
            b'%' => {
                let digits = std::str::from_utf8(after.get(..2)?).ok()?;
                rest = &after[2..];
                u8::from_str_radix(digits, 16).ok()?
            }
            b'+' if query => b' ',
            other => *other,
        });
    }
    String::from_utf8(bytes).ok()
}
