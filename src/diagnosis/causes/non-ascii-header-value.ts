/** A header has bytes; who signs characters beyond ASCII signs what another one writes otherwise. */
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

/** Each value that has to do with characters beyond ASCII, in each of these ways. */
const recoded =
  (...recodings: readonly Recoding[]) =>
  (draft: Draft): Draft[] =>
    recodings.flatMap((recoding) => rewrittenValues(draft, (value) => (isConcerned(value) ? recoding(value) : null)));

/** Encoded or lost characters too: the other side may have them as they are. */
const isConcerned = (value: string) => isBeyondAscii(value) || /^=\?utf-8\?|%[89A-F][0-9A-F]/i.test(value);

/** The ways that change only what is beyond ASCII in UTF-8, one a variant. */
const WAYS: readonly (readonly [variant: string, as: string, ...recodings: Recoding[]])[] = [
  ['latin-1', 'in Latin-1, one byte a character', asLatin1],
  ['utf-8-twice', 'as UTF-8 that was encoded a second time ("Ã¶" for "ö")', asUtf8Twice, asUtf8ByWindows],
  [
    'question-marks',
    'with question marks in the place of its characters beyond ASCII',
    asQuestionMarks,
    asQuestionMarksByBytes,
    asReplacements,
  ],
  ['left-out', 'without its characters beyond ASCII', withoutThem],
  ['encoded-words', 'as an encoded word of RFC 2047', asBase64Word, asQuotedWord],
  ['percent-encoded', 'percent-encoded', percentEncoded, percentEncodedWhereNeeded],
  ['decomposed', 'with letters and accents as characters of their own', asDecomposed],
];
/** The same from the other end: what is no UTF-8 that was written once. */
const BACK: readonly Recoding[] = [asUtf8Once, asComposed, ofEncodedWord, percentDecoded];

const CLIENT: readonly Mutation[] = WAYS.map(([variant, as, ...recodings]) =>
  signing(
    `signed-${variant}`,
    `The client signed the value of a header ${as}, and sent it otherwise.`,
    recoded(...recodings),
  ),
);
const WAY: readonly Mutation[] = WAYS.map(([variant, as, ...recodings]) =>
  travelling(
    `arrived-${variant}`,
    `A header has characters beyond ASCII in its value, and arrived ${as}.`,
    recoded(...recodings),
  ),
);

/** As the other side has it, where that can be another writing of the same. */
const likeOther = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft).flatMap((name) =>
    withOther(draft, around, name).filter((made) =>
      areWritingsOfOne(headerOf(draft, name) ?? EMPTY, headerOf(made, name) ?? EMPTY),
    ),
  );

/** Another encoding takes another number of bytes, and leaves ASCII alone; a byte that was damaged does neither. */
function areWritingsOfOne(one: Octets, other: Octets): boolean {
  const ascii = (value: Octets) => value.replace(/[\x80-\xff]+/g, '\x80');
  return isConcerned(one + other) && one.length !== other.length && ascii(one) === ascii(other);
}

export const nonAsciiHeaderValue: Cause = {
  id: 'non-ascii-header-value',
  stage: 'canonical-headers',
  says: 'A header has characters beyond ASCII in its value, which client and server write as different bytes.',
  fix: 'Put only ASCII into headers: percent-encode metadata or write it as RFC 2047 says, before it is signed and sent.',
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
      'The client signed the characters beyond ASCII in the value of a header as other bytes than it sent.',
      (draft, around) => [...recoded(...BACK)(draft), ...likeOther(draft, around)],
    ),
    travelling(
      'arrived-otherwise',
      'A header has characters beyond ASCII in its value, which arrived as other bytes.',
      (draft, around) => [...recoded(...BACK)(draft), ...likeOther(draft, around)],
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
    says: `The signed header ${shown(name)} has characters beyond ASCII in its value.`,
  } as const;
}

const shown = (name: Octets) => (isBeyondAscii(name) ? 'of a name beyond ASCII' : name);
