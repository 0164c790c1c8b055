/**
 * Finds the part of a body whose signature the server refused. In a body of signed chunks, each chunk and the trailing
 * headers have a string to sign of their own. A string that the server quotes is compared only with the client's string
 * of the same kind (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */
import { type Bytes, plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { lowerCase } from '../bytes/text-operations.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { ServerAnswer } from '../evidence/evidence.ts';
import { type AwsChunkedBody, decodeAwsChunked } from '../http/aws-chunked/read.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { ALGORITHMS } from '../sigv4/algorithms/table.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { kindOfPayload } from '../sigv4/payload-keywords.ts';
import { chunkString, type LinkContext, trailerString } from '../sigv4/schemes/chain.ts';
import { hashedChunk } from '../sigv4/stages/chunk-signatures.ts';
import { scopeText } from '../sigv4/stages/credential-scope.ts';
import { unrecorded } from '../trace/trace.ts';

/**
 * What happened to a link, as far as the bytes that were sent and the links around it show. `in-transit`: the server
 * received other bytes than were sent. `signature`: the next link follows from the right signature, so only the
 * signature was changed. `data`: the next link follows from the signature that was sent, so the data was changed or a
 * chunk is missing. `order`: the signature is right after that of another chunk. `nothing`: the link is right as it was
 * sent.
 */
export type LinkChange = 'in-transit' | 'signature' | 'data' | 'order' | 'nothing';

/** A chunk or the trailing headers, whose signature the server refused after it had accepted the one of the request. */
export interface RefusedLink {
  readonly part: 'chunk' | 'trailer';
  /** Whether the server says so. Otherwise, the signature is computed to be wrong in the body that was sent. */
  readonly by: 'server' | 'computation';
  /** The number of the chunk, counted from 1; `null` for trailing headers, or if the chunk is unknown. */
  readonly number: number | null;
  /** The number of chunks, including the empty last one; `null` if unknown. */
  readonly count: number | null;
  /** The string that the server signed; `null` if it does not quote that. */
  readonly server: Octets | null;
  /** The string that follows from the bytes that were sent; `null` if they are unknown. */
  readonly sent: Octets | null;
  /** `null` if nothing shows what happened. */
  readonly change: LinkChange | null;
}

/** A link of the body as it was sent. */
interface SentLink {
  readonly part: RefusedLink['part'];
  readonly number: number | null;
  /** The signature before this link, and the one of this link, as they were sent. */
  readonly previous: Octets;
  readonly provided: Octets;
  /** Returns the string to sign of this link if it follows a signature. */
  readonly after: (previous: Octets) => Octets;
}

/** The string to sign of a link, as a server quotes it. */
interface QuotedLink {
  readonly part: RefusedLink['part'];
  readonly text: Octets;
  readonly previous: Octets;
  /** The signature of the link that arrived; `null` if the server does not quote it. */
  readonly arrived: Octets | null;
}

const PARTS: ReadonlyMap<string, RefusedLink['part']> = new Map(
  ALGORITHMS.flatMap(({ names }) => [
    [names.chunk.octets, 'chunk'] as const,
    [names.trailer.octets, 'trailer'] as const,
  ]),
);

const LINE_OF_PREVIOUS = 3;

/** Reads the string to sign that the server quotes. Returns `null` if it is not the one of a chunk or of a trailer. */
export function quotedLink(answer: ServerAnswer | null): QuotedLink | null {
  const text = answer?.stringToSign?.octets ?? EMPTY;
  const lines = text.split('\n') as Octets[];
  const part = PARTS.get(lines[0] ?? '');
  if (part === undefined) return null;
  return { part, text, previous: lines[LINE_OF_PREVIOUS] ?? EMPTY, arrived: answer?.signatureProvided ?? null };
}

/** A request with its claim, and the secret; the secret is `null` if it is unknown. */
interface SignedBody {
  readonly request: ClientRequest | null;
  readonly claim: Claim | null;
  readonly secretAccessKey: Octets | null;
}

/** Describes the link that the server refused, by the bytes of the body if they are known. */
export function linkOfServer(quoted: QuotedLink, signed: SignedBody): RefusedLink {
  const { part, text, previous, arrived } = quoted;
  const links = sentLinks(signed);
  const sent = links.find((link) => link.part === part && link.previous === previous) ?? null;
  const isOther = sent !== null && (sent.after(previous) !== text || (arrived ?? sent.provided) !== sent.provided);
  return {
    part,
    by: 'server',
    server: text,
    ...describe(links, sent),
    ...(part === 'chunk' && previous === signed.claim?.signature.octets ? { number: 1 } : {}),
    change: sent && (isOther ? 'in-transit' : changeOf(sent, links, signed)),
  };
}

/** Finds the first link whose signature is wrong as it was sent. Returns `null` if there is none, or without the secret. */
export function wrongLink(signed: SignedBody): RefusedLink | null {
  const links = sentLinks(signed);
  const sign = links.length === 0 ? null : signerOf(signed);
  const wrong = sign && links.find((link) => sign(link.after(link.previous)) !== link.provided);
  if (!wrong) return null;
  const change = changeOf(wrong, links, signed);
  return { part: wrong.part, by: 'computation', server: null, ...describe(links, wrong), change };
}

const describe = (
  links: readonly SentLink[],
  sent: SentLink | null,
): Pick<RefusedLink, 'number' | 'count' | 'sent'> => ({
  number: sent?.number ?? null,
  count: sent && links.filter(({ part }) => part === 'chunk').length,
  sent: sent === null ? null : sent.after(sent.previous),
});

/** Returns the links of a body in signed chunks. Returns an empty list if the body is unknown or has no such chunks. */
function sentLinks({ request, claim }: SignedBody): readonly SentLink[] {
  const body = request?.body ?? null;
  if (claim === null || body === null || (kindOfPayload(claim)?.algorithm ?? null) === null) return [];
  const chunked = decodeAwsChunked(body);
  return isProblem(chunked) ? [] : linksOf(chunked, claim);
}

function linksOf({ chunks, lastSignature, trailers }: AwsChunkedBody, claim: Claim): readonly SentLink[] {
  const { algorithm, timestamp, scope } = claim;
  const context = { algorithm, timestamp, credentialScope: scopeText(scope, algorithm) };
  const links: SentLink[] = [];
  let previous = claim.signature.octets;
  const add = (link: Pick<SentLink, 'part' | 'number' | 'after'>, signature: Octets | null) => {
    links.push({ ...link, previous, provided: signature ?? EMPTY });
    previous = signature ?? EMPTY;
  };
  chunks.forEach(({ data, signature }, index) => {
    const hashed = hashedChunk({ start: 0, length: data.length, sha256: sha256Hex(data) });
    add({ part: 'chunk', number: index + 1, after: afterChunk(context, hashed) }, signature);
  });
  const last = hashedChunk({ start: 0, length: 0, sha256: EMPTY });
  add({ part: 'chunk', number: chunks.length + 1, after: afterChunk(context, last) }, lastSignature);
  const { fields, signature } = trailers;
  if (fields.length === 0 && signature === null) return links;
  const headers = fields.map(({ name, value }) => ({ name: lowerCase(name), value }));
  const after = (before: Octets) => trailerString(context, plain(before), headers, unrecorded).octets;
  add({ part: 'trailer', number: null, after }, signature);
  return links;
}

const afterChunk =
  (context: LinkContext, hashed: Bytes): SentLink['after'] =>
  (previous) =>
    chunkString(context, plain(previous), hashed).octets;

type Sign = (text: Octets) => Octets;

/** Returns the signer of a body; `null` if the secret is unknown, or if each signature is different. */
function signerOf({ claim, secretAccessKey }: SignedBody): Sign | null {
  if (claim === null || secretAccessKey === null || claim.algorithm.isAsymmetric) return null;
  const { algorithm, scope, accessKeyId } = claim;
  const key = algorithm.deriveKey({ ...scope, accessKeyId, secretAccessKey: plain(secretAccessKey) }, unrecorded);
  return (text) => key.sign(plain(text), unrecorded).octets;
}

/** Finds out what happened to a link, from the signatures around it. */
function changeOf(link: SentLink, links: readonly SentLink[], signed: SignedBody): LinkChange | null {
  const sign = signerOf(signed);
  if (sign === null) return null;
  const right = sign(link.after(link.previous));
  if (right === link.provided) return 'nothing';
  const next = links[links.indexOf(link) + 1];
  if (next && sign(next.after(right)) === next.provided) return 'signature';
  if (links.some(({ previous }) => sign(link.after(previous)) === link.provided)) return 'order';
  return next && sign(next.after(link.provided)) === next.provided ? 'data' : null;
}
