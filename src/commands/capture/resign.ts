/** Signs a captured request again, for the server to which it is forwarded. */

import type { SourcedCredentials } from '../../app/settings/settings.ts';
import { regionOfHost } from '../../aws/s3-hosts.ts';
import { rulesOf } from '../../aws/services.ts';
import { given, plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { withField, withoutFields, withTarget } from '../../http/relay/edit-head.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { kindOfPayload } from '../../sigv4/payload-words.ts';
import { type SigningForm, USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { chainAfter, signRequest } from '../../sigv4/sign.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { unrecorded } from '../../trace/trace.ts';
import { readClaimOfHead } from '../../verification/examine.ts';
import type { BodyChange, RelayRoute } from '../../wire/relay/director.ts';
import { chunkResigner } from './resign-chunks.ts';

/** A request that was signed again. */
export interface ResignedRequest {
  readonly octets: Octets;
  /** Signs the chunks of the body again; `null` if they are not signed. */
  readonly bodyChange: BodyChange | null;
}

/** Signs a request again. Returns `null` if the request is not signed, or if its chunks cannot be signed again. */
export type Resigner = (octets: Octets, head: RequestHead, route: RelayRoute) => ResignedRequest | null;

const NO_PAYLOAD = { length: 0, sha256: sha256Hex(EMPTY) };

export function resigner(credentials: SourcedCredentials, now: () => Date): Resigner {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const bytes = (id: 'access-key-id' | 'secret-access-key' | 'session-token', { value, source }: typeof accessKeyId) =>
    given(octetsFromText(value), { id, source });
  return (octets, head, route) => {
    const { claim } = readClaimOfHead(head, NO_PAYLOAD, { rules: {} });
    const kind = isProblem(claim) ? null : kindOfPayload(claim);
    if (isProblem(claim) || claim.signed.kind !== 'request' || kind === null) return null;
    if (kind.algorithm && !mayResignChunks(kind.algorithm, head)) return null;
    const service = claim.scope.service.octets;
    const hash = claim.signed.hashedPayload.octets;
    const signed = signRequest(
      {
        algorithm: USUAL_SIGNING.algorithm,
        credentials: {
          accessKeyId: bytes('access-key-id', accessKeyId),
          secretAccessKey: bytes('secret-access-key', secretAccessKey),
          sessionToken: sessionToken && bytes('session-token', sessionToken),
        },
        timestamp: plain(octetsFromText(writeTimestamp(now()))),
        region: plain(octetsFromText(regionOfHost(route.host) ?? claim.scope.region.octets)),
        service: plain(service),
        request: plain(withField(withoutSignature(octets), 'Host', hostOf(route))),
        payload: { length: 0, sha256: kind.payload === 'hashed' ? hash : null },
        form: formOf(claim, route),
        signedHeaders: USUAL_SIGNING.signedHeaders,
        rules: { ...rulesOf(service), payload: kind.payload },
        trailers: [],
      },
      unrecorded,
    );
    if (isProblem(signed)) return null;
    return { octets: signed.bytes.octets, bodyChange: kind.algorithm && chunkResigner(chainAfter(signed)) };
  };
}

/** Signatures are replaced where they are, so both must have the same length and be in one piece. */
const mayResignChunks = (algorithm: Algorithm, { headers }: RequestHead): boolean =>
  algorithm === USUAL_SIGNING.algorithm && headerValue(headers, 'transfer-encoding') === undefined;

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
export function hostOf({ host, port, tls }: RelayRoute): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (tls ? 443 : 80) ? name : `${name}:${port}`;
}
