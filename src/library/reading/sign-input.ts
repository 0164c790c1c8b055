/** Reads the input of `sign` and converts it for the signer. */
import { plain } from '../../bytes/bytes.ts';
import { words } from '../../bytes/joined.ts';
import { EMPTY, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { writeRequestHead } from '../../http/message.ts';
import {
  isGiven,
  isObject,
  type JsonObject,
  type MemberProblem,
  readOptionalText,
  readText,
  wrongMember,
} from '../../intake/json/json-line.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Credentials, SignerInput, SigningForm, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { forbiddenCharacterIn } from '../../sigv4/spellings.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { Payload } from '../../trace/trace.ts';
import {
  noObject,
  otherMember,
  readAbsoluteUrl,
  readBodyInput,
  readDate,
  readFields,
  readMethod,
} from './request-input.ts';
import {
  ALREADY_SIGNED,
  isPresigned,
  otherMoment,
  readAlgorithm,
  readForm,
  readRules,
  readScope,
  readSelection,
} from './signing-choices.ts';

const MEMBERS = words(`
  method url headers body payloadHash credentials region service date form expires signedHeaders algorithm rules
  include
`);

/** The secret values that `include` can request. */
const INCLUDED = ['signingKey'] as const;

interface SignOrder {
  readonly signing: SigningInput;
  readonly includesSigningKey: boolean;
}

/** Reads the whole input. A returned problem is about the first invalid member. */
export function readSignInput(input: unknown): SignOrder | Problem {
  if (!isObject(input)) return noObject('url, credentials, and Region');
  const unknown = otherMember(input, 'sign', MEMBERS);
  if (unknown) return unknown;
  const signer = readSigner(input);
  if (isProblem(signer)) return signer;
  const request = readRequest(input, signer);
  if (isProblem(request)) return request;
  const include = readInclude(input);
  if (isProblem(include)) return include;
  return { signing: { ...signer, ...request, trailers: [] }, includesSigningKey: include.includes('signingKey') };
}

type RequestToSign = Omit<SigningInput, keyof SignerInput | 'trailers'>;

function readRequest(input: JsonObject, signer: SignerInput): RequestToSign | MemberProblem {
  const method = readMethod(input);
  if (isProblem(method)) return method;
  const url = readAbsoluteUrl(input);
  if (isProblem(url)) return url;
  const headers = readFields(input, url);
  if (isProblem(headers)) return headers;
  const head = { method: plain(method), target: plain(url.target.octets), headers };
  if (isPresigned(head)) return wrongMember('url', ...ALREADY_SIGNED);
  const form = readForm(input, head);
  if (isProblem(form)) return form;
  const isDated = form.kind === 'header' && input.date !== undefined;
  const moment = isDated ? otherMoment(head, signer) : null;
  if (moment) return moment;
  const payload = readPayload(input);
  if (isProblem(payload)) return payload;
  const rules = readRules({ rules: input.rules, payload: payload.word }, signer, form);
  if (isProblem(rules)) return rules;
  const signedHeaders = readSelection(input);
  if (isProblem(signedHeaders)) return signedHeaders;
  const placed: SigningForm = form.kind === 'query' ? { ...form, scheme: url.scheme } : form;
  return { request: writeRequestHead(head), payload: payload.payload, form: placed, rules, signedHeaders };
}

interface ReadPayload {
  readonly payload: Payload;
  /** How the payload is signed; `undefined` means the default for the service and the form. */
  readonly word: 'hashed' | 'unsigned' | undefined;
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';

/**
 * Reads the payload. If neither a body nor a hash is given, the default for the service and the form applies. For a
 * presigned S3 URL, this means that the body is unknown.
 */
function readPayload(input: JsonObject): ReadPayload | MemberProblem {
  const hash = readOptionalText(input, 'payloadHash');
  if (isProblem(hash)) return hash;
  const body = readBodyInput(input);
  if (isProblem(body)) return body;
  if (hash === null) {
    const { length } = body ?? EMPTY;
    return {
      payload: { length, sha256: sha256Hex(body ?? EMPTY) },
      word: body === null ? undefined : 'hashed',
    };
  }
  if (body !== null) return wrongMember('payloadHash', 'is given together with a body', 'Give one of the two.');
  if (hash === UNSIGNED) return { payload: { length: 0, sha256: null }, word: 'unsigned' };
  if (/^[0-9a-f]{64}$/.test(hash)) return { payload: { length: 0, sha256: octetsFromText(hash) }, word: 'hashed' };
  return wrongMember(
    'payloadHash',
    'is not the hash of a payload',
    `Give its SHA-256, as 64 lowercase hexadecimal digits, or ${UNSIGNED}.`,
    HEADER_CALCULATION,
  );
}

function readSigner(input: JsonObject): SignerInput | MemberProblem {
  const algorithm = readAlgorithm(input);
  if (isProblem(algorithm)) return algorithm;
  const credentials = readCredentials(input);
  if (isProblem(credentials)) return credentials;
  const date = readDate(input, 'date');
  if (isProblem(date)) return date;
  const scope = readScope(input, algorithm);
  if (isProblem(scope)) return scope;
  return { algorithm, credentials, timestamp: plain(octetsFromText(writeTimestamp(date))), ...scope };
}

function readCredentials({ credentials }: JsonObject): Credentials | MemberProblem {
  if (!isObject(credentials)) {
    return wrongMember('credentials', 'is not an object', 'Give one with accessKeyId and secretAccessKey.');
  }
  const accessKeyId = readCredential(credentials, 'accessKeyId');
  if (isProblem(accessKeyId)) return accessKeyId;
  const secretAccessKey = readCredential(credentials, 'secretAccessKey');
  if (isProblem(secretAccessKey)) return secretAccessKey;
  if (!isGiven(credentials, 'sessionToken')) return { accessKeyId, secretAccessKey, sessionToken: null };
  const sessionToken = readCredential(credentials, 'sessionToken');
  return isProblem(sessionToken) ? sessionToken : { accessKeyId, secretAccessKey, sessionToken };
}

/** Reads a credential. Other members are ignored because credential loaders add some, such as `expiration`. */
function readCredential(credentials: JsonObject, name: string) {
  const path = `credentials.${name}`;
  const text = readText(credentials, name, path);
  if (isProblem(text)) return text;
  if (text === '') return wrongMember(path, 'is empty', 'Give a value. Leave out an empty sessionToken.');
  // A secret access key is never sent, so it may contain anything.
  if (name !== 'secretAccessKey' && forbiddenCharacterIn(text)) {
    return wrongMember(path, 'contains a character that is not allowed', 'Copy it again.');
  }
  return plain(octetsFromText(text));
}

function readInclude({ include = [] }: JsonObject): readonly unknown[] | MemberProblem {
  const isKnown = (name: unknown) => INCLUDED.some((known) => known === name);
  if (Array.isArray(include) && include.every(isKnown)) return include;
  return wrongMember('include', 'has an unknown value', `Give a list of: ${INCLUDED.join(', ')}.`);
}
