/** Whether a request may pass: S3's checks, in the order in which S3 answers, with S3's answers. */
import { EMPTY } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { headerValue } from '../http/message.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { Rules } from '../sigv4/rules.ts';
import type { Content } from '../verification/examine.ts';
import { isRefusal, type Refusal, refuse, refuseArgument } from './answer.ts';
import type { Authentic, BrowserForm } from './asked.ts';
import { NO_FILE } from './browser-form.ts';
import { checkChunkSignatures, checkChunkSizes, checkTrailerSignature, checkTrailers } from './checks/chunks.ts';
import { refuseClaim } from './checks/malformed-claim.ts';
import { checkChecksums, checkDecodedLength, checkPayloadHash, checkPayloadHeader } from './checks/payload.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkScope } from './checks/scope.ts';
import {
  checkSessionToken,
  checkSignature,
  checkSignedHeaders,
  checkUnwantedToken,
  unknownKey,
} from './checks/signature.ts';
import { checkServedHost } from './checks/strangers.ts';
import { checkClock, checkExpiry } from './checks/times.ts';
import { type Examined, type Ground, type Received, receive, type SandboxKey } from './examined.ts';

export type { SandboxKey } from './examined.ts';

export interface AuthenticationSettings extends Omit<Ground, 'service' | 'hosts' | 'rules'> {
  /** As it stands in the credential scope; `s3` unless told. */
  readonly service?: string;
  /** Which names are served beside those of this machine and of S3; none unless told. */
  readonly hosts?: readonly string[];
  /** Choices in the place of those of the service. */
  readonly rules?: Partial<Rules>;
  /** The check to leave out, so that what it is for can be seen. */
  readonly naive?: CheckId | null;
}

interface Authenticated extends Authentic {
  readonly form: BrowserForm | null;
}

type Run = (received: Received) => Refusal | null;

interface Check {
  readonly id: string;
  /** One sentence: what it is for. */
  readonly says: string;
  /** `null` where it has nothing against the request. */
  readonly run: Run;
}

/** Each takes what it needs and refuses what has none of it, so that no check relies on another one before it. */
const ofClaim =
  (check: (claim: Claim, examined: Examined) => Refusal | null): Run =>
  (received) => {
    const { examined } = received;
    return isProblem(examined) ? refuseClaim(examined, received) : check(examined.claim, examined);
  };
const ofSigner = (check: (claim: Claim, examined: Examined, key: SandboxKey) => Refusal | null): Run =>
  ofClaim((claim, examined) => (examined.key ? check(claim, examined, examined.key) : unknownKey(claim)));
const ofContent = (check: (content: Content, examined: Examined) => Refusal | null): Run =>
  ofClaim((_claim, examined) => {
    const content = contentOf(examined);
    return isRefusal(content) ? content : check(content, examined);
  });

/**
 * S3 calls every body incomplete whose coding it cannot read. A server knows the body that it has received, so that only
 * the file of a form can be missing.
 */
function contentOf(examined: Examined): Content | Refusal {
  const content = examined.content() ?? NO_FILE;
  return isProblem(content) ? refuse('IncompleteBody', [], content.says) : content;
}

