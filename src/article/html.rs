//! Web pages: the main text, and the metadata of `<meta>`, `OpenGraph` and JSON-LD.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use serde_json::Value;

use super::directives;
use super::draft::Draft;
use super::metadata::{Metadata, Stated};
use super::problem::Problem;
use super::zones::Layout;
use super::{Origin, Zone};
use crate::span::Span;

/// A page says its encoding within so many bytes.
const HEAD: usize = 4096;
/// Elements nested deeper are no page that anybody reads.
const DEEPEST: usize = 512;

/// Elements that begin and end a line.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "tr",
    "ul",
];
/// Elements whose text is not read.
const UNREAD: [&str; 8] = ["script", "style", "noscript", "template", "svg", "head", "iframe", "button"];

/// The encoding that a page states in its first bytes.
pub fn stated_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let finder = memchr::memmem::Finder::new(b"charset=");
    let lower = head.to_ascii_lowercase();
    finder.find_iter(&lower).find_map(|at| {
        let value = lower[at + "charset=".len()..].trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_".contains(b))).unwrap_or(value.len());
        Encoding::for_label(&value[..end])
    })
}

/// The article of a page; `id` is its canonical address if it gives one.
///
/// # Errors
/// The page has no text that is read as an article.
pub fn draft(html: &str, path: &str) -> Result<Draft, Problem> {
    let no_text = || Problem::error(path, "no-main-text");
    if is_too_deep(html) {
        return Err(no_text());
    }
    let html = directives::shown(html);
    let document = Document::from(html.as_str());
    let metadata = metadata(&document);
    let text = main_text(&html).or_else(|| Text::of(&document.root())).ok_or_else(no_text)?;
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    let layout = if metadata.title.is_some() { Layout::Text } else { Layout::Page };
    Ok(Draft { metadata, body: text.body, layout, known: text.known, origin })
}

/// Whether tags are nested so deep that walking the page would take an endless stack.
fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        match html.as_bytes().get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(letter) if letter.is_ascii_alphabetic() && !is_void(&html.as_bytes()[at + 1..]) => depth += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Whether the tag stands alone, or is one whose end is mostly left out.
fn is_void(tag: &[u8]) -> bool {
    const VOID: [&[u8]; 17] = [
        b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li", b"link", b"meta",
        b"p", b"source", b"track", b"wbr",
    ];
    let end = tag.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(tag.len());
    VOID.iter().any(|name| name.eq_ignore_ascii_case(&tag[..end]))
}

fn main_text(html: &str) -> Option<Text> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    Text::of(&Document::from(article.content).root())
}

/// The text of elements, a line a block, and the zones that the elements tell.
#[derive(Default)]
struct Text {
    body: String,
    known: Vec<(Span, Zone)>,
}

impl Text {
    fn of(node: &NodeRef<'_>) -> Option<Self> {
        let mut text = Self::default();
        text.walk(node);
        let end = text.body.trim_end().len();
        text.body.truncate(end);
        (end > 0).then_some(text)
    }

    fn walk(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            return self.write(&node.text());
        }
        let name = node.node_name().unwrap_or_default().to_ascii_lowercase();
        if UNREAD.contains(&name.as_str()) {
            return;
        }
        if name == "br" {
            return self.break_line("\n");
        }
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block {
            self.break_line("\n\n");
        }
        let start = self.body.len();
        for child in node.children_it(false) {
            self.walk(&child);
        }
        if name == "figcaption" && self.body.len() > start {
            self.known.push((Span::new(start, self.body.len()), Zone::Caption));
        }
        if is_block {
            self.break_line("\n\n");
        } else if name == "td" || name == "th" {
            self.write(" ");
        }
    }

    /// Writes running text with single blanks.
    fn write(&mut self, text: &str) {
        let mut blank = text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if blank && !self.body.is_empty() && !self.body.ends_with(['\n', ' ']) {
                self.body.push(' ');
            }
            self.body.push_str(word);
            blank = true;
        }
        if text.ends_with(char::is_whitespace) && !self.body.is_empty() && !self.body.ends_with(['\n', ' ']) {
            self.body.push(' ');
        }
    }

    fn break_line(&mut self, breaks: &str) {
        let end = self.body.trim_end_matches(' ').len();
        self.body.truncate(end);
        if !self.body.is_empty() && !self.body.ends_with(breaks) {
            let missing = usize::from(self.body.ends_with('\n'));
            self.body.push_str(&breaks[missing.min(breaks.len())..]);
        }
    }
}

