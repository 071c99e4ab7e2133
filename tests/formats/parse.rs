//! Readers of the formats, as other programs have them.

use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use serde_json::Value;

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// The rows of a CSV file, by column name.
pub(crate) fn csv(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row has all columns")).collect()
}

/// The names of the elements of an XML document, and all its text and attribute values.
pub(crate) fn xml(document: &str) -> (Vec<String>, String) {
    let mut reader = Reader::from_str(document);
    let (mut names, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Xml::Eof => return (names, text),
            Xml::Start(element) | Xml::Empty(element) => {
                names.push(String::from_utf8(element.name().as_ref().to_vec()).expect("UTF-8"));
                for attribute in element.attributes() {
                    let attribute = attribute.expect("a well-formed attribute");
                    let value = std::str::from_utf8(&attribute.value).expect("UTF-8");
                    text += &quick_xml::escape::unescape(value).expect("known entities");
                    text.push('\n');
                }
            }
            Xml::Text(part) => text += &part.decode().expect("UTF-8"),
            Xml::GeneralRef(entity) => {
                let entity = format!("&{};", entity.decode().expect("UTF-8"));
                text += &quick_xml::escape::unescape(&entity).expect("a known entity");
            }
            Xml::CData(part) => text += std::str::from_utf8(&part).expect("UTF-8"),
            _ => {}
        }
    }
}

/// The text of a Markdown page; it has no links, images, HTML or code of its own but what is given.
pub(crate) fn markdown(page: &str, code: &[&str]) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(part) => text += &part,
            Event::InlineHtml(html) => assert_eq!(&*html, "<!-- -->"),
            Event::Code(part) => assert!(code.contains(&&*part), "{part} is code"),
            Event::Html(html) => panic!("{html} is HTML"),
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock)) => {
                panic!("{tag:?} is in the page")
            }
            Event::InlineMath(part) | Event::DisplayMath(part) => panic!("{part} is mathematics"),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}
