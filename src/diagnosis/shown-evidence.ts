/** Describes what was read of a refused request, with its secrets masked. */
import { clientNamedIn } from '../aws/programs.ts';
import type { InputSource } from '../bytes/input.ts';
import { asText, type Octets, octetsFromText } from '../bytes/octets.ts';
import { claimOf } from '../drafts/draft-of-request.ts';
import type { Evidence, Lapse, QuotedText, Strings } from '../evidence/evidence.ts';
import { type ReadParts, readPartsOf, resourceOf } from '../evidence/read-parts.ts';
import { maskedPiece } from '../evidence/secrets/mask-pasted-secrets.ts';
import { headerValue } from '../http/message.ts';
import { splitTarget } from '../http/target.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { maskOfSides, type SideMask, secretsOfSides } from '../sides/mask-sides.ts';
import { type SecretLookup, type Sides, sidesOf } from '../sides/sides.ts';
import type { Claim } from '../sigv4/claims/claim.ts';

/**
 * A description of a request. The description omits the query, so it contains no secrets except those that a server
 * quotes.
 */
export interface ShownRequest {
  readonly method: Octets;
  /** The value of the Host header; `null` if the request has none. */
  readonly host: Octets | null;
  /** The path as it was sent, without the query. */
  readonly path: Octets;
  /** The names of the signed headers; `null` if the request is not signed. */
  readonly signedHeaders: readonly Octets[] | null;
}

export interface ShownEvidence {
  readonly answer:
    | (Strings & {
        readonly by: InputSource;
        readonly status: number | null;
        readonly code: string | null;
        readonly message: string | null;
        /** The other elements of the error, and the headers, each as `Name: value`. */
        readonly details: readonly string[];
      })
    | null;
  readonly client: Strings | null;
  readonly request: (ShownRequest & Pick<ClientRequest, 'unsaid'> & { readonly form: Sides['scheme'] }) | null;
  /** The name of the client program that the input names; `null` if it names none. */
  readonly program: string | null;
  /** The parts of the request that were read, from any source. */
  readonly parts: ReadParts;
  readonly secret: 'known' | 'unknown';
  /** Where the secret is from; `null` if the secret or its source is unknown. */
  readonly secretFrom: InputSource | null;
  /** Sentences about which of several responses was read. */
  readonly choices: readonly string[];
  readonly remarks: readonly string[];
  /** Whether a presigned URL has expired or is not valid yet; `null` if neither is known. */
  readonly lapse: Lapse | null;
}

/** Describes what was read, before anything is searched. `secretOf` is that of `sidesOf`. */
export function shownReading(evidence: Evidence, secretOf: SecretLookup): ShownEvidence {
  const sides = sidesOf(evidence, secretOf);
  return shownEvidence(sides, maskOfSides(sides));
}

export function shownEvidence(sides: Sides, mask: SideMask): ShownEvidence {
  const { evidence, scheme, claim, secretAccessKey, secretFrom } = sides;
  const { answer, client, request, remarks } = evidence;
  const secrets = secretsOfSides(sides);
  const { words } = mask;
  return {
    answer: answer && {
      by: answer.by,
      status: answer.status,
      code: answer.code && words(answer.code),
      message: answer.message && words(answer.message),
      details: [...answer.details, ...answer.headers].map(([name, value]) =>
        asText(maskedPiece(octetsFromText(`${name}: ${words(value)}`), secrets)),
      ),
      ...shownStrings(answer, mask),
    },
    client: client && shownStrings(client, mask),
    request: request && { ...maskedRequest(request, claim, mask), form: scheme, unsaid: request.unsaid },
    program: clientNamedIn(evidence.pieces.map(({ octets }) => octets)),
    parts: shownParts(evidence, mask),
    secret: secretAccessKey === null ? 'unknown' : 'known',
    secretFrom,
    choices: (evidence.choices ?? []).map(words),
    remarks: remarks.map(words),
    lapse: evidence.lapse ?? null,
  };
}

/** Shows the parts that were read. A path that is not known otherwise is the one that the server names. */
function shownParts(evidence: Evidence, mask: SideMask): ReadParts {
  const { host, path: read, scope, signedHeaders } = readPartsOf(evidence);
  const path = read ?? (evidence.answer && resourceOf(evidence.answer));
  const shown = (part: Octets | null): Octets | null => part && mask.octets(part);
  return { host: shown(host), path: shown(path), scope: shown(scope), signedHeaders: shown(signedHeaders) };
}

/** Describes a request for verification. Names and paths are shown unchanged; the query is omitted. */
export const shownRequest = (request: ClientRequest): ShownRequest =>
  maskedRequest(request, claimOf(request), { octets: (octets) => octets });

function maskedRequest(
  { head }: ClientRequest,
  claim: Claim | null,
  { octets: masked }: Pick<SideMask, 'octets'>,
): ShownRequest {
  return {
    method: masked(head.method.octets),
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: masked(splitTarget(head.target).path.octets),
    signedHeaders: claim?.signed.kind === 'request' ? claim.signed.signedHeaderNames.map(({ octets }) => octets) : null,
  };
}

function shownStrings({ canonicalRequest, stringToSign, signature }: Strings, mask: SideMask): Strings {
  const shown = (text: QuotedText | null): QuotedText | null =>
    text && { ...text, octets: mask.octets(text.octets), repairs: text.repairs.map(mask.words) };
  return {
    canonicalRequest: shown(canonicalRequest),
    stringToSign: shown(stringToSign),
    signature: signature && mask.octets(signature),
  };
}
