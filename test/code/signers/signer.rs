use chrono::Utc;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

type HmacSha256 = Hmac<Sha256>;

fn hmac_sha256(key: &[u8], data: &str) -> Vec<u8> {
    let mut mac = HmacSha256::new_from_slice(key).expect("any length");
    mac.update(data.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn sha256_hex(data: &[u8]) -> String {
    hex::encode(Sha256::digest(data))
}

fn signing_key(secret: &str, date: &str, region: &str, service: &str) -> Vec<u8> {
    let k_date = hmac_sha256(format!("AWS4{}", secret).as_bytes(), date);
    let k_region = hmac_sha256(&k_date, region);
    let k_service = hmac_sha256(&k_region, service);
    hmac_sha256(&k_service, "aws4_request")
}

fn put_object(host: &str, key: &str, query: &BTreeMap<String, String>, body: &[u8]) -> reqwest::Result<reqwest::blocking::Response> {
    let access_key = std::env::var("AWS_ACCESS_KEY_ID").unwrap();
    let secret_key = std::env::var("AWS_SECRET_ACCESS_KEY").unwrap();
    let session_token = std::env::var("AWS_SESSION_TOKEN").unwrap();
    let region = "us-east-1";
    let service = "s3";

    let now = Utc::now();
    let amz_date = now.format("%Y%m%dT%H%M%SZ").to_string();
    let date_stamp = now.format("%Y%m%d").to_string();
    let payload_hash = sha256_hex(body);

    let mut headers = BTreeMap::new();
    headers.insert("host".to_string(), host.to_string());
    headers.insert("x-amz-content-sha256".to_string(), payload_hash.clone());
    headers.insert("x-amz-date".to_string(), amz_date.clone());
    headers.insert("x-amz-security-token".to_string(), session_token.clone());

    let canonical_headers: String = headers
        .iter()
        .map(|(name, value)| format!("{}:{}\n", name.to_lowercase(), value.trim()))
        .collect();
    let signed_headers = headers.keys().cloned().collect::<Vec<_>>().join(";");
    let canonical_query = query
        .iter()
        .map(|(name, value)| format!("{}={}", urlencoding::encode(name), urlencoding::encode(value)))
        .collect::<Vec<_>>()
        .join("&");
    let canonical_uri = format!("/{}", urlencoding::encode(key).replace("%2F", "/"));

    let canonical_request = format!(
        "PUT\n{}\n{}\n{}\n{}\n{}",
        canonical_uri, canonical_query, canonical_headers, signed_headers, payload_hash
    );
    let scope = format!("{}/{}/{}/aws4_request", date_stamp, region, service);
    let string_to_sign = format!(
        "AWS4-HMAC-SHA256\n{}\n{}\n{}",
        amz_date,
        scope,
        sha256_hex(canonical_request.as_bytes())
    );
    let key4 = signing_key(&secret_key, &date_stamp, region, service);
    let signature = hex::encode(hmac_sha256(&key4, &string_to_sign));
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
        access_key, scope, signed_headers, signature
    );

    reqwest::blocking::Client::new()
        .put(format!("https://{}{}?{}", host, canonical_uri, canonical_query))
        .header("x-amz-date", amz_date)
        .header("x-amz-content-sha256", payload_hash)
        .header("x-amz-security-token", session_token)
        .header("Authorization", authorization)
        .body(body.to_vec())
        .send()
}
