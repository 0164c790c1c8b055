/** The headers that curl adds of its own accord, from its options and from the body. */
import { base64 } from '../../bytes/base64.ts';
import { type Bytes, fixed, join, slice } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { CURL_MANUAL, type CurlArgument, isGiven, lastValue } from './arguments.ts';
import type { CurlData } from './data.ts';
import { type CustomHeader, hasHeader, type OwnHeader, ofCurl } from './headers.ts';

/** Those that --json adds; they stand with the headers of -H. */
export function jsonHeaders(custom: readonly CustomHeader[]): CustomHeader[] {
  const isNamed = (name: string) => custom.some(({ field }) => field.name.octets.toLowerCase() === name);
  return ['Content-Type', 'Accept']
    .filter((name) => !isNamed(name.toLowerCase()))
    .map((name) => ({
      kind: 'sent',
      field: {
        name: ofCurl(name, `--json adds a ${name} header`),
        value: ofCurl('application/json', '--json says that both sides speak JSON'),
      },
    }));
}

/** Without its User-Agent, whose version nobody knows: curl never signs it. */
export function ownHeaders(
  given: readonly CurlArgument[],
  sent: CurlData | null,
  cookie: Bytes | null,
  custom: readonly CustomHeader[],
): readonly OwnHeader[] | Problem {
  const value = (name: string) => {
    const found = lastValue(given, name);
    return found?.octets ? found : null;
  };
  const range = value('range');
  if (range && (sent || isGiven(given, 'upload-file'))) {
    const place = given.findLast(({ name }) => name === 'range') ?? { start: 0, end: 0 };
    const says = 'The command has -r and a body: curl makes a Content-Range header of them, which is not known here.';
    return inputProblem('curl-option', says, 'Leave -r out, and write the header with -H.', place, CURL_MANUAL);
  }
  const referer = value('referer');
  const auto = referer?.octets.lastIndexOf(';auto') ?? -1;
  const isChunked = hasHeader(custom, 'transfer-encoding');
  const length =
    sent?.body && !isChunked ? ofCurl(String(sent.body.octets.length), 'the body has so many bytes') : null;
  const type = sent ? ofCurl('application/x-www-form-urlencoded', '-d sends what an HTML form would') : null;
  return [
    { name: 'Authorization', value: authorizationOf(given), stands: 'before' },
    { name: 'Range', value: range && join([ofCurl('bytes=', '-r counts bytes'), range]), stands: 'before' },
    { name: 'User-Agent', value: value('user-agent'), stands: 'before' },
    { name: 'Accept', value: ofCurl('*/*', 'curl takes any type of content'), stands: 'before' },
    { name: 'Referer', value: referer && auto >= 0 ? slice(referer, 0, auto) : referer, stands: 'before' },
    { name: 'Cookie', value: cookie, stands: 'before' },
    ...streamedHeaders(lastValue(given, 'upload-file')),
    { name: 'Content-Length', value: length, stands: 'behind' },
    { name: 'Content-Type', value: type, stands: 'behind' },
  ];
}

/** Of a body that comes from standard input: nobody knows its length. */
function streamedHeaders(file: Bytes | null): readonly OwnHeader[] {
  if (file?.octets !== '-' && file?.octets !== '.') return [];
  const says = 'the body comes from standard input, and its length is not known';
  return [
    { name: 'Transfer-Encoding', value: ofCurl('chunked', says), stands: 'behind' },
    { name: 'Expect', value: ofCurl('100-continue', says), stands: 'behind' },
  ];
}

/** Of -u and --oauth2-bearer; with --aws-sigv4 the signature is in its place. */
function authorizationOf(given: readonly CurlArgument[]): Bytes | null {
  if (isGiven(given, 'aws-sigv4')) return null;
  const bearer = lastValue(given, 'oauth2-bearer');
  if (bearer) return join([ofCurl('Bearer ', '--oauth2-bearer sends a token'), bearer]);
  const user = lastValue(given, 'user');
  if (!user?.octets.includes(':')) return null;
  return join([fixed('Basic ', { id: 'basic', says: '-u sends name and password', see: RFC_BASIC }), base64(user)]);
}

const RFC_BASIC = 'https://www.rfc-editor.org/rfc/rfc7617';
