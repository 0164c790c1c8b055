/** Headers, parameters and fields whose value is a secret: they are masked wherever they stand. */
import { type Bytes, given, plain, slice } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import type { Recorder, Value, ValueDefinition } from '../trace/trace.ts';
import { REQUEST_STAGE } from './stages/request.ts';

/** The session token of temporary credentials. */
const SESSION_TOKEN = 'x-amz-security-token';

/** All of them, in lower case. S3 Express has a name of its own for its token; SSE-C keys stay with the customer. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  SESSION_TOKEN,
  'x-amz-s3session-token',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
  'cookie',
  'authorization',
  'proxy-authorization',
]);

/** Whether the value of a header, a query parameter or a form field of this name is a secret; in any case of letters. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.toLowerCase());
}

interface NamedValue {
  /** In lower case. */
  readonly name: string;
  readonly value: Bytes;
}

/**
 * Headers of a head, found also where it is malformed, since a secret must be masked even then: behind white space,
 * with a carriage return in them.
 */
function headersIn(head: Bytes): NamedValue[] {
  const pattern = /^[ \t]*([^\s:]+)[ \t]*:[ \t]*((?:[^\r\n]|\r(?!\n)|\r?\n[ \t])+)/gm;
  return [...head.octets.matchAll(pattern)].map((match) => namedValue(head, match, match[1] ?? ''));
}

/** Query parameters, however their names are spelled, spaces in the values too. */
function parametersIn(head: Bytes): NamedValue[] {
  const pattern = /[?&]([^=&\r\n]+)=((?:(?! HTTP\/\d)[^&\r\n])+)/g;
  return [...head.octets.matchAll(pattern)].map((match) =>
    namedValue(head, match, percentDecode(plain((match[1] ?? '') as Octets)).octets),
  );
}

/** The second group of a match, at its end, as a slice of what was searched. */
function namedValue(head: Bytes, match: RegExpMatchArray & { index: number }, name: string): NamedValue {
  const end = match.index + match[0].length;
  return { name: name.toLowerCase(), value: slice(head, end - (match[2]?.length ?? 0), end) };
}

const valuesOf = (found: readonly NamedValue[], wanted: (name: string) => boolean) =>
  found.filter(({ name }) => wanted(name)).map(({ value }) => value);

/** Every session token among the headers of a head: the first is the one in use. */
export function tokensIn(head: Bytes): Bytes[] {
  return valuesOf(headersIn(head), (name) => name === SESSION_TOKEN);
}

/** Every other secret of a head; a token in the query is as it stands there, percent-encoded. */
function otherSecretsIn(head: Bytes): Bytes[] {
  return [
    ...valuesOf(headersIn(head), (name) => isSecretName(name) && name !== SESSION_TOKEN),
    ...valuesOf(parametersIn(head), isSecretName),
  ];
}

/** Every secret of a head. */
export function secretsIn(head: Bytes): Bytes[] {
  return [...tokensIn(head), ...otherSecretsIn(head)];
}

/** A head, a URL or a target with `*` in the place of each secret in it. */
export function maskSecretsIn(octets: Octets): Octets {
  const origins = secretsIn(given(octets, 'the text')).flatMap(({ spans }) =>
    (spans ?? []).map(({ origin }) => origin),
  );
  let masked: string = octets;
  for (const origin of origins) {
    if (origin.kind !== 'given') continue;
    const { start, end } = origin;
    masked = masked.slice(0, start) + '*'.repeat(end - start) + masked.slice(end);
  }
  return masked as Octets;
}

/** Where a secret was found that is neither the secret access key nor the session token in use. */
export type SecretPlace = 'header' | 'policy' | 'field';

/** `index` from 0: a request can carry several. */
export function otherSecretDefinition(place: SecretPlace, index: number): ValueDefinition {
  return {
    id: `other-secret-in-${place}-${index + 1}`,
    name: `Secret ${place}`,
    stage: REQUEST_STAGE.id,
    form: 'text',
    secrecy: 'secret',
  };
}

/** Records the other secrets of a head as values, so that the redactor knows them. */
export function recordOtherSecrets(head: Bytes, record: Recorder): void {
  recordSecrets('header', otherSecretsIn(head), record);
}

export function recordSecrets(place: SecretPlace, secrets: readonly Bytes[], record: Recorder): void {
  secrets.forEach((secret, index) => {
    record(otherSecretDefinition(place, index), secret);
  });
}

/** Whether a value is a secret that goes over the wire: a session token, a cookie, a key of the customer. */
export function isCarriedSecret({ id, secrecy }: Value): boolean {
  return secrecy === 'secret' && (id.startsWith('session-token') || id.startsWith('other-secret-in-'));
}
