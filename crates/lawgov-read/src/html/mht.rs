//! Pages kept with their pictures in one file (MHTML, RFC 2557): the part that is the page.

use crate::error::Fault;
use crate::limits::Budget;

/// A page inside a file.
pub(super) struct Page {
    pub bytes: Vec<u8>,
    pub charset: Option<String>,
}

/// The page in an .mht file; none when the bytes are no such file.
pub(super) fn page(bytes: &[u8], budget: &mut Budget) -> Result<Option<Page>, Fault> {
    let start = bytes.get(..64).unwrap_or(bytes).to_ascii_lowercase();
    if !(start.starts_with(b"mime-version:") || start.starts_with(b"from: <saved by")) {
        return Ok(None);
    }
    let damaged = || Fault::Damaged { part: "MIME".to_owned() };
    let (head, body) = split(bytes).ok_or(Fault::CutOff)?;
    let Some(boundary) = parameter(&head, "boundary") else { return part(&head, body, budget).map(Some) };
    let mark = format!("--{boundary}").into_bytes();
    let mut rest = body;
    while let Some(at) = find(rest, &mark) {
        budget.step(1)?;
        let from = rest.get(at + mark.len()..).unwrap_or_default();
        let end = find(from, &mark).unwrap_or(from.len());
        let (inner, after) = from.split_at(end);
        rest = after;
        let inner = inner.trim_ascii_start();
        let Some((head, body)) = split(inner) else { continue };
        if value(&head, "content-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html")) {
            return part(&head, body, budget).map(Some);
        }
    }
    Err(damaged())
}

fn part(head: &str, body: &[u8], budget: &mut Budget) -> Result<Page, Fault> {
    budget.expand(body.len() as u64)?;
    let encoding = value(head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match encoding.trim() {
        "quoted-printable" => quoted(body),
        "base64" => base64(body),
        _ => body.to_owned(),
    };
    Ok(Page { bytes, charset: parameter(head, "charset") })
}

/// The headers, folded lines joined, and what follows the empty line.
fn split(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (end, gap) = match (find(bytes, b"\r\n\r\n"), find(bytes, b"\n\n")) {
        (Some(crlf), lf) if lf.is_none_or(|lf| crlf < lf) => (crlf, 4),
        (_, lf) => (lf?, 2),
    };
    let (head, body) = bytes.split_at(end);
    let head = String::from_utf8_lossy(head).replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    Some((head, body.get(gap..)?))
}

fn value<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let is = |line: &&str| line.split_once(':').is_some_and(|(key, _)| key.eq_ignore_ascii_case(name));
    head.lines().find(is)?.split_once(':').map(|(_, value)| value.trim())
}

/// A parameter of the content type.
fn parameter(head: &str, name: &str) -> Option<String> {
    let parameters = value(head, "content-type")?.split(';').skip(1).filter_map(|p| p.split_once('='));
    let mut named = parameters.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        let digit = |i: usize| body.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'=', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            (b'=', ..) => at += if body.get(at + 1) == Some(&b'\r') { 3 } else { 2 },
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for &byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.extend(u8::try_from(bits >> held & 0xff));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings() {
        assert_eq!(quoted(b"a=3D=E7=94=\r\n=B2b="), "a=甲b".as_bytes());
        assert_eq!(base64(b"55Sy\r\n5LmZ"), "甲乙".as_bytes());
    }
}
