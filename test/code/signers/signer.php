<?php

function signing_key(string $secret, string $date, string $region, string $service): string
{
    $kDate = hash_hmac('sha256', $date, 'AWS4' . $secret, true);
    $kRegion = hash_hmac('sha256', $region, $kDate, true);
    $kService = hash_hmac('sha256', $service, $kRegion, true);
    return hash_hmac('sha256', 'aws4_request', $kService, true);
}

function put_object(string $host, string $key, array $query, string $body)
{
    $accessKey = getenv('AWS_ACCESS_KEY_ID');
    $secretKey = getenv('AWS_SECRET_ACCESS_KEY');
    $sessionToken = getenv('AWS_SESSION_TOKEN');
    $region = 'us-east-1';
    $service = 's3';

    $now = time();
    $amzDate = gmdate('Ymd\THis\Z', $now);
    $dateStamp = gmdate('Ymd', $now);
    $payloadHash = hash('sha256', $body);

    $headers = [
        'host' => $host,
        'x-amz-date' => $amzDate,
        'x-amz-content-sha256' => $payloadHash,
        'x-amz-security-token' => $sessionToken,
    ];
    ksort($headers);
    $canonicalHeaders = '';
    foreach ($headers as $name => $value) {
        $canonicalHeaders .= strtolower($name) . ':' . trim($value) . "\n";
    }
    $signedHeaders = implode(';', array_keys($headers));

    ksort($query);
    $pairs = [];
    foreach ($query as $name => $value) {
        $pairs[] = rawurlencode($name) . '=' . rawurlencode($value);
    }
    $canonicalQuery = implode('&', $pairs);
    $canonicalUri = '/' . str_replace('%2F', '/', rawurlencode($key));

    $canonicalRequest = implode("\n", [
        'PUT',
        $canonicalUri,
        $canonicalQuery,
        $canonicalHeaders,
        $signedHeaders,
        $payloadHash,
    ]);
    $scope = "$dateStamp/$region/$service/aws4_request";
    $stringToSign = "AWS4-HMAC-SHA256\n$amzDate\n$scope\n" . hash('sha256', $canonicalRequest);
    $signature = hash_hmac('sha256', $stringToSign, signing_key($secretKey, $dateStamp, $region, $service));

    $ch = curl_init("https://$host$canonicalUri?$canonicalQuery");
    curl_setopt($ch, CURLOPT_CUSTOMREQUEST, 'PUT');
    curl_setopt($ch, CURLOPT_POSTFIELDS, $body);
    curl_setopt($ch, CURLOPT_HTTPHEADER, [
        "Authorization: AWS4-HMAC-SHA256 Credential=$accessKey/$scope, SignedHeaders=$signedHeaders, Signature=$signature",
        "x-amz-date: $amzDate",
        "x-amz-content-sha256: $payloadHash",
        "x-amz-security-token: $sessionToken",
    ]);
    return curl_exec($ch);
}
