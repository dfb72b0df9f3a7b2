//! Which proxy stands before a server, as the environment names it.
//!
//! Invariant: `https` and `http` each go by their own variable, small letters before large ones, `ALL_PROXY` where there is
//! none; what `NO_PROXY` lists, and what lies below it, is asked directly. A proxy is asked for a tunnel (CONNECT), for
//! `http` too. Absent on purpose: scripts that name proxies.

use std::env;

use ureq::Proxy;
use url::Url;

use super::Fault;

/// The proxies of the environment.
#[derive(Debug, Default)]
pub(super) struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    /// Hosts that are asked directly, in small letters; `*` is every one.
    direct: Vec<String>,
}

impl Proxies {
    /// Those of this process's environment.
    ///
    /// # Errors
    /// When a variable is no address; it is named.
    pub(super) fn of_environment() -> Result<Self, Fault> {
        Self::new(|name| env::var(name).ok())
    }

    fn new(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Fault> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let either = |name: &str| set(&name.to_ascii_lowercase()).or_else(|| set(name));
        let proxy = |name: &str| {
            let Some(address) = either(name).or_else(|| either("ALL_PROXY")) else { return Ok(None) };
            let fault = |_| Fault::new(format!("{name} or ALL_PROXY is no address of a proxy: {address:?}"));
            Proxy::new(address.trim()).map(Some).map_err(fault)
        };
        let direct = either("NO_PROXY").unwrap_or_default();
        let direct = direct.split([',', ' ']).map(|entry| entry.trim_start_matches("*.").trim_start_matches('.'));
        Ok(Self {
            http: proxy("HTTP_PROXY")?,
            https: proxy("HTTPS_PROXY")?,
            direct: direct.filter(|entry| !entry.is_empty()).map(str::to_ascii_lowercase).collect(),
        })
    }

    /// The proxy before the server of an address, where there is one.
    pub(super) fn before(&self, url: &Url) -> Option<&Proxy> {
        let proxy = if url.scheme() == "https" { &self.https } else { &self.http };
        proxy.as_ref().filter(|_| !self.is_direct(url))
    }

    fn is_direct(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        let is_below =
            |entry: &str| host.strip_suffix(entry).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.direct.iter().any(|entry| {
            let bare = entry.strip_suffix(&format!(":{port}")).unwrap_or(entry);
            entry == "*" || is_below(bare)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &'static [(&str, &str)]) -> Result<Proxies, Fault> {
        Proxies::new(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    fn before(proxies: &Proxies, address: &str) -> Option<String> {
        proxies.before(&Url::parse(address).unwrap()).map(|proxy| proxy.host().to_owned())
    }

    #[test]
    fn each_scheme_has_its_own() {
        let proxies = proxies(&[("HTTPS_PROXY", "http://a.example:3128"), ("http_proxy", "b.example:8080")]).unwrap();
        assert_eq!(before(&proxies, "https://k.example/").as_deref(), Some("a.example"));
        assert_eq!(before(&proxies, "http://k.example/").as_deref(), Some("b.example"));
        let all = self::proxies(&[("ALL_PROXY", "http://c.example:1"), ("https_proxy", " ")]).unwrap();
        assert_eq!(before(&all, "https://k.example/").as_deref(), Some("c.example"));
        assert_eq!(before(&self::proxies(&[]).unwrap(), "https://k.example/"), None);
    }

    #[test]
    fn what_is_listed_is_asked_directly() {
        const HOSTS: &str = "Kabar.example, .rawa.example,*.sana.example 127.0.0.1,l.example:8443";
        let proxies = proxies(&[("ALL_PROXY", "http://c.example:1"), ("NO_PROXY", HOSTS)]).unwrap();
        for (address, is_direct) in [
            ("https://kabar.example/", true),
            ("https://www.kabar.example/", true),
            ("https://notkabar.example/", false),
            ("http://a.rawa.example/", true),
            ("http://sana.example/", true),
            ("http://127.0.0.1:80/", true),
            ("https://l.example:8443/", true),
            ("https://l.example/", false),
        ] {
            assert_eq!(before(&proxies, address).is_none(), is_direct, "{address}");
        }
        let none = self::proxies(&[("ALL_PROXY", "http://c.example:1"), ("no_proxy", "*")]).unwrap();
        assert_eq!(before(&none, "https://k.example/"), None);
    }

    #[test]
    fn what_is_no_proxy_is_named() {
        let fault = proxies(&[("HTTPS_PROXY", "gopher://a b")]).unwrap_err();
        assert_eq!(fault.reason, "HTTPS_PROXY or ALL_PROXY is no address of a proxy: \"gopher://a b\"");
    }
}
