/** Causes that involve the values of headers: white space and non-ASCII characters. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf } from '../../drafts/draft.ts';
import {
  mappedValues,
  namesOf,
  rewrittenValues,
  sentFields,
  withOther,
  withValues,
} from '../../drafts/header-changes.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf } from '../../drafts/parts.ts';
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
} from '../../drafts/spellings/recode.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import { isSilent } from '../../sides/signs.ts';
import { cause, forEach, type Mistake, possible, seenOtherwise, signing, traveling, wide } from '../define-cause.ts';
import { firstOf, rule } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';

const collapse = (value: string) => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
/** Collapses spaces except between quotation marks, as required by an old AWS page. */
const collapseOutsideQuotes = (value: string) =>
  value.replace(/"[^"]*"|[ \t\r\n]+/g, (part) => (part.startsWith('"') ? part : ' ')).replace(/^ | $/g, '');

/** Writes each value as it was sent, for headers that were sent once. */
const asSent = (write: (value: string) => string) => (draft: Draft, around: MutationContext) => {
  const fields = sentFields(around);
  return mappedValues(draft, (value, name) => {
    const [sent, ...more] = (fields.get(name) ?? []).map((field) => field.value.octets);
    return sent === undefined || more.length > 0 || collapse(sent) !== collapse(value) ? null : write(sent);
  });
};

/** The white space that is tried on each end of a value. HTTP does not count it as part of the value (RFC 9112). */
const AROUND = ['', ' ', '  ', '\t'];

/** Puts white space around the value of one header, while the others have their spaces as they were sent. */
const spacedAround = (draft: Draft, around: MutationContext): Draft[] => {
  const written = [draft, ...asSent((value) => value)(draft, around)];
  return namesOf(draft).flatMap((name) =>
    written.flatMap((one) => {
      const value = headerOf(one, name) ?? EMPTY;
      const values = AROUND.flatMap((before) => AROUND.map((after) => before + value + after));
      return withValues(one, name, values);
    }),
  );
};

const spacedLikeOther = (draft: Draft, around: MutationContext): Draft[] => {
  const { other } = around;
  if (!other) return [];
  const reported = new Map<string, string>(other.headers.map(({ name, value }) => [name, value]));
  const isSpacing = (value: string, name: string) => collapse(value) === collapse(reported.get(name) ?? '');
  const all = mappedValues(draft, (value, name) => (isSpacing(value, name) ? (reported.get(name) ?? null) : null));
  const each = namesOf(draft).flatMap((name) =>
    withOther(draft, around, name).filter(() => isSpacing(headerOf(draft, name) ?? '', name)),
  );
  return [...all, ...each];
};

const asSpaced = eachOf(
  asSent((value) => value),
  spacedLikeOther,
);

const changeEveryValue = (says: string, write: (value: string) => string): Mistake =>
  signing(says, (draft) => rewrittenValues(draft, write));

export const headerValueWhitespace = cause('header-value-whitespace', 'canonical-headers', {
  says: 'The value of a header was signed with white space that differs from what the server uses.',
  symptom: 'The values of a header differ only in spaces or tabs.',
  fix: 'Trim each value and replace each run of spaces inside it with one space before signing. Send the same value.',
  threads: `
    supabase/storage/issues/1396 minio/minio-dotnet/issues/277 fog/fog-aws/issues/160 aws/aws-sdk-net/issues/1833
    aws/aws-sdk-java-v2/issues/2344 boto/botocore/issues/2409 aws/aws-sdk-cpp/issues/670
    chimera-nas/chimera/issues/1102
  `,
  features: [ofHeaders.whiteSpaceInValue, ofHeaders.commaInValue],
  test: 'Send the same request with a value of one word.',
  inVersion2: true,
  yes: { 'plain-name': 0.85, 'other-requests': 0.85, 'space-or-plus': 0.4, 'plain-header': 0.9 },
  answers: { 'server-keeps-spaces': ['none'] },
  breaks: {
    'value-spaces': (name) => `The client signed spaces in the value of ${name} that are not in a canonical request.`,
  },
  mutations: {
    'spaces-kept': signing(
      'The client signed the value of a header with all its spaces, but each run of spaces must become one.',
      asSpaced,
    ),
    'quoted-spaces-kept': signing(
      'The client signed a run of spaces between quotation marks unchanged, but it must become one space there too.',
      asSent(collapseOutsideQuotes),
    ),
    'space-after-colon': changeEveryValue(
      'The client put a space after the colon of each canonical header.',
      (value) => ` ${value}`,
    ),
    'space-at-end': changeEveryValue(
      'The client left a space at the end of each canonical header.',
      (value) => `${value} `,
    ),
    'spaces-removed': changeEveryValue(
      'The client removed all spaces from the values of headers, including those inside.',
      (value) => value.replaceAll(' ', ''),
    ),
    'space-after-comma': signing(
      'The client signed the value of a header with a space after a comma where it sent none, or without one that it sent.',
      eachOf(
        asSent((value) => collapse(value).replace(/, ?/g, ', ')),
        asSent((value) => collapse(value).replaceAll(', ', ',')),
      ),
      {
        fix: 'Sign the value with the spaces with which you send it: a server neither adds nor removes one after a comma.',
      },
    ),
    'spaces-around': wide(
      'The client signed the value of a header with the white space around it, which is not part of the value.',
      spacedAround,
    ),
    collapsed: seenOtherwise(
      'The server keeps runs of spaces in the values of headers, but the client replaced each run with one space, as AWS requires.',
      (draft) => rewrittenValues(draft, collapse),
    ),
    'server-keeps-spaces': traveling(
      'The server keeps the white space in the value of a header, but the client signed one space for each run, as AWS requires.',
      asSpaced,
    ),
  },
  suspects(sides) {
    const { request, client } = sides;
    if (!request || !mayBeMismatch(sides) || !(isSilent(sides) || client.known !== 'quoted')) return null;
    const signed = new Set<string>(client.draft?.headers.map(({ name }) => name));
    const spaced = request.head.headers.find(
      ({ name, value }) => signed.has(name.octets.toLowerCase()) && collapse(value.octets) !== value.octets,
    );
    if (!spaced) return null;
    return possible(`The value of the signed header ${spaced.name.octets} has several spaces or tabs in a row.`);
  },
});

