/** Causes that involve a canonical request that is not built as documented. */
import { type Bytes, join, rewrite } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import {
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  SCOPE_PARTS,
  scopePartBytes,
  withSteps,
} from '../../drafts/draft.ts';
import { headerLines } from '../../drafts/steps.ts';
import { withCut, withInserted } from '../../drafts/wrong-operations.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { NEWLINE } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { prefixedSecret } from '../../sigv4/stages/signing-key.ts';
import { cause, forEach, type Mistake, possible, signing } from '../define-cause.ts';
import { chain } from './signing-key.ts';

/** Lists the six parts of the canonical request. The canonical headers include their own trailing newline. */
const partsOf = (draft: Draft) => ({
  method: partBytes(draft, 'method'),
  uri: partBytes(draft, 'canonicalUri'),
  query: partBytes(draft, 'canonicalQueryString'),
  headers: headerLines(draft),
  list: partBytes(draft, 'signedHeaders'),
  payload: partBytes(draft, 'hashedPayload'),
});

/** Creates the mistake of building the canonical request from only these parts, in this order. */
const builtFrom = (says: string, parts: string): Mistake =>
  signing(says, (draft) => [withSteps(draft, { canonicalRequest: (made) => join(chosenParts(made, parts), NEWLINE) })]);

function chosenParts(draft: Draft, parts: string): Bytes[] {
  const all: Readonly<Record<string, Bytes>> = partsOf(draft);
  return parts.split(' ').flatMap((part) => all[part] ?? []);
}

export const canonicalRequestMisbuilt = cause('canonical-request-misbuilt', 'canonical-request', {
  says: 'The canonical request is missing a part or has its parts in the wrong order.',
  symptom: "The client's canonical request has a line fewer than the server's, or its lines in another order.",
  fix: 'Join six parts with LF: method, canonical URI, canonical query string, canonical headers (each ends with LF, including the last one), signed headers, and payload hash.',
  mutations: {
    'no-method': builtFrom('The canonical request has no line for the method.', 'uri query headers list payload'),
    'no-path': builtFrom('The canonical request has no line for the path.', 'method query headers list payload'),
    'no-headers': builtFrom('The canonical request has no canonical headers.', 'method uri query list payload'),
    'no-signed-headers': builtFrom(
      'The canonical request has no line for the names of the signed headers.',
      'method uri query headers payload',
    ),
    'no-payload': builtFrom(
      'The canonical request has no line for the hash of the payload.',
      'method uri query headers list',
    ),
    'payload-before-signed-headers': builtFrom(
      'The hash of the payload comes before the names of the signed headers.',
      'method uri query headers payload list',
    ),
    'signed-headers-before-headers': builtFrom(
      'The names of the signed headers come before the canonical headers.',
      'method uri query list headers payload',
    ),
  },
});

/** Changes a text in the way that a mistake would. `put` returns the bytes that the mistake adds. */
type Rewrite = (text: Bytes, put: (added: string) => Bytes) => Bytes;

const applyRewrite = (draft: Draft, change: Rewrite, text: Bytes): Bytes =>
  change(text, (added) => putBytes(draft, added));

const withRequest = (draft: Draft, change: Rewrite): Draft =>
  withSteps(draft, { canonicalRequest: (one) => applyRewrite(one, change, draft.steps.canonicalRequest(one)) });
const withString = (draft: Draft, change: Rewrite): Draft =>
  withSteps(draft, {
    stringToSign: (one, hash, text) => applyRewrite(one, change, draft.steps.stringToSign(one, hash, text)),
  });

const changeRequest = (says: string, ...changes: readonly Rewrite[]): Mistake =>
  signing(says, (draft) => changes.map((change) => withRequest(draft, change)));
const FIX_OF_STRING = {
  fix: 'Join the four lines of the string to sign with "\\n" only, and write nothing after the hash in the last one.',
};
const changeString = (says: string, ...changes: readonly Rewrite[]): Mistake =>
  signing(says, (draft) => changes.map((change) => withString(draft, change)), FIX_OF_STRING);

const LINE_END: Transform = { id: 'line-end', done: 'replaced as the end of a line', secrecy: 'keeps' };
const withLineEnds =
  (end: string): Rewrite =>
  (text) =>
    rewrite(text, LINE_END, /\n/g, () => end);

const withCrlf = withLineEnds('\r\n');
const withLetters = withLineEnds('\\n');
const withoutNewlines = withLineEnds('');
const withSpaces = withLineEnds(' ');
const withNewline: Rewrite = (text, put) => join([text, put('\n')]);
const withCrlfAtEnd: Rewrite = (text, put) => join([text, put('\r\n')]);
const withNewlineBefore: Rewrite = (text, put) => join([put('\n'), text]);

/** Derives the key from these parts of the scope with a newline after each, as `echo` writes them, and from the others. */
const withNewlineAfter = (draft: Draft, parts: readonly (keyof DraftScope)[]): Draft =>
  withSteps(draft, {
    signingKey: (made, secret) => {
      const messages = SCOPE_PARTS.map((part) => {
        const bytes = scopePartBytes(made, part);
        return parts.includes(part) ? join([bytes, putBytes(made, '\n')]) : bytes;
      });
      return chain(prefixedSecret(secret), messages);
    },
  });

const DATA_OF_KEY: readonly (readonly [part: keyof DraftScope, name: string])[] = [
  ['date', 'the date'],
  ['region', 'the Region'],
  ['service', 'the service'],
  ['terminator', '"aws4_request"'],
];

const FIX_OF_KEY = {
  fix: 'Write the data of each HMAC without a newline after it: in a shell, with printf "%s" and not with echo.',
};

