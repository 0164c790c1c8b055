/**
 * Adds plain differences: values that differ between the two sides without a specific mistake as the explanation. Plain
 * differences are reported only if nothing more specific is found.
 */
import type { Octets } from '../../bytes/octets.ts';
import type { Cause } from '../cause.ts';
import { headerOf, putBytes, withPart, withScope, withValue } from '../draft/draft.ts';
import { namesOf, withOther } from '../draft/header-changes.ts';
import { type Mutation, seenOtherwise, travelling } from '../mutation.ts';

interface PlainDifference {
  readonly variant: string;
  readonly signed: string;
  readonly arrived: string;
  readonly fix?: string;
  readonly change: Mutation['change'];
}

/**
 * Creates the change in both directions: from the text that the server computed to the text that was signed, and back.
 */
export function plainDifference({ variant, signed, arrived, fix, change }: PlainDifference): readonly Mutation[] {
  return [
    seenOtherwise(`signed-another-${variant}`, signed, change),
    travelling(`another-${variant}-arrived`, arrived, change),
  ].map((mutation) => ({ ...mutation, isPlain: true, ...(fix === undefined ? {} : { fix }) }));
}

/** Creates a change that copies a part of the other side's draft. */
export const copied =
  (part: 'method' | 'canonicalUri' | 'canonicalQueryString'): Mutation['change'] =>
  (draft, { other }) =>
    other === null || other[part] === draft[part] ? [] : [withPart(draft, part, putBytes(draft, other[part]))];

/** Headers that have more specific causes of their own. */
const OF_OTHER_CAUSES = ['host', 'content-type', 'x-amz-date', 'x-amz-content-sha256'];

const headersCopied: Mutation['change'] = (draft, around) =>
  namesOf(draft)
    .filter((name) => !OF_OTHER_CAUSES.includes(name) && headerOf(draft, name) !== '')
    .flatMap((name) => withOther(draft, around, name));

/** Copies the request time, which is in the string to sign and usually also in a header. */
const timeCopied: Mutation['change'] = (draft, { other }) => {
  if (!other || other.timestamp === '' || other.timestamp === draft.timestamp) return [];
  const date = headerOf(other, 'x-amz-date');
  const dated = date === null ? draft : withValue(draft, 'x-amz-date', date);
  const timed = withPart(dated, 'timestamp', putBytes(draft, other.timestamp));
  return [other.scope.date === draft.scope.date ? timed : withScope(timed, { date: other.scope.date })];
};

const scopeCopied =
  (part: 'region' | 'service'): Mutation['change'] =>
  (draft, { other }) => {
    const value: Octets | '' = other?.scope[part] ?? '';
    return value === '' || value === draft.scope[part] ? [] : [withScope(draft, { [part]: value })];
  };

/** The differences, keyed by the ID of the cause that they belong to. */
const DIFFERENCES: Readonly<Record<string, readonly PlainDifference[]>> = {
  'method-mismatch': [
    {
      variant: 'method',
      signed: 'The method that was signed is not the method that the server computed with.',
      arrived: 'The method changed between signing and the server.',
      change: copied('method'),
    },
  ],
  'query-not-canonicalised': [
    {
      variant: 'query',
      signed: 'The query that was signed is not the query that the server computed with.',
      arrived: 'The query changed, or was lost, between signing and the server.',
      fix: 'Compare the query of the URL with the one that was signed, and find what changes it: the HTTP client, or a proxy that rewrites the URL (nginx: proxy_pass with $request_uri keeps it).',
      change: copied('canonicalQueryString'),
    },
  ],
  'signed-header-dropped-in-transit': [
    {
      variant: 'value',
      signed: 'The client signed a header with a different value than the server received.',
      arrived: 'A signed header changed between signing and the server.',
      fix: 'Find what changes the header, the HTTP client or a proxy, and let it pass unchanged; or do not sign it.',
      change: headersCopied,
    },
  ],
  'stale-date-reused': [
    {
      variant: 'time',
      signed: 'The time that was signed is not the time that was sent.',
      arrived: 'The request arrived with a time other than the signed one.',
      fix: 'Read the clock once for each request: use that one time for x-amz-date, the string to sign, and the scope.',
      change: timeCopied,
    },
  ],
  'wrong-region': [
    {
      variant: 'scope',
      signed: 'The client signed a Region other than the one that the server used.',
      arrived: 'The request arrived with a Region other than the signed one.',
      change: scopeCopied('region'),
    },
  ],
  'wrong-service': [
    {
      variant: 'scope',
      signed: 'The client signed a different service than the one that the server used.',
      arrived: 'The request arrived with a service other than the signed one.',
      change: scopeCopied('service'),
    },
  ],
};

/** Returns the cause with its plain differences added after its own mistakes. */
export function withPlainDifferences(cause: Cause): Cause {
  const differences = DIFFERENCES[cause.id];
  return differences ? { ...cause, mutations: [...cause.mutations, ...differences.flatMap(plainDifference)] } : cause;
}
