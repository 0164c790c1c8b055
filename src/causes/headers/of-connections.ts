/** Causes that involve signed headers that belong to a single connection, to forwarding, or to a response. */
import { REWRITTEN_HEADERS } from '../../aws/rewritten-headers.ts';
import { eachOf } from '../../drafts/parts.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import { differingValues, hasNoValue, isSilent, signedNames } from '../../sides/signs.ts';
import { type Change, cause, inTransit, possible, seenOtherwise, signing, traveling } from '../define-cause.ts';
import { rule, signedLike } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';
import { withVerb } from '../words.ts';
import { eachHeader, header, suspectLost } from './one-header.ts';

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

/** Replaces these headers with their usual values, or removes them. */
const replace = (isMeant: (name: string) => boolean): Change =>
  eachHeader(isMeant, ({ to, toOther }, name) => eachOf(to(...(USUAL[name] ?? [''])), toOther));

const addUnsent: Change = eachOf(
  ...Object.entries(USUAL).map(([name, values]) => header(name).unsent(...values.filter((value) => value !== ''))),
);

export const hopByHopOrTraceHeaderSigned = cause('hop-by-hop-or-trace-header-signed', 'canonical-headers', {
  says: 'A header was signed that proxies and load balancers rewrite: a connection header, a trace header, or User-Agent.',
  symptom:
    'user-agent, connection, te, via, x-amzn-trace-id, or a similar header is signed, and the server has a different value.',
  fix: 'Sign only Host, Content-Type, Content-MD5, and the x-amz-* headers. Do not sign connection headers, trace headers, or User-Agent.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1',
  threads: 'aws/aws-sdk-js/pull/1269 aws/aws-cli/pull/10123 aws/aws-sdk-net/issues/1125',
  features: [ofHeaders.hopByHopHeaderSigned, ofHeaders.signedValueEmpty],
  lesson: 'in-the-middle',
  isAbout: isUnstable,
  yes: { 'sent-directly': 0.9 },
  mutations: {
    'user-agent': traveling(
      'User-Agent was signed but arrived with a different value or not at all.',
      replace((name) => name === AGENT),
    ),
    another: traveling(
      'A connection or trace header was signed but arrived with a different value or not at all.',
      replace((name) => name !== AGENT && isUnstable(name)),
    ),
    'signed-and-replaced': seenOtherwise(
      'The client signed a connection header, a trace header, or User-Agent with a different value than the server received.',
      replace(isUnstable),
    ),
    'signed-and-not-sent': seenOtherwise(
      'The client signed a connection header, but the server received none.',
      addUnsent,
    ),
  },
  suspects(sides) {
    if (!mayBeMismatch(sides)) return null;
    const names = signedNames(sides).filter(isUnstable);
    const empty = names.filter((name) => hasNoValue(sides, name));
    if (empty.length > 0) return suspectLost(sides, empty);
    const differing = names.filter((name) => differingValues(sides, name));
    const suspected = differing.length > 0 ? differing : isSilent(sides) ? names.filter((name) => name !== AGENT) : [];
    const [first] = suspected;
    if (first === undefined) return null;
    const row = REWRITTEN_HEADERS.find(({ names }) => names.includes(first));
    return possible(`${first} is signed, but ${row?.says ?? 'is rewritten in transit'}.`);
  },
});

const FORWARDING =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-original-.*|x-envoy-.*|cf-.*|cdn-loop|x-amz-cf-id|x-scheme)$/;
const isForwarding = (name: string) => FORWARDING.test(name);

/** Changes each value in the same way as the next proxy. */
const passOn: Change = eachHeader(isForwarding, ({ by, toOther }, name) => {
  const extended = (value: string) => ['127.0.0.1', '::1', value].map((address) => `${value}, ${address}`);
  const others = name === 'x-forwarded-proto' ? ['http', 'https'] : [];
  return eachOf(
    by((value) => [...(name === 'x-forwarded-for' ? extended(value) : []), ...others, '']),
    toOther,
  );
});

