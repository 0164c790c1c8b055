/** The lines of the two texts end with LF, the last one with nothing; an empty line stands behind the headers. */
import { type Bytes, join, rewrite } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, putBytes, withSteps } from '../draft/draft.ts';
import { withCut, withInserted } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/** What a mistake makes of a text; `put` gives the bytes that it puts there. */
type Rewrite = (text: Bytes, put: (added: string) => Bytes) => Bytes;

const rewritten = (draft: Draft, change: Rewrite, text: Bytes): Bytes =>
  change(text, (added) => putBytes(draft, added));

const canonical = (variant: string, says: string, ...changes: readonly Rewrite[]): Mutation =>
  signing(variant, says, (draft) =>
    changes.map((change) =>
      withSteps(draft, { canonicalRequest: (one) => rewritten(one, change, draft.steps.canonicalRequest(one)) }),
    ),
  );
const toSign = (variant: string, says: string, ...changes: readonly Rewrite[]): Mutation =>
  signing(variant, says, (draft) =>
    changes.map((change) =>
      withSteps(draft, {
        stringToSign: (one, hash, text) => rewritten(one, change, draft.steps.stringToSign(one, hash, text)),
      }),
    ),
  );

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

/** Values with CR at their ends, as who takes lines apart at LF has them. */
const crlfInHeaders = (draft: Draft): Draft[] => [
  { ...draft, headers: draft.headers.map(({ name, value }) => ({ name, value: `${value}\r` as Octets })) },
];

/** With one empty line more after the first match of the pattern. */
const withEmptyLineAfter =
  (pattern: RegExp): Rewrite =>
  (text, put) => {
    const match = pattern.exec(text.octets);
    return match ? withInserted(text, match.index + match[0].length, put('\n')) : text;
  };

/** Without the first match of the pattern. */
const withoutMatch =
  (pattern: RegExp): Rewrite =>
  (text) => {
    const match = pattern.exec(text.octets);
    return match ? withCut(text, match.index, match.index + match[0].length) : text;
  };

/** The empty line stands before the two last lines. */
const withoutEmptyLine = withoutMatch(/(?<=\n)\n(?=[^\n]*\n[^\n]*$)/);
const withTwoEmptyLines = withEmptyLineAfter(/\n\n(?=[^\n]*\n[^\n]*$)/);
const withEmptyLineBeforePayload = withEmptyLineAfter(/\n(?=[^\n]*$)/);
const withEmptyLineBeforeHeaders = withEmptyLineAfter(/^[^\n]*\n[^\n]*\n[^\n]*\n/);
const withoutEmptyQueryLine = withoutMatch(/(?<=^[^\n]*\n[^\n]*\n)\n/);
const withoutQueryLine = withoutMatch(/(?<=^[^\n]*\n[^\n]*\n)[^\n]*\n/);
const withoutEmptyLines: Rewrite = (text) => rewrite(text, LINE_END, /(?<=\n)\n+/g, () => '');

export const crlfOrExtraNewline: Cause = {
  id: 'crlf-or-extra-newline',
  stage: 'canonical-request',
  says: 'What was signed has other line ends or other empty lines than it should have.',
  fix: 'Join the lines with "\\n" alone: one empty line behind the headers, a line for an empty query too, and nothing behind the last line.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-sigv4-auth-cassandra-java-driver-plugin/issues/12',
    'https://github.com/cmawhorter/hmmac/issues/9',
  ],
  mutations: [
    canonical('crlf', 'The lines of the canonical request end with CR LF in place of LF.', withCrlf),
    canonical(
      'newline-at-end',
      'A newline stands behind the last line of the canonical request.',
      withNewline,
      withCrlfAtEnd,
    ),
    canonical('no-empty-line', 'The empty line behind the canonical headers is missing.', withoutEmptyLine),
    canonical(
      'no-query-line',
      'The canonical request has no line for its query.',
      withoutEmptyQueryLine,
      withoutQueryLine,
    ),
    canonical('no-empty-lines', 'The canonical request has no empty lines at all.', withoutEmptyLines),
    canonical(
      'empty-line-too-many',
      'The canonical request has an empty line too many.',
      withTwoEmptyLines,
      withEmptyLineBeforePayload,
      withEmptyLineBeforeHeaders,
      withNewlineBefore,
    ),
    signing('cr-in-headers', 'A CR stands at the end of each canonical header.', crlfInHeaders),
    canonical(
      'no-newlines',
      'The canonical request has something else where its newlines should be: a backslash and an n, a space, or nothing.',
      withLetters,
      withoutNewlines,
      withSpaces,
    ),
    toSign(
      'string-newline-at-end',
      'A newline stands behind the last line of the string to sign.',
      withNewline,
      withCrlfAtEnd,
    ),
    toSign('string-crlf', 'The lines of the string to sign end with CR LF in place of LF.', withCrlf),
    toSign(
      'string-no-newlines',
      'The string to sign has something else where its newlines should be: a backslash and an n, a space, or nothing.',
      withLetters,
      withoutNewlines,
      withSpaces,
    ),
    signing(
      'crlf-everywhere',
      'The lines of canonical request and string to sign end with CR LF in place of LF.',
      (draft) => [
        withSteps(draft, {
          canonicalRequest: (one) => rewritten(one, withCrlf, draft.steps.canonicalRequest(one)),
          stringToSign: (one, hash, text) => rewritten(one, withCrlf, draft.steps.stringToSign(one, hash, text)),
        }),
      ],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'crlf' },
};

/** What the client says of itself shows it, whatever the server has. */
function suspicion(sides: Sides) {
  const { client } = sides;
  if (client.known !== 'quoted' || !mayBeSignersMistake(sides)) return null;
  const text = `${client.canonicalRequest ?? ''}${client.stringToSign ?? ''}`;
  if (text.includes('\r'))
    return { standing: 'possible', says: 'What the client says it signed has CR in it.' } as const;
  if (client.canonicalRequest?.endsWith('\n') || client.stringToSign?.endsWith('\n')) {
    return { standing: 'possible', says: 'What the client says it signed ends with a newline.' } as const;
  }
  return null;
}
