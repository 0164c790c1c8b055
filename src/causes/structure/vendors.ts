/** Causes of requests in which a part is that of another vendor than the rest. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, withHeader, withScope, withSteps } from '../../drafts/draft.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Sides } from '../../sides/sides.ts';
import { isSent } from '../../sides/signs.ts';
import { dialectOfHead } from '../../sigv4/claims/read-claim.ts';
import type { Dialect } from '../../sigv4/dialects/dialect.ts';
import { DIALECTS } from '../../sigv4/dialects/table.ts';
import { MALFORMED_SCOPE } from '../answers.ts';
import { cause, explains, forEach, sending, signing } from '../define-cause.ts';
import { statedBy } from '../stated.ts';
import { enumerated, withVerb } from '../words.ts';
import { chain, partsOf, prefixWith } from './signing-key.ts';

/** The vendors whose requests are taken for each other's: those that store objects, and sign forms that upload them. */
const VENDORS = DIALECTS.filter(({ fields }) => fields !== null);

const idOf = ({ signsWith: [{ id }] }: Dialect): string => id;
const nameOf = ({ signsWith: [{ name }] }: Dialect): string => name;
const serverOf = ({ words: { vendor, server } }: Dialect): string =>
  vendor === 'AWS' || server.startsWith(vendor) ? server : `${vendor} ${server}`;

const partsOfVendor = (vendor: Dialect): string => {
  const prefix = vendor.keyPrefix.hmac === '' ? 'no prefix' : `"${vendor.keyPrefix.hmac}"`;
  return `${nameOf(vendor)}, ${prefix}, ${vendor.terminator}, and ${vendor.headerPrefix}*`;
};

/** The fix for the vendor whose server refused the request. */
const FIX_OF_SERVER = {
  fixOf: ({ dialect }: Draft) => `Take all parts from ${serverOf(dialect)}: ${partsOfVendor(dialect)}.`,
};

const PREFIXES = forEach(
  VENDORS.filter(({ keyPrefix }) => keyPrefix.hmac !== ''),
  (vendor) => [
    `prefix-of-${idOf(vendor)}`,
    signing(
      `The secret was used with "${vendor.keyPrefix.hmac}" in front of it, as ${serverOf(vendor)} requires.`,
      (draft) =>
        draft.dialect.keyPrefix.hmac === vendor.keyPrefix.hmac
          ? []
          : [
              withSteps(draft, {
                signingKey: (made, secret) => chain(prefixWith(made, vendor.keyPrefix.hmac, secret), partsOf(made)),
              }),
            ],
      FIX_OF_SERVER,
    ),
  ],
);

const TERMINATORS = forEach(VENDORS, (vendor) => [
  `terminator-of-${idOf(vendor)}`,
  signing(
    `The credential scope ends with "${vendor.terminator}", as for ${serverOf(vendor)}.`,
    (draft) =>
      [draft.scope.terminator, draft.dialect.terminator].includes(vendor.terminator)
        ? []
        : [withScope(draft, { terminator: vendor.terminator as Octets })],
    FIX_OF_SERVER,
  ),
]);

const ALGORITHMS = forEach(VENDORS, (vendor) => [
  `algorithm-of-${idOf(vendor)}`,
  signing(
    `The algorithm is named ${nameOf(vendor)}, as for ${serverOf(vendor)}.`,
    (draft) =>
      draft.algorithm === nameOf(vendor) || draft.dialect === vendor
        ? []
        : [{ ...draft, algorithm: nameOf(vendor) as Octets }],
    FIX_OF_SERVER,
  ),
]);

/** Returns the vendor whose date a request has, if it has no date of the vendor that its algorithm names. */
function vendorOfDate(head: RequestHead): Dialect | null {
  const named = dialectOfHead(head);
  const names = new Set(head.headers.map(({ name }) => name.octets.toLowerCase()));
  if (names.has(named.headers.date)) return null;
  return VENDORS.find(({ headers }) => names.has(headers.date)) ?? null;
}

