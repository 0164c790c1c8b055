/**
 * Defines a dialect: the words of a vendor in its signatures, and the ways in which it writes what is signed. SigV4 is
 * one dialect, and its siblings are the others. Every stage reads the record, so that no stage asks which dialect it is.
 */
import type { Rules } from '../rules.ts';

/** A part of a credential scope, or a message in the derivation of a signing key. */
export type ScopePart = 'date' | 'region' | 'service' | 'terminator';
/** A part of a canonical request, in the order in which they are written. */
export type CanonicalPart = 'method' | 'uri' | 'query' | 'headers' | 'list' | 'payload';
/** A line of a string to sign. `canonical-request` is the canonical request itself, and not its hash. */
export type StringToSignPart = 'algorithm' | 'time' | 'scope' | 'hash' | 'canonical-request';

/**
 * How a string is signed, and from what the key is made. `hmac`: HMAC-SHA256 with a key that a chain of HMACs derives,
 * or with the secret itself if the chain has no links. `hkdf`: HMAC-SHA256 with a key from HKDF. `rsa`: a private key.
 * `ecdsa`: a key pair that is derived from the secret.
 */
export type KeyKind = 'hmac' | 'hkdf' | 'rsa' | 'ecdsa';

export interface AlgorithmRecord {
  /** The name in `--dialect` and in JSON. */
  readonly id: string;
  /** The name in a request. */
  readonly name: string;
  /** Completes "the name of the algorithm: …". */
  readonly says: string;
  readonly keyKind: KeyKind;
}

/** The pages in which the vendor explains its signatures. */
interface Pages {
  /** How each value is computed. */
  readonly calculation: string;
  /** The Authorization header, part by part. */
  readonly header: string;
  /** Why and how requests are signed. */
  readonly authenticating: string;
  /** The elements of a signature, such as its scope. */
  readonly elements: string;
  /** Presigned URLs. */
  readonly query: string;
}

/** Returns the pages of a vendor that explains all of it in one. */
export const onOnePage = (page: string): Pages => ({
  calculation: page,
  header: page,
  authenticating: page,
  elements: page,
  query: page,
});

/** The query parameters of a presigned URL. `null` if the vendor has no such parameter. */
export interface QueryNames {
  readonly algorithm: string;
  readonly credential: string;
  readonly date: string;
  readonly expires: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly securityToken: string | null;
  readonly contentSha256: string | null;
}

/** The fields of a form whose policy is signed. */
export interface FieldNames {
  readonly algorithm: string;
  readonly credential: string;
  readonly date: string;
  readonly signature: string;
  readonly securityToken: string | null;
}

