/**
 * Writes sentences about the signs in a request that point to a cause. Quotations from the request are already
 * redacted.
 */
import type { Sign } from '../../search/finding.ts';
import { printable } from '../characters/visible.ts';

type InWords = (quote: string) => string;

const PATH: Readonly<Record<string, InWords>> = {
  'reserved-in-path': (quote) => `The path has ${quote}, which signers encode differently.`,
  'marks-in-path': (quote) =>
    `The path has ${quote}, which must be encoded, although many functions leave it unencoded.`,
  'tilde-encoded': () => 'The path has %7E, although a tilde is never encoded.',
  'special-in-path-of-other-service': (quote) =>
    `The path has ${quote}, and services other than S3 require the path to be encoded twice.`,
  'path-encoded-twice-by-service': () => 'The service is not S3: it requires the path to be encoded twice.',
  'plus-in-path': () => 'The path has a plus sign, which S3 and some other servers read as a space.',
  'space-in-path': () => 'The path has a space.',
  'non-ascii-in-path': () => 'The path has non-ASCII characters.',
  'percent-encoded-twice': (quote) => `The path has ${quote}: an escape that was escaped again.`,
  'percent-encoded-thrice': (quote) =>
    `The server's path has ${quote}: it was encoded one time too many before it was sent.`,
  'encoded-slash-in-path': () => 'The path has %2F, a slash within a name.',
  'empty-or-dot-segment': (quote) =>
    `The path has ${quote}: a name that begins with a slash, an empty segment, or dots, which many programs normalize.`,
  'repeated-segment': (quote) => `The path has the segment "${quote}" twice in a row.`,
  'bucket-in-host-and-path': (quote) => `"${quote}" is in the host name and at the beginning of the path.`,
  'slash-at-end-of-path': () => 'The path ends with a slash, which programs add or remove.',
  'lowercase-hexadecimal': (quote) => `The path has ${quote}, with lowercase hexadecimal digits.`,
  'question-mark-in-path': () => 'The path has %3F, an encoded question mark.',
  'slash-in-bucket-name': (quote) => `The code gives a bucket name with a slash: ${quote}.`,
};

const QUERY: Readonly<Record<string, InWords>> = {
  'url-built-without-query': (quote) => `The code builds the URL without the query: ${quote}.`,
  'space-in-query-value': (quote) =>
    `A query value has a space${quote === ' ' ? '' : `, written as ${quote}`}: it is signed as %20, but many programs write a plus sign.`,
  'slash-in-query-value': () => 'A query value has a slash, which is signed as %2F.',
  'marks-in-query-value': (quote) => `A query value has ${quote}, which many functions leave unencoded.`,
  'reserved-in-query-value': (quote) => `A query value has ${quote}, which must be encoded.`,
  'order-of-query-names': (quote) => `The parameter ${quote} moves if names are not sorted by their bytes.`,
  'parameter-without-value': (quote) => `The parameter ${quote} has no value; it is signed with an equal sign.`,
  'query-encoded-twice': (quote) => `The query has ${quote}: an escape that was escaped again.`,
  'signed-list-encoded-twice': (quote) => `The URL has ${quote}: it was encoded again as a whole.`,
  'parameter-added-to-url': (quote) => `The URL has ${quote}, which is often added after signing.`,
  'subresource-in-version-2': (quote) => `Signature Version 2 signs ${quote} decoded and in its own order.`,
  'parameter-of-header-in-url': (quote) => `The URL has ${quote} as a parameter, which is then not a signed header.`,
};

const HEADERS: Readonly<Record<string, InWords>> = {
  'content-length-signed': () => 'Content-Length is signed, and connections change it.',
  'hop-by-hop-header-signed': (quote) => `${quote} is signed, and each connection has its own.`,
  'accept-encoding-signed': () => 'Accept-Encoding is signed, and proxies rewrite it.',
  'expect-signed': () => 'Expect is signed, and proxies answer it themselves.',
  'forwarding-header-signed': (quote) => `${quote} is signed, and each proxy extends it.`,
  'odd-header-name': (quote) => `${quote} has an underscore or a dot in its name, and nginx removes such headers.`,
  'range-or-condition-signed': (quote) => `${quote} is signed, and caches remove it.`,
  'signed-value-empty': (quote) => `${quote} is signed, and its value is empty.`,
  'signed-header-absent': (quote) => `${quote} is signed, but the given request has no such header.`,
  'headers-out-of-order': (quote) => `${quote} is not where sorting by name puts it.`,
  'capital-in-canonical-name': (quote) => `The canonical request has the header name ${quote} with a capital letter.`,
  'doubled-value': (quote) => `${quote} has the same value twice.`,
  'white-space-in-value': (quote) => `${quote} has a comma or white space that is easily changed.`,
  'non-ascii-in-value': (quote) => `${quote} has non-ASCII characters.`,
  'amz-header-not-signed': (quote) => `${quote} is in the request but not among the signed headers.`,
  'said-not-signed': () => 'The server mentions headers that were not signed.',
  'token-not-signed': () => 'The server says that x-amz-security-token was not signed.',
  'host-not-signed': () => 'Host is not among the signed headers.',
  'url-signs-more-than-host': (quote) => `The URL signs ${quote} too, so the sender must send exactly the same header.`,
  'said-listed-but-absent': () => 'The server says that a signed header did not arrive.',
  'content-type-signed': () => 'Content-Type is signed, and browsers and HTTP libraries set their own.',
  'content-type-in-version-2': (quote) => `The server's string to sign has the content type ${quote}.`,
  'upload-by-url-from-code': (quote) => `${quote} uploads to a presigned URL and sets its own Content-Type.`,
  'default-content-type': (quote) => `The code sets ${quote}.`,
  'copied-object': () => 'An object is copied or modified, which repeats headers of a response.',
};

