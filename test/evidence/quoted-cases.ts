/** Failures as public threads quote them, with the credentials made unreadable there; the damage is that of the threads. */

export interface QuotedCase {
  readonly thread: string;
  /** Pieces of a paste. */
  readonly pieces: readonly string[];
}

export const QUOTED_CASES = {
  'minio2986-aws-expect-signed': {
    thread: 'https://github.com/minio/minio/issues/2986',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIAI6Sxxxxxxxxxxxxx</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256',
        '20161018T091707Z',
        '20161018/us-east-1/s3/aws4_request',
        '9977fec5206b9a221f83b69fe0de934fc76de632d276964e02329e51ca90c413</StringToSign><SignatureProvided>190d0f190d9af06017543ad0ef802abf6dee2dcf3836840cbaa13e8750f9f3ed</SignatureProvided><StringToSignBytes>41 57 53 34 2d 48 4d 41 43 2d 53 48 41 32 35 36 0a 32 30 31 36 31 30 31 38 54 30 39 31 37 30 37 5a 0a 32 30 31 36 31 30 31 38 2f 75 73 2d 65 61 73 74 2d 31 2f 73 33 2f 61 77 73 34 5f 72 65 71 75 65 73 74 0a 39 39 37 37 66 65 63 35 32 30 36 62 39 61 32 32 31 66 38 33 62 36 39 66 65 30 64 65 39 33 34 66 63 37 36 64 65 36 33 32 64 32 37 36 39 36 34 65 30 32 33 32 39 65 35 31 63 61 39 30 63 34 31 33</StringToSignBytes><CanonicalRequest>GET',
        '/',
        '',
        'expect:100-continue',
        'host:s3.amazonaws.com',
        'x-amz-content-sha256:UNSIGNED-PAYLOAD',
        'x-amz-date:20161018T091707Z',
        '',
        'expect;host;x-amz-content-sha256;x-amz-date',
        'UNSIGNED-PAYLOAD</CanonicalRequest><CanonicalRequestBytes>47 45 54 0a 2f 0a 0a 65 78 70 65 63 74 3a 31 30 30 2d 63 6f 6e 74 69 6e 75 65 0a 68 6f 73 ...</CanonicalRequestBytes>',
      ].join('\n'),
    ],
  },
  'minio2696-aws-vs-minio-format': {
    thread: 'https://github.com/minio/minio/issues/2696',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIAI6Sxxxxxxxxxxxxx</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256',
        '20160914T174641Z',
        '20160914/us-east-1/s3/aws4_request',
        'b5234bf3ad8ebbef69ef54953fa71e9da5e252fa2f04decec68cfba6ebd56ca2</StringToSign><SignatureProvided>846c93d480337a53eba38b290d9e9e5bfdf6d53b1e68f184177cd29d758b849f</SignatureProvided><StringToSignBytes>41 57 53 34 2d 48 4d 41 43 2d 53 48 41 32 35 36 0a 32 30 31 36 30 39 31 34 54 31 37 34 36 34 31 5a 0a 32 30 31 36 30 39 31 34 2f 75 73 2d 65 61 73 74 2d 31 2f 73 33 2f 61 77 73 34 5f 72 65 71 75 65 73 74 0a 62 35 32 33 34 62 66 33 61 64 38 65 62 62 65 66 36 39 65 66 35 34 39 35 33 66 61 37 31 65 39 64 61 35 65 32 35 32 66 61 32 66 30 34 64 65 63 65 63 36 38 63 66 62 61 36 65 62 64 35 36 63 61 32</StringToSignBytes> ...',
      ].join('\n'),
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><Key></Key><BucketName></BucketName><Resource>/testbucket</Resource><RequestId>3L137</RequestId><HostId>3L137</HostId></Error>',
      ].join('\n'),
    ],
  },
  'pithos156-sdk-example-keys': {
    thread: 'https://github.com/exoscale/pithos/issues/156',
    pieces: [
      [
        'PUT / HTTP/1.1',
        'Host: mybucket1.testmbr1.kabuter.com:8081',
        'X-Amz-Date: 20170424T185058Z',
        'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20170424/us-east-1/s3/aws4_request, SignedHeaders=amz-sdk-invocation-id;amz-sdk-retry;content-type;host;user-agent;x-amz-content-sha256;x-amz-date, Signature=5ebcfd98bf87b55287a011fce1a0260d25aca48242eaad4f3f10a6041f794d56',
        'amz-sdk-retry: 0/0/500',
        'User-Agent: aws-sdk-java/1.11.123 Mac_OS_X/10.11.6 Java_HotSpot(TM)_64-Bit_Server_VM/24.79-b02/1.7.0_79',
        'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'amz-sdk-invocation-id: b28c38f4-fec3-b01d-f5c2-d90747963145',
        'Content-Type: application/octet-stream',
        'Content-Length: 0',
        'Connection: Keep-Alive',
      ].join('\n'),
    ],
  },
  'versitygw1990-garage-scope': {
    thread: 'https://github.com/versity/versitygw/issues/1990',
    pieces: [
      [
        'CanonicalRequest:',
        'GET',
        '/',
        'continuation-token=&max-buckets=10000&prefix=&x-id=ListBuckets',
        'accept-encoding:identity',
        'amz-sdk-invocation-id:9739a80f-e32e-4495-8329-ed52c765cca9',
        'amz-sdk-request:attempt=1; max=1',
        'host:garage:3900',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20260326T141218Z',
        '',
        'accept-encoding;amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'StringToSign:',
        'AWS4-HMAC-SHA256',
        '20260326T141218Z',
        '20260326/us-east-1/s3/aws4_request',
        'ef4f28735564d9a82ca461e19b477d3ce5b33365fa85560dd983de48ff6d425d',
        '',
      ].join('\n'),
    ],
  },
  'platformio-esp32-s3-contenttype': {
    thread: 'https://community.platformio.org/t/aws-s3-https-error-signaturedoesnotmatch/32516',
    pieces: [
      [
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIAZOKIXEXAMPLE</AWSAccessKeyId>',
        '<StringToSign>',
        'AWS4-HMAC-SHA256',
        '20230310T134304Z',
        '20230310/eu-central-1/s3/aws4_request',
        '5263692f39c1379ed930dfd5c7ed75b40ba0619c7dc316bb7630152162a5d5ef',
        '</StringToSign><SignatureProvided>',
        '2b974103174d38e1946911813cd76aff7271f4ace1b75947b09c67487d2c39da',
        '</SignatureProvided><StringToSignBytes></StringToSignBytes>',
        '<CanonicalRequest>',
        'GET',
        '/firmware.bin',
        'content-type:application/octet-stream',
        'host:esp-data-exchange.s3.amazonaws.com',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20230310T134304Z',
        'content-type;host;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    ],
  },
  's3cmd974-host-port': {
    thread: 'https://github.com/s3tools/s3cmd/issues/974',
    pieces: [
      [
        'ErrorXML (as printed by s3cmd, one element a line):',
        "StringToSignBytes: '41 57 53 34 2d 48 4d 41 43 2d 53 48 41 32 35 36 0a 32 30 31 38 30 35 32 31 54 31 39 35 35 34 30 5a 0a 32 30 31 38 30 35 32 31 2f 75 73 2d 65 61 73 74 2d 31 2f 73 33 2f 61 77 73 34 5f 72 65 71 75 65 73 74 0a 32 30 61 31 32 38 63 65 65 38 30 33 63 36 38 31 64 35 61 63 31 64 36 33 38 34 65 30 64 30 63 35 62 32 66 62 35 38 37 64 65 62 61 32 39 62 64 63 38 61 38 62 62 36 38 30 37 37 30 61 32 38 33 64'",
        "CanonicalRequest: 'GET\\n/\\ndelimiter=%2F\\nhost:mahbucke.s3.amazonaws.com\\nx-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\\nx-amz-date:20180521T195540Z\\n\\nhost;x-amz-content-sha256;x-amz-date\\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
      ].join('\n'),
    ],
  },
  'awssdkjs853-es-double-encode': {
    thread: 'https://github.com/aws/aws-sdk-js/issues/853',
    pieces: [
      [
        '<InvalidSignatureException>',
        '...',
        'The Canonical String for this request should have been',
        "'GET",
        '/_search/%253Fa%3Db%2520c',
        '',
        '...',
      ].join('\n'),
      [
        'GET /_search/%3Fa=b%20c',
        'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20151227/us-east-1/es/aws4_request, SignedHeaders=host;x-amz-date, Signature=7',
        'X-Amz-Date: 20151227T231859Z',
        'Host: es.us-east-1.amazonaws.com',
      ].join('\n'),
    ],
  },
  'libvmodawsrest8-es-host': {
    thread: 'https://github.com/xcir/libvmod-awsrest/issues/8',
    pieces: [
      [
        '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\\n\\nThe Canonical String for this request should have been\\n\'GET\\n/_plugin/kibana/\\n\\nhost:search-production-applicationlogs-omittied.us-east-1.es.amazonaws.com\\nx-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\\nx-amz-date:20160210T173713Z\\n\\nhost;x-amz-content-sha256;x-amz-date\\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\'\\n\\nThe String-to-Sign should have been\\n\'AWS4-HMAC-SHA256\\n20160210T173713Z\\n20160210/us-east-1/es/aws4_request\\nfd25fa89477f88ffc390ea6ea90c5de2e35aea5c4e588ebb0ec972dc47b9e995\'\\n"}',
      ].join('\n'),
    ],
  },
  'awsrequestsigner10-kibana': {
    thread: 'https://github.com/carsales/aws-request-signer/issues/10',
    pieces: [
      [
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        '',
        'The Canonical String for this request should have been',
        "'POST",
        '/_plugin/kibana/elasticsearch/.kibana/index-pattern/%2A',
        '',
        'accept:application/json, text/plain, */*',
        'accept-encoding:gzip, deflate, br',
        'accept-language:en-US,en;q=0.8',
        'content-type:application/json',
        'host:search-logs-xxx.us-east-1.es.amazonaws.com',
        'kbn-version:5.1.1',
        'origin:https://search-logs-xxx.us-east-1.es.amazonaws.com',
        'referer:https://search-logs-xxx.us-east-1.es.amazonaws.com/_plugin/kibana/app/kibana',
        'user-agent:Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/57.0.2987.133 Safari/537.36',
        'x-amz-algorithm:AWS4-HMAC-SHA256',
        'x-amz-date:20170406T154620Z',
        '',
        'accept;accept-encoding;accept-language;content-type;host;kbn-version;origin;referer;user-agent;x-amz-algorithm;x-amz-date',
        "24ac1a370c64425df01b72216658d45ce970f8607c5947be39ec3893574a27f2'",
        '',
        'The String-to-Sign should have been',
        "'AWS4-HMAC-SHA256",
        '20170406T154620Z',
        '20170406/us-east-1/es/aws4_request',
        "35fe4abf9ff06a5f2e5f0d561278f8eccadabc94467790235da765a3082afa3b'",
      ].join('\n'),
    ],
  },
  'awscli4356-range-blanked': {
    thread: 'https://github.com/aws/aws-cli/issues/4356',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>ASIA4PCxxxxxxxxxxxxx</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256',
        '20190814T102134Z',
        '20190814/ap-northeast-2/s3/aws4_request',
        '8b1e07b140147c77ec722fd60085afc9dc9da050696f6a0dde05092dbbb33c33</StringToSign><SignatureProvided>e8840b94be41f1ba8cfe8d915c293903d3332834055cbc2dc600c197252e87bc</SignatureProvided><StringToSignBytes>41 57 53 34 2d 48 4d 41 43 2d 53 48 41 32 35 36 0a 32 30 31 39 30 38 31 34 54 31 30 32 31 33 34 5a 0a 32 30 31 39 30 38 31 34 2f 61 70 2d 6e 6f 72 74 68 65 61 73 74 2d 32 2f 73 33 2f 61 77 73 34 5f 72 65 71 75 65 73 74 0a 38 62 31 65 30 37 62 31 34 30 31 34 37 63 37 37 65 63 37 32 32 66 64 36 30 30 38 35 61 66 63 39 64 63 39 64 61 30 35 30 36 39 36 66 36 61 30 64 64 65 30 35 30 39 32 64 62 62 62 33 33 63 33 33</StringToSignBytes><CanonicalRequest>GET',
        '/{s3 path}/8388608.test',
        '',
        'host:{my bucket}.s3.ap-northeast-2.amazonaws.com',
        'range:',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20190814T102134Z',
        'x-amz-security-token:xxxx(session token masked) ...',
      ].join('\n'),
    ],
  },
  'awssdkphp612-skew': {
    thread: 'https://github.com/aws/aws-sdk-php/issues/612',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?> <Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T232559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds><RequestId>9E09E2E8D09D863C</RequestId><HostId>CQl85Ol1ejSfxwCFffw880W3OsDNI+FtTYPrQFjJVtM6vmd4pWJaOCuNEWtZPUfjhYRHByziBxg=</HostId></Error>',
      ].join('\n'),
    ],
  },
  's3fs1186-swift-region': {
    thread: 'https://github.com/s3fs-fuse/s3fs-fuse/issues/1186',
    pieces: [
      [
        "<?xml version='1.0' encoding='UTF-8'?>",
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-nl-1'</Message><RequestId>tx030fad750ef4436b8af60-005db5a5a1</RequestId><Region>eu-nl-1</Region></Error>",
      ].join('\n'),
    ],
  },
  'flatware10-aws-region': {
    thread: 'https://github.com/jsoma/flatware/issues/10',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region><RequestId>D5F2662865713BDC</RequestId><HostId>BisYpzkFJqTt3Aw5Lb9PtSGxim8A1nu7ndZrVp04DNNiga64JePe2gpklGTp6DWeycle6MJ4wI8=</HostId></Error>",
      ].join('\n'),
    ],
  },
  'objectfs303-two-auth': {
    thread: 'https://github.com/catalyst/moodle-tool_objectfs/issues/303',
    pieces: [
      [
        '<Error>',
        '<Code>InvalidArgument</Code>',
        '<Message>',
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
        '</Message>',
        '<ArgumentName>Authorization</ArgumentName>',
        '<ArgumentValue>',
        'AWS4-HMAC-SHA256 Credential=AKIAJSxxxxxxxxxxx/20200504/ap-southeast-2/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=501be7b4d65bd8bcfde4e64e161cf5c3d23dd3cd9732f45f7a50b8f',
        '</ArgumentValue>',
        '<RequestId>F1EAC337A99AD</RequestId>',
        '<HostId>',
        '9hM0yaaYwwRx9svuWW9OCo3rs3AZs2iYUUiWTgYkpT+LyizjH/3JcNpZ0mDqk=',
        '</HostId>',
        '</Error>',
      ].join('\n'),
    ],
  },
  'minio3462-traefik-host': {
    thread: 'https://github.com/minio/minio/issues/3462',
    pieces: [
      [
        '{"method":"PUT","path":"/test/","query":"","header":{"Accept-Encoding":["identity"],"Authorization":["AWS4-HMAC-SHA256 Credential=Q3AM3UQ867SPQQA43P2F/20161216/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=8f4d289c60e97aa36653b2056a307c1c7282a29fad9e4a4fca624c943c1c1564"],"Content-Length":["0"],"Host":["minio02:9000"],"User-Agent":["Go-http-client/1.1"],"X-Amz-Content-Sha256":["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],"X-Amz-Date":["20161216T114908Z"],"X-Forwarded-For":["123.456.789.000"],"X-Forwarded-Host":["minio02:9000"],"X-Forwarded-Proto":["https"],"X-Forwarded-Server":["e515bacc4db5"]}}  cause=Signature does not match',
      ].join('\n'),
      [
        'CanonicalRequest:',
        'PUT',
        '/test/',
        '',
        'host:minio.dev.truckers.mp',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20161216T132952Z',
        '',
        'host;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        '',
      ].join('\n'),
    ],
  },
  'requestsaws4auth7-date-scope': {
    thread: 'https://github.com/tedder/requests-aws4auth/issues/7',
    pieces: [
      [
        "{\"message\":\"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20151124' != '20151125', from '20151125T154140Z'.\"}",
      ].join('\n'),
    ],
  },
  'minio7736-cloudflare-trace': {
    thread: 'https://github.com/minio/minio/issues/7736',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error>',
        '  <Code>SignatureDoesNotMatch</Code>',
        '  <Message>The re...',
      ].join('\n'),
      [
        'GET /cells-personal/depau/document.pdf',
        'Host: [redacted]',
        'X-Amz-Content-Sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'Cdn-Loop: cloudflare',
        'X-Forwarded-For: [redacted]',
        'Accept-Encoding: gzip',
        'X-Amz-Date: 20190605T095830Z',
        'Cf-Visitor: {"scheme":"https"}',
        'User-Agent: Minio (linux; amd64) minio-go/v6.0.11',
        'Cf-Connecting-Ip: [redacted]',
        'Connection: close',
        'X-Forwarded-Proto: https',
        'Cf-Ray: 4e214aae28f0d61c-MXP',
        'Authorization: AWS4-HMAC-SHA256 Credential=[redacted]/20190605/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=9b56984a47214ccef982db80e5c98ef5527b3e9ecfd356effc99cdedd6ee6520',
        'X-Real-Ip: [redacted]',
        'Cf-Ipcountry: IT',
      ].join('\n'),
    ],
  },
  'minio15506-cloudflare-accept-encoding': {
    thread: 'https://github.com/minio/minio/issues/15506',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><Key>2.jpg</Key><BucketName>blog</BucketName><Resource>/blog/2.jpg</Resource><RequestId>1709AB92B4F85361</RequestId><HostId>c5b905ec-d53b-4d9c-9613-97a95906de55</HostId></Error>',
      ].join('\n'),
      [
        'PUT /blog/2.jpg',
        'Proto: HTTP/1.0',
        'Host: minio.*.icu',
        'Cdn-Loop: cloudflare',
        'Cf-Ray: 738058af0e40901c-FRA',
        'Cf-Visitor: {"scheme":"https"}',
        'Content-Type: image/jpeg',
        'X-Forwarded-For: *.*.*.29, 127.0.0.1',
        'Authorization: AWS4-HMAC-SHA256 Credential=bloglizi/20220809/rex/s3/aws4_request, SignedHeaders=accept-encoding;content-md5;host;x-amz-content-sha256;x-amz-date, Signature=714873ceeecaa8d0c8b6d325b92b98e...',
      ].join('\n'),
    ],
  },
  'seaweedfs6517-unsigned-trailer': {
    thread: 'https://github.com/seaweedfs/seaweedfs/issues/6517',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><Resource>/6b488237-3a75-4f77-9481-9f2f7df51e2a/69d2d994-af21-471e-95d1-e9ba2f3ecde5/6b488237-3a75-4f77-9481-9f2f7df51e2a/input/iris.csv</Resource><RequestId>1738862569234232483</RequestId><Key>69d2d994-af21-471e-95d1-e9ba2f3ecde5/6b488237-3a75-4f77-9481-9f2f7df51e2a/input/iris.csv</Key><BucketName>6b488237-3a75-4f77-9481-9f2f7df51e2a</BucketName></Error>',
      ].join('\n'),
    ],
  },
  'entwine99-empty-signed-headers': {
    thread: 'https://github.com/connormanning/entwine/issues/99',
    pieces: [
      [
        'PUT /red-rocks/3-1-2-4.laz',
        'Host: entwine.s3.amazonaws.com',
        'Accept: */*',
        'Authorization: AWS4-HMAC-SHA256 Credential=minio/20180703/us-east-1/s3/aws4_request, SignedHeaders=content-type;expect;host;transfer-encoding;x-amz-content-sha256;x-amz-date, Signature=a04d8e2684503fef5daba9e2ad47e0daafe37ad0b7145f79e2a90cc812922724',
        'Content-Type: application/octet-stream',
        'X-Amz-Content-Sha256: c942af4ad057f4cd6eb8b456809c7d290e475b6fa92af1b30f0bcd3e9832ece7',
        'X-Amz-Date: 20180703T231018Z',
        'Content-Length: 193633',
      ].join('\n'),
    ],
  },
  'minio5456-sigv2-meta': {
    thread: 'https://github.com/minio/minio/issues/5456',
    pieces: [
      [
        '<Error>',
        '    <Code>SignatureDoesNotMatch</Code>',
        '    <Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>',
        '    <AWSAccessKeyId>AKIAIBPxxxxxxxxxxxxx</AWSAccessKeyId>',
        '    <StringToSign>PUT',
        '',
        'video/mp4',
        '1517985221',
        'x-amz-meta-client_video_id:123456.mp4',
        'x-amz-meta-course_key:course-v1:edX+DemoX+Demo_Course',
        'x-amz-meta-course_video_upload_token:trest',
        '/kkzidow-files/e218d626-fdd2-4def-b043-6618c2e49799</StringToSign>',
        '    <SignatureProvided>VtNBU+Ir3yi3hjmOQmQ4g6HlAmU=</SignatureProvided>',
        '    <StringToSignBytes>50 55 54 0a 0a 76 69 64 65 6f 2f 6d 70 34 0a ...</StringToSignBytes>',
      ].join('\n'),
    ],
  },
  'seaweedfs7320-prefix-stripped': {
    thread: 'https://github.com/seaweedfs/seaweedfs/issues/7320',
    pieces: [
      [
        'CanonicalRequest:',
        'PUT',
        '/storage/fb14c3d7-84fc-4bc3-a4d3-43df62818720/30d/62b697f7-8725-4c23-8ff4-88fdd6ba1a31/fb14c3d7-84fc-4bc3-a4d3-43df62818720/input/wbcd.csv',
        '',
        'content-encoding:aws-chunked',
        'host:octopize.local',
        'x-amz-content-sha256:STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-date:20251013T141757Z',
        'x-amz-decoded-content-length:14335',
        'x-amz-sdk-checksum-algorithm:CRC32',
        'x-amz-trailer:x-amz-checksum-crc32',
        '',
        'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer',
        'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'StringToSign:',
        'AWS4-HMAC-SHA256',
        '20251013T141757Z',
        '20251013/eu-west-3/s3/aws4_request',
        '676e1f8eb6bfc2438c26b625644355c54fc675665bff78cce3294243d67a7f8d',
        'Signature:',
        '03357a375bcb43a032df9ca85bbe8317ff18c58a55923338bc3e0a8353857299',
        '',
      ].join('\n'),
    ],
  },
  'ngxawsauth35-decoded-path-signed': {
    thread: 'https://github.com/anomalizer/ngx_aws_auth/issues/35',
    pieces: [
      ['...<CanonicalRequest>GET', '/images/global%20standalone2.gif', '', 'host:cg-0127f0fb-962c-496e-a286-6...'].join(
        '\n',
      ),
      [
        'CanonicalRequest:',
        'GET',
        '/images/global standalone2.gif',
        '',
        'host:cg-0127f0fb-962c-496e-a286-67cd2a75760f.s3.amazonaws.com',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20161101T141338Z',
        '',
        'host;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        '',
      ].join('\n'),
    ],
  },
  'awscli9682-range-blanked': {
    thread: 'https://github.com/aws/aws-cli/issues/9682',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>',
        '<AWSAccessKeyId>MYACCESSKEYID</AWSAccessKeyId>',
        '<StringToSign>AWS4-HMAC-SHA256',
        '20250827T223046Z',
        '20250827/us-east-1/s3/aws4_request',
        '075ccc80f98639364d215440cc4dda8d67cb9f82f12fb09fc36fff50196f8018</StringToSign><SignatureProvided>736c1cbf683e496dc7c099e5e9d95894bab216a6437e418ac812ac10441b8d46</SignatureProvided>',
        '<CanonicalRequest>GET',
        '/pat...',
      ].join('\n'),
    ],
  },
  'gsutil1349-meta-daisychain': {
    thread: 'https://github.com/GoogleCloudPlatform/gsutil/issues/1349',
    pieces: [
      [
        '...cache-control:must-revalidate, max-age=0',
        'content-disposition:inline',
        'content-length:6046',
        'content-md5:vKgMKPFCMKFguMtm9roGBw==',
        'content-type:image/jpeg',
        'expect:100-Continue',
        'host:goout-assets-backups.s3.eu-central-1.amazonaws.com',
        'user-agent:Boto/2.49.0 Python/3.7.3 Linux/5.4.120+ gsutil/4.68 (linux) analytics/disabled interactive/False command/rsync-DaisyChain google-cloud-sdk/358.0.0',
        'x-amz-content-sha256:fc0eda0d7a1f68caf6b317935cc3a281249b3e36469a9b3995639494c0abf28e',
        'x-amz-date:20210925T204805Z',
        'x-amz-meta-surrogate-control:max-age=31536000,max-age=31536000',
        'x-goog-hash:md5=vKgMKPFCMKFguMtm9roGBw==',
        '',
        'cache-control;content-disposition;content-length;content-md5;content-type;expect;host;user-agent;x-amz-content-sha256;x-amz-date;x-amz-meta-surrogate-control;x-goog-hash',
        'fc0eda0d7a1f68caf6b317935cc3a281249b3e36469a9b3995639494c0abf28e</CanonicalRequest><CanonicalRequestBytes>50 55 54 0a 2f 69 2f 75 73 65 72 2f 31 33 38 36 35 32 39 5f 30 30 31 5f 6d 69 6e 2e 6a 70 67 0a 0a ...',
      ].join('\n'),
    ],
  },
  'awssdkgov2-2722-range-proxy': {
    thread: 'https://github.com/aws/aws-sdk-go-v2/issues/2722',
    pieces: [
      [
        "(quoted in words) 'In the error response, the <CanonicalRequest>, however shows an empty `range:`, suggesting that the user's proxy remove the `Range` header.'",
      ].join('\n'),
      [
        'Authorization: AWS4-HMAC-SHA256 Credential=ASIA************VBYM/20231019/eu-west-1/s3/aws4_request, SignedHeaders=accept-encoding;amz-sdk-invocation-id;amz-sdk-request;host;range;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=*****',
        'Range: bytes=0-5242879',
      ].join('\n'),
    ],
  },
  'cloudflareb2-5-b2-format': {
    thread: 'https://github.com/backblaze-b2-samples/cloudflare-b2/issues/5',
    pieces: [
      [
        '<Error>',
        '\t<Code>SignatureDoesNotMatch</Code>',
        '\t<Message>Signature validation failed</Message>',
        '</Error>',
      ].join('\n'),
    ],
  },
  'huaweiobs84-skew-day': {
    thread: 'https://github.com/huaweicloud/huaweicloud-sdk-java-obs/issues/84',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestId>0000017EE824A5666407C4CE27B8F394</RequestId><HostId>3akWNnC/60hMoENBbJT2cZUYoRQrKXYhGmZliBpZZn5VlBfGjJj4BuRxrLizmpZ9</HostId><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds><RequestTime>Sat, 12 Feb 2022 09:37:03 GMT</RequestTime><ServerTime>2022-02-11T09:37:02.823Z</ServerTime></Error>',
      ].join('\n'),
    ],
  },
  'knox223-nonascii-v2': {
    thread: 'https://github.com/Automattic/knox/issues/223',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSignBytes>...</StringToSignBytes><RequestId>...</RequestId><HostId>...</HostId><SignatureProvided>...</SignatureProvided><StringToSign>PUT',
        '',
        'image/jpeg',
        'Wed, 02 Apr 2014 22:25:47 GMT',
        'x-amz-acl:public-read',
        'x-amz-meta-accent-test:Ã¡',
        '/my-hash</StringToSign><AWSAccessKeyId>...</AWSAccessKeyId></Error>',
      ].join('\n'),
    ],
  },
  'awssdkjs530-v2-subresource-decoded': {
    thread: 'https://github.com/aws/aws-sdk-js/pull/530',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIAIT2xxxxxxxxxxxxx</AWSAccessKeyId><StringToSign>PUT',
        '',
        '',
        '',
        'x-amz-date:Thu, 12 Mar 2015 08:53:53 GMT',
        '/some-buckets/foo?partNumber=1&amp;uploadId=AA</StringToSign><SignatureProvided>ASD2oFQMizISn6rgQ3pzkGM/rRE=</SignatureProvided><Stri...',
      ].join('\n'),
    ],
  },
  'awslibvmod24-valueless-query': {
    thread: 'https://github.com/xcir/libvmod-awsrest/issues/24',
    pieces: [
      ["(quoted in words) S3 parses '?x' as 'x=' 'which I can see in the CanonicalRequest'"].join('\n'),
      ['GET /13599773_10153726151001299_5411510621933484699_n.png?x'].join('\n'),
    ],
  },
  'terraform36412-cloudflare-tunnel': {
    thread: 'https://github.com/hashicorp/terraform/issues/36412',
    pieces: [
      [
        'SignedHeaders=accept-encoding;amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date',
        'Accept-Encoding: identity',
      ].join('\n'),
    ],
  },
  'rgw-presigned-cloudscale': {
    thread: 'a public README',
    pieces: [
      [
        '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><RequestId>tx000000000000000417d38-00592445fe-6e01199-default</RequestId><HostId>6e01199-default-default</HostId></Error>',
      ].join('\n'),
    ],
  },
} as const satisfies Readonly<Record<string, QuotedCase>>;
