/**
 * Defines the command `sigv4 signer`, which reads requests as JSON lines. For each line, the command writes the
 * signature and the values from which it was computed.
 */

import { command } from '../app/options/command.ts';
import { answerBatch, answerLines, type LineAnswer, problemAnswer } from '../app/reading/json-lines.ts';
import type { Files } from '../app/world/files.ts';
import type { Terminal } from '../app/world/terminal.ts';
import { base64 } from '../bytes/base64.ts';
import { type Bytes, plain } from '../bytes/bytes.ts';
import { EMPTY, hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { LineId, MemberProblem } from '../intake/json/json-line.ts';
import { RULE_NAMES } from '../intake/lines/signer-choices.ts';
import { type ChainLink, type ChainOrder, readSignerLine } from '../intake/lines/signer-line.ts';
import type { Algorithm } from '../sigv4/algorithms/algorithm.ts';
import { keepingKeys } from '../sigv4/algorithms/kept-keys.ts';
import { ALL_ALGORITHMS, AWS_ALGORITHMS, SIBLING_ALGORITHMS } from '../sigv4/algorithms/table.ts';
import { kebab } from '../sigv4/rules.ts';
import { beginChainAlone, type SigningChain, signingChain } from '../sigv4/schemes/chain.ts';
import type { SigningInput } from '../sigv4/schemes/signing-input.ts';
import { signRequest } from '../sigv4/sign.ts';
import { AUTHORIZATION } from '../sigv4/stages/authorization.ts';
import { chunkStringToSign, hashedChunk, TRAILER_STRING_TO_SIGN } from '../sigv4/stages/chunk-signatures.ts';
import { PRESIGNED_URL } from '../sigv4/stages/presigned-url.ts';
import { SIGNING_KEY } from '../sigv4/stages/signing-key.ts';
import { recordingOnly } from '../trace/trace.ts';

export const signer = command({
  operands: [],
  options: {},
  examples: { 'sigv4 signer < orders.jsonl > signatures.jsonl': 'sign each line; the answers are in the same order' },
  format: {
    '"id", "request", "time", "region", "service", "accessKeyId", "secret", "sessionToken"?, "form"':
      'input; time: "20130524T000000Z"; form: "header", or "query" for a presigned URL; ? marks what may be left out',
    '"request": {"method", "target", "headers": [["Host", "…"], …], "bodyBase64"?}':
      'signed as it is; only what the form requires is added',
    '"chunk": {"previousSignature", "bodyBase64"?} or {"previousSignature", "trailers": [["x-amz-checksum-crc32c", "…"], …]}':
      'instead of "request" and "form": a chunk of an aws-chunked body (without bytes, the last one), or the headers after it; the answer has no canonical request',
    '"payload"?, "expires"?, "signedHeaders"?':
      '"hashed" or "unsigned"; seconds, 900 by default; exactly these headers: a list or "host;x-amz-date"',
    '"rules"?, "algorithm"?': `${RULE_NAMES.map(kebab).join(', ')}, each with its choice; ${AWS_ALGORITHMS.map(({ names }) => `"${names.request.octets}"`).join(' or ')}`,
    '"dialect"?': `instead of "algorithm", as another vendor signs: ${SIBLING_ALGORITHMS.map(({ id }) => `"${id}"`).join(', ')}; "region" and "service" may then be left out, and "secret" of goog4-rsa is a private key in PEM`,
    '"id", "canonicalRequest", "stringToSign", "signingKeyHex", "signature", "authorization" or "url"':
      'output; a value that is not UTF-8 is in base64: "canonicalRequestBase64"',
    '"id", "problem": {"code", "says", "mend", "path"?}':
      'output if the input is wrong; the exit code is then 1; path: "request.headers[2]"',
  },
  run: (world: Files & Terminal) => {
    const algorithms = new Map(ALL_ALGORITHMS.map((algorithm) => [algorithm, keepingKeys(algorithm)]));
    return answerLines(world, {
      answer: (lines) => answerBatch(lines, (line) => answerLine(line, algorithms)),
      mostOpen: 1,
    });
  },
});

const WANTED = [SIGNING_KEY.id, AUTHORIZATION.id, PRESIGNED_URL.id];

function answerLine(line: Uint8Array, algorithms: ReadonlyMap<Algorithm, Algorithm>): LineAnswer {
  const { id, order } = readSignerLine(line);
  if (isProblem(order)) return problemAnswer(id, order);
  const kept = (algorithm: Algorithm) => algorithms.get(algorithm) ?? algorithm;
  return 'link' in order
    ? answerChunk(id, { ...order, signer: { ...order.signer, algorithm: kept(order.signer.algorithm) } })
    : answerRequest(id, { ...order, algorithm: kept(order.algorithm) });
}

function answerRequest(id: LineId, order: SigningInput): LineAnswer {
  const { record, kept } = recordingOnly(WANTED);
  const signed = signRequest(order, record);
  if (isProblem(signed)) return problemAnswer(id, withPath(signed));
  const document = {
    id,
    ...textMember('canonicalRequest', signed.canonicalRequest.octets),
    ...textMember('stringToSign', signed.stringToSign.octets),
    ...keyMember(kept.get(SIGNING_KEY.id)),
    ...textMember('signature', signed.signature.octets),
    ...textMember('authorization', kept.get(AUTHORIZATION.id)),
    ...textMember('url', kept.get(PRESIGNED_URL.id)),
  };
  return { document, verdict: 'yes', secret: 'known' };
}

const STRING_OF_CHUNK = chunkStringToSign(1).id;

/** Signs a chunk or the trailing headers, either of which continues from an earlier signature. */
function answerChunk(id: LineId, { signer, previousSignature, link }: ChainOrder): LineAnswer {
  const { record, kept } = recordingOnly([SIGNING_KEY.id, STRING_OF_CHUNK, TRAILER_STRING_TO_SIGN.id]);
  const start = beginChainAlone(signer, previousSignature, record);
  if (isProblem(start)) return problemAnswer(id, withPath(start));
  const signature = signLink(signingChain(start, record), link);
  const document = {
    id,
    ...textMember('stringToSign', kept.get(link.kind === 'chunk' ? STRING_OF_CHUNK : TRAILER_STRING_TO_SIGN.id)),
    ...keyMember(kept.get(SIGNING_KEY.id)),
    ...textMember('signature', signature.octets),
  };
  return { document, verdict: 'yes', secret: 'known' };
}

function signLink(chain: SigningChain, link: ChainLink): Bytes {
  if (link.kind === 'trailer') return chain.signTrailer(link.headers);
  const { data } = link;
  return data === EMPTY
    ? chain.signLast()
    : chain.sign(hashedChunk({ start: 0, length: data.length, sha256: sha256Hex(data) }));
}

/**
 * Writes the signing key, which the calling program could derive itself because it knows the secret. SigV4A has no
 * signing key.
 */
function keyMember(signingKey: Octets | undefined): Readonly<Record<string, string>> {
  return signingKey === undefined ? {} : { signingKeyHex: hexFromOctets(signingKey) };
}

/**
 * Writes a value as text. If its bytes are not UTF-8, they are written in base64, and the name of the member says so.
 */
function textMember(name: string, octets: Octets | undefined): Readonly<Record<string, string>> {
  if (octets === undefined) return {};
  const text = textFromOctets(octets);
  if (text !== null) return { [name]: text };
  return { [`${name}Base64`]: base64(plain(octets)).octets };
}

/** The member of the line that is at fault, by the code of the problem. */
const PATHS: Readonly<Record<string, string>> = {
  'signed-header': 'signedHeaders',
  authorization: 'request.headers',
  timestamp: 'request.headers',
};

function withPath(problem: Problem): Problem | MemberProblem {
  const path = PATHS[problem.code];
  return path === undefined ? problem : { ...problem, path };
}