/** The first that refuses decides. */
export const CHECKS = [
  {
    id: 'one-authentication',
    says: 'A request is signed once: two signatures could speak for two people, and each server would believe another.',
    run: checkOneAuthentication,
  },
  {
    id: 'scope',
    says: 'A signature is for one day, region and service, so that a key derived from it is worth nothing elsewhere.',
    run: ofClaim(checkScope),
  },
  {
    id: 'access-key',
    says: 'The key has to be known: without its secret there is nothing to check the signature with.',
    run: ofSigner(() => null),
  },
  {
    id: 'session-token',
    says: 'Temporary credentials are good only with their session token, which says until when.',
    run: ofSigner(checkSessionToken),
  },
  {
    id: 'clock',
    says: 'A request that somebody recorded cannot be sent again later than fifteen minutes after it was signed.',
    run: ofClaim(checkClock),
  },
  {
    id: 'expiry',
    says: 'A presigned URL that leaks is worth nothing any more once its time is over.',
    run: ofClaim(checkExpiry),
  },
  {
    id: 'payload-header',
    says: 'The request has to say what its signature covers of the payload, so that nobody can leave it open.',
    run: ofClaim(checkPayloadHeader),
  },
  {
    id: 'signed-headers',
    says: 'Host and every x-amz-* header have to be signed, so that nobody can add one that changes what is done.',
    run: ofClaim(checkSignedHeaders),
  },
  {
    id: 'signature',
    says: 'Only who has the secret can have signed exactly this request.',
    run: ofSigner(checkSignature),
  },
  {
    id: 'served-host',
    says: 'A web page can lead any name to this machine and sign with a published key: only known names are served.',
    run: ofClaim(checkServedHost),
  },
  {
    id: 'unwanted-token',
    says: 'A key that has no session token does not come with one: somebody has mixed up credentials.',
    run: ofSigner(checkUnwantedToken),
  },
  {
    id: 'policy',
    says: 'The form of a browser upload may only say what the policy that was signed allows, and only until it expires.',
    run: ofClaim(checkPolicy),
  },
  {
    id: 'payload-hash',
    says: 'The body has to be the one whose hash was signed.',
    run: ofClaim(checkPayloadHash),
  },
  {
    id: 'chunk-sizes',
    says: 'Chunks have a least size, so that a body is not mostly signatures, each of which costs time to check.',
    run: ofContent(checkChunkSizes),
  },
  {
    id: 'chunk-signatures',
    says: 'Each chunk signs the one before it, so that nobody can change, drop or reorder any.',
    run: ofSigner(checkChunkSignatures),
  },
  {
    id: 'trailer-signature',
    says: 'Headers behind the chunks are signed too, so that nobody can change the checksum along with the data.',
    run: ofSigner(checkTrailerSignature),
  },
  {
    id: 'trailers',
    says: 'The headers behind the chunks are those that were announced, so that nobody can cut off the checksum.',
    run: ofContent(checkTrailers),
  },
  {
    id: 'decoded-length',
    says: 'The payload has as many bytes as the request says, so that nobody can cut off its end.',
    run: ofContent(checkDecodedLength),
  },
  {
    id: 'checksums',
    says: 'A checksum finds what broke on the way, also where the signature does not cover the payload.',
    run: ofContent(checkChecksums),
  },
] as const satisfies readonly Check[];

/** Without the key there is no secret to go on with; which hosts are served is no check of S3's, and has an option. */
type Needed = 'access-key' | 'served-host';

/** The checks that can be left out. */
export type CheckId = Exclude<(typeof CHECKS)[number]['id'], Needed>;

export const NAIVE_CHECKS: readonly { readonly id: CheckId; readonly says: string }[] = CHECKS.flatMap(
  ({ id, says }) => (id === 'access-key' || id === 'served-host' ? [] : [{ id, says }]),
);

/** What the request brings, where it is authentic; otherwise the refusal that S3 would answer. */
export function authenticate(request: ReceivedRequest, settings: AuthenticationSettings): Refusal | Authenticated {
  const { region, service = 's3', keys, now, hosts = [], rules = {}, naive = null } = settings;
  const received = receive(request, { region, service, keys, now, hosts, rules });
  if (isRefusal(received)) return received;
  for (const { id, run } of CHECKS) {
    const refusal = id === naive ? null : run(received);
    if (refusal) return refusal;
  }
  const { examined } = received;
  if (isProblem(examined)) return refuseClaim(examined, received);
  const content = contentOf(examined);
  if (isRefusal(content)) return content;
  const checksums = examined.checksums().map(({ name, base64 }) => ({ name, base64 }));
  return { payload: content.payload, checksums, hoisted: examined.hoisted(), form: examined.form };
}

function checkOneAuthentication({ twice, sent }: Received): Refusal | null {
  if (twice === null) return null;
  const value = headerValue(sent.head.headers, 'authorization')?.octets ?? EMPTY;
  return refuseArgument(
    'Authorization',
    value,
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  );
}