/** Signs values that end with CR, which happens if a program splits lines only at LF. */
const crlfInHeaders = (draft: Draft): Draft[] => [
  { ...draft, headers: draft.headers.map(({ name, value }) => ({ name, value: `${value}\r` as Octets })) },
];

const withEmptyLineAfter =
  (pattern: RegExp): Rewrite =>
  (text, put) => {
    const match = pattern.exec(text.octets);
    return match ? withInserted(text, match.index + match[0].length, put('\n')) : text;
  };

const withoutMatch =
  (pattern: RegExp): Rewrite =>
  (text) => {
    const match = pattern.exec(text.octets);
    return match ? withCut(text, match.index, match.index + match[0].length) : text;
  };

/** Removes the empty line before the last two lines. */
const withoutEmptyLine = withoutMatch(/(?<=\n)\n(?=[^\n]*\n[^\n]*$)/);
const withTwoEmptyLines = withEmptyLineAfter(/\n\n(?=[^\n]*\n[^\n]*$)/);
const withEmptyLineBeforePayload = withEmptyLineAfter(/\n(?=[^\n]*$)/);
const withEmptyLineBeforeHeaders = withEmptyLineAfter(/^[^\n]*\n[^\n]*\n[^\n]*\n/);
const withoutEmptyQueryLine = withoutMatch(/(?<=^[^\n]*\n[^\n]*\n)\n/);
const withoutQueryLine = withoutMatch(/(?<=^[^\n]*\n[^\n]*\n)[^\n]*\n/);
const withoutEmptyLines: Rewrite = (text) => rewrite(text, LINE_END, /(?<=\n)\n+/g, () => '');

export const crlfOrExtraNewline = cause('crlf-or-extra-newline', 'canonical-request', {
  says: 'The signed text has wrong line endings, or has empty lines missing or added.',
  symptom: 'The texts look the same, but one has a CR, an empty line too many or too few, or a newline at its end.',
  fix: 'Join the lines with "\\n" only. Write one empty line after the headers, keep the line of an empty query, and write nothing after the last line.',
  threads: 'aws/aws-sigv4-auth-cassandra-java-driver-plugin/issues/12 cmawhorter/hmmac/issues/9',
  breaks: {
    'query-line': (header) =>
      `After the path, the client signed the header ${header}: the line of the query, which is empty, is missing.`,
    'line-endings': (method) => `The client signed a CR after ${method}, but lines end with LF alone.`,
  },
  mutations: {
    crlf: changeRequest('The lines of the canonical request end with CR LF instead of LF.', withCrlf),
    'newline-at-end': changeRequest(
      'The canonical request has a newline after its last line.',
      withNewline,
      withCrlfAtEnd,
    ),
    'no-empty-line': changeRequest('The empty line after the canonical headers is missing.', withoutEmptyLine),
    'no-query-line': changeRequest(
      'The canonical request has no line for its query.',
      withoutEmptyQueryLine,
      withoutQueryLine,
    ),
    'no-empty-lines': changeRequest('The canonical request has no empty lines at all.', withoutEmptyLines),
    'empty-line-too-many': changeRequest(
      'The canonical request has an extra empty line.',
      withTwoEmptyLines,
      withEmptyLineBeforePayload,
      withEmptyLineBeforeHeaders,
      withNewlineBefore,
    ),
    'cr-in-headers': signing('Each canonical header ends with a CR.', crlfInHeaders),
    'no-newlines': changeRequest(
      'The canonical request does not have newlines between its lines, but a backslash and an n, a space, or nothing.',
      withLetters,
      withoutNewlines,
      withSpaces,
    ),
    'string-newline-at-end': changeString(
      'The string to sign has a newline after its last line.',
      withNewline,
      withCrlfAtEnd,
    ),
    'string-crlf': changeString('The lines of the string to sign end with CR LF instead of LF.', withCrlf),
    'string-no-newlines': changeString(
      'The string to sign does not have newlines between its lines, but a backslash and an n, a space, or nothing.',
      withLetters,
      withoutNewlines,
      withSpaces,
    ),
    'key-newlines': signing(
      'The data of each HMAC of the signing key has a newline after it.',
      (draft) => [withNewlineAfter(draft, SCOPE_PARTS)],
      FIX_OF_KEY,
    ),
    'key-and-string-newlines': signing(
      'The data of each HMAC has a newline after it: those of the signing key, and the string to sign.',
      (draft) => [withString(withNewlineAfter(draft, SCOPE_PARTS), withNewline)],
      FIX_OF_KEY,
    ),
    ...forEach(DATA_OF_KEY, ([part, name]) => [
      `key-newline-after-${part}`,
      signing(
        `The data of one HMAC of the signing key, ${name}, has a newline after it.`,
        (draft) => [withNewlineAfter(draft, [part])],
        FIX_OF_KEY,
      ),
    ]),
    'crlf-everywhere': signing(
      'The lines of the canonical request and the string to sign end with CR LF instead of LF.',
      (draft) => [withString(withRequest(draft, withCrlf), withCrlf)],
    ),
  },
  /** Suspects wrong line endings based on the client's own text alone. */
  suspects(sides) {
    const { client } = sides;
    if (client.known !== 'quoted' || !mayBeSignersMistake(sides)) return null;
    const text = `${client.canonicalRequest ?? ''}${client.stringToSign ?? ''}`;
    if (text.includes('\r')) return possible('The text that the client signed contains a CR.');
    if (client.canonicalRequest?.endsWith('\n')) return possible('The canonical request ends with a newline.');
    return client.stringToSign?.endsWith('\n')
      ? possible('The string to sign ends with a newline.', FIX_OF_STRING)
      : null;
  },
});
