/** Lists the parts of the failed request that were read, from any source: host, path, scope, and signed headers. */
import { withoutPercents } from '../bytes/escapes.ts';
import { EMPTY, type Octets, octetsFromText } from '../bytes/octets.ts';
import { headerValue } from '../http/message.ts';
import type { Evidence, ServerAnswer, Strings } from './evidence.ts';
import { PARAMETER } from './shapes.ts';
import { headerIn, partsOfRequest } from './texts/parts.ts';
import { readVersionTwo } from './version-two.ts';

/** A part is `null` if the evidence does not contain it. */
export interface ReadParts {
  readonly host: Octets | null;
  /** The path as written, not including the query. */
  readonly path: Octets | null;
  /** `DATE/REGION/SERVICE/TERMINATOR`. */
  readonly scope: Octets | null;
  /** The names, separated by semicolons. */
  readonly signedHeaders: Octets | null;
}

type Reader = (evidence: Evidence) => ReadParts;

/** The sources, from the most to the least reliable: the request, the client's text, and the server's text. */
const READERS: readonly Reader[] = [inRequest, ({ client }) => inTexts(client), ({ answer }) => inTexts(answer)];

/** Returns each part from the first source that has it. */
export function readPartsOf(evidence: Evidence): ReadParts {
  const all = READERS.map((reader) => reader(evidence));
  const first = (part: keyof ReadParts): Octets | null => all.find((parts) => parts[part])?.[part] ?? null;
  return { host: first('host'), path: first('path'), scope: first('scope'), signedHeaders: first('signedHeaders') };
}

/**
 * Returns what a server names in its error as what was asked for: a path, or a bucket and a key as one
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). Returns `null` if it names no path. It does not say
 * whether the bucket was in the path.
 */
export function resourceOf({ details }: ServerAnswer): Octets | null {
  const [resource, bucket, key] = ['Resource', 'BucketName', 'Key'].map((name) => details.get(name)?.trim() ?? '');
  if (resource?.startsWith('/')) return octetsFromText(resource);
  return bucket && key ? octetsFromText(`/${bucket}/${key}`) : null;
}

const NOTHING: ReadParts = { host: null, path: null, scope: null, signedHeaders: null };

function inRequest({ request }: Evidence): ReadParts {
  if (!request) return NOTHING;
  const { head, unsaid } = request;
  const authorization = headerValue(head.headers, 'authorization')?.octets ?? '';
  const target = head.target.octets;
  const parameter = (name: string): Octets | null => {
    const written = new RegExp(`[?&](?:${PARAMETER}(?:signature-)?)${name}=([^&]*)`, 'i').exec(target)?.[1];
    return written === undefined ? null : withoutPercents(written as Octets);
  };
  const credential = /Credential=([^,\s]+)/.exec(authorization)?.[1] ?? parameter('Credential') ?? '';
  const signed = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1];
  return {
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: unsaid.includes('target') ? null : (target.split('?', 1)[0] as Octets),
    scope: scopeIn(credential),
    signedHeaders: (signed as Octets | undefined) ?? parameter('SignedHeaders'),
  };
}

const SCOPE = /\d{8}\/[^/\s]{1,60}\/[^/\s]{1,60}\/\w*request/;

const scopeIn = (text: string): Octets | null => (SCOPE.exec(text)?.[0] as Octets | undefined) ?? null;

function inTexts(strings: Strings | null): ReadParts {
  const parts = partsOfRequest(strings?.canonicalRequest?.octets ?? EMPTY);
  const toSign = strings?.stringToSign?.octets ?? EMPTY;
  const versionTwo = /^\w+4-/.test(toSign) ? null : readVersionTwo(toSign);
  const path = /^[A-Z]{3,7}$/.test(parts.get('method') ?? '')
    ? parts.get('path')
    : versionTwo?.resource?.split('?', 1)[0];
  return {
    host: (headerIn(parts, 'host')?.trim() || null) as Octets | null,
    path: (path || null) as Octets | null,
    scope: scopeIn(toSign),
    signedHeaders: parts.get('signed headers') ?? null,
  };
}
