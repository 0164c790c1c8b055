/** Asks the AWS signer for JavaScript to sign a request again. This file is loaded only for a walk. */
import {
  ALWAYS_UNSIGNABLE_HEADERS,
  clearCredentialCache,
  GENERATED_HEADERS,
  PROXY_HEADER_PATTERN,
  SEC_HEADER_PATTERN,
  SignatureV4,
} from '@smithy/signature-v4';
import { version } from '@smithy/signature-v4/package.json';
import { plain } from '../bytes/bytes.ts';
import {
  arrayFromOctets,
  EMPTY,
  type Octets,
  octetsFromArray,
  octetsFromText,
  textFromOctets,
} from '../bytes/octets.ts';
import { HASH_OF_NOTHING, hmacSha256, sha256 } from '../crypto/digests.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import {
  compareSigners,
  type LeftOut,
  type Limits,
  type SecondOpinion,
  type SecondOpinionInput,
  type TheirAnswer,
} from '../views/second-opinion/second-opinion.ts';
import {
  encodesPath,
  fieldsOf,
  limitsOf,
  queryTexts,
  type SignerHabits,
} from '../views/second-opinion/second-opinion-limits.ts';

const BY = `@smithy/signature-v4 ${version}`;

/** The headers that the package does not sign, and the headers that it removes. */
export const HABITS: SignerHabits = {
  leavesUnsigned: (name) =>
    Object.hasOwn(ALWAYS_UNSIGNABLE_HEADERS, name) || PROXY_HEADER_PATTERN.test(name) || SEC_HEADER_PATTERN.test(name),
  takesOut: GENERATED_HEADERS,
};

/** The input for the signer. It consists of decoded text, with one value for each name. */
export interface Question {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Record<string, string | string[]>;
    readonly headers: Record<string, string>;
  };
  readonly signedHeaders: ReadonlySet<string>;
  readonly unsignedHeaders: ReadonlySet<string>;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly signingDate: Date;
  readonly region: string;
  readonly service: string;
  /** Whether the signer normalizes and encodes the path. */
  readonly uriEscapePath: boolean;
  /**
   * Whether the signer may add a header with the hash of the payload. The signer does so only for an empty payload,
   * because otherwise the request already has the header.
   */
  readonly applyChecksum: boolean;
  /**
   * This program's string to sign, which is used if some part of the request cannot be given to the signer; otherwise
   * `null`.
   */
  readonly stringToSign: string | null;
}

export type Signer = (question: Question) => Promise<TheirAnswer>;

/** Asks for a second opinion. Never rejects. The result never contains a secret, even if the signer fails. */
export async function secondOpinion(input: SecondOpinionInput, sign: Signer = awsSigner): Promise<SecondOpinion> {
  const limits = limitsOf(input, HABITS);
  const question = questionOf(input, limits);
  if (typeof question === 'string') return { kind: 'unavailable', by: BY, because: question };
  try {
    return compareSigners(input, await sign(question), limits, BY);
  } catch (error) {
    return { kind: 'unavailable', by: BY, because: `It failed: ${reasonOf(error, question)}` };
  }
}

/**
 * Prepares the input for the signer. If the request cannot be given to the signer, returns a sentence that says why.
 */
function questionOf(input: SecondOpinionInput, { leftOut }: Limits): Question | string {
  const { method, hashedPayload, accessKeyId, secretAccessKey, region, service, ours } = input;
  const { stringToSign } = ours;
  const texts = textsOf({ method, hashedPayload, accessKeyId, secretAccessKey, region, service, stringToSign });
  if (texts === null) return 'It takes only text, and some of its input is not UTF-8.';
  const moment = readTimestamp(input.timestamp);
  if (moment === null) return 'The time of the signature is not a valid time.';
  const signedHeaders = new Set<string>(input.signedHeaders);
  const { sessionToken, headers } = headersOf(input, leftOut, texts.hashedPayload);
  return {
    request: { method: texts.method, path: pathOf(input, leftOut), query: queryOf(input), headers },
    signedHeaders,
    unsignedHeaders: new Set(Object.keys(headers).filter((name) => !signedHeaders.has(name))),
    credentials: { accessKeyId: texts.accessKeyId, secretAccessKey: texts.secretAccessKey, ...sessionToken },
    signingDate: new Date(moment),
    region: texts.region,
    service: texts.service,
    uriEscapePath: encodesPath(input),
    applyChecksum: signedHeaders.has(CONTENT_SHA256),
    stringToSign: leftOut.length > 0 ? texts.stringToSign : null,
  };
}

function textsOf<Name extends string>(octets: Readonly<Record<Name, Octets>>): Record<Name, string> | null {
  const texts: [string, string][] = [];
  for (const [name, value] of Object.entries<Octets>(octets)) {
    const text = textFromOctets(value);
    if (text === null) return null;
    texts.push([name, text]);
  }
  return Object.fromEntries(texts) as Record<Name, string>;
}

function pathOf(input: SecondOpinionInput, leftOut: readonly LeftOut[]): string {
  if (leftOut.some(({ part }) => part === 'path')) return '/';
  return (encodesPath(input) ? textFromOctets(input.path) : input.ours.canonicalUri) ?? '/';
}

