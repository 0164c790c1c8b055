/** Rules out causes whose requirements are not met: the form of the request, the service, and the server's response. */
import type { Cause } from '../causes/cause.ts';
import { headerOf } from '../causes/features/feature.ts';
import type { Mutation } from '../drafts/mutation.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import type { SeenRequest } from '../sides/seen/seen-request.ts';
import type { Side, Sides } from '../sides/sides.ts';
import type { Effect } from './made-again.ts';
import { theseCauses } from './these-causes.ts';

/**
 * `other-form`: only presigned URLs, or only requests with a header, fail in this way. `other-service`: the service
 * does not encode or hash in this way. `server-says-so`: the server would have named this cause, but gave another
 * reason. `changes-nothing`: the mistake does not change this request. `not-signed`: the header is not in SignedHeaders. `signature-right`: the signer made no mistake.
 * `made-and-compared`: each mistake was reproduced, but none produces the signed text. `version-2`: Signature Version 2
 * has no such part. `no-token`: the request has no session token.
 */
export type RuledOutBy =
  | 'other-form'
  | 'other-service'
  | 'server-says-so'
  | 'changes-nothing'
  | 'not-signed'
  | 'signature-right'
  | 'made-and-compared'
  | 'version-2'
  | 'no-token';

interface Known {
  readonly seen: SeenRequest;
  readonly sides: Sides;
  /** The effect of the cause's mistakes on the request; `null` if unknown. */
  readonly effect: Effect | null;
}

/** Returns the reason that the cause is ruled out; `null` if the cause is not ruled out. */
export function ruledOutBy(
  { id, stage, mutations, triesAllValues = false }: Pick<Cause, 'id' | 'stage' | 'mutations' | 'triesAllValues'>,
  { seen, sides, effect }: Known,
): RuledOutBy | null {
  const { form, serviceKind } = seen;
  if (form === 'header' && OF_URLS.test(id)) return 'other-form';
  if (form === 'query' && OF_HEADERS.has(id)) return 'other-form';
  if (form !== 'policy' && form !== 'unknown' && OF_FORMS.has(id)) return 'other-form';
  if (OF_CHUNKS.has(id) && hasOneHash(seen)) return 'other-form';
  if (form === 'version-2' && !OF_VERSION_2.test(id)) return 'version-2';
  if (serviceKind === 's3' && NOT_OF_S3.has(id)) return 'other-service';
  if (serviceKind === 'other' && ONLY_OF_S3.has(id)) return 'other-service';
  if (seen.isMismatch && isSaid(id, seen)) return 'server-says-so';
  if (OF_TOKENS.test(id) && hasNoToken(seen, sides)) return 'no-token';
  if (isSignedRight(sides) && isOfSigner(stage)) return 'signature-right';
  if (isMadeFromSecret({ stage, mutations }, sides)) return 'made-and-compared';
  if (effect === 'changes-nothing') return effect;
  if (effect === 'contradicted') return 'not-signed';
  const isWhole = sides.request !== null || !OF_SENT_HEADERS.has(stage);
  return effect === 'changes' && isWhole && areAllTried({ mutations, triesAllValues }, sides)
    ? 'made-and-compared'
    : null;
}

/** Stages in which some mistakes depend on the order or the spelling of the sent headers. */
const OF_SENT_HEADERS: ReadonlySet<Cause['stage']> = new Set(['canonical-headers', 'signed-headers']);

const OF_URLS = /^presign|^token-expires-before-url$/;
const OF_HEADERS = theseCauses(`
  content-sha256-header-missing authorization-stripped-by-proxy unsigned-trailer-unsupported aws-chunked-framing
  chunk-data-changed
`);
const OF_FORMS = theseCauses('post-policy-encoding post-form-v2-fields-v4-signature');
/** Causes that need a body in chunks. Such a request has the word `STREAMING-…` as its hash. */
const OF_CHUNKS = theseCauses('unsigned-trailer-unsupported aws-chunked-framing');
const OF_VERSION_2 =
  /^(?:wrong-secret|secret-|wrong-kind|method-mismatch|content-type-|bucket-twice|bucket-missing|virtual-host|query-not-canon|query-reserved|non-ascii-header|header-value|xamz-|presigned-|path-(?:not|norm|reserved|double|prefix)|space-plus|literal-plus|url-|sigv2-|clock-skew|host-rewritten)/;
