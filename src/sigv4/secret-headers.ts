/** Headers and parameters whose value is a secret: they are masked wherever they stand. */
import { type Bytes, plain, slice } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import type { Recorder, ValueDefinition } from '../trace/trace.ts';
import { REQUEST_STAGE } from './stages/request.ts';

/** The session token of temporary credentials; S3 Express has a name of its own for it. */
const SESSION_TOKEN_NAMES: readonly string[] = ['x-amz-security-token', 'x-amz-s3session-token'];

/** Keys of server-side encryption that the customer keeps, and what other kinds of authentication send. */
const OTHER_SECRETS = [
  'x-amz-s3session-token',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
  'cookie',
  'authorization',
  'proxy-authorization',
] as const;

const anyOf = (names: readonly string[]) => names.join('|');

/**
 * The values of headers of these names, found also where a head is malformed, since a secret must be masked even then:
 * behind white space, with a carriage return in them.
 */
function headerValuesIn(head: Bytes, names: readonly string[]): Bytes[] {
  const pattern = new RegExp(
    `^[ \\t]*(?:${anyOf(names)})[ \\t]*:[ \\t]*((?:[^\\r\\n]|\\r(?!\\n)|\\r?\\n[ \\t])+)`,
    'gim',
  );
  return [...head.octets.matchAll(pattern)].map((match) => lastOf(head, match, match[1] ?? ''));
}

/** The values of query parameters of these names, however the names are spelled, spaces in the values too. */
function parameterValuesIn(head: Bytes, names: readonly string[]): Bytes[] {
  const pattern = /[?&]([^=&\r\n]+)=((?:(?! HTTP\/\d)[^&\r\n])+)/g;
  return [...head.octets.matchAll(pattern)]
    .filter(([, name = '']) => names.includes(percentDecode(plain(name as Octets)).octets.toLowerCase()))
    .map((match) => lastOf(head, match, match[2] ?? ''));
}

/** The end of a match, as a slice of what was searched. */
function lastOf(head: Bytes, { 0: whole, index }: RegExpMatchArray & { index: number }, end: string): Bytes {
  const at = index + whole.length;
  return slice(head, at - end.length, at);
}

/** Every session token among the headers of a head: the first is the one in use. */
export function tokensIn(head: Bytes): Bytes[] {
  return headerValuesIn(head, ['x-amz-security-token']);
}

/** Records all other secrets of a head as values, so that the redactor knows them. */
export function recordOtherSecrets(head: Bytes, record: Recorder): void {
  otherSecretsIn(head).forEach((secret, index) => {
    record(otherSecretDefinition(index), secret);
  });
}

/** A token in the query is as it stands there, percent-encoded. */
export function otherSecretsIn(head: Bytes): Bytes[] {
  return [...headerValuesIn(head, OTHER_SECRETS), ...parameterValuesIn(head, SESSION_TOKEN_NAMES)];
}

/** `index` from 0: a request can carry several. */
export function otherSecretDefinition(index: number): ValueDefinition {
  return {
    id: `secret-header-${index + 1}`,
    name: 'Secret header',
    stage: REQUEST_STAGE.id,
    form: 'text',
    secrecy: 'secret',
  };
}
