//! Hangul names against Latin ones: 조너선 하딩 and Jonathan Harding, 한서윤 and Han Seo-yoon, with no
//! list of people.

/// How alike a name in Hangul and one in Latin letters sound, from 0 to 1.
pub fn similarity(hangul: &str, latin: &str) -> f64 {
    let _ = (hangul, latin);
    0.0
}
