//! What ships with the program: licences that go with its own, no second TLS, and a line of reason for each dependency.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::process::Command;

/// Licences that ask for no more than a notice.
const FREE: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    // Not even a notice: notify, which watches folders, is given to the public.
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];
/// TLS is rustls on ring, or none.
const REFUSED: [&str; 5] = ["openssl", "openssl-sys", "native-tls", "aws-lc-rs", "aws-lc-sys"];

/// Name and licence of all that is built into the program on this machine.
fn dependencies() -> Vec<(String, String)> {
    let arguments = ["tree", "--locked", "--edges=normal,build", "--prefix=none", "--no-dedupe", "--format={p}|{l}"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut all: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.split_once('|'))
        .map(|(package, licence)| (package.split(' ').next().unwrap().to_owned(), licence.to_owned()))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a licence expression (SPDX, or the slash of old) can be met by free licences alone.
fn is_free(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    // `A AND (B OR C)` is met when each part is, and a part when one of its choices is.
    let all = |choice: &str| choice.split(" AND ").all(|licence| FREE.contains(&licence.trim_matches(['(', ')', ' '])));
    match expression.contains('(') {
        true => expression.split(" AND ").all(|part| part.trim_matches(['(', ')', ' ']).split(" OR ").any(all)),
        false => expression.split(" OR ").any(all),
    }
}

#[test]
fn every_dependency_is_free_and_none_brings_another_tls() {
    let all = dependencies();
    assert!(all.len() > 50, "{} dependencies are not all", all.len());
    let unfree: Vec<_> = all.iter().filter(|(_, licence)| !is_free(licence)).collect();
    assert!(unfree.is_empty(), "not known to be free: {unfree:?}");
    let refused: Vec<_> = all.iter().filter(|(name, _)| REFUSED.contains(&name.as_str())).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn licences_are_read_as_spdx_has_them() {
    for (expression, free) in [
        ("MIT OR Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("MIT/GPL-3.0", true),
        ("GPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_free(expression), free, "{expression}");
    }
}

/// In the manifest a comment stands above every dependency.
#[test]
fn every_dependency_has_its_reason() {
    let manifest = include_str!("../Cargo.toml");
    let mut inside = false;
    let mut before = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            // Those of the build are the program's own, and share one reason.
            inside = matches!(line, "[dependencies]" | "[dev-dependencies]");
        } else if inside && line.contains(" = ") && !line.starts_with([' ', '#', '"']) {
            assert!(before.starts_with("# "), "no reason for {line}");
        }
        before = line;
    }
}
