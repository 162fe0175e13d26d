//! One exchange over the network: a request out, an answer in.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::stream::BoxStream;
use futures_util::StreamExt;

use crate::classify::Head;
use crate::error::{Error, ErrorKind, Result};

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a streamed answer may be silent.
const SILENCE: Duration = Duration::from_secs(60);

/// The HTTP client that is used unless the caller brings one.
pub(crate) fn http_client(
    user_agent: &str,
    proxy: Option<reqwest::Proxy>,
) -> Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .user_agent(user_agent)
        // Redirects are judged here, see `transport`: none may take the credential along.
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT_TIMEOUT);
    let builder = match proxy {
        Some(proxy) => builder.proxy(proxy),
        None => builder,
    };
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(rustls_config()?);
    builder.build().map_err(|error| {
        Error::new(
            ErrorKind::Configuration,
            "the HTTP client could not be set up",
        )
        .source_of(error)
    })
}

/// TLS with a provider of our own choice, so that no process-wide default is needed or touched. The system's
/// certificates are read once for all clients.
#[cfg(feature = "rustls")]
fn rustls_config() -> Result<rustls::ClientConfig> {
    use rustls_platform_verifier::BuilderVerifierExt;
    static CONFIG: std::sync::OnceLock<rustls::ClientConfig> = std::sync::OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(config.clone());
    }
    let failed = |error: rustls::Error| {
        Error::new(ErrorKind::Configuration, "TLS could not be set up").source_of(error)
    };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_platform_verifier()
        .map_err(failed)?;
    let mut config = config.with_no_client_auth();
    if cfg!(feature = "http2") {
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    Ok(CONFIG.get_or_init(|| config).clone())
}

/// Sends the request and waits for the head of the answer.
pub(crate) async fn send(
    http: &reqwest::Client,
    request: reqwest::Request,
) -> Result<(Head, reqwest::Response)> {
    let asked = request.url().clone();
    let response = http.execute(request).await.map_err(failure)?;
    if *response.url() != asked {
        return Err(Error::new(
            ErrorKind::Redirect,
            "the HTTP client that was brought along follows redirects by itself",
        )
        .hint("Build it with `redirect(reqwest::redirect::Policy::none())`"));
    }
    let head = Head {
        status: response.status(),
        headers: response.headers().clone(),
    };
    Ok((head, response))
}

/// Reads the body, decompressed, up to the limit.
pub(crate) async fn read(mut response: reqwest::Response, limit: usize) -> Result<Bytes> {
    let too_large = || {
        Error::new(
            ErrorKind::BodyTooLarge,
            format!("the answer is larger than {limit} bytes"),
        )
        .hint("Ask for smaller pages or fewer fields, or raise `max_body`")
    };
    if response
        .content_length()
        .is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(failure)? {
        if body.len() + piece.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

/// How long the text of an error may take: the status is known, and must not be lost to a body that stalls.
const ERROR_TEXT_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads the beginning of a body for an error text; what cannot be read is left out.
pub(crate) async fn read_some(mut response: reqwest::Response, limit: usize) -> Bytes {
    let mut body = BytesMut::new();
    let reading = async {
        while let Ok(Some(piece)) = response.chunk().await {
            body.extend_from_slice(&piece[..piece.len().min(limit - body.len())]);
            if body.len() >= limit {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(ERROR_TEXT_TIMEOUT, reading).await;
    body.freeze()
}

/// The body piece by piece. After an error it ends.
pub(crate) fn stream(response: reqwest::Response) -> BoxStream<'static, Result<Bytes>> {
    let pieces = futures_util::stream::try_unfold(response, |mut response| async {
        let piece = tokio::time::timeout(SILENCE, response.chunk()).await;
        let silent = |_| {
            Error::new(
                ErrorKind::Timeout,
                "the service fell silent within the file",
            )
        };
        let piece = piece.map_err(silent)?.map_err(failure)?;
        Ok(piece.map(|piece| (piece, response)))
    });
    pieces.boxed()
}

/// What a failed exchange means. The address is left out: it can hold ids.
fn failure(error: reqwest::Error) -> Error {
    let why = cause(&error);
    let (kind, detail, hint) =
        if error.is_builder() || error.is_request() && has_builder_cause(&error) {
            (
                ErrorKind::Configuration,
                "the request could not be built",
                "",
            )
        } else if error.is_connect() {
            let hint = "Check the address, the network, the proxy and the server's certificate";
            (ErrorKind::Connect, "no connection", hint)
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "the service did not answer in time", "")
        } else {
            let detail = "the connection broke before the answer was complete";
            (ErrorKind::Interrupted, detail, "")
        };
    Error::new(kind, format!("{detail}: {why}"))
        .hint(hint)
        .source_of(error.without_url())
}

fn has_builder_cause(error: &reqwest::Error) -> bool {
    error
        .source()
        .is_some_and(<dyn StdError>::is::<http::Error>)
}

/// The innermost reason, such as `Connection refused (os error 111)`.
pub(crate) fn cause(error: &reqwest::Error) -> String {
    let mut source: &dyn StdError = error;
    while let Some(inner) = source.source() {
        source = inner;
    }
    source.to_string()
}
