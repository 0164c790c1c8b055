/**
 * Describes an Accept-Encoding header that changed in transit. It applies to only one connection, so proxies write
 * their own value.
 */
import { REWRITTEN_HEADERS } from '../../aws/rewritten-headers.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { inTransit, seenOtherwise, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { differingValues, hasNoValue, isSilent, seenHeader, signedNames, standingOfLost } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { quoted } from '../words.ts';

const NAME = 'accept-encoding';
const GZIP = ['gzip'];
const BROTLI = ['gzip, br', 'gzip,br', 'br, gzip', 'br,gzip'];
const USUAL = [
  'identity',
  'gzip, deflate',
  'gzip,deflate',
  'deflate, gzip',
  'gzip, deflate, br',
  'gzip, deflate, br, zstd',
  'gzip, compress, deflate, br',
  'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
  '*',
];

const to = (values: readonly string[]) => (draft: Draft) => withValues(draft, NAME, values);
const changeBy = (values: (value: string) => readonly string[]) => (draft: Draft) =>
  withValues(draft, NAME, values(headerOf(draft, NAME) ?? ''));

const addGoogleMark = (value: string) => [value === '' ? 'gzip(gfe)' : `${value},gzip(gfe)`, 'gzip,gzip(gfe)'];
const joinValues = (value: string) => [
  `gzip, ${value}`,
  `${value}, gzip`,
  `${value}, ${value}`,
  `gzip, ${value}, ${value}`,
];

/** Lists what the client may have signed: the usual values, and the value that the client itself reports. */
const signedBefore = (draft: Draft, around: Surroundings): Draft[] => [
  ...withValues(draft, NAME, ['identity', ...GZIP, ...BROTLI, ...USUAL, '']),
  ...withOther(draft, around, NAME),
];

export const acceptEncodingRewritten: Cause = {
  id: 'accept-encoding-rewritten',
  stage: 'canonical-headers',
  says: 'Accept-Encoding was signed, but the server received a different value.',
  fix: 'Do not sign Accept-Encoding (rclone: --s3-sign-accept-encoding=false; in an SDK, remove it from the signed headers), or configure the proxy to pass it on unchanged.',
  see: REWRITTEN_HEADERS.find(({ names }) => names.includes(NAME))?.source ?? '',
  threads: [
    'https://github.com/hashicorp/terraform/issues/36412',
    'https://github.com/backblaze-b2-samples/cloudflare-b2/issues/5',
    'https://github.com/backblaze-b2-samples/cloudflare-b2/pull/4',
    'https://github.com/backblaze-b2-samples/cloudflare-b2-proxy/issues/15',
    'https://github.com/supabase/storage/pull/729',
    'https://github.com/s3s-project/s3s/issues/458',
    'https://github.com/rclone/rclone/issues/6670',
    'https://github.com/aws/aws-sdk-go-v2/issues/1816',
    'https://github.com/benbjohnson/litestream/issues/1386',
    'https://github.com/benbjohnson/litestream/pull/1394',
    'https://github.com/siderolabs/talos-backup/issues/64',
    'https://github.com/siderolabs/omni/pull/169',
    'https://github.com/versity/versitygw/pull/2045',
    'https://github.com/getprobo/probo/pull/1630',
    'https://github.com/Dokploy/dokploy/pull/2669',
  ],
  mutations: [
    inTransit(
      'to-gzip',
      'Accept-Encoding was signed, but a proxy changed it to "gzip" in transit, as Cloudflare does.',
      to(GZIP),
    ),
    inTransit(
      'to-gzip-br',
      'Accept-Encoding was signed, but a proxy changed it to gzip and br in transit, as Cloudflare does.',
      to(BROTLI),
    ),
    inTransit(
      'google-mark',
      "Accept-Encoding was signed, but Google's front end added gzip(gfe) to its end.",
      changeBy(addGoogleMark),
    ),
    inTransit('joined', 'Accept-Encoding was signed, but a proxy added its own value to it.', changeBy(joinValues)),
    inTransit('removed', 'Accept-Encoding was signed but did not arrive: something in transit removed it.', to([''])),
    travelling('to-another', 'Accept-Encoding was signed but arrived with a different value.', (draft, around) => [
      ...withValues(draft, NAME, USUAL),
      ...withOther(draft, around, NAME),
    ]),
    seenOtherwise(
      'signed-before-rewriting',
      'The client signed a different Accept-Encoding than the server received.',
      signedBefore,
    ),
    seenOtherwise('signed-and-not-sent', 'The client signed Accept-Encoding, but the server received none.', (draft) =>
      withUnsent(draft, NAME, ['identity', ...GZIP, ...USUAL]),
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'to-gzip' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides) || !signedNames(sides).includes(NAME)) return null;
  if (hasNoValue(sides, NAME)) {
    const says = 'Accept-Encoding was signed, but the server has no value for it: it did not arrive.';
    return { standing: standingOfLost(sides, NAME), variant: 'removed', says } as const;
  }
  const differing = differingValues(sides, NAME);
  if (differing) {
    const [signed, seen] = differing;
    return {
      standing: 'possible',
      says: `Accept-Encoding was signed as ${quoted(signed)} but arrived as ${quoted(seen)}.`,
    } as const;
  }
  if (!isSilent(sides)) return null;
  const network = networkOf(sides);
  const reason = network === null ? 'many proxies rewrite it' : `${network} rewrites it`;
  return { standing: 'possible', says: `Accept-Encoding is among the signed headers, and ${reason}.` } as const;
}

/** Names the content delivery network that left its mark on the request or the response; `null` if none did. */
function networkOf(sides: Sides): string | null {
  const marks = ['server', 'cdn-loop', 'via'].map((name) => seenHeader(sides, name) ?? '').join(' ');
  if (seenHeader(sides, 'cf-ray') !== null || /cloudflare/i.test(marks))
    return 'Cloudflare, which the request went through,';
  return /google/i.test(marks) ? "Google's front end, which the request went through," : null;
}
