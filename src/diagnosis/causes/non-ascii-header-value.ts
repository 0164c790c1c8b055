/** Describes header values with non-ASCII characters, which the client and the server encode as different bytes. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { namesOf, rewrittenValues, withOther } from '../draft/header-changes.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSilent } from '../signs.ts';
import {
  asBase64Word,
  asComposed,
  asDecomposed,
  asLatin1,
  asQuestionMarks,
  asQuestionMarksByBytes,
  asQuotedWord,
  asReplacements,
  asUtf8ByWindows,
  asUtf8Once,
  asUtf8Twice,
  isBeyondAscii,
  ofEncodedWord,
  percentDecoded,
  percentEncoded,
  percentEncodedWhereNeeded,
  type Recoding,
  withoutThem,
} from '../spellings/recode.ts';
import type { Surroundings } from '../surroundings.ts';

/** Rewrites each value that has non-ASCII characters, in each of these ways. */
const recode =
  (...recodings: readonly Recoding[]) =>
  (draft: Draft): Draft[] =>
    recodings.flatMap((recoding) => rewrittenValues(draft, (value) => (isConcerned(value) ? recoding(value) : null)));

/**
 * Returns whether a value has non-ASCII characters, or may have had them. Encoded values count because the other side
 * may have the original ones.
 */
const isConcerned = (value: string) => isBeyondAscii(value) || /^=\?utf-8\?|%[89A-F][0-9A-F]/i.test(value);

/** Lists the ways to change the non-ASCII characters of a UTF-8 value, one for each variant. */
const WAYS: readonly (readonly [variant: string, as: string, ...recodings: Recoding[]])[] = [
  ['latin-1', 'in Latin-1, one byte for each character', asLatin1],
  ['utf-8-twice', 'as UTF-8 that was encoded a second time ("Ã¶" for "ö")', asUtf8Twice, asUtf8ByWindows],
  [
    'question-marks',
    'with question marks instead of its non-ASCII characters',
    asQuestionMarks,
    asQuestionMarksByBytes,
    asReplacements,
  ],
  ['left-out', 'without its non-ASCII characters', withoutThem],
  ['encoded-words', 'as an encoded word (RFC 2047)', asBase64Word, asQuotedWord],
  ['percent-encoded', 'percent-encoded', percentEncoded, percentEncodedWhereNeeded],
  ['decomposed', 'with letters and accents as separate characters', asDecomposed],
];
/** Lists the ways to restore the original UTF-8. */
const BACK: readonly Recoding[] = [asUtf8Once, asComposed, ofEncodedWord, percentDecoded];

const CLIENT: readonly Mutation[] = WAYS.map(([variant, as, ...recodings]) =>
  signing(
    `signed-${variant}`,
    `The client signed the value of a header ${as} but sent it in another encoding.`,
    recode(...recodings),
  ),
);
const WAY: readonly Mutation[] = WAYS.map(([variant, as, ...recodings]) =>
  travelling(
    `arrived-${variant}`,
    `A header has non-ASCII characters in its value and arrived ${as}.`,
    recode(...recodings),
  ),
);

/** Uses the other side's value if it may be a different encoding of the same text. */
const likeOther = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft).flatMap((name) =>
    withOther(draft, around, name).filter((made) =>
      areEncodingsOfOne(headerOf(draft, name) ?? EMPTY, headerOf(made, name) ?? EMPTY),
    ),
  );

/**
 * Returns whether two values may be encodings of the same text. Different encodings have different lengths but the same
 * ASCII characters.
 */
function areEncodingsOfOne(one: Octets, other: Octets): boolean {
  const ascii = (value: Octets) => value.replace(/[\x80-\xff]+/g, '\x80');
  return isConcerned(one + other) && one.length !== other.length && ascii(one) === ascii(other);
}

export const nonAsciiHeaderValue: Cause = {
  id: 'non-ascii-header-value',
  stage: 'canonical-headers',
  says: 'A header value contains non-ASCII characters, which the client and the server encode as different bytes.',
  fix: 'Use only ASCII in header values. Percent-encode metadata, or encode it as RFC 2047 says, before you sign and send it.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.5',
  threads: [
    'https://github.com/minio/minio-py/issues/764',
    'https://github.com/aws/aws-sdk-js/issues/820',
    'https://github.com/Automattic/knox/issues/223',
    'https://github.com/fog/fog/issues/2942',
    'https://github.com/aws/aws-sdk-java/issues/2694',
    'https://github.com/aws/aws-sdk-java-v2/issues/2624',
    'https://github.com/minio/minio-js/issues/1300',
    'https://github.com/aws/aws-sdk/issues/795',
    'https://github.com/tpyo/amazon-s3-php-class/issues/12',
  ],
  mutations: [
    ...WAY,
    ...CLIENT,
    signing(
      'signed-otherwise',
      'The client signed the non-ASCII characters of a header value as different bytes than it sent.',
      (draft, around) => [...recode(...BACK)(draft), ...likeOther(draft, around)],
    ),
    travelling(
      'arrived-otherwise',
      'A header value contains non-ASCII characters that arrived as different bytes.',
      (draft, around) => [...recode(...BACK)(draft), ...likeOther(draft, around)],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'signed-latin-1' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const draft = sides.client.draft ?? sides.server.draft;
  const name = draft?.headers.find(({ value }) => isBeyondAscii(value))?.name;
  const isKnownOnBothSides = !isSilent(sides) && sides.client.known === 'quoted';
  if (name === undefined || isKnownOnBothSides) return null;
  return {
    standing: 'possible',
    says: `The signed header ${showName(name)} has non-ASCII characters in its value.`,
  } as const;
}

const showName = (name: Octets) => (isBeyondAscii(name) ? 'with a non-ASCII name' : name);
