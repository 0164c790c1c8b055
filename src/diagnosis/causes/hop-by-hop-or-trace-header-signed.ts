/** Headers that are for one connection, or that each station on the way writes anew. */
import { REWRITTEN_HEADERS } from '../../aws/rewritten-headers.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { namesOf, withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { type Mutation, seenOtherwise, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { differingValues, hasNoValue, isSilent, signedNames, standingOfLost } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { withVerb } from '../words.ts';

const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|via|proxy-.*)$/;
const TRACE =
  /^(?:x-amzn-trace-id|x-request-id|x-correlation-id|traceparent|tracestate|x-b3-.*|b3|uber-trace-id|x-cloud-trace-context|x-datadog-.*|sentry-trace|baggage|newrelic)$/;
const AGENT = 'user-agent';
const isOurs = (name: string) => name === AGENT || HOP_BY_HOP.test(name) || TRACE.test(name);

const USUAL: Readonly<Record<string, readonly string[]>> = {
  connection: ['keep-alive', 'close', 'Keep-Alive', 'Close', 'upgrade', 'TE', 'TE, close', ''],
  'user-agent': ['Amazon CloudFront', ''],
  te: ['trailers', ''],
  'transfer-encoding': ['chunked', ''],
  'keep-alive': ['timeout=5', ''],
};

const replaced = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft)
    .filter(isOurs)
    .flatMap((name) => [...withValues(draft, name, USUAL[name] ?? ['']), ...withOther(draft, around, name)]);

const unsent = (draft: Draft): Draft[] =>
  Object.entries(USUAL).flatMap(([name, values]) =>
    withUnsent(
      draft,
      name,
      values.filter((value) => value !== ''),
    ),
  );

const only =
  (isMeant: (name: string) => boolean): Mutation['change'] =>
  (draft, around) =>
    namesOf(draft)
      .filter(isMeant)
      .flatMap((name) => [...withValues(draft, name, USUAL[name] ?? ['']), ...withOther(draft, around, name)]);

export const hopByHopOrTraceHeaderSigned: Cause = {
  id: 'hop-by-hop-or-trace-header-signed',
  stage: 'canonical-headers',
  says: 'A header was signed that proxies and load balancers write anew: one of the connection, of a trace, or User-Agent.',
  fix: 'Sign only Host, Content-Type, Content-MD5 and the x-amz-* headers; leave those of connections and traces and User-Agent out.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1',
  threads: [
    'https://github.com/aws/aws-sdk-js/pull/1269',
    'https://github.com/aws/aws-cli/pull/10123',
    'https://github.com/aws/aws-sdk-net/issues/1125',
  ],
  mutations: [
    travelling(
      'user-agent',
      'User-Agent was signed, and arrived with another value or not at all.',
      only((name) => name === AGENT),
    ),
    travelling(
      'another',
      'A header of the connection or of a trace was signed, and arrived with another value or not at all.',
      only((name) => name !== AGENT && isOurs(name)),
    ),
    seenOtherwise(
      'signed-and-replaced',
      'The client signed a header of the connection or of a trace, or User-Agent, with another value than the server got.',
      replaced,
    ),
    seenOtherwise(
      'signed-and-not-sent',
      'The client signed a header of the connection, and the server got none.',
      unsent,
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'user-agent' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const names = signedNames(sides).filter((name) => isOurs(name));
  const empty = names.filter((name) => hasNoValue(sides, name));
  if (empty.length > 0)
    return {
      standing: standingOfLost(sides, ...empty),
      says: `${withVerb(empty, 'was', 'were')} signed, and the server got no value.`,
    } as const;
  const differing = names.filter((name) => differingValues(sides, name));
  const suspected = differing.length > 0 ? differing : isSilent(sides) ? names.filter((name) => name !== AGENT) : [];
  const [first] = suspected;
  if (first === undefined) return null;
  const row = REWRITTEN_HEADERS.find(({ names }) => names.includes(first));
  return {
    standing: 'possible',
    says: `${first} is signed, and ${row?.says ?? 'is written anew on the way'}.`,
  } as const;
}
