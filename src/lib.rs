//! daejo (대조): holds news articles side by side.
//!
//! Each stage takes the type of the one before and gives its own; nothing points back.
//!
//! | stage | from → to |
//! | --- | --- |
//! | [`article`] | bytes → [`article::Article`] |
//! | [`extract`](mod@extract) | article → [`extract::Mentions`] |
//! | [`resolve`] | mentions → [`resolve::Claim`]s |
//! | [`align`] | claims → [`align::Pair`]s about the same thing |
//! | [`judge`] | pairs → [`judge::Relation`]s |
//! | [`check`](mod@check) | an article's claims → [`check::Check`]s |
//! | [`report`] | all of it → something to read |

pub mod align;
pub mod article;
pub mod check;
pub mod compare;
pub mod edtf;
pub mod extract;
pub mod judge;
pub mod policy;
pub mod position;
pub mod quantity;
pub mod reason;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod span;
pub mod text;

use rayon::prelude::*;

use article::Article;
use policy::{Desk, GroupBy, Options};
use report::{Report, Results};
use resolve::Claim;
use rules::Rules;

/// The claims of one article, `index` being its place in the run.
pub fn extract(article: &Article, index: usize, rules: &Rules) -> Vec<Claim> {
    let mentions = extract::mentions(article, rules);
    resolve::claims(article, index, &mentions, rules)
}

/// The whole path: extracts, aligns, judges, checks.
pub fn check(articles: Vec<Article>, options: &Options, rules: &Rules) -> Report {
    check_against(articles, Vec::new(), options, rules)
}

/// The same for `articles` held against others; what involves none of the former is left out.
pub fn check_against(mut articles: Vec<Article>, others: Vec<Article>, options: &Options, rules: &Rules) -> Report {
    let new = articles.len();
    articles.extend(others);
    let with_claims = |article: Article| {
        let claims = extract(&article, 0, rules);
        (article, claims)
    };
    check_extracted(articles.into_par_iter().map(with_claims).collect(), new, options, rules)
}

/// The path from the claims on, for those who keep them while an article stays the same: each article with what
/// [`extract`](extract()) finds in it, at whatever place. The first `new` articles are under check.
pub fn check_extracted(extracted: Vec<(Article, Vec<Claim>)>, new: usize, options: &Options, rules: &Rules) -> Report {
    let (articles, by_article): (Vec<Article>, Vec<Vec<Claim>>) = extracted.into_iter().unzip();
    let policies = options.policies(articles.len());
    let settled = |(index, mut claims): (usize, Vec<Claim>)| {
        claims.iter_mut().for_each(|claim| claim.article = index);
        policies[index].retain(claims)
    };
    let by_article: Vec<Vec<Claim>> = by_article.into_iter().enumerate().map(settled).collect();
    let mut offset = 0;
    let mut offsets = Vec::with_capacity(by_article.len());
    for claims in &by_article {
        offsets.push(offset);
        offset += claims.len();
    }
    let checks = |i: usize| {
        let checks = check::run(&articles[i], &by_article[i], offsets[i], rules);
        checks.into_iter().filter(|check| policies[i].runs(check)).collect::<Vec<_>>()
    };
    let checks = (0..articles.len()).into_par_iter().flat_map_iter(checks).collect();
    let claims: Vec<Claim> = by_article.into_iter().flatten().collect();
    let groups = groups(&articles, options.group_by);
    let pairs = align::align(&articles, &claims, &groups, rules);
    let mut relations = judge::judge(&articles, &claims, &groups, &pairs, rules);
    let desk = Desk { articles: &articles, claims: &claims, policies: &policies, new, rules };
    relations.retain(|relation| options.within_days.is_none_or(|days| desk.are_compared(relation, days)));
    relations.iter_mut().for_each(|relation| desk.tolerate(relation));
    let origins = align::origins::origins(&articles, rules);
    Report::new(Results { articles, claims, relations, checks, origins, policies }, new)
}

/// The group of each article, by first appearance.
fn groups(articles: &[Article], by: GroupBy) -> Vec<usize> {
    match by {
        GroupBy::Nothing => vec![0; articles.len()],
        GroupBy::Topic => {
            let mut seen = std::collections::HashMap::new();
            let group = |(index, article): (usize, &Article)| match &article.topic {
                Some(topic) => *seen.entry(topic.clone()).or_insert(index),
                None => index,
            };
            articles.iter().enumerate().map(group).collect()
        }
    }
}
