/**
 * A server that is not S3, and links to its two files. It signs the query of a link: with SHA-256 of the secret and the
 * query (`hash`), which anyone can extend, or with HMAC-SHA256 (`hmac`).
 */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { plain } from '../../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromHex, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { percentDecode, percentEncode, percentEncodeIllegal } from '../../bytes/text-operations.ts';
import { hmacSha256KeyInHex, sha256Hex } from '../../crypto/digests.ts';
import { extendSha256, sha256Padding } from '../../crypto/extend-sha256.ts';
import { headLength, readRequestHead } from '../../http/read-head.ts';
import { decodedParameters } from '../../http/target.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { LessonRequest } from '../format-parts.ts';

const SECRET = octetsFromText(S3_EXAMPLE_KEY.secretAccessKey);

const MACS = {
  hash: (text: Octets) => sha256Hex(`${SECRET}${text}` as Octets),
  hmac: hmacSha256KeyInHex(SECRET),
} as const;

export type LinkForm = keyof typeof MACS;

export const isLinkForm = (form: LessonRequest['form']): form is LinkForm => form in MACS;

const MAC = '&mac=';

/** Adds the MAC of its query to the URL of a link. */
export const signedLink = (form: LinkForm, url: string): string =>
  `${url}${MAC}${MACS[form](decoded(url.slice(url.indexOf('?') + 1)))}`;

const decoded = (query: string): Octets => percentDecode(plain(octetsFromText(query))).octets;

/** The first line of a request for a link: what comes before the signed query, the query, and its MAC. */
const LINK = new RegExp(String.raw`^([^\r\n?]*\?)(\S*)${MAC}([0-9a-f]{64})(?= )`);

/**
 * Appends text to the signed query of a captured link, and computes the MAC that a server with `hash` expects for it. Nothing
 * is needed but the request and the number of bytes of the secret. Returns a problem if it is not a request for a link.
 */
export function extendLink(
  head: Octets,
  { append, secretLength }: { readonly append: string; readonly secretLength: number },
): Octets | Problem {
  const [line, before = '', query = '', mac = ''] = LINK.exec(head) ?? [];
  if (line === undefined)
    return problem('wire-change', 'The request has no MAC to extend.', 'Use a request with form: hash or form: hmac.');
  const hashed = secretLength + decoded(query).length;
  const appended = percentEncodeIllegal(plain(octetsFromText(append))).octets;
  const forged = extendSha256(octetsFromHex(mac), hashed, decoded(appended));
  const padding = percentEncode(plain(sha256Padding(hashed))).octets;
  return `${before}${query}${padding}${appended}${MAC}${forged}${head.slice(line.length)}` as Octets;
}

const FILES: Readonly<Record<string, string>> = {
  'test.txt': 'This file is for everyone who has the link.\n',
  'salaries.txt': 'ann 5100\nbob 4900\n',
};

/** Creates the server. It answers one request on a connection, and reads no body. */
export function linkServer(form: LinkForm): Sandbox {
  return {
    converse() {
      let received = '';
      return (piece) => {
        received += octetsFromArray(piece);
        const end = headLength(received);
        return end === null
          ? null
          : { bytes: arrayFromOctets(answerTo(form, received.slice(0, end) as Octets)), isLast: true };
      };
    },
  };
}

/** Returns the file that the last parameter `file` names, if the MAC is that of all that is before it. */
function answerTo(form: LinkForm, received: Octets): Octets {
  const head = readRequestHead(plain(received));
  const [, , query = '', mac = ''] = LINK.exec(received) ?? [];
  if (isProblem(head) || mac !== MACS[form](decoded(query)))
    return answer('403 Forbidden', refusal('WrongMac', 'The MAC is not that of the query before it.'));
  const names = decodedParameters(head.target).filter(({ name }) => name.octets === 'file');
  const file = FILES[names.at(-1)?.value.octets ?? ''];
  return file === undefined
    ? answer('404 Not Found', refusal('NoSuchFile', 'There is no such file.'))
    : answer('200 OK', file);
}

const refusal = (code: string, says: string): string => `<Error><Code>${code}</Code><Message>${says}</Message></Error>`;

const answer = (status: string, body: string): Octets =>
  octetsFromText([`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, 'Connection: close', '', body].join('\r\n'));