const NOT_OF_S3 = theseCauses(`
  path-single-encoded-non-s3 path-over-encoded-on-wire unsigned-payload-not-for-this-service oac-body-hash-missing
  session-token-signed-but-must-be-appended global-endpoint-region
`);
const ONLY_OF_S3 = theseCauses(`
  path-double-encoded-on-s3 bucket-twice bucket-missing-from-canonical-uri virtual-host-vs-path-style
  slash-in-bucket-name unsigned-trailer-unsupported aws-chunked-framing post-policy-encoding
  presign-needs-unsigned-payload payload-literal-misspelt
`);

/** Returns whether the client sent the hash of a whole body. */
const hasOneHash = (seen: SeenRequest): boolean =>
  /^[0-9a-f]{64}$/.test(headerOf(seen, 'x-amz-content-sha256')?.trim() ?? '');

/** Causes that a server checks before the signature and names in its response. */
const SAID_FIRST = theseCauses(`
  clock-skew stale-date-reused presign-expired-or-too-long unknown-access-key session-token-missing
  session-token-invalid token-expires-before-url x-amz-date-missing authorization-header-malformed
  authorization-stripped-by-proxy request-not-signed two-auth-mechanisms sigv2-against-v4-only sigv4a-required
  redirect-not-resigned content-sha256-header-missing scope-date-differs
`);
/** Causes that AWS names. Other servers use the scope that they receive. */
const SAID_BY_AWS = theseCauses('wrong-region wrong-service global-endpoint-region');

const isSaid = (id: string, { server }: SeenRequest): boolean =>
  SAID_FIRST.has(id) || (server === 'aws' && SAID_BY_AWS.has(id));

const OF_TOKENS = /^session-token-(?!missing)|^token-/;

function hasNoToken({ headers, parameters, text, form }: SeenRequest, { request }: Sides): boolean {
  const isSeen =
    /security-token/i.test(text) || [...headers, ...parameters].some(({ name }) => /security-token/i.test(name));
  if (isSeen || request === null || form === 'unknown') return false;
  // The token of a presigned URL is in the URL, so that its headers may be unknown.
  return form === 'query' ? !request.unsaid.includes('target') : request.unsaid.length === 0;
}

/** Returns whether only the signer can be wrong in a stage. Mistakes in other stages may have happened in transit. */
const isOfSigner = (stage: Cause['stage']): boolean =>
  ['signing-key', 'string-to-sign', 'canonical-request', 'credential-scope'].includes(stage);

/**
 * Returns whether every mistake of the secret was made from the server's own secret and compared with the signature. A
 * secret of which nothing is known is no such mistake: its cause is suspected, and is not asked here.
 */
const isMadeFromSecret = (
  { stage, mutations }: Pick<Cause, 'stage' | 'mutations'>,
  { isServersSecret, signature }: Sides,
): boolean => stage === 'credentials' && mutations.length > 0 && isServersSecret && signature !== null;

/**
 * Returns whether every mistake was compared with the signed text. No mistake fits, because otherwise the cause would
 * be more than a suspect.
 */
function areAllTried(
  { mutations, triesAllValues }: { readonly mutations: readonly Mutation[]; readonly triesAllValues: boolean },
  { server, client, signature, secretAccessKey }: Sides,
): boolean {
  const isKnown = ({ known }: Side) => known === 'quoted' || known === 'computed';
  const isSignerTried =
    isKnown(server) &&
    ((signature !== null && secretAccessKey !== null) || (client.known === 'quoted' && client.hash !== null));
  const isWayTried =
    (triesAllValues && isSignerTried) || (server.known === 'quoted' && server.hash !== null && isKnown(client));
  return mutations.every(({ side }) => (side === 'client' ? isSignerTried : isWayTried));
}
