//! One POST, by the plainest HTTP there is. Nothing is sent to `https` addresses: they are taken for
//! unreachable.

use std::io;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::net::TcpStream;

use super::Message;

const TIMEOUT: Duration = Duration::from_secs(30);
/// No first line of an answer is longer.
const LINE: usize = 4_096;

pub(super) enum Outcome {
    /// Taken, or refused for good.
    Done,
    Again,
}

pub(super) async fn post(message: &Message) -> Outcome {
    match tokio::time::timeout(TIMEOUT, exchange(message)).await {
        Ok(Ok(408 | 409 | 425 | 429 | 500..) | Err(_)) | Err(_) => Outcome::Again,
        Ok(Ok(_)) => Outcome::Done,
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidInput.into()
}

/// Sends it, and reads the status of the answer.
async fn exchange(message: &Message) -> io::Result<u16> {
    let rest = message.url.strip_prefix("http://").ok_or_else(invalid)?;
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let slash = if path.starts_with('/') { "" } else { "/" };
    let port = if host.contains(':') { "" } else { ":80" };
    let mut head = format!(
        "POST {slash}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=UTF-8\r\nContent-Length: {}\r\n\
         User-Agent: Atlassian Webhook HTTP Client\r\n\
         X-Atlassian-Webhook-Identifier: {}\r\n",
        message.body.len(),
        message.id,
    );
    if message.tries > 0 {
        head.push_str("X-Atlassian-Webhook-Retry: ");
        head.push_str(&message.tries.to_string());
        head.push_str("\r\n");
    }
    if let Some(secret) = &message.secret {
        head.push_str("X-Hub-Signature: sha256=");
        head.push_str(&signature(secret, message.body.as_bytes()));
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head.push_str(&message.body);
    let stream = TcpStream::connect(format!("{host}{port}")).await?;
    let mut left = head.as_bytes();
    while !left.is_empty() {
        stream.writable().await?;
        match stream.try_write(left) {
            Ok(written) => left = left.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    status(&stream).await
}

async fn status(stream: &TcpStream) -> io::Result<u16> {
    let mut line = Vec::new();
    let mut chunk = [0; 1_024];
    while !line.contains(&b'\n') && line.len() < LINE {
        stream.readable().await?;
        match stream.try_read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => line.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    let line = String::from_utf8_lossy(&line);
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
    status.ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Of the body, in hexadecimal.
fn signature(secret: &str, body: &[u8]) -> String {
    use std::fmt::Write;
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(body);
    let mut hex = String::new();
    for byte in mac.finalize().into_bytes() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_that_rfc_4231_has() {
        let signed = signature("Jefe", b"what do ya want for nothing?");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signed, expected);
    }
}
