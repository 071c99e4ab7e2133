//! Files as the protocol names them.

use std::path::PathBuf;

use gen_lsp_types::Uri;
use percent_encoding::percent_decode_str;

/// The path of a file. What is no file, such as `untitled:Untitled-1`, is called by its URI.
pub(super) fn path(uri: &Uri) -> PathBuf {
    let Some(rest) = uri.0.strip_prefix("file://") else { return PathBuf::from(&uri.0) };
    let from_root = rest.find('/').map_or("", |root| &rest[root..]);
    let path = percent_decode_str(from_root).decode_utf8_lossy();
    let path = PathBuf::from(without_root(&path));
    path.canonicalize().unwrap_or(path)
}

/// `C:/a` of `/C:/a`.
fn without_root(path: &str) -> &str {
    match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => &path[1..],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, expected: &str) {
        assert_eq!(path(&Uri(uri.to_owned())), PathBuf::from(expected));
    }

    #[test]
    fn a_uri_names_a_path() {
        check("file:///nowhere/%EA%B8%B0%EC%82%AC/a%20b.txt", "/nowhere/기사/a b.txt");
        check("file://localhost/nowhere/a.txt", "/nowhere/a.txt");
        check("file:///C:/nowhere/a.txt", "C:/nowhere/a.txt");
        check("untitled:Untitled-1", "untitled:Untitled-1");
        check("file://", "");
    }
}
