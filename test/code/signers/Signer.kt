import java.net.URLEncoder
import java.security.MessageDigest
import java.time.ZoneOffset
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody

const val REGION = "us-east-1"
const val SERVICE = "s3"

fun hmacSha256(key: ByteArray, data: String): ByteArray {
    val mac = Mac.getInstance("HmacSHA256")
    mac.init(SecretKeySpec(key, "HmacSHA256"))
    return mac.doFinal(data.toByteArray())
}

fun hex(bytes: ByteArray): String = bytes.joinToString("") { "%02x".format(it) }

fun sha256Hex(data: ByteArray): String = hex(MessageDigest.getInstance("SHA-256").digest(data))

fun signingKey(secret: String, date: String, region: String, service: String): ByteArray {
    val kDate = hmacSha256("AWS4$secret".toByteArray(), date)
    val kRegion = hmacSha256(kDate, region)
    val kService = hmacSha256(kRegion, service)
    return hmacSha256(kService, "aws4_request")
}

fun encode(text: String): String = URLEncoder.encode(text, "UTF-8").replace("+", "%20").replace("*", "%2A").replace("%7E", "~")

fun putObject(host: String, key: String, query: Map<String, String>, body: ByteArray) {
    val accessKey = System.getenv("AWS_ACCESS_KEY_ID")
    val secretKey = System.getenv("AWS_SECRET_ACCESS_KEY")
    val sessionToken = System.getenv("AWS_SESSION_TOKEN")

    val now = ZonedDateTime.now(ZoneOffset.UTC)
    val amzDate = now.format(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
    val dateStamp = amzDate.substring(0, 8)
    val payloadHash = sha256Hex(body)

    val headers = sortedMapOf(
        "host" to host,
        "x-amz-content-sha256" to payloadHash,
        "x-amz-date" to amzDate,
        "x-amz-security-token" to sessionToken,
    )
    val canonicalHeaders = headers.entries.joinToString("") { "${it.key}:${it.value.trim()}\n" }
    val signedHeaders = headers.keys.joinToString(";")
    val canonicalQuery = query.toSortedMap().entries.joinToString("&") { "${encode(it.key)}=${encode(it.value)}" }
    val canonicalUri = "/" + key.split("/").joinToString("/") { encode(it) }

    val canonicalRequest = listOf("PUT", canonicalUri, canonicalQuery, canonicalHeaders, signedHeaders, payloadHash)
        .joinToString("\n")
    val scope = "$dateStamp/$REGION/$SERVICE/aws4_request"
    val stringToSign = "AWS4-HMAC-SHA256\n$amzDate\n$scope\n${sha256Hex(canonicalRequest.toByteArray())}"
    val key4 = signingKey(secretKey, dateStamp, REGION, SERVICE)
    val signature = hex(hmacSha256(key4, stringToSign))

    val request = Request.Builder()
        .url("https://$host$canonicalUri?$canonicalQuery")
        .put(body.toRequestBody())
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=$accessKey/$scope, SignedHeaders=$signedHeaders, Signature=$signature")
        .header("x-amz-date", amzDate)
        .header("x-amz-content-sha256", payloadHash)
        .header("x-amz-security-token", sessionToken)
        .build()
    OkHttpClient().newCall(request).execute()
}
