/**
 * Makes a refused request again without its mistake, so that a server can be asked whether it accepts that. The request is
 * the one that the server computed its signature for, and is signed as AWS specifies it.
 */

import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { withoutPercents } from '../bytes/escapes.ts';
import { asText, EMPTY, type Octets, octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type Draft, headerOf, withScope } from '../drafts/draft.ts';
import { replay } from '../drafts/replay.ts';
import { authorizationOf, targetOf } from '../drafts/sent-parts.ts';
import { RIGHT_STEPS } from '../drafts/steps.ts';
import { withoutPort } from '../http/host.ts';
import type { Finding } from '../search/finding.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import type { Sides } from '../sides/sides.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS, HMAC_SHA256_NAME } from '../sigv4/names.ts';
import { UNSIGNED_PAYLOAD } from '../sigv4/payload-keywords.ts';
import { readMoment } from '../sigv4/timestamp.ts';
import { comparedSides } from './rebuilt-side.ts';
import { serversSignature } from './sides-in-lines.ts';

export interface FixedRequest {
  readonly method: string;
  /** The whole request, head and body. */
  readonly octets: Octets;
  readonly host: string;
  readonly region: string;
  /** The time at which it was signed, in milliseconds since 1970. */
  readonly time: number;
  readonly key: FixedKey;
  /** The signature, if it is the one that the server computed; `null` if it is made with an example key. */
  readonly signature: Octets | null;
}

/** The key that a server has to know. */
export interface FixedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/**
 * Returns the request without the mistake. With the secret, its signature is the one that the server computed; without
 * it, or if the secret gives another signature, it is signed with AWS's example key. Returns `null` if a right signature
 * is not the fix, as for a mistake that the signer did not make, or for a request with a defect besides, or if a part of
 * the request is not known.
 */
export function fixedRequest(
  { replayed, story }: Pick<Finding, 'replayed' | 'story'>,
  sides: Sides,
  findings: readonly Finding[],
): FixedRequest | null {
  if (replayed?.mutation.side !== 'client' || isSignedRight(sides)) return null;
  if (findings.some(({ role }) => role === 'defect')) return null;
  const { point } = replayed.mutation;
  if (point !== 'signing' && !(point === 'either' && story.place === 'client')) return null;
  const draft = { ...replayed.base, steps: RIGHT_STEPS };
  const body = bodyOf(draft, sides);
  const host = headerOf(draft, 'host');
  const time = readMoment(draft.timestamp);
  const isServed = draft.algorithm === HMAC_SHA256_NAME && draft.scope.service === 's3';
  if (draft.method === '' || host === null || body === null || time === null || !isServed) return null;
  const wanted = serversSignature(comparedSides(sides, findings));
  const isWanted = wanted !== null && replay(draft).signature() === wanted;
  const signed = isWanted ? draft : withExampleKey(draft);
  return {
    method: signed.method,
    octets: (headOf(signed, sides.scheme, body) + body) as Octets,
    host: withoutPort(asText(host)).toLowerCase(),
    region: signed.scope.region,
    time,
    key: {
      accessKeyId: signed.accessKeyId,
      secretAccessKey: asText(signed.secretAccessKey ?? EMPTY),
      sessionToken: tokenOf(signed),
    },
    signature: isWanted ? wanted : null,
  };
}

const withExampleKey = (draft: Draft): Draft =>
  withScope(
    {
      ...draft,
      accessKeyId: octetsFromText(S3_EXAMPLE_KEY.accessKeyId),
      secretAccessKey: octetsFromText(S3_EXAMPLE_KEY.secretAccessKey),
    },
    {},
  );

/** Returns the body, if it is known or, by its hash, empty or not signed. */
function bodyOf({ hashedPayload }: Draft, { request }: Sides): Octets | null {
  if (hashedPayload === sha256Hex(EMPTY)) return EMPTY;
  const body = request?.body ?? null;
  if (hashedPayload === UNSIGNED_PAYLOAD.octets) return body ?? EMPTY;
  return body !== null && sha256Hex(body) === hashedPayload ? body : null;
}

function headOf(draft: Draft, scheme: Sides['scheme'], body: Octets): string {
  const signature = replay(draft).signature() ?? EMPTY;
  const isQuery = scheme === 'query';
  const length = headerOf(draft, 'content-length') === null && body !== '' ? [`content-length: ${body.length}`] : [];
  const lines = [
    `${draft.method} ${targetOf(draft, isQuery ? signature : null)} HTTP/1.1`,
    ...draft.headers.map(({ name, value }) => `${name}: ${value}`),
    ...length,
    ...(isQuery ? [] : [`Authorization: ${authorizationOf(draft, signature)}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function tokenOf(draft: Draft): string | null {
  const inHeader = headerOf(draft, AMZ_HEADERS.securityToken);
  if (inHeader !== null) return asText(inHeader);
  const [, inQuery] = new RegExp(`${AMZ_PARAMETERS.securityToken}=([^&]*)`).exec(draft.canonicalQueryString) ?? [];
  return inQuery === undefined ? null : asText(withoutPercents(inQuery as Octets));
}
