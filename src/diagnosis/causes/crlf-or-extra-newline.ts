/** The lines of the two texts end with LF, the last one with nothing; an empty line stands behind the headers. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, withSteps } from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

type Rewrite = (text: string) => string;

const canonical = (variant: string, says: string, ...rewrites: readonly Rewrite[]): Mutation =>
  signing(variant, says, (draft) =>
    rewrites.map((rewrite) =>
      withSteps(draft, { canonicalRequest: (one) => rewrite(draft.steps.canonicalRequest(one)) as Octets }),
    ),
  );
const toSign = (variant: string, says: string, ...rewrites: readonly Rewrite[]): Mutation =>
  signing(variant, says, (draft) =>
    rewrites.map((rewrite) =>
      withSteps(draft, {
        stringToSign: (one, hash, text) => rewrite(draft.steps.stringToSign(one, hash, text)) as Octets,
      }),
    ),
  );

const withCrlf: Rewrite = (text) => text.replaceAll('\n', '\r\n');
const withNewline: Rewrite = (text) => `${text}\n`;
const withCrlfAtEnd: Rewrite = (text) => `${text}\r\n`;
const withNewlineBefore: Rewrite = (text) => `\n${text}`;
const withLetters: Rewrite = (text) => text.replaceAll('\n', '\\n');
const withoutNewlines: Rewrite = (text) => text.replaceAll('\n', '');
const withSpaces: Rewrite = (text) => text.replaceAll('\n', ' ');

/** Values with CR at their ends, as who takes lines apart at LF has them. */
const crlfInHeaders = (draft: Draft): Draft[] => [
  { ...draft, headers: draft.headers.map(({ name, value }) => ({ name, value: `${value}\r` as Octets })) },
];

/** The empty line stands before the two last lines. */
const withoutEmptyLine: Rewrite = (text) => text.replace(/\n\n(?=[^\n]*\n[^\n]*$)/, '\n');
const withTwoEmptyLines: Rewrite = (text) => text.replace(/\n\n(?=[^\n]*\n[^\n]*$)/, '\n\n\n');
const withEmptyLineBeforePayload: Rewrite = (text) => text.replace(/\n(?=[^\n]*$)/, '\n\n');
const withEmptyLineBeforeHeaders: Rewrite = (text) => text.replace(/^([^\n]*\n[^\n]*\n[^\n]*\n)/, '$1\n');
const withoutEmptyQueryLine: Rewrite = (text) => text.replace(/^([^\n]*\n[^\n]*\n)\n/, '$1');
const withoutQueryLine: Rewrite = (text) => text.replace(/^([^\n]*\n[^\n]*\n)[^\n]*\n/, '$1');
const withoutEmptyLines: Rewrite = (text) => text.replace(/\n+/g, '\n');

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
          canonicalRequest: (one) => withCrlf(draft.steps.canonicalRequest(one)) as Octets,
          stringToSign: (one, hash, text) => withCrlf(draft.steps.stringToSign(one, hash, text)) as Octets,
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
