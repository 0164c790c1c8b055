/** Describes a header that SignedHeaders lists but the request does not have. */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import { headersNotSigned, missingNames, unseenNames, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, headerOf, withHeader } from '../draft/draft.ts';
import { namesOf, sentValues, withOther, withUnsent } from '../draft/header-changes.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSent, isSilent, namesWithoutValue } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { enumerated } from '../words.ts';

/** Headers that clients sign but HTTP libraries then omit, with the values they are signed with. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'content-type': ['application/octet-stream', 'application/x-amz-json-1.0'],
  'content-length': ['0'],
  'content-md5': ['1B2M2Y8AsgTpgAmY7PhCfg=='],
  date: [],
  expect: ['100-continue'],
  'transfer-encoding': ['chunked'],
  connection: ['keep-alive', 'Keep-Alive', 'close'],
  'x-amz-acl': ['private', 'public-read'],
};

const isUnsent = (name: string, around: Surroundings) => sentValues(around, name).length === 0;

const signUnsentValue = (draft: Draft, around: Surroundings): Draft[] =>
  Object.entries(LEFT_OUT)
    .filter(([name]) => isUnsent(name, around))
    .flatMap(([name, values]) => withUnsent(draft, name, values));

/** Lists a header without signing its line, although the server computes a line with an empty value. */
const listOnly = (draft: Draft, around: Surroundings): Draft[] => {
  const without = namesOf(draft).filter((name) => headerOf(draft, name) === '');
  const unsent = Object.keys(LEFT_OUT).filter((name) => headerOf(draft, name) === null && isUnsent(name, around));
  return [...without, ...unsent].map((name) => {
    const listed = withHeader(draft, name, headerOf(draft, name) ?? '');
    return { ...listed, headers: listed.headers.filter((header) => header.name !== name) };
  });
};

export const signedHeaderNeverSent: Cause = {
  id: 'signed-header-never-sent',
  stage: 'signed-headers',
  says: 'The list of signed headers includes a header that was not sent.',
  fix: 'Sign only headers that are sent. curl and other libraries do not send headers without a value, and some drop headers that they write themselves.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/connormanning/entwine/issues/99'],
  mutations: [
    signing('value-signed', 'The client signed a header with a value but did not send it.', (draft, around) => [
      ...namesOf(draft)
        .filter((name) => headerOf(draft, name) === '')
        .flatMap((name) => withOther(draft, around, name)),
      ...signUnsentValue(draft, around),
    ]),
    signing(
      'in-list-only',
      'The list of signed headers includes a header that is neither sent nor in the canonical headers.',
      listOnly,
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'value-signed' },
};

const writeNotSent = (names: readonly string[]) =>
  `The list of signed headers includes ${enumerated(names)}, but the request has no such header.`;

/**
 * Reports the missing headers if s3proxy names them, or if MinIO says that headers are not signed although all required
 * ones are.
 */
function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const [, omitted] = /omits headers it declares as signed: ([^\n.]{1,500})/i.exec(answer.message ?? '') ?? [];
  if (omitted !== undefined) return { says: writeNotSent(omitted.split(/,\s*/)) };
  if (headersNotSigned(answer)?.length !== 0 || unsignedNames(sides)?.length !== 0) return null;
  const missing = missingNames(sides) ?? [];
  return missing.length === 0 ? null : { says: writeNotSent(missing) };
}

function suspicion(sides: Sides) {
  if (!mayBeSignersMistake(sides) || sides.scheme === 'query') return null;
  const empty: readonly Octets[] = namesWithoutValue(sides).filter((name) => isSent(sides, name) === false);
  if (empty.length > 0) return { standing: 'explains', says: writeNotSent(empty) } as const;
  const unseen = isSilent(sides) ? (unseenNames(sides) ?? []) : [];
  // If the claim cannot be read, the request is treated as incomplete.
  const isWhole = sides.claim !== null && missingNames(sides) !== null;
  return unseen.length === 0
    ? null
    : ({ standing: isWhole ? 'explains' : 'possible', says: writeNotSent(unseen) } as const);
}