/** Rewrites values with non-ASCII characters in each of the given ways. */
const recode =
  (...recodings: readonly Recoding[]) =>
  (draft: Draft): Draft[] =>
    recodings.flatMap((recoding) => rewrittenValues(draft, (value) => (isConcerned(value) ? recoding(value) : null)));

/**
 * Returns whether a value has non-ASCII characters, or may have had them. Encoded values count because the other side
 * may have the original characters.
 */
const isConcerned = (value: string) => isBeyondAscii(value) || /^=\?utf-8\?|%[89A-F][0-9A-F]/i.test(value);

/** The ways to change the non-ASCII characters of a UTF-8 value, one for each variant. */
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
/** The ways to restore the original UTF-8. */
const BACK: readonly Recoding[] = [asUtf8Once, asComposed, ofEncodedWord, percentDecoded];

/** Uses the other side's value if it may be a different encoding of the same text. */
const encodedLikeOther = (draft: Draft, around: MutationContext): Draft[] =>
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

export const nonAsciiHeaderValue = cause('non-ascii-header-value', 'canonical-headers', {
  says: 'A header value contains non-ASCII characters, which the client and the server encode as different bytes.',
  symptom: 'A header value, often of x-amz-meta-, shows Ã¶ for ö, question marks, or an encoded word on one side.',
  fix: 'Use only ASCII in header values. Percent-encode metadata, or encode it as RFC 2047 says, before you sign and send it.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.5',
  threads: `
    minio/minio-py/issues/764 aws/aws-sdk-js/issues/820 Automattic/knox/issues/223 fog/fog/issues/2942
    aws/aws-sdk-java/issues/2694 aws/aws-sdk-java-v2/issues/2624 minio/minio-js/issues/1300 aws/aws-sdk/issues/795
    tpyo/amazon-s3-php-class/issues/12
  `,
  features: [
    rule(
      'non-ascii-in-value',
      (quote) => `${quote} has non-ASCII characters.`,
      (seen) =>
        firstOf([
          ...seen.headers.filter(({ value }) => /[\x80-\xff]/.test(value)).map(({ name }) => name),
          /x-amz-meta-[\w-]+(?=:[^\n]*[\x80-\xff])/.exec(seen.text)?.[0],
        ]),
    ),
  ],
  test: 'Send the same request with ASCII letters in place of the value.',
  inVersion2: true,
  yes: { 'plain-name': 0.85, 'other-requests': 0.85, 'plain-header': 0.9 },
  mutations: {
    ...forEach(WAYS, ([variant, as, ...recodings]) => [
      `arrived-${variant}`,
      traveling(`A header has non-ASCII characters in its value and arrived ${as}.`, recode(...recodings)),
    ]),
    ...forEach(WAYS, ([variant, as, ...recodings]) => [
      `signed-${variant}`,
      signing(`The client signed the value of a header ${as} but sent it in another encoding.`, recode(...recodings)),
    ]),
    'signed-otherwise': signing(
      'The client signed the non-ASCII characters of a header value as different bytes than it sent.',
      eachOf(recode(...BACK), encodedLikeOther),
    ),
    'arrived-otherwise': traveling(
      'A header value contains non-ASCII characters that arrived as different bytes.',
      eachOf(recode(...BACK), encodedLikeOther),
    ),
  },
  suspects(sides) {
    if (!mayBeMismatch(sides)) return null;
    const draft = sides.client.draft ?? sides.server.draft;
    const name = draft?.headers.find(({ value }) => isBeyondAscii(value))?.name;
    const isKnownOnBothSides = !isSilent(sides) && sides.client.known === 'quoted';
    if (name === undefined || isKnownOnBothSides) return null;
    return possible(`The signed header ${showName(name)} has non-ASCII characters in its value.`);
  },
});

const showName = (name: Octets) => (isBeyondAscii(name) ? 'with a non-ASCII name' : name);
