import CryptoKit
import Foundation

let region = "us-east-1"
let service = "s3"

func hmac(key: Data, data: String) -> Data {
    let code = HMAC<SHA256>.authenticationCode(for: Data(data.utf8), using: SymmetricKey(data: key))
    return Data(code)
}

func hex(_ data: Data) -> String {
    return data.map { String(format: "%02x", $0) }.joined()
}

func sha256Hex(_ data: Data) -> String {
    return hex(Data(SHA256.hash(data: data)))
}

func signingKey(secret: String, date: String, region: String, service: String) -> Data {
    let kDate = hmac(key: Data("AWS4\(secret)".utf8), data: date)
    let kRegion = hmac(key: kDate, data: region)
    let kService = hmac(key: kRegion, data: service)
    return hmac(key: kService, data: "aws4_request")
}

func encode(_ text: String) -> String {
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved)!
}

func putObject(host: String, key: String, query: [String: String], body: Data) -> URLRequest {
    let environment = ProcessInfo.processInfo.environment
    let accessKey = environment["AWS_ACCESS_KEY_ID"]!
    let secretKey = environment["AWS_SECRET_ACCESS_KEY"]!
    let sessionToken = environment["AWS_SESSION_TOKEN"]!

    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
    let amzDate = formatter.string(from: Date())
    let dateStamp = String(amzDate.prefix(8))
    let payloadHash = sha256Hex(body)

    let headers = [
        "host": host,
        "x-amz-content-sha256": payloadHash,
        "x-amz-date": amzDate,
        "x-amz-security-token": sessionToken,
    ]
    let names = headers.keys.sorted()
    let canonicalHeaders = names.map { "\($0):\(headers[$0]!)\n" }.joined()
    let signedHeaders = names.joined(separator: ";")
    let canonicalQuery = query.keys.sorted().map { "\(encode($0))=\(encode(query[$0]!))" }.joined(separator: "&")
    let canonicalUri = "/" + key.split(separator: "/").map { encode(String($0)) }.joined(separator: "/")

    let canonicalRequest = [
        "PUT",
        canonicalUri,
        canonicalQuery,
        canonicalHeaders,
        signedHeaders,
        payloadHash,
    ].joined(separator: "\n")
    let scope = "\(dateStamp)/\(region)/\(service)/aws4_request"
    let stringToSign = "AWS4-HMAC-SHA256\n\(amzDate)\n\(scope)\n\(sha256Hex(Data(canonicalRequest.utf8)))"
    let key4 = signingKey(secret: secretKey, date: dateStamp, region: region, service: service)
    let signature = hex(hmac(key: key4, data: stringToSign))

    var request = URLRequest(url: URL(string: "https://\(host)\(canonicalUri)?\(canonicalQuery)")!)
    request.httpMethod = "PUT"
    request.httpBody = body
    for (name, value) in headers {
        request.setValue(value, forHTTPHeaderField: name)
    }
    request.setValue(
        "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope), SignedHeaders=\(signedHeaders), Signature=\(signature)",
        forHTTPHeaderField: "Authorization")
    return request
}
