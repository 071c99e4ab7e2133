//! Messages on standard input and output: a header that tells the length, then JSON (JSON-RPC 2.0, in the base
//! protocol of LSP). What can't be understood is passed over, and reading goes on behind it.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use gen_lsp_types::{Notification as Notice, Request as Ask};
use lsp_server::{Message, Notification, Request, RequestId, Response};

/// The longest line of a header, and the longest message, in bytes.
const MAX_LINE: u64 = 8 << 10;
const MAX_MESSAGE: u64 = 1 << 28;

/// What came.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// No message, and why.
    Garbled(String),
}

/// Reads standard input to its end, on a thread of its own.
pub(super) fn incoming() -> Receiver<Incoming> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(incoming)) = read(&mut input) {
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    receiver
}

/// What comes next; `None` at the end of the input.
fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let garbled = |why: String| Ok(Some(Incoming::Garbled(why)));
    let length = match length(input)? {
        None => return Ok(None),
        Some(Err(line)) => return garbled(format!("no header: {line:?}")),
        Some(Ok(length)) => length,
    };
    let mut message = input.by_ref().take(length);
    if length > MAX_MESSAGE {
        io::copy(&mut message, &mut io::sink())?;
        return garbled(format!("a message of {length} bytes"));
    }
    let mut bytes = Vec::new();
    if (message.read_to_end(&mut bytes)? as u64) < length {
        return Ok(None);
    }
    match serde_json::from_slice(&bytes) {
        Ok(message) => Ok(Some(Incoming::Message(message))),
        Err(error) => garbled(error.to_string()),
    }
}

/// The length that the next header tells, or the line that is none of a header; `None` at the end of the input.
fn length(input: &mut impl BufRead) -> io::Result<Option<Result<u64, String>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        match (line.split_once(':'), length) {
            _ if line.is_empty() && length.is_none() => {}
            (None, Some(length)) if line.is_empty() => return Ok(Some(Ok(length))),
            (Some((name, value)), _) if name.eq_ignore_ascii_case("Content-Length") => match value.trim().parse() {
                Ok(number) => length = Some(number),
                Err(_) => return Ok(Some(Err(line.to_owned()))),
            },
            (Some(_), _) => {}
            (None, _) => return Ok(Some(Err(line.to_owned()))),
        }
    }
}

/// Standard output.
#[derive(Default)]
pub(super) struct Outbox {
    asked: i32,
}

impl Outbox {
    /// Answers a request of the client.
    pub(super) fn answer(&self, response: Response) -> io::Result<()> {
        send(&response.into())
    }

    /// Answers that a request can't be answered.
    pub(super) fn refuse(&self, id: RequestId, code: lsp_server::ErrorCode, why: &str) -> io::Result<()> {
        self.answer(Response::new_err(id, code as i32, why.to_owned()))
    }

    /// Tells the client something.
    pub(super) fn notify<N: Notice>(&self, params: &N::Params) -> io::Result<()> {
        send(&Notification::new(N::METHOD.as_str().to_owned(), params).into())
    }

    /// Asks the client for something; its answer is not waited for.
    pub(super) fn ask<R: Ask>(&mut self, params: &R::Params) -> io::Result<()> {
        self.asked += 1;
        send(&Request::new(self.asked.into(), R::METHOD.as_str().to_owned(), params).into())
    }
}

fn send(message: &Message) -> io::Result<()> {
    let mut out = io::stdout().lock();
    message.write(&mut out)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of some bytes: methods, and `?` for what is garbled.
    #[track_caller]
    fn check(bytes: &str, expected: &[&str]) {
        let mut input = bytes.as_bytes();
        let mut told = Vec::new();
        while let Some(incoming) = read(&mut input).expect("memory can be read") {
            told.push(match incoming {
                Incoming::Message(Message::Notification(notification)) => notification.method,
                Incoming::Message(message) => format!("{message:?}"),
                Incoming::Garbled(_) => "?".to_owned(),
            });
        }
        assert_eq!(told, expected, "{bytes}");
    }

    fn framed(json: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{json}", json.len())
    }

    const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    #[test]
    fn messages_are_read_one_after_the_other() {
        check(&framed(EXIT).repeat(2), &["exit", "exit"]);
        check(&format!("content-length: {}\nContent-Type: x; y\n\n{EXIT}", EXIT.len()), &["exit"]);
        check("", &[]);
    }

    #[test]
    fn what_is_garbled_is_passed_over() {
        check(&format!("{}{}", framed("{"), framed(EXIT)), &["?", "exit"]);
        check(&format!("{}{}", framed("[1]"), framed(EXIT)), &["?", "exit"]);
        check(&format!("nonsense\r\n\r\n{}", framed(EXIT)), &["?", "exit"]);
        check(&format!("Content-Length: -1\r\n\r\n{}", framed(EXIT)), &["?", "exit"]);
        check(&format!("Content-Length: {}\r\n\r\n{EXIT}", u64::MAX), &["?"]);
        check(&framed(EXIT)[..40], &[]);
    }
}
