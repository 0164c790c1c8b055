/**
 * Whether a captured request is signed as AWS's pages say, without anything of the program: the other opinion of tests
 * that change bytes. Lenient where HTTP is not what is asked: what it refuses, no one may take for signed.
 */
import {
  canonicalRequestOf,
  chunkSignaturesOf,
  hmacSignatureOf,
  type MeantScope,
  type Pair,
  sha256Of,
  stringToSignOf,
  trailerSignatureOf,
} from './independent-signer.ts';

/** One character is one byte. */
interface ReadRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Pair[];
  readonly body: string;
}

interface Claimed {
  readonly credential: string;
  readonly timestamp: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly payloadHash: string;
}

export function isSignedIndependently(raw: string, secret: string): boolean {
  const request = readRequest(raw);
  const claimed = request && (claimedInHeader(request) ?? claimedInQuery(request));
  if (!request || !claimed) return false;
  const [, ...scope] = claimed.credential.split('/');
  const by: MeantScope = { secret, timestamp: claimed.timestamp, scope };
  if (scope.length !== 4 || scope[0] !== claimed.timestamp.slice(0, 8) || scope[3] !== 'aws4_request') return false;
  const stringToSign = stringToSignOf('AWS4-HMAC-SHA256', by, sha256Of(canonicalOf(request, claimed)));
  return hmacSignatureOf(stringToSign, by) === claimed.signature && isPayloadSigned(request, claimed, by);
}

function readRequest(raw: string): ReadRequest | null {
  // A head whose empty line has become something else goes on to the end, and may be signed all the same.
  const end = /\r?\n\r?\n/.exec(raw);
  // A line that begins with white space goes on with the header before it (RFC 9112, section 5.2).
  const [first = '', ...lines] = raw.slice(0, end?.index).split(/\r?\n(?![ \t])/);
  const [, method = '', target = ''] = /^([^ ]+) +([^ ]*) +HTTP/.exec(first) ?? [];
  if (method === '') return null;
  const headers = lines.map((line): Pair => {
    const [name = '', value = ''] = line.split(/:(.*)/s);
    return [name.toLowerCase(), value.replace(/\r?\n[ \t]+/g, ' ')];
  });
  const behind = end ? raw.slice(end.index + end[0].length) : '';
  const isCoded = fieldOf(headers, 'transfer-encoding') !== undefined;
  const length = Number(fieldOf(headers, 'content-length') ?? (isCoded ? behind.length : 0));
  return { method, target, headers, body: behind.slice(0, length) };
}

function fieldOf(headers: readonly Pair[], wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1].trim();
}

function claimedInHeader({ headers }: ReadRequest): Claimed | null {
  const authorization = fieldOf(headers, 'authorization') ?? '';
  const part = (name: string) => new RegExp(`[ \\t,]${name}=([^, \\t]*)`).exec(authorization)?.[1] ?? '';
  if (!/^AWS4-HMAC-SHA256[ \t]/.test(authorization)) return null;
  return {
    credential: part('Credential'),
    timestamp: fieldOf(headers, 'x-amz-date') ?? '',
    signedHeaders: part('SignedHeaders'),
    signature: part('Signature'),
    payloadHash: fieldOf(headers, 'x-amz-content-sha256') ?? '',
  };
}

function claimedInQuery({ target }: ReadRequest): Claimed | null {
  const parameters = new Map(queryOf(target));
  const part = (name: string) => parameters.get(`X-Amz-${name}`) ?? '';
  if (part('Algorithm') !== 'AWS4-HMAC-SHA256') return null;
  return {
    credential: part('Credential'),
    timestamp: part('Date'),
    signedHeaders: part('SignedHeaders'),
    signature: part('Signature'),
    payloadHash: 'UNSIGNED-PAYLOAD',
  };
}

const decoded = (text: string) =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));

function queryOf(target: string): Pair[] {
  const [, query = ''] = target.split(/\?(.*)/s);
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    return [decoded(name), decoded(value)];
  });
}

function canonicalOf({ method, target, headers }: ReadRequest, { signedHeaders, payloadHash }: Claimed): string {
  const names = signedHeaders.split(';');
  const { canonicalRequest } = canonicalRequestOf({
    method,
    path: decoded((target.split('?')[0] ?? '').replaceAll('+', ' ')),
    query: queryOf(target).filter(([name]) => name !== 'X-Amz-Signature'),
    headers: headers.filter(([name]) => names.includes(name)),
    payloadHash,
  });
  return canonicalRequest;
}

/** Where nothing is signed of the payload, any will do. */
function isPayloadSigned({ body }: ReadRequest, { payloadHash, signature }: Claimed, by: MeantScope): boolean {
  if (/^[0-9a-f]{64}$/.test(payloadHash)) return sha256Of(body) === payloadHash;
  if (!payloadHash.startsWith('STREAMING-AWS4')) return true;
  const chunks: string[] = [];
  const provided: string[] = [];
  let at = 0;
  for (let size = 1; size > 0; ) {
    const line = /^([0-9a-f]+);chunk-signature=(\w+)\r\n/i.exec(body.slice(at, at + 200));
    if (!line) return false;
    size = Number.parseInt(line[1] ?? '', 16);
    at += line[0].length;
    chunks.push(body.slice(at, at + size));
    provided.push(line[2] ?? '');
    at += size === 0 ? 0 : size + 2;
  }
  const computed = chunkSignaturesOf(chunks, signature, by);
  if (computed.join() !== provided.join()) return false;
  return !payloadHash.endsWith('-TRAILER') || isTrailerSigned(body.slice(at), computed.at(-1) ?? '', by);
}

function isTrailerSigned(trailer: string, previous: string, by: MeantScope): boolean {
  const fields = trailer.split(/\r?\n/).flatMap((line): Pair[] => {
    const [name = '', value] = line.split(/:(.*)/s);
    return value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()]];
  });
  const signature = fieldOf(fields, 'x-amz-trailer-signature');
  const signed = fields.filter(([name]) => name !== 'x-amz-trailer-signature');
  return trailerSignatureOf(signed, previous, by) === signature;
}
