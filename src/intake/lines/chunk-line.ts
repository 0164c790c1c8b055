/** A line of `sigv4 signer` that signs a link of a chain: a chunk of a body, or the trailing headers behind its chunks. */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { HeaderField } from '../../http/message.ts';
import type { SignerInput } from '../../sigv4/schemes/signing-input.ts';
import { isGiven, isObject, type MemberProblem, readText, unknownMember, wrongMember } from '../json/json-line.ts';
import { readBody, readHeaders } from '../json/json-request.ts';

/** What is signed behind the signature before it. */
export type ChainLink =
  /** No bytes for the chunk that ends the body. */
  | { readonly kind: 'chunk'; readonly data: Octets }
  | { readonly kind: 'trailer'; readonly headers: readonly HeaderField[] };

export interface ChainOrder {
  readonly signer: SignerInput;
  /** Hexadecimal digits: that of the request, or of the chunk before. */
  readonly previousSignature: Bytes;
  readonly link: ChainLink;
}

const MEMBERS = ['previousSignature', 'bodyBase64', 'trailers'];

/** `{"previousSignature", "bodyBase64"?}` or `{"previousSignature", "trailers": [[name, value], …]}`. */
export function readChunk(value: unknown, path: string): Omit<ChainOrder, 'signer'> | MemberProblem {
  if (!isObject(value)) return wrongMember(path, 'is no object', `Give one with ${MEMBERS.join(', ')}.`);
  const unknown = unknownMember(value, MEMBERS, `${path}.`);
  if (unknown) return unknown;
  const previous = readText(value, 'previousSignature', `${path}.previousSignature`);
  if (typeof previous !== 'string') return previous;
  if (!/^(?:[\da-f]{2})+$/.test(previous)) {
    return wrongMember(`${path}.previousSignature`, 'is no signature', 'Give its lower-case hexadecimal digits.');
  }
  const previousSignature = plain(octetsFromText(previous));
  const data = readBody(value, `${path}.bodyBase64`);
  if (data !== null && isProblem(data)) return data;
  if (!isGiven(value, 'trailers')) return { previousSignature, link: { kind: 'chunk', data: data ?? EMPTY } };
  if (data !== null) {
    return wrongMember(
      `${path}.trailers`,
      'stands beside bodyBase64',
      'Give each link of the chain a line of its own.',
    );
  }
  const headers = readHeaders(value.trailers, `${path}.trailers`);
  return isProblem(headers) ? headers : { previousSignature, link: { kind: 'trailer', headers } };
}
