/**
 * Describes wrong white space in header values. It is trimmed at both ends, and each run of spaces inside becomes one
 * space.
 */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { mappedValues, namesOf, rewrittenValues, sentFields, withOther } from '../draft/header-changes.ts';
import { type Mutation, seenOtherwise, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSilent } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';

const collapse = (value: string) => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
/** Collapses spaces except between quotation marks, as an old AWS page specified. */
const collapseOutsideQuotes = (value: string) =>
  value.replace(/"[^"]*"|[ \t\r\n]+/g, (part) => (part.startsWith('"') ? part : ' ')).replace(/^ | $/g, '');

/** Writes each value as it was sent, for headers that were sent once. */
const asSent = (write: (value: string) => string) => (draft: Draft, around: Surroundings) => {
  const fields = sentFields(around);
  return mappedValues(draft, (value, name) => {
    const [sent, ...more] = (fields.get(name) ?? []).map((field) => field.value.octets);
    return sent === undefined || more.length > 0 || collapse(sent) !== collapse(value) ? null : write(sent);
  });
};

const likeOther = (draft: Draft, around: Surroundings): Draft[] => {
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

const changeEveryValue = (variant: string, says: string, write: (value: string) => string): Mutation =>
  signing(variant, says, (draft) => rewrittenValues(draft, write));

export const headerValueWhitespace: Cause = {
  id: 'header-value-whitespace',
  stage: 'canonical-headers',
  says: 'The value of a header was signed with different white space than the server uses.',
  fix: 'Trim each value and replace each run of spaces inside it with one space before signing. Send the same value.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/supabase/storage/issues/1396',
    'https://github.com/minio/minio-dotnet/issues/277',
    'https://github.com/fog/fog-aws/issues/160',
    'https://github.com/aws/aws-sdk-net/issues/1833',
    'https://github.com/aws/aws-sdk-java-v2/issues/2344',
    'https://github.com/boto/botocore/issues/2409',
    'https://github.com/aws/aws-sdk-cpp/issues/670',
    'https://github.com/chimera-nas/chimera/issues/1102',
  ],
  mutations: [
    signing(
      'spaces-kept',
      'The client signed the value of a header with all its spaces, but each run of spaces must become one.',
      (draft, around) => [...asSent((value) => value)(draft, around), ...likeOther(draft, around)],
    ),
    signing(
      'quoted-spaces-kept',
      'The client signed a run of spaces between quotation marks unchanged, but it must become one space there too.',
      asSent(collapseOutsideQuotes),
    ),
    changeEveryValue(
      'space-after-colon',
      'The client put a space after the colon of each canonical header.',
      (value) => ` ${value}`,
    ),
    changeEveryValue(
      'space-at-end',
      'The client left a space at the end of each canonical header.',
      (value) => `${value} `,
    ),
    changeEveryValue(
      'spaces-removed',
      'The client removed all spaces from the values of headers, including those inside.',
      (value) => value.replaceAll(' ', ''),
    ),
    seenOtherwise(
      'collapsed',
      'The server keeps runs of spaces in the values of headers, but the client replaced each run with one space, as AWS requires.',
      (draft) => rewrittenValues(draft, collapse),
    ),
    travelling(
      'server-keeps-spaces',
      'The server keeps the white space in the value of a header, but the client signed one space for each run, as AWS requires.',
      (draft, around) => [...asSent((value) => value)(draft, around), ...likeOther(draft, around)],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'spaces-kept' },
};

function suspicion(sides: Sides) {
  const { request, client } = sides;
  if (!request || !mayBeMismatch(sides) || !(isSilent(sides) || client.known !== 'quoted')) return null;
  const signed = new Set<string>(client.draft?.headers.map(({ name }) => name));
  const spaced = request.head.headers.find(
    ({ name, value }) => signed.has(name.octets.toLowerCase()) && collapse(value.octets) !== value.octets,
  );
  if (!spaced) return null;
  return {
    standing: 'possible',
    says: `The value of the signed header ${spaced.name.octets} has several spaces or tabs in a row.`,
  } as const;
}
