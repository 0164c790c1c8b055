/** Causes that involve signed headers that did not arrive or were never sent. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf, withHeader } from '../../drafts/draft.ts';
import { namesOf, sentValues, withUnsent } from '../../drafts/header-changes.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf } from '../../drafts/parts.ts';
import { mayBeMismatch, mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { isShortOfHeaders, missingNames, unseenNames } from '../../sides/answers/unsigned-headers.ts';
import type { Sides } from '../../sides/sides.ts';
import { certaintyOfLost, isSent, isSilent, namesWithoutValue, seenHeader, signedNames } from '../../sides/signs.ts';
import {
  type Change,
  cause,
  explains,
  inTransit,
  plainDifference,
  possible,
  seenOtherwise,
  signing,
} from '../define-cause.ts';
import { firstOf, rule, signedLike } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';
import { ofHost } from '../features/host.ts';
import { enumerated } from '../words.ts';
import { eachHeader, emptyToOther, header, removedTogether, suspectLost } from './one-header.ts';

const isOdd = (name: string) => /[_.]/.test(name);
const ODD = 'which has an underscore or a dot in its name';

/** Returns whether MinIO misses a signed header that was sent. */
const isSentButShort = (sides: Sides): boolean => isShortOfHeaders(sides) && missingNames(sides)?.length === 0;

export const oddHeaderNameDropped = cause('odd-header-name-dropped', 'transport', {
  says: 'A signed header with an underscore or a dot in its name did not arrive: nginx removes such headers.',
  symptom:
    'A signed header has an underscore or a dot in its name and no value at the server. The response often comes from nginx.',
  fix: 'In nginx, set "ignore_invalid_headers off;" and "underscores_in_headers on;". Or use metadata names without underscores and dots.',
  fixIn: 'proxy',
  lines: { nginx: 'underscores_in_headers on; ignore_invalid_headers off;' },
  see: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers',
  threads: `
    seaweedfs/seaweedfs/issues/4479 minio/minio/issues/6219 cwaldbieser/jhub_remote_user_authenticator/issues/6
  `,
  features: [
    rule(
      'odd-header-name',
      (quote) => `${quote} has an underscore or a dot in its name, and nginx removes such headers.`,
      (seen) =>
        firstOf([
          signedLike(/[_.]/)(seen),
          ...seen.headers.map(({ name }) => name).filter((name) => /^[a-z]+_id$|^x-[\w-]*[_.]/.test(name)),
        ]),
    ),
    ofHeaders.signedValueEmpty,
  ],
  isAbout: isOdd,
  test: 'Send the same request with a hyphen in the header name.',
  yes: { 'plain-name': 0.85, 'plain-header': 0.9, 'sent-directly': 0.9 },
  mutations: {
    dropped: inTransit(
      'A signed header with an underscore or a dot in its name did not arrive.',
      removedTogether(isOdd),
    ),
    'signed-value': seenOtherwise(
      'The client signed a header with an underscore or a dot in its name, but the server received no value for it.',
      emptyToOther(isOdd),
    ),
  },
  states(_answer, sides) {
    const odd = isSentButShort(sides) ? signedNames(sides).filter(isOdd) : [];
    if (odd.length === 0) return null;
    return { says: `The server did not receive the signed header ${enumerated(odd)}, ${ODD}.`, variant: 'dropped' };
  },
  suspects(sides) {
    if (!mayBeMismatch(sides)) return null;
    const empty = namesWithoutValue(sides).filter((name) => isOdd(name) && isSent(sides, name) !== false);
    if (empty.length > 0)
      return {
        certainty: certaintyOfLost(sides, ...empty),
        variant: 'dropped',
        says: `The server received no value for ${enumerated(empty)}, ${ODD}.`,
      };
    const odd = isSilent(sides) ? signedNames(sides).filter(isOdd) : [];
    if (odd.length === 0) return null;
    const server = /nginx|openresty/i.test(seenHeader(sides, 'server') ?? '')
      ? 'and nginx answered'
      : 'and nginx removes such headers';
    return possible(`The signed headers include ${enumerated(odd)}, ${ODD}, ${server}.`);
  },
});

/** Required headers. If one of them is missing, S3 returns an error other than a signature mismatch. */
const NEEDED = ['host', 'x-amz-date', 'x-amz-content-sha256'];

const dropHeaders = (isDropped: (name: string) => boolean): Change =>
  eachHeader(
    (name) => isDropped(name) && !NEEDED.includes(name),
    ({ removed }) => removed,
  );
const isRange = (name: string) => name === 'range' || name === 'if-range';

/** Headers that have more specific causes of their own. */
const OF_OTHER_CAUSES = ['host', 'content-type', 'x-amz-date', 'x-amz-content-sha256'];

const headersCopied: Change = eachHeader(
  (name, value) => !OF_OTHER_CAUSES.includes(name) && value !== '',
  ({ toOther }) => toOther,
);

