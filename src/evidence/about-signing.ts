/** Recognizes a text that is about a signed request although nothing in it can be read as one, such as a list of headers. */
import type { Piece } from './evidence.ts';

const VENDOR = '(?:Amz|Goog|OSS|Tos)';

/** Matches what other texts do not have. A credential scope is not among it, because documents have one too. */
const ABOUT_SIGNING: readonly RegExp[] = [
  // A parameter of a signature, or a header of a signed request.
  new RegExp(String.raw`(?:X-${VENDOR}-[A-Za-z-]{4,20}|\bCredential)=[\w%]`),
  new RegExp(String.raw`(?:^|[\s'"\`>])(?:authorization|x-${VENDOR}-[a-z0-9-]+)['"]?[ \t]?:`, 'i'),
  // A list of signed headers.
  /SignedHeaders['"]?(?:[=:]|%3D|[ \t]*=)|\b(?:host|x-[a-z-]{1,60});[a-z]|[a-z];(?:host|x-[a-z])/i,
  // The line of a request with a query.
  /(?:^|[\s'"`(\u2014-])(?:GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS) \/[^\s'"`<>]{0,4096}\?/m,
  // A call that signs, or the name of what signs with its version.
  /(?:aws_?4|sig_?v4|signaturev4|pre_?sign(?:ed)?|signed_?url|signedfetch|aws_?auth|awsclient)[\w$.]{0,40}(?:[ \t]*[({]|\/\d)/i,
  // An escape that was escaped again, and a proxy's settings.
  /%25[0-9A-F]{2}/,
  /^[ \t#]*(?:proxy_(?:set_header|pass|http_version)|ProxyP(?:reserveHost|ass)|header_up|http-request (?:set|del)-header|reqi?rep)[ \t]/im,
];

/** Returns whether any of the pieces is about a signed request. */
export const isAboutSigning = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ octets }) => ABOUT_SIGNING.some((pattern) => pattern.test(octets)));
