/** Faults that the request itself shows, without any secret; a right request shows none. */
import { expect, it } from 'vitest';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const RIGHT = ordered({});
const URL_RIGHT =
  'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const UPLOAD = ordered({ method: 'PUT', body: 'hello' });
const INVALID = '<Error><Code>InvalidArgument</Code><Message>Invalid Argument.</Message></Error>';
const changed = (from: RegExp | string, to: string) => RIGHT.request.replace(from, to);
const namesOf = (pieces: readonly string[]) =>
  (diagnosed(pieces, null)?.findings ?? []).map(({ cause, variant, certainty }) =>
    [cause.id, variant, certainty.kind].join(' '),
  );

it.each([
  [
    'a zero-width space in a URL',
    [INVALID, URL_RIGHT.replace('HMAC', 'HM\xe2\x80\x8bAC')],
    'presigned-url-mangled invisible-character explains',
  ],
  [
    'the same, percent-encoded',
    [INVALID, URL_RIGHT.replace('HMAC', 'HM%E2%80%8BAC')],
    'presigned-url-mangled invisible-character explains',
  ],
  [
    'a short signature',
    [mismatch(), changed(/(Signature=.{61}).*/, '$1')],
    'signature-not-hexadecimal digits explains',
  ],
  [
    'a secret for the key ID',
    [mismatch(), changed('AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'.replaceAll('/', '+'))],
    'wrong-kind-of-credential secret-as-key-id explains',
  ],
  [
    'another day in the credential',
    [mismatch(), changed('/20130524/', '/20130523/')],
    'scope-date-differs two-days explains',
  ],
  [
    'a path in Host',
    [mismatch(), changed(/^(Host: .*)\r$/m, '$1/photos\r')],
    'host-or-path-includes-scheme not-a-host explains',
  ],
  [
    'a Host that is not signed',
    [mismatch(), changed('SignedHeaders=host;', 'SignedHeaders=')],
    'host-not-signed unsigned explains',
  ],
  [
    'an x-amz-date that is not signed',
    [mismatch(), changed(/(SignedHeaders=[^,]*);x-amz-date/, '$1')],
    'xamz-header-not-signed date possible',
  ],
  [
    'a body that does not have its hash',
    [mismatch(), `${UPLOAD.request}more`.replace('Content-Length: 5', 'Content-Length: 9')],
    'payload-changed-after-signing body-of-another-hash possible',
  ],
])('%s is named', (_what, pieces, named) => {
  expect(namesOf(pieces)).toContain(named);
});

it.each([[RIGHT.request], [URL_RIGHT], [UPLOAD.request]])('a right request shows none', (request) => {
  expect(namesOf([mismatch(), request]).filter((name) => name.endsWith('explains'))).toEqual([]);
  expect(namesOf([mismatch(), request]).join()).not.toContain('body-of-another-hash');
});

it.each([
  [40, 'HMAC-SHA1'],
  [96, 'HMAC-SHA384'],
  [128, 'HMAC-SHA512'],
])('a signature of %d digits names the hash that makes them', (digits, hash) => {
  const [first] =
    diagnosed([mismatch(), changed(/Signature=.*/, `Signature=${'0a'.repeat(digits / 2)}`)], null)?.findings ?? [];
  expect(first).toMatchObject({ cause: { id: 'signature-not-hexadecimal' }, certainty: { kind: 'explains' } });
  expect(first?.says).toContain(`${digits} hexadecimal digits, as ${hash} makes`);
});