fn metadata(document: &Document) -> Metadata {
    let linked = linked_data(document);
    let meta = |names: &[&str]| names.iter().find_map(|name| meta(document, name));
    let attribute = |selector: &str, name: &str| Some(document.select(selector).attr(name)?.to_string());
    let url = attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"])).or_else(|| linked.url.clone());
    let published = linked.published.clone().or_else(|| {
        meta(&[
            "article:published_time",
            "datePublished",
            "og:published_time",
            "date",
            "pubdate",
            "dc.date",
            "dcterms.date",
        ])
    });
    let lang = attribute("html", "lang").or_else(|| meta(&["og:locale"])).or_else(|| linked.lang.clone());
    let page_title = || Some(document.select("head > title").text().to_string());
    let given = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let stated = |text: String| Stated { text, path: None, line: None };
    let url = given(url).filter(|url| url.contains("://"));
    Metadata {
        id: url.clone(),
        title: given(linked.title)
            .or_else(|| given(meta(&["og:title", "twitter:title", "title"])))
            .or_else(|| given(page_title())),
        outlet: given(linked.outlet)
            .or_else(|| given(meta(&["og:site_name", "article:publisher", "application-name"]))),
        published: given(published).map(stated),
        // Pages are often tagged with a language that they are not in, or with one that daejo doesn't know.
        lang: given(lang).filter(|tag| super::language::from_tag(tag).is_some()).map(stated),
        topic: None,
        url,
    }
}

fn meta(document: &Document, name: &str) -> Option<String> {
    let of = |attribute: &str| document.select(&format!("meta[{attribute}=\"{name}\"]")).attr("content");
    Some(of("property").or_else(|| of("name")).or_else(|| of("itemprop"))?.to_string())
}

/// What a page says about its article in JSON-LD.
#[derive(Default)]
struct Linked {
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    lang: Option<String>,
    url: Option<String>,
}

fn linked_data(document: &Document) -> Linked {
    let scripts = document.select("script[type=\"application/ld+json\"]");
    let mut values = scripts.iter().filter_map(|script| serde_json::from_str::<Value>(&script.text()).ok());
    values.find_map(|value| find_article(&value).map(linked)).unwrap_or_default()
}

/// The first object whose type is an article: on its own, in a list, or in a graph.
fn find_article(value: &Value) -> Option<&Value> {
    if let Value::Array(items) = value {
        return items.iter().find_map(find_article);
    }
    let is_article =
        |name: &Value| name.as_str().is_some_and(|name| name.ends_with("Article") || name == "BlogPosting");
    let kind = &value["@type"];
    let types = kind.as_array().map_or_else(|| std::slice::from_ref(kind), Vec::as_slice);
    if types.iter().any(is_article) {
        return Some(value);
    }
    value.get("@graph").and_then(find_article)
}

fn linked(article: &Value) -> Linked {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let page = &article["mainEntityOfPage"];
    let publisher = &article["publisher"];
    Linked {
        title: text(&article["headline"]).or_else(|| text(&article["name"])),
        outlet: text(&publisher["name"]).or_else(|| text(publisher)),
        published: text(&article["datePublished"]),
        lang: text(&article["inLanguage"]),
        url: text(&article["url"]).or_else(|| text(page)).or_else(|| text(&page["@id"])),
    }
}
