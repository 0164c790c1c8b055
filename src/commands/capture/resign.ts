/** Signs a captured request again, for the server to which it is forwarded. */

import type { SourcedCredentials } from '../../app/settings/settings.ts';
import { regionOfHost } from '../../aws/s3-hosts.ts';
import { rulesOf } from '../../aws/services.ts';
import { given, plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { withField, withoutFields, withTarget } from '../../http/relay/edit-head.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type SigningForm, USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { chainAfter, signRequest } from '../../sigv4/sign.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { unrecorded } from '../../trace/trace.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import type { RelayRoute } from '../../wire/relay/director.ts';
import { readSignedByClient, type SignedByClient, trustedSecrets } from './client-signature.ts';
import { type ChunkResigner, chunkResigner } from './resign-chunks.ts';

/** A request that was signed again. */
export interface ResignedRequest {
  readonly octets: Octets;
  /** Signs the chunks of the body again; `null` if they are not signed. */
  readonly bodyChange: ChunkResigner | null;
}

/** Signs a request in origin form again, for this server. Returns the reason if the request is not signed again. */
export type Resigner = (octets: Octets, route: RelayRoute) => ResignedRequest | Problem;

/**
 * Creates a resigner. It signs only what a client has signed rightly with one of the secrets. Otherwise, anyone who reaches
 * the capture could use the credentials without knowing them.
 */
export function resigner(credentials: SourcedCredentials, secrets: readonly KnownSecret[], now: () => Date): Resigner {
  const trusted = trustedSecrets(secrets, credentials);
  return (octets, route) => {
    const client = readSignedByClient(octets, trusted, now());
    return isProblem(client) ? client : signAgain(client, { octets, route, credentials, now: now() });
  };
}

interface NewSignature {
  readonly octets: Octets;
  readonly route: RelayRoute;
  readonly credentials: SourcedCredentials;
  readonly now: Date;
}

function signAgain(
  { claim, kind, hashedPayload, chunks }: SignedByClient,
  { octets, route, credentials: { accessKeyId, secretAccessKey, sessionToken }, now }: NewSignature,
): ResignedRequest | Problem {
  const bytes = (id: 'access-key-id' | 'secret-access-key' | 'session-token', { value, source }: typeof accessKeyId) =>
    given(octetsFromText(value), { id, source });
  const service = claim.scope.service.octets;
  const signed = signRequest(
    {
      algorithm: USUAL_SIGNING.algorithm,
      credentials: {
        accessKeyId: bytes('access-key-id', accessKeyId),
        secretAccessKey: bytes('secret-access-key', secretAccessKey),
        sessionToken: sessionToken && bytes('session-token', sessionToken),
      },
      timestamp: plain(octetsFromText(writeTimestamp(now))),
      region: plain(octetsFromText(regionOfHost(route.host) ?? claim.scope.region.octets)),
      service: plain(service),
      request: plain(withField(withoutSignature(octets), 'Host', hostOf(route))),
      payload: { length: 0, sha256: kind.payload === 'hashed' ? hashedPayload : null },
      form: formOf(claim, route),
      signedHeaders: USUAL_SIGNING.signedHeaders,
      rules: { ...rulesOf(service, USUAL_SIGNING.algorithm.dialect), payload: kind.payload },
      trailers: [],
    },
    unrecorded,
  );
  if (isProblem(signed)) return signed;
  return {
    octets: signed.bytes.octets,
    bodyChange: chunks && chunkResigner({ signing: chainAfter(signed), client: chunks }),
  };
}

const SIGNING_FIELDS: ReadonlySet<string> = new Set(['authorization', 'x-amz-date', 'x-amz-security-token']);
const SIGNING_PARAMETER = /^X-Amz-(?:Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)(?:=|$)/;

function withoutSignature(octets: Octets): Octets {
  const unsigned = withoutFields(octets, (name) => SIGNING_FIELDS.has(name));
  return withTarget(unsigned, (target) => {
    const [path = '', query] = target.split(/\?(.*)/s);
    const kept = (query ?? '').split('&').filter((pair) => pair !== '' && !SIGNING_PARAMETER.test(pair));
    return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
  });
}

const formOf = ({ scheme, expires }: Claim, { tls }: RelayRoute): SigningForm =>
  scheme === 'query' && expires ? { kind: 'query', scheme: tls ? 'https' : 'http', expires } : { kind: 'header' };

/** Returns the Host header for a server. The default port is omitted. */
export function hostOf({ host, port, tls }: Pick<RelayRoute, 'host' | 'port' | 'tls'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (tls ? 443 : 80) ? name : `${name}:${port}`;
}
