//! Gets from a server what an address names, within bounds of time and length.
//!
//! Invariant: an answer comes, or a fault that says why not, within [`Bounds::time`]; no more than [`Bounds::length`]
//! bytes are kept of it, unpacked. Only `http` and `https` are spoken, wherever a redirect leads. Absent on purpose:
//! cookies, scripts, and telling a server anything but the program's name.

use std::io::Read;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use jiff::fmt::rfc2822;
use jiff::{Timestamp, ZonedDateTime};
use ureq::http::{HeaderMap, StatusCode};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Error, Proxy};
use url::Url;

use super::proxy::Proxies;
use crate::load::{Part, charset};

type Response = ureq::http::Response<Body>;

/// How the program is called in requests.
const NAME: &str = concat!("kilas/", env!("CARGO_PKG_VERSION"));
/// Redirects that are followed.
const REDIRECTS: u32 = 5;
/// The longest that a server may ask to be left alone, in seconds: a day.
const PATIENCE: u64 = 86_400;

/// What an answer may cost.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// From the first byte sent to the last one read, redirects included.
    pub time: Duration,
    /// The most bytes of an answer, unpacked.
    pub length: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { time: Duration::from_secs(30), length: 32 << 20 }
    }
}

/// What a server said of its answer the last time, to ask for what has changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Version {
    /// Its `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What was asked for.
    Fresh(Part, Version),
    /// Nothing has changed since the version that was known.
    Unchanged,
}

/// Why there is no answer: one line, without the address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Fault {
    /// What is wrong.
    pub reason: String,
    /// Seconds that the server asks to be left alone.
    pub wait: Option<u64>,
}

impl Fault {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), wait: None }
    }
}

/// Asks servers.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    proxies: Proxies,
    bounds: Bounds,
}

impl Client {
    /// A client by the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; `SSL_CERT_FILE` names the
    /// authorities to trust in place of Mozilla's.
    ///
    /// # Errors
    /// When `SSL_CERT_FILE` names no file of certificates, or a proxy is no address.
    pub fn new(bounds: Bounds) -> Result<Self, Fault> {
        let mut config = Agent::config_builder()
            .user_agent(NAME)
            .timeout_connect(Some(bounds.time / 3))
            // Followed here: an address that leads to `file:` must be seen as one.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(1)
            .http_status_as_error(false);
        if let Some(path) = env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
            let fault = |reason: String| Fault::new(format!("SSL_CERT_FILE: {}: {reason}", path.display()));
            let pem = fs::read(&path).map_err(|error| fault(crate::load::reason(&error)))?;
            let certificates: Vec<Certificate<'static>> = parse_pem(&pem)
                .filter_map(|item| match item {
                    Ok(PemItem::Certificate(certificate)) => Some(certificate),
                    _ => None,
                })
                .collect();
            if certificates.is_empty() {
                return Err(fault("there is no certificate in it".to_owned()));
            }
            let roots = RootCerts::new_with_certs(&certificates);
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Ok(Self { agent: config.build().new_agent(), proxies: Proxies::of_environment()?, bounds })
    }

