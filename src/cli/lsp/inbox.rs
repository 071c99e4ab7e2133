//! What the client sent and has not been looked at yet.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Instant;

use gen_lsp_types::{CancelNotification, CancelParams, Id, Notification as _};
use lsp_server::{Message, Notification, Request, RequestId};

use super::wire::Incoming;

/// What happens next.
#[derive(Debug)]
pub(super) enum Event {
    Request(Request),
    Notification(Notification),
    /// A request that the client took back before its turn came.
    Cancelled(RequestId),
    /// Something that is no message, and why.
    Garbled(String),
    /// Nothing came until the time that was set.
    Quiet,
    /// The client has gone.
    Closed,
}

/// Events in the order in which they came.
pub(super) struct Inbox {
    incoming: Receiver<Incoming>,
    waiting: VecDeque<Event>,
    closed: bool,
}

impl Inbox {
    pub(super) fn new(incoming: Receiver<Incoming>) -> Self {
        Self { incoming, waiting: VecDeque::new(), closed: false }
    }

    /// The next event. All that has come is looked through first, so that what is taken back is not done.
    pub(super) fn next(&mut self, until: Option<Instant>) -> Event {
        self.take_in();
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return event;
            }
            let came = match until {
                _ if self.closed => return Event::Closed,
                None => self.incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(until) => self.incoming.recv_timeout(until.saturating_duration_since(Instant::now())),
            };
            match came {
                Ok(incoming) => self.push(incoming),
                Err(RecvTimeoutError::Timeout) => return Event::Quiet,
                Err(RecvTimeoutError::Disconnected) => self.closed = true,
            }
        }
    }

    fn take_in(&mut self) {
        loop {
            match self.incoming.try_recv() {
                Ok(incoming) => self.push(incoming),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {
                    self.closed = true;
                    return;
                }
            }
        }
    }

    fn push(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Garbled(why) => self.waiting.push_back(Event::Garbled(why)),
            Incoming::Message(Message::Request(request)) => self.waiting.push_back(Event::Request(request)),
            Incoming::Message(Message::Notification(notification)) => match cancelled(&notification) {
                Some(id) => self.cancel(&id),
                None => self.waiting.push_back(Event::Notification(notification)),
            },
            // Nothing that the client is asked needs its answer.
            Incoming::Message(Message::Response(_)) => {}
        }
    }

    fn cancel(&mut self, id: &RequestId) {
        let is_it = |event: &&mut Event| matches!(event, Event::Request(request) if request.id == *id);
        if let Some(event) = self.waiting.iter_mut().find(is_it) {
            *event = Event::Cancelled(id.clone());
        }
    }
}

/// The request that a notification takes back.
fn cancelled(notification: &Notification) -> Option<RequestId> {
    if notification.method != CancelNotification::METHOD.as_str() {
        return None;
    }
    let CancelParams { id } = serde_json::from_value(notification.params.clone()).ok()?;
    Some(match id {
        Id::Int(number) => number.into(),
        Id::String(text) => text.into(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_taken_back_in_time_is_not_done() {
        let (sender, receiver) = mpsc::channel();
        let request = |id: i32| Message::Request(Request::new(id.into(), "ask".to_owned(), json!({})));
        let cancel =
            |id: i32| Message::Notification(Notification::new("$/cancelRequest".to_owned(), json!({"id": id})));
        for message in [request(1), request(2), cancel(2), cancel(7)] {
            sender.send(Incoming::Message(message)).expect("it is received");
        }
        drop(sender);
        let mut inbox = Inbox::new(receiver);
        let told = |event: Event| match event {
            Event::Request(request) => format!("do {}", request.id),
            Event::Cancelled(id) => format!("drop {id}"),
            event => format!("{event:?}"),
        };
        assert_eq!([(); 3].map(|()| told(inbox.next(None))), ["do 1", "drop 2", "Closed"]);
    }
}