/** Says that the algorithm and the headers of a request are those of two vendors. */
function suspicionOfDate({ request }: Sides) {
  const other = request && vendorOfDate(request.head);
  if (!request || !other) return null;
  const named = dialectOfHead(request.head);
  return explains(
    `The request names the algorithm ${nameOf(named)}, but it has ${other.headers.date} and no ${named.headers.date}.`,
    {
      variant: `algorithm-of-${idOf(named)}`,
      role: 'defect',
      fix: `For ${serverOf(other)}, sign with ${nameOf(other)}. For ${serverOf(named)}, send ${named.headers.date}.`,
    },
  );
}

/** Says that the scope of a request ends as for another vendor than the one that its algorithm names. */
function suspicionOfTerminator({ claim }: Sides) {
  const terminator = claim?.terminator.octets;
  const other = VENDORS.find((vendor) => vendor.terminator === terminator);
  if (!claim || !other || other.terminator === claim.algorithm.dialect.terminator) return null;
  return explains(
    `The credential scope ends with "${other.terminator}", as for ${serverOf(other)}, but the algorithm is ${nameOf(claim.algorithm.dialect)}.`,
    { variant: `terminator-of-${idOf(other)}`, role: 'defect' },
  );
}

export const signedForAnotherVendor = cause('signed-for-another-vendor', 'signing-key', {
  says: 'A part of the signature is that of another vendor: the algorithm, the terminator of the scope, or the prefix of the secret.',
  symptom:
    'The algorithm, the terminator, or the names of the headers are not all of one vendor, such as GOOG4-HMAC-SHA256 and aws4_request.',
  fix: `Take all parts from one vendor: ${VENDORS.map(partsOfVendor).join('; ')}.`,
  see: 'https://docs.cloud.google.com/storage/docs/aws-simple-migration',
  needs: ['vendor-named'],
  answers: {
    ...Object.fromEntries(Object.keys(TERMINATORS).map((variant) => [variant, MALFORMED_SCOPE])),
    ...Object.fromEntries(Object.keys(ALGORITHMS).map((variant) => [variant, ['AccessDenied']])),
  },
  mutations: { ...PREFIXES, ...TERMINATORS, ...ALGORITHMS },
  states: statedBy({
    words: new RegExp(`incorrect terminal "(${VENDORS.map(({ terminator }) => terminator).join('|')})"`),
    says: ([, terminator]) => `The credential scope ends with "${terminator}", as for another vendor.`,
  }),
  suspects: (sides) => suspicionOfDate(sides) ?? suspicionOfTerminator(sides),
});

/** Returns the names of headers that the server refuses beside its own. */
function refusedNames({ request, dialect }: Sides): readonly string[] {
  const names = request?.head.headers.map(({ name }) => name.octets.toLowerCase()) ?? [];
  return names.filter((name) => dialect.refusedPrefixes.some((prefix) => name.startsWith(prefix)));
}

export const headersOfAnotherVendor = cause('headers-of-another-vendor', 'canonical-headers', {
  says: 'The request has headers of two vendors, and the server refuses that.',
  symptom: 'The code is ExcessHeaderValues, or a request that is signed with GOOG4-HMAC-SHA256 has an x-amz-* header.',
  fix: 'Send x-goog-* headers with GOOG4-HMAC-SHA256, or x-amz-* headers with AWS4-HMAC-SHA256, and never both.',
  see: 'https://docs.cloud.google.com/storage/docs/aws-simple-migration',
  needs: ['vendor-named'],
  answers: { sent: ['ExcessHeaderValues'] },
  mutations: {
    sent: sending('A header of another vendor was sent with the request.', (draft) =>
      draft.dialect.refusedPrefixes.map((prefix) => withHeader(draft, `${prefix}acl`, 'private')),
    ),
  },
  states(answer, sides) {
    if (!/^ExcessHeaderValues$/.test(answer.code ?? '')) return null;
    const names = refusedNames(sides);
    return {
      variant: 'sent',
      says:
        names.length === 0
          ? 'The server says that the request has headers of two vendors.'
          : `${withVerb(names, 'is a header', 'are headers')} of another vendor, beside ${sides.dialect.headerPrefix}* headers.`,
    };
  },
  suspects(sides) {
    const names = refusedNames(sides);
    // Without the date of its own vendor, the request is signed for another one.
    return names.length === 0 || isSent(sides, sides.dialect.headers.date) === false
      ? null
      : explains(`The request has ${enumerated(names)} beside ${sides.dialect.headerPrefix}* headers.`, {
          variant: 'sent',
          role: 'defect',
        });
  },
});