    /// Asks for what `address` names, where it has changed since `known`, and follows where it leads.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn get(&self, address: &str, known: &Version) -> Result<Answer, Fault> {
        let until = Instant::now() + self.bounds.time;
        let mut url = web(Url::parse(address))?;
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, known, until)?;
            let status = response.status();
            let leads = (status.is_redirection()).then(|| text(response.headers(), "location")).flatten();
            match leads {
                Some(place) => url = web(url.join(&place))?,
                None if status == StatusCode::NOT_MODIFIED => return Ok(Answer::Unchanged),
                None if !status.is_success() => return Err(refused(status, response.headers())),
                None => return self.answer(address, &url, response),
            }
        }
        Err(Fault::new(format!("it leads on more than {REDIRECTS} times")))
    }

    /// Asks one server once.
    fn ask(&self, url: &Url, known: &Version, until: Instant) -> Result<Response, Fault> {
        let proxy = self.proxies.before(url);
        let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let mut request =
            self.agent.get(url.as_str()).config().timeout_global(Some(left)).proxy(proxy.cloned()).build();
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("If-Modified-Since", modified);
        }
        request.call().map_err(|error| self.fault(&error, proxy))
    }

    /// What a server answered well.
    fn answer(&self, address: &str, url: &Url, mut response: Response) -> Result<Answer, Fault> {
        let text = |name: &str| text(response.headers(), name);
        let version = Version { etag: text("etag"), modified: text("last-modified") };
        let charset = text("content-type").and_then(|kind| charset(&kind));
        let bytes = self.body(response.body_mut())?;
        let link = Some(url.to_string());
        Ok(Answer::Fresh(Part { name: address.to_owned(), bytes, charset, link }, version))
    }

    fn body(&self, body: &mut Body) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        // One byte more than may come tells that there is more.
        let reader = body.with_config().limit(u64::MAX).reader();
        match reader.take(self.bounds.length + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > self.bounds.length => {
                let limit = self.bounds.length / 1_000_000;
                Err(Fault::new(format!("the answer is longer than {limit} MB")))
            }
            Ok(_) if bytes.is_empty() => Err(Fault::new("the answer is empty")),
            Ok(_) => Ok(bytes),
            Err(error) => Err(match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
                Some(inner) => self.fault(inner, None),
                None => self.broken(&error, None),
            }),
        }
    }

    /// What went wrong, in words.
    fn fault(&self, error: &Error, proxy: Option<&Proxy>) -> Fault {
        Fault::new(match error {
            Error::Timeout(_) => self.too_slow(),
            Error::HostNotFound => NOT_FOUND.to_owned(),
            Error::Tls(_) | Error::Rustls(_) => {
                format!("no trusted connection: {error} (SSL_CERT_FILE names authorities)")
            }
            Error::ConnectProxyFailed(reason) => format!("the proxy gives no way through: {reason}"),
            Error::Decompress(..) => "the answer is packed wrongly".to_owned(),
            Error::Io(error) => return self.broken(error, proxy),
            error => error.to_string(),
        })
    }

    fn broken(&self, error: &io::Error, proxy: Option<&Proxy>) -> Fault {
        Fault::new(match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => self.too_slow(),
            io::ErrorKind::ConnectionRefused => match proxy {
                Some(proxy) => format!("the proxy {}:{} takes no connections", proxy.host(), proxy.port()),
                None => "the server takes no connections".to_owned(),
            },
            io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionAborted => {
                "the server closed the connection too early".to_owned()
            }
            io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => "no network".to_owned(),
            _ if is_about_trust(error) => format!("no trusted connection: {error} (SSL_CERT_FILE names authorities)"),
            _ if is_of_handshake(error) => format!("no secure connection, which https asks for: {error}"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the answer is packed wrongly".to_owned(),
            // The standard library has no kind for it.
            _ if error.to_string().starts_with("failed to lookup address") => NOT_FOUND.to_owned(),
            _ => error.to_string(),
        })
    }

    fn too_slow(&self) -> String {
        format!("no answer within {} s", self.bounds.time.as_secs_f32())
    }
}

/// Where a name leads to no server.
const NOT_FOUND: &str = "no such server, or no network";

/// An address that can be asked for.
fn web(url: Result<Url, url::ParseError>) -> Result<Url, Fault> {
    let url = url.ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| Fault::new("it leads to no http or https address"))
}

/// Whether an error of reading is one of the other side's certificate.
fn is_about_trust(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| format!("{inner:?}").contains("Certificate"))
}

/// Whether an error of reading is one of the TLS handshake: the other side may speak no TLS at all.
fn is_of_handshake(error: &io::Error) -> bool {
    const KINDS: [&str; 5] = ["InvalidMessage", "AlertReceived", "PeerIncompatible", "PeerMisbehaved", "Inappropriate"];
    error.get_ref().is_some_and(|inner| {
        let kind = format!("{inner:?}");
        KINDS.iter().any(|known| kind.starts_with(known))
    })
}

/// A header that can be text.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned).filter(|value| !value.is_empty())
}

/// How long `Retry-After` asks to wait: seconds or a date (RFC 9110, 10.2.3), a minute where it is neither.
fn seconds(wait: &str, now: Timestamp) -> u64 {
    let until = |date: ZonedDateTime| u64::try_from(date.timestamp().as_second() - now.as_second()).unwrap_or(0);
    let number = wait.trim().parse().ok();
    number.or_else(|| rfc2822::parse(wait.trim()).ok().map(until)).unwrap_or(60)
}

/// What a status that is no success means.
fn refused(status: StatusCode, headers: &HeaderMap) -> Fault {
    let wait = text(headers, "retry-after").map(|wait| seconds(&wait, Timestamp::now()).min(PATIENCE));
    let reason = match status.as_u16() {
        401 | 403 => "the server does not let us read it".to_owned(),
        404 => "there is nothing at this address".to_owned(),
        410 => "it is gone for good".to_owned(),
        429 => "the server asks not to be asked so often".to_owned(),
        511 => "the network wants a login first (captive portal)".to_owned(),
        500.. => format!("the server has trouble of its own ({})", status.as_u16()),
        other => format!("the server answers {other}"),
    };
    Fault { reason, wait: wait.or((status.as_u16() == 429).then_some(60)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_how_long_to_wait() {
        let now: Timestamp = "2026-03-10T08:00:00Z".parse().unwrap();
        for (said, wait) in [
            ("120", 120),
            (" 5 ", 5),
            ("Tue, 10 Mar 2026 08:01:30 GMT", 90),
            ("Tue, 10 Mar 2026 07:00:00 GMT", 0),
            ("soon", 60),
        ] {
            assert_eq!(seconds(said, now), wait, "{said}");
        }
    }
}
