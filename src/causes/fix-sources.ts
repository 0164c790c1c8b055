/** Lists the pages that document the lines of fixes, for each program. */
import type { ProgramId } from '../aws/programs.ts';

const NGINX_PROXY = 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html';
const NGINX_CORE = 'https://nginx.org/en/docs/http/ngx_http_core_module.html';
const APACHE = 'https://httpd.apache.org/docs/2.4/mod';
const SDKS = 'https://docs.aws.amazon.com/sdkref/latest/guide';
const JAVA = 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java';
const JAVA_SDK = 'https://sdk.amazonaws.com/java/api/latest/software/amazon/awssdk';
const GO_SDK = 'https://pkg.go.dev/github.com/aws/aws-sdk-go-v2';
const JAVASCRIPT_SDK = 'https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide';
const DOTNET = 'https://learn.microsoft.com/en-us/dotnet/api';
const DOTNET_SDK = 'https://docs.aws.amazon.com/sdkfornet/v4/apidocs/items/S3';
const CHECKSUMS = `${SDKS}/feature-dataintegrity.html`;

/** For each program, words of a line, and the page that documents them. The first row whose words are there applies. */
const SOURCES: Readonly<Partial<Record<ProgramId, readonly (readonly [words: string, url: string])[]>>> = {
  'aws-cli': [
    ['CHECKSUM', CHECKSUMS],
    ['default.s3.', 'https://docs.aws.amazon.com/cli/latest/topic/s3-config.html'],
    ['configure set', 'https://docs.aws.amazon.com/cli/latest/reference/configure/set.html'],
    ['export', 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html'],
  ],
  boto3: [
    ['checksum', CHECKSUMS],
    ['Config(', 'https://botocore.amazonaws.com/v1/documentation/api/latest/reference/config.html'],
    ['[crt]', `${SDKS}/common-runtime.html`],
    ['boto3.client', 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/session.html'],
  ],
  javascript: [
    ['hecksum', CHECKSUMS],
    ['signature-v4-crt', 'https://www.npmjs.com/package/@aws-sdk/signature-v4-crt'],
    ['region', `${JAVASCRIPT_SDK}/setting-region.html`],
    ['sessionToken', `${JAVASCRIPT_SDK}/setting-credentials-node.html`],
    ['signatureVersion', 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/S3.html'],
    ['searchParams', 'https://developer.mozilla.org/en-US/docs/Web/API/URLSearchParams'],
    [
      'encodeURIComponent',
      'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/encodeURIComponent',
    ],
    ['escapeUriPath', 'https://github.com/smithy-lang/smithy-typescript/tree/main/packages/util-uri-escape'],
    ['SignatureV4', 'https://github.com/smithy-lang/smithy-typescript/tree/main/packages/signature-v4'],
    [
      'forcePathStyle',
      'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-client-s3/Interface/S3ClientConfig/',
    ],
  ],
  java: [
    ['hecksum', CHECKSUMS],
    ['.region(', 'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/region-selection.html'],
    ['DateTimeFormatter', `${JAVA}/time/format/DateTimeFormatter.html`],
    ['URLEncoder', `${JAVA}/net/URLEncoder.html`],
    ['URI.', `${JAVA}/net/URI.html`],
    ['toLowerCase', `${JAVA}/lang/String.html`],
    ['forcePathStyle', `${JAVA_SDK}/services/s3/S3BaseClientBuilder.html`],
    ['doubleUrlEncode', `${JAVA_SDK}/auth/signer/params/Aws4SignerParams.Builder.html`],
    ['ApacheHttpClient', `${JAVA_SDK}/http/apache/ApacheHttpClient.Builder.html`],
    ['chunkedEncodingEnabled', `${JAVA_SDK}/services/s3/S3Configuration.Builder.html`],
  ],
  go: [
    ['WithRegion', `${GO_SDK}/config#WithRegion`],
    ['DisableURIPathEscaping', `${GO_SDK}/aws/signer/v4#SignerOptions`],
    ['o.', `${GO_SDK}/service/s3#Options`],
  ],
  dotnet: [
    ['hecksum', CHECKSUMS],
    ['CultureInfo', `${DOTNET}/system.globalization.cultureinfo.invariantculture`],
    ['ToLowerInvariant', `${DOTNET}/system.string.tolowerinvariant`],
    ['UseChunkEncoding', `${DOTNET_SDK}/TPutObjectRequest.html`],
    ['=', `${DOTNET_SDK}/TS3Config.html`],
  ],
  php: [
    ['rawurlencode', 'https://www.php.net/manual/en/function.rawurlencode.php'],
    ['checksum', CHECKSUMS],
    ['=>', 'https://docs.aws.amazon.com/sdk-for-php/v3/developer-guide/guide_configuration.html'],
  ],
  rust: [['.', 'https://docs.rs/aws-sdk-s3/latest/aws_sdk_s3/config/struct.Builder.html']],
  rclone: [['', 'https://rclone.org/s3/']],
  curl: [['', 'https://curl.se/docs/manpage.html']],
  s3cmd: [['', 'https://github.com/s3tools/s3cmd/blob/master/S3/Config.py']],
  python: [
    ['quote(', 'https://docs.python.org/3/library/urllib.parse.html#urllib.parse.quote'],
    ['urlencode', 'https://docs.python.org/3/library/urllib.parse.html#urllib.parse.urlencode'],
  ],
  aiohttp: [['encoded=True', 'https://docs.aiohttp.org/en/stable/client_quickstart.html']],
  nginx: [
    ['merge_slashes', `${NGINX_CORE}#merge_slashes`],
    ['underscores_in_headers', `${NGINX_CORE}#underscores_in_headers`],
    ['proxy_set_header', `${NGINX_PROXY}#proxy_set_header`],
    ['proxy_cache_convert_head', `${NGINX_PROXY}#proxy_cache_convert_head`],
    ['proxy_pass', `${NGINX_PROXY}#proxy_pass`],
  ],
  apache: [
    ['MergeSlashes', `${APACHE}/core.html#mergeslashes`],
    ['ProxyPreserveHost', `${APACHE}/mod_proxy.html#proxypreservehost`],
    ['ProxyPass', `${APACHE}/mod_proxy.html#proxypass`],
  ],
  caddy: [['', 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy']],
  envoy: [
    [
      'merge_slashes',
      'https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto',
    ],
  ],
  squid: [['request_header_access', 'https://www.squid-cache.org/Doc/config/request_header_access/']],
  traefik: [['passHostHeader', 'https://doc.traefik.io/traefik/routing/services/#pass-host-header']],
  cloudfront: [
    [
      'SigningBehavior',
      'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html',
    ],
    [
      'Origin request policy',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    ],
  ],
};

/** Returns the URL of the page that documents a line; `null` if no page is known. */
export const sourceOfLine = (program: ProgramId, line: string): string | null =>
  SOURCES[program]?.find(([words]) => line.includes(words))?.[1] ?? null;