/** Removes the last addresses from the list, to restore the value before forwarding. */
const before: Change = eachHeader(isForwarding, ({ by, toOther }) =>
  eachOf(
    by((value) => {
      const [first = '', ...others] = value.split(/, */);
      return others.length === 0 ? [''] : [[first, ...others.slice(0, -1)].join(', '), first, ''];
    }),
    toOther,
  ),
);

export const forwardingHeadersSigned = cause('forwarding-headers-signed', 'canonical-headers', {
  says: 'A header that proxies add and extend was signed (X-Forwarded-For, CF-…), but the next proxy changed it.',
  symptom: 'x-forwarded-for, x-real-ip, cf-ray, or a similar header is signed, and the server has a different value.',
  fix: 'Make the signing proxy build a new request with Host, Content-Type, and x-amz-* headers, and leave out the headers that forwarding added.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
  threads: 'mhart/aws4fetch/issues/77 FantasticFiasco/aws-signature-version-4/issues/1067',
  features: [
    rule(
      'forwarding-header-signed',
      (quote) => `${quote} is signed, and each proxy extends it.`,
      signedLike(/^(?:x-forwarded-.*|forwarded|via|cf-.*|x-real-ip|cdn-loop)$/),
    ),
  ],
  lesson: 'in-the-middle',
  isAbout: isForwarding,
  yes: { 'sent-directly': 0.9 },
  mutations: {
    changed: inTransit('A forwarding header was signed, but it was extended, replaced, or removed in transit.', passOn),
    'signed-before': signing('A forwarding header was signed with a different value than the server received.', before),
  },
  suspects(sides) {
    const names = signedNames(sides).filter(isForwarding);
    if (names.length === 0 || !isSilent(sides) || !mayBeMismatch(sides)) return null;
    return possible(
      `${withVerb(names, 'is', 'are')} among the signed headers, but each proxy in between changes them.`,
    );
  },
});

const NAMES = ['x-amz-id-2', 'x-amz-request-id'];

/** Makes a change to both headers together, and to each header on its own. */
const alsoTogether =
  (change: Change): Change =>
  (draft, around) => {
    const one = change(draft, around);
    return [...one.flatMap((made) => change(made, around)), ...one];
  };

export const responseHeadersReplayedInRequest = cause('response-headers-replayed-in-request', 'canonical-headers', {
  says: 'Headers of an earlier response (x-amz-id-2, x-amz-request-id) were sent and signed with the request, but S3 ignores them in requests.',
  symptom: 'x-amz-id-2 or x-amz-request-id is a signed header, and the server has no value for it.',
  fix: 'Do not copy the headers of a response into a request: create new headers for each request.',
  features: [
    rule(
      'header-of-response-signed',
      (quote) => `${quote} is signed, and only responses have it.`,
      signedLike(/^x-amz-(?:id-2|request-id)$/),
    ),
  ],
  test: 'Copy the object with an explicit list of metadata.',
  mutations: {
    emptied: traveling(
      'x-amz-id-2 or x-amz-request-id was signed, but S3 has no value for it because it is a response header.',
      alsoTogether(eachOf(...NAMES.map((name) => header(name).removed))),
    ),
    'signed-value': seenOtherwise(
      'The client signed x-amz-id-2 or x-amz-request-id, which is a response header, and the server has no value for it.',
      alsoTogether(eachOf(...NAMES.map((name) => header(name).toOther))),
    ),
  },
  suspects(sides) {
    const named = signedNames(sides).filter((name) => NAMES.includes(name));
    if (named.length === 0 || !mayBeMismatch(sides)) return null;
    const isEmpty = named.every((name) => hasNoValue(sides, name));
    const says = `${withVerb(named, 'is', 'are')} among the signed headers, but S3 sends it in answers and ignores it in requests.`;
    return { certainty: isEmpty ? 'explains' : 'possible', says };
  },
});