const HOST: Readonly<Record<string, InWords>> = {
  'default-port-in-host': (quote) => `The host is ${quote}: the default port is usually left out of the Host header.`,
  'other-port-in-host': (quote) => `The host is ${quote}: clients and proxies often leave the port out.`,
  'two-ports': (quote) => `The same host is written with another port, or without one: ${quote}.`,
  'two-hosts': (quote) => `A second host appears: ${quote}.`,
  'internal-host-in-url': (quote) => `${quote} is a name that is known only in an internal network.`,
  'proxy-configuration': (quote) => `A proxy is configured (${quote}).`,
  'named-host-of-own-server': (quote) => `${quote} is not an AWS host, so a proxy is probably in front of the server.`,
  cloudflare: () => 'Cloudflare is between the client and the server.',
  'backend-of-worker': () => 'Backblaze B2, which is often behind a CDN or a worker, refused the request.',
  'host-with-scheme-or-path': (quote) => `The code has ${quote}, where only a host or only a path belongs.`,
  'label-of-host-in-scope': (quote) => `The Region in the scope is "${quote}", which is not a Region.`,
  'service-of-host-differs': (quote) =>
    `The host belongs to the service ${quote}, but the scope names another service.`,
  'service-constant': (quote) => `${quote} is not the signing name of this endpoint.`,
  'default-region-of-foreign-server': (quote) =>
    `The Region is the default us-east-1, but ${quote} has its own Regions.`,
  'bucket-label-on-own-server': (quote) => `${quote} may have the bucket in its name, which the server must know.`,
};

const PAYLOAD: Readonly<Record<string, InWords>> = {
  'multipart-body': () => 'The body is multipart/form-data, which the HTTP library builds after signing.',
  'body-from-code': (quote) => `The code builds the body itself (${quote}), and the library may send different bytes.`,
  'signed-options-reused': (quote) => `The options of the HTTP client are passed to the signer: ${quote}`,
  'unsigned-payload-of-other-service': () => 'The body is signed as UNSIGNED-PAYLOAD, which only S3 accepts.',
  'hash-in-presigned': () => 'The presigned request has the hash of an empty body, not UNSIGNED-PAYLOAD.',
  'empty-hash-of-upload': () => 'There is a body, but the signed hash is that of an empty body.',
  'trailer-or-chunks': (quote) => `The body is sent in signed chunks or with a trailer (${quote}).`,
  'said-chunks': () => 'The server says that it does not know this form of chunks.',
  'upload-to-foreign-server': () => 'An AWS SDK uploads to a server that is not AWS.',
  'foreign-server-since-2025': () =>
    'The server is not AWS, and AWS SDKs have added a checksum to uploads by default since January 2025.',
  'checksum-of-nothing': () => 'AAAAAA== is the CRC32 of no data.',
  'chunk-string': () => 'The string to sign is that of a chunk, so the head of the request was accepted.',
  'made-for-upload': (quote) => `The URL is for an upload (${quote}), and a browser that opens it sends GET.`,
  'method-head': () => 'The method is HEAD, which CDNs turn into GET.',
  'get-in-version-2': () => "The method in the server's string to sign is GET.",
};

const CREDENTIALS: Readonly<Record<string, InWords>> = {
  'far-from-server-time': (quote) => `The request was signed at ${quote}, more than 15 minutes from the server's time.`,
  'said-another-time': () => 'The server compares the time of signing with its own.',
  'year-1970': () => 'The request was signed in 1970: the clock was never set.',
  'odd-date-format': (quote) => `The time ${quote} is not in the form YYYYMMDD'T'HHMMSS'Z'.`,
  'line-break-in-credential': () =>
    'There is a line break in the credential, so the key was read with its line ending.',
  'secret-through-echo': (quote) =>
    `The secret comes from a file or a pipe (${quote}), which often adds a line ending.`,
  'strings-of-both-sides': () => 'The quoted strings of both sides are equal.',
  'official-client-of-aws': () =>
    'The client is official and the server is AWS: both sign correctly, so only the key can be wrong.',
  'signer-of-its-own': (quote) => `The program has its own signer (${quote}).`,
  'tool-complains': (quote) => `A tool complains: ${quote}`,
  'signature-as-secret': () => 'A signature or a password is used as the secret access key.',
  'other-scheme': (quote) => `The header that arrived is "${quote}".`,
  'token-beside-signature': () => 'A session token is sent but not signed.',
  'form-of-version-2': () => 'A form with a policy is sent.',
  'origin-access-control': () => 'CloudFront signs for the origin, which is a function.',
};

export const SIGN_WORDS: Readonly<Record<string, InWords>> = {
  ...PATH,
  ...QUERY,
  ...HEADERS,
  ...HOST,
  ...PAYLOAD,
  ...CREDENTIALS,
};

/** Describes a sign that points to a cause. Returns an empty string for a sign that has no description. */
export const signInWords = ({ id, quote }: Sign): string => SIGN_WORDS[id]?.(printable(quote)) ?? '';