function queryOf(input: SecondOpinionInput): Record<string, string[]> {
  const query = new Map<string, string[]>();
  for (const [name, value] of queryTexts(input) ?? []) query.set(name, [...(query.get(name) ?? []), value]);
  return Object.fromEntries(query);
}

const CONTENT_SHA256 = 'x-amz-content-sha256';
const TOKEN = 'x-amz-security-token';

/**
 * Returns the headers, except those that the signer adds itself: the session token, and the hash of an empty payload.
 */
function headersOf(input: SecondOpinionInput, leftOut: readonly LeftOut[], hashedPayload: string) {
  const headers = new Map<string, string>();
  for (const [name, values] of fieldsOf(input)) {
    const text = textFromOctets(values.join(',') as Octets);
    if (text !== null && !leftOut.some((each) => each.part === 'header' && each.name === name)) headers.set(name, text);
  }
  const token = headers.get(TOKEN);
  const isAdded = token !== undefined && fieldsOf(input).get(TOKEN)?.length === 1 && isSigned(input, TOKEN);
  if (isAdded) headers.delete(TOKEN);
  if (hashedPayload === HASH_OF_NOTHING) headers.delete(CONTENT_SHA256);
  else headers.set(CONTENT_SHA256, hashedPayload);
  return { headers: Object.fromEntries(headers), sessionToken: isAdded ? { sessionToken: token } : {} };
}

const isSigned = ({ signedHeaders }: SecondOpinionInput, name: string) => signedHeaders.some((each) => each === name);

/** Signs with the package. The canonical request is the only text that the package hashes without a key. */
async function awsSigner(question: Question): Promise<TheirAnswer> {
  const { signedHeaders, unsignedHeaders, signingDate, stringToSign, request } = question;
  const { Sha256, hashed } = recordingSha256();
  const signer = new SignatureV4({ ...question, sha256: Sha256 });
  try {
    const signed = await signer.sign(
      { ...request, protocol: 'https:', hostname: request.headers.host ?? '' },
      { signingDate, signableHeaders: new Set(signedHeaders), unsignableHeaders: new Set(unsignedHeaders) },
    );
    const signature =
      stringToSign === null
        ? /Signature=([0-9a-f]{64})$/.exec(signed.headers.authorization ?? '')?.[1]
        : await signer.sign(stringToSign, { signingDate });
    const [canonicalRequest] = hashed;
    if (canonicalRequest === undefined || signature === undefined) throw new Error('no signature came back.');
    return { canonicalRequest, signature: octetsFromText(signature) };
  } finally {
    // The package caches signing keys.
    clearCredentialCache();
  }
}

/** The length of the shortest piece of a secret that must not be quoted, in characters. */
const PIECE = 8;

/**
 * Returns the reason for a failure. Some messages from Node.js quote arguments, so a message that quotes a secret is
 * not used.
 */
function reasonOf(error: unknown, { credentials, request }: Question): string {
  const message = error instanceof Error ? error.message : 'no reason is given.';
  const secrets = [credentials.secretAccessKey, credentials.sessionToken ?? '', request.headers[TOKEN] ?? ''];
  return secrets.some((secret) => quotes(message, secret)) ? 'its message quotes a secret and is not shown.' : message;
}

function quotes(message: string, secret: string): boolean {
  if (secret === '') return false;
  if (secret.length <= PIECE) return message.includes(secret);
  return [...secret.slice(PIECE - 1)].some((_last, at) => message.includes(secret.slice(at, at + PIECE)));
}

type Source = string | ArrayBuffer | ArrayBufferView;

export interface RecordingSha256 {
  /** Computes SHA-256 or, with a secret, HMAC-SHA256. */
  readonly Sha256: new (
    secret?: Source,
  ) => { update(piece: Uint8Array): void; digest(): Promise<Uint8Array>; reset(): void };
  /** The messages that were hashed without a secret, in order. */
  readonly hashed: readonly Octets[];
}

/** Returns a hash class for the signer. The class records the messages that are hashed without a key. */
export function recordingSha256(): RecordingSha256 {
  const hashed: Octets[] = [];
  class Sha256 {
    private message = EMPTY;
    private readonly secret: Octets | null;

    constructor(secret?: Source) {
      this.secret = secret === undefined ? null : octetsOf(secret);
    }

    update(piece: Uint8Array): void {
      this.message = (this.message + octetsFromArray(piece)) as Octets;
    }

    async digest(): Promise<Uint8Array> {
      const message = plain(this.message);
      if (this.secret !== null) return arrayFromOctets(hmacSha256(plain(this.secret), message).octets);
      hashed.push(this.message);
      return arrayFromOctets(sha256(message).octets);
    }

    reset(): void {
      this.message = EMPTY;
    }
  }
  return { Sha256, hashed };
}

function octetsOf(source: Source): Octets {
  if (typeof source === 'string') return octetsFromText(source);
  if (source instanceof ArrayBuffer) return octetsFromArray(new Uint8Array(source));
  return octetsFromArray(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
}
