//! The reader's browser, where there is a screen for one. Absent on purpose: a shell, which no link is to come before.

use std::env;

use crate::article::is_address;

/// Opens a page; answers whether a browser was started.
pub(super) fn open(link: &str) -> bool {
    let screen = cfg!(target_os = "macos")
        || cfg!(windows)
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some();
    screen && is_address(link) && open::that_detached(link).is_ok()
}
