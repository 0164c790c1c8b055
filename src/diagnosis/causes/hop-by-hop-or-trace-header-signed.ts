/** Describes signed headers that apply to one connection only, or that each proxy on the way rewrites. */
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
const isUnstable = (name: string) => name === AGENT || HOP_BY_HOP.test(name) || TRACE.test(name);

const USUAL: Readonly<Record<string, readonly string[]>> = {
  connection: ['keep-alive', 'close', 'Keep-Alive', 'Close', 'upgrade', 'TE', 'TE, close', ''],
  'user-agent': ['Amazon CloudFront', ''],
  te: ['trailers', ''],
  'transfer-encoding': ['chunked', ''],
  'keep-alive': ['timeout=5', ''],
};

const replaceValues = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft)
    .filter(isUnstable)
    .flatMap((name) => [...withValues(draft, name, USUAL[name] ?? ['']), ...withOther(draft, around, name)]);

const addUnsent = (draft: Draft): Draft[] =>
  Object.entries(USUAL).flatMap(([name, values]) =>
    withUnsent(
      draft,
      name,
      values.filter((value) => value !== ''),
    ),
  );

const changeOnly =
  (isMeant: (name: string) => boolean): Mutation['change'] =>
  (draft, around) =>
    namesOf(draft)
      .filter(isMeant)
      .flatMap((name) => [...withValues(draft, name, USUAL[name] ?? ['']), ...withOther(draft, around, name)]);

export const hopByHopOrTraceHeaderSigned: Cause = {
  id: 'hop-by-hop-or-trace-header-signed',
  stage: 'canonical-headers',
  says: 'A header was signed that proxies and load balancers rewrite: a connection header, a trace header, or User-Agent.',
  fix: 'Sign only Host, Content-Type, Content-MD5, and the x-amz-* headers. Do not sign connection headers, trace headers, or User-Agent.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1',
  threads: [
    'https://github.com/aws/aws-sdk-js/pull/1269',
    'https://github.com/aws/aws-cli/pull/10123',
    'https://github.com/aws/aws-sdk-net/issues/1125',
  ],
  mutations: [
    travelling(
      'user-agent',
      'User-Agent was signed but arrived with a different value or not at all.',
      changeOnly((name) => name === AGENT),
    ),
    travelling(
      'another',
      'A connection or trace header was signed but arrived with a different value or not at all.',
      changeOnly((name) => name !== AGENT && isUnstable(name)),
    ),
    seenOtherwise(
      'signed-and-replaced',
      'The client signed a connection header, a trace header, or User-Agent with a different value than the server received.',
      replaceValues,
    ),
    seenOtherwise(
      'signed-and-not-sent',
      'The client signed a connection header, but the server received none.',
      addUnsent,
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'user-agent' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const names = signedNames(sides).filter((name) => isUnstable(name));
  const empty = names.filter((name) => hasNoValue(sides, name));
  if (empty.length > 0)
    return {
      standing: standingOfLost(sides, ...empty),
      says: `${withVerb(empty, 'was', 'were')} signed, but the server received no value.`,
    } as const;
  const differing = names.filter((name) => differingValues(sides, name));
  const suspected = differing.length > 0 ? differing : isSilent(sides) ? names.filter((name) => name !== AGENT) : [];
  const [first] = suspected;
  if (first === undefined) return null;
  const row = REWRITTEN_HEADERS.find(({ names }) => names.includes(first));
  return {
    standing: 'possible',
    says: `${first} is signed, but ${row?.says ?? 'is rewritten in transit'}.`,
  } as const;
}