export interface Dialect {
  /** How the vendor, its server, and its signatures are called in sentences. */
  readonly words: { readonly vendor: string; readonly server: string; readonly signature: string };
  readonly see: Pages;
  /** The first one is the usual one. */
  readonly signsWith: readonly [AlgorithmRecord, ...AlgorithmRecord[]];
  /** The beginning of the name of each algorithm. */
  readonly algorithmPrefix: string;
  /** The beginning of the secret when a signing key is derived from it, for each kind of algorithm. */
  readonly keyPrefix: { readonly hmac: string; readonly ecdsa?: string };
  /** The messages of the HMACs that derive the signing key. Without any, the secret itself is the key. */
  readonly keyChain: readonly ScopePart[];
  /** The parts of the scope. Without any, there is no scope, and a credential is a bare key ID. */
  readonly scope: readonly ScopePart[];
  /** The last part of every scope, and the last message in the derivation of the signing key. */
  readonly terminator: string | null;
  /** The form of the time: YYYYMMDD'T'HHMMSS'Z', seconds since 1970, or YYYY-MM-DD'T'HH:MM:SS'Z'. */
  readonly time: 'compact' | 'unix' | 'iso';
  /** The form of the date in the scope: YYYYMMDD or YYYY-MM-DD. */
  readonly date: 'compact' | 'dashed';
  readonly canonicalRequest: readonly CanonicalPart[];
  readonly stringToSign: readonly StringToSignPart[];
  /** Which path is signed: the one that was sent, `/BUCKET/KEY` even if the bucket is in the host, or always `/`. */
  readonly path: { readonly base: 'sent' | 'with-bucket' | 'root'; readonly lastSlash: 'as-sent' | 'always' };
  /** Where the host has the name of the bucket, as the group `bucket`; `null` if no stage needs it. */
  readonly bucketInHost: RegExp | null;
  /** Where the host has the name of the Region, as the group `region`; `null` if no host has it. */
  readonly regionInHost: RegExp | null;
  readonly query: { readonly withoutValue: 'equals' | 'bare'; readonly names: 'as-sent' | 'lowercase' };
  readonly headerValues: {
    readonly spaces: 'collapsed' | 'kept';
    readonly letters: 'as-sent' | 'lowercase';
    /** Whether the values of a repeated header are joined by commas or have a line each. */
    readonly repeated: 'joined' | 'a-line-each';
  };
  /** Whether the port in the Host header is signed. */
  readonly hostPort: 'kept' | 'dropped';
  /** Whether the list names every signed header, or only those that are signed additionally to `signedByDefault`. */
  readonly list: 'all' | 'additional';
  /** The headers that are signed by default. A name that ends with `*` is the beginning of names. */
  readonly signedByDefault: readonly string[];
  /** The headers among them that are not signed by default all the same. */
  readonly leftOutByDefault: readonly string[];
  /** The headers that must be signed, in the same form. */
  readonly mustBeSigned: readonly string[];
  /** The names of the parts of the Authorization header. */
  readonly authorization: { readonly credential: string; readonly list: string | null; readonly signature: string };
  /** The beginning of the names of the vendor's own headers. */
  readonly headerPrefix: string;
  /** The headers of a signature, in lowercase. */
  readonly headers: {
    readonly date: string;
    readonly contentSha256: string | null;
    readonly securityToken: string | null;
  };
  /** Whether the names of query parameters are recognized in capital and small letters. */
  readonly parameterLetters: 'exact' | 'any';
  /** `null` if the vendor has no presigned URLs. */
  readonly parameters: QueryNames | null;
  /** `null` if the vendor has no signed forms. */
  readonly fields: FieldNames | null;
  /** The beginnings of names of headers that the server refuses beside its own, because they are another vendor's. */
  readonly refusedPrefixes: readonly string[];
  /** Whether the server refuses a request in whose headers there is no hash of the payload, and no word in its place. */
  readonly requiresContentSha256: boolean;
  /** What an unstated hash of the payload is in a request that is signed in its header. */
  readonly unstatedPayload: 'hashed' | 'unsigned';
  /** The rules of the vendor; `null` if they depend on the service. */
  readonly rules: Rules | null;
  /** The usual name of the service in the scope, and the usual Region. */
  readonly usual: { readonly service: string; readonly region: string };
}

/**
 * Makes something of each dialect once, such as its words as bytes. The returned function gives what was made of a
 * dialect.
 */
export function ofDialect<Made extends object>(make: (dialect: Dialect) => Made): (dialect: Dialect) => Made {
  const known = new Map<Dialect, Made>();
  // Most requests are of the same dialect as the one before.
  let last: { readonly dialect: Dialect; readonly made: Made } | null = null;
  return (dialect) => {
    if (last?.dialect !== dialect) {
      last = { dialect, made: known.get(dialect) ?? make(dialect) };
      known.set(dialect, last.made);
    }
    return last.made;
  };
}

/** Returns the names of the query parameters of a dialect's signature, in lowercase. */
export const signatureParameters = ofDialect(
  ({ parameters }): ReadonlySet<string> =>
    new Set(Object.values(parameters ?? {}).flatMap((name) => name?.toLowerCase() ?? [])),
);

/** Returns whether a lowercase name is in a list whose names that end with `*` are beginnings. */
export function isNamed(name: string, patterns: readonly string[]): boolean {
  for (const pattern of patterns) if (isLike(name, pattern)) return true;
  return false;
}

const ASTERISK = '*'.charCodeAt(0);

/** Compares character by character, because to cut the pattern off would make a text for each name of each request. */
function isLike(name: string, pattern: string): boolean {
  const last = pattern.length - 1;
  if (pattern.charCodeAt(last) !== ASTERISK) return name === pattern;
  for (let at = 0; at < last; at++) if (name.charCodeAt(at) !== pattern.charCodeAt(at)) return false;
  return true;
}
