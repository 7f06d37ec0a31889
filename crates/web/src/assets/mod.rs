//! Assets: embedded, named by their content, compressed once, and kept by the browser for ever.

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

/// One embedded file.
struct Asset {
    name: &'static str,
    /// `name-<hash>.extension`, as pages link to it.
    path: String,
    content_type: &'static str,
    bytes: Vec<u8>,
    /// `None` for what is compressed already.
    gzip: Option<Vec<u8>>,
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const WOFF2: &str = "font/woff2";

/// The style sheet in its cascade layers, in this order.
const LAYERS: [&str; 5] = [
    include_str!("../../assets/css/tokens.css"),
    include_str!("../../assets/css/base.css"),
    include_str!("../../assets/css/frame.css"),
    include_str!("../../assets/css/parts.css"),
    include_str!("../../assets/css/screens.css"),
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let inter = asset(
        "inter.woff2",
        WOFF2,
        include_bytes!("../../assets/vendor/inter-latin-5.3.0.woff2"),
    );
    let inter_ext = asset(
        "inter-ext.woff2",
        WOFF2,
        include_bytes!("../../assets/vendor/inter-latin-ext-5.3.0.woff2"),
    );
    let css = LAYERS
        .concat()
        .replace("{inter}", &inter.path)
        .replace("{inter-ext}", &inter_ext.path);
    vec![
        asset("gradus.css", CSS, css.as_bytes()),
        asset("gradus.js", JS, include_bytes!("../../assets/js/gradus.js")),
        asset("charts.js", JS, include_bytes!("../../assets/js/charts.js")),
        asset("htmx.js", JS, include_bytes!("../../assets/vendor/htmx-4.0.1.min.js")),
        asset(
            "echarts.js",
            JS,
            include_bytes!("../../assets/vendor/echarts-6.1.0.min.js"),
        ),
        asset("mark.svg", SVG, include_bytes!("../../assets/mark.svg")),
        inter,
        inter_ext,
    ]
});

fn asset(name: &'static str, content_type: &'static str, bytes: &[u8]) -> Asset {
    let hash: String = Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset {
        name,
        path: format!("{stem}-{hash}.{extension}"),
        content_type,
        bytes: bytes.to_vec(),
        gzip: if content_type == WOFF2 { None } else { compressed(bytes) },
    }
}

fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// The address of an asset by its plain name.
///
/// # Panics
/// When there is no such asset: a name in a page that no file backs is a fault of the program, found by every test
/// that shows the page.
pub(crate) fn address(name: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    format!(
        "/assets/{}",
        asset.expect("every asset that a page names is embedded").path
    )
}

pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let gzip = asset.gzip.as_ref().filter(|_| accepts.contains("gzip"));
    let mut response = gzip.unwrap_or(&asset.bytes).clone().into_response();
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    answer.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", asset.path)) {
        answer.insert(ETAG, tag);
    }
    if gzip.is_some() {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