export const signedHeaderDroppedInTransit = cause('signed-header-dropped-in-transit', 'canonical-headers', {
  says: 'A signed header did not arrive: a proxy, a firewall, or a cache removed it.',
  symptom: "The server's canonical request has the name of a signed header, such as range, with an empty value.",
  fix: 'Find what removes the header (try another network, or HTTPS without the proxy) and let the header pass. Or do not sign that header. Caches and virus scanners remove Range to get whole objects.',
  fixIn: 'proxy',
  lines: { nginx: 'proxy_set_header Range $http_range;', cloudfront: 'Origin request policy: Managed-AllViewer' },
  threads: `
    aws/aws-cli/issues/2913 aws/aws-sdk-java/issues/1822 aws/aws-sdk-go-v2/issues/2722 minio/minio/issues/19857
    mhart/aws4fetch/pull/5
  `,
  features: [
    ofHeaders.rangeOrConditionSigned,
    ofHeaders.signedValueEmpty,
    ofHeaders.signedHeaderAbsent,
    ofHost.cloudflare,
  ],
  lesson: 'in-the-middle',
  isAbout: (name) => !OF_OTHER_CAUSES.includes(name),
  yes: { 'sent-directly': 0.9, 'now-and-then': 0.35 },
  mutations: {
    range: inTransit('Range was signed but did not arrive: something in transit removed it.', dropHeaders(isRange)),
    another: inTransit(
      'A signed header did not arrive: something in transit removed it.',
      dropHeaders((name) => !isRange(name)),
    ),
    'signed-value': seenOtherwise(
      'The client signed a header, but the server has no value for it.',
      eachOf(emptyToOther(), header('range').unsent('bytes=0-')),
    ),
    ...plainDifference('value', {
      signed: 'The client signed a header with a different value than the server received.',
      arrived: 'A signed header changed between signing and the server.',
      fix: 'Find what changes the header, the HTTP client or a proxy, and let it pass unchanged; or do not sign it.',
      change: headersCopied,
    }),
  },
  suspects(sides) {
    if (isSentButShort(sides))
      return explains(
        'The server says that headers are not signed, but all required headers are. MinIO responds in this way if a signed header did not arrive.',
      );
    if (!mayBeMismatch(sides)) return null;
    // The user of a presigned URL may not have sent the header at all.
    const isLost = (name: string) =>
      sides.scheme === 'query' ? isSent(sides, name) === true : isSent(sides, name) !== false;
    const names = namesWithoutValue(sides).filter(isLost);
    return suspectLost(sides, names, { variant: names.some(isRange) ? 'range' : 'another' });
  },
});

/**
 * Headers that clients sign but HTTP libraries then omit, and the values that are signed. Values of a header that has a
 * cause of its own are tried there.
 */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'content-type': ['application/octet-stream', 'application/x-amz-json-1.0'],
  'content-md5': ['1B2M2Y8AsgTpgAmY7PhCfg=='],
  'x-amz-acl': ['private', 'public-read'],
  ...Object.fromEntries(
    ['content-length', 'date', 'expect', 'transfer-encoding', 'connection'].map((name) => [name, []]),
  ),
};

const isUnsent = (name: string, around: MutationContext) => sentValues(around, name).length === 0;

const signUnsentValue = (draft: Draft, around: MutationContext): Draft[] =>
  Object.entries(LEFT_OUT)
    .filter(([name]) => isUnsent(name, around))
    .flatMap(([name, values]) => withUnsent(draft, name, values));

/** Lists a header as signed but omits its line, whereas the server computes a line with an empty value. */
const listOnly = (draft: Draft, around: MutationContext): Draft[] => {
  const without = namesOf(draft).filter((name) => headerOf(draft, name) === '');
  const unsent = Object.keys(LEFT_OUT).filter((name) => headerOf(draft, name) === null && isUnsent(name, around));
  return [...without, ...unsent].map((name) => {
    const listed = withHeader(draft, name, headerOf(draft, name) ?? '');
    return { ...listed, headers: listed.headers.filter((header) => header.name !== name) };
  });
};

export const signedHeaderNeverSent = cause('signed-header-never-sent', 'signed-headers', {
  says: 'The list of signed headers includes a header that was not sent.',
  symptom: 'SignedHeaders lists a name, and the request that was sent has no such header.',
  fix: 'Sign only headers that are sent. curl and other libraries do not send headers without a value, and some drop headers that they write themselves.',
  threads: 'connormanning/entwine/issues/99',
  features: [ofHeaders.signedValueEmpty, ofHeaders.signedHeaderAbsent],
  mutations: {
    'value-signed': signing(
      'The client signed a header with a value but did not send it.',
      eachOf(emptyToOther(), signUnsentValue),
    ),
    'in-list-only': signing(
      'The list of signed headers includes a header that is neither sent nor in the canonical headers.',
      listOnly,
    ),
  },
  /**
   * Reports the missing headers if s3proxy names them, or if MinIO says that headers are not signed even though all
   * required headers are.
   */
  states(answer, sides) {
    const [, omitted] = /omits headers it declares as signed: ([^\n.]{1,500})/i.exec(answer.message ?? '') ?? [];
    if (omitted !== undefined) return { says: writeNotSent(omitted.split(/,\s*/)) };
    const missing = isShortOfHeaders(sides) ? (missingNames(sides) ?? []) : [];
    return missing.length === 0 ? null : { says: writeNotSent(missing) };
  },
  suspects(sides) {
    if (!mayBeSignersMistake(sides) || sides.scheme === 'query') return null;
    const empty: readonly Octets[] = namesWithoutValue(sides).filter((name) => isSent(sides, name) === false);
    if (empty.length > 0) return explains(writeNotSent(empty));
    const unseen = isSilent(sides) ? (unseenNames(sides) ?? []) : [];
    // If the claim cannot be read, the request is treated as incomplete.
    const isRead = sides.claim !== null && missingNames(sides) !== null;
    const isWhole = isRead && !unseen.every((name) => WRITTEN_WHEN_SENT.has(name));
    return unseen.length === 0 ? null : { certainty: isWhole ? 'explains' : 'possible', says: writeNotSent(unseen) };
  },
});

/** Headers that HTTP libraries write when they send, so a request that a program printed before may lack them. */
const WRITTEN_WHEN_SENT: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'transfer-encoding',
  'user-agent',
]);

const writeNotSent = (names: readonly string[]) =>
  `The list of signed headers includes ${enumerated(names)}, but the request has no such header.`;
