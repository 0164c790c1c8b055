/** Random requests of each storage dialect: what is signed here, a second implementation signs alike, and the other way round. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { algorithmNamed } from '../../../src/sigv4/algorithms/table.ts';
import { S3_RULES } from '../../../src/sigv4/rules.ts';
import {
  headerOf,
  type PlainRequest,
  plainAuthorization,
  type StorageDialect,
  signPlainly,
} from '../../support/sigv4/independent-siblings.ts';
import { spelledBytes } from '../../support/sigv4/random-requests.ts';
import { accepts, EXAMPLE, sign } from '../../support/sigv4/signing.ts';

const ALGORITHMS = { goog4: 'GOOG4-HMAC-SHA256', oss4: 'OSS4-HMAC-SHA256', tos4: 'TOS4-HMAC-SHA256' } as const;
const SERVICES = { goog4: 'storage', oss4: 'oss', tos4: 'tos' } as const;
const HOSTS = {
  goog4: ['storage.googleapis.com', 'bucket.storage.googleapis.com', 'localhost:8080'],
  oss4: ['bucket.oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou.aliyuncs.com'],
  tos4: ['bucket.tos-cn-beijing.volces.com', 'tos.example.com:8080'],
} as const;
const UNSIGNED = 'UNSIGNED-PAYLOAD';

const headerValue = fc
  .array(fc.constantFrom('a', 'B', '1', ' ', '  ', ',', '"', ';', '='), { maxLength: 10 })
  .map((parts) => parts.join(''));

const requestOf = (dialect: StorageDialect): fc.Arbitrary<PlainRequest> =>
  fc.record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
    path: spelledBytes(/[%?#\0-\x20\x7f-\xff]/).map(({ spelled }) => `/${spelled}`),
    query: fc
      .array(fc.tuple(spelledBytes(/[%&=#+\0-\x20\x7f-\xff]/), spelledBytes(/[%&#+\0-\x20\x7f-\xff]/), fc.boolean()), {
        maxLength: 4,
      })
      .map((pairs) =>
        pairs
          .filter(([name]) => name.spelled !== '')
          .map(([name, value, isBare]) => (isBare ? name.spelled : `${name.spelled}=${value.spelled}`))
          .join('&'),
      ),
    headers: fc
      .tuple(
        fc.constantFrom(...HOSTS[dialect]),
        fc.array(fc.tuple(fc.constantFrom('meta-a', 'meta-b', 'acl'), headerValue), { maxLength: 3 }),
        fc.array(fc.tuple(fc.constantFrom('Content-Type', 'Other', 'Content-MD5'), headerValue), { maxLength: 2 }),
      )
      .map(([host, own, others]): (readonly [string, string])[] => [
        ['Host', host],
        ...own.map(([name, value]) => [headerOf(dialect, name), value] as const),
        ...others,
      ]),
    body: fc.string({ maxLength: 20 }),
  });

const SIGNER = {
  accessKeyId: EXAMPLE.keyId,
  secret: EXAMPLE.secret,
  time: EXAMPLE.timestamp,
  region: 'cn-north-1',
} as const;

const headOf = ({ method, path, query, headers }: PlainRequest): string =>
  [
    `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');

describe.each(['goog4', 'oss4', 'tos4'] as const)('300 random requests of %s', (dialect) => {
  const algorithm = algorithmNamed(ALGORITHMS[dialect] as Octets) ?? undefined;
  if (algorithm === undefined) throw new Error('There is no such algorithm.');
  const rules = algorithm.dialect.rules ?? S3_RULES;
  const signer = { ...SIGNER, service: SERVICES[dialect] };
  const asked = { algorithm, region: SIGNER.region, service: signer.service, rules };

  it('have the signature of the second implementation, in the header', () => {
    fc.assert(
      fc.property(requestOf(dialect), (request) => {
        const signed = sign({ head: headOf(request), body: request.body, ...asked });
        const stated = dialect === 'oss4' ? UNSIGNED : undefined;
        const sent = withHeadersOf(request, signed.bytes.octets);
        const plain = signPlainly(dialect, sent, signer, namesIn(signed.signedHeaders.octets), stated);
        expect(signed.canonicalRequest.octets).toBe(plain.canonicalRequest);
        expect(signed.signature.octets).toBe(plain.signature);
      }),
      { numRuns: 300 },
    );
  });

  it('are accepted if the second implementation signs them, and not if a byte of the signature is another', () => {
    fc.assert(
      fc.property(requestOf(dialect), fc.boolean(), ({ headers, ...others }, isMore) => {
        const dated = [...headers, [headerOf(dialect, 'date'), SIGNER.time] as const];
        const stated = dialect === 'oss4' ? ([[headerOf(dialect, 'content-sha256'), UNSIGNED]] as const) : [];
        const request = { ...others, headers: [...dated, ...stated] };
        const listed = listedOf(dialect, request, isMore);
        const authorization = plainAuthorization(dialect, request, signer, listed, stated[0]?.[1]);
        const head = (value: string) => headOf({ ...request, headers: [...request.headers, ['Authorization', value]] });
        expect(accepts(head(authorization), { body: request.body, rules })).toBe(true);
        const other = authorization.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
        expect(accepts(head(other), { body: request.body, rules })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('have the signature of the second implementation, in the query, and are accepted', () => {
    fc.assert(
      fc.property(requestOf(dialect), (request) => {
        const signed = sign({
          head: headOf(request),
          ...asked,
          expires: '60',
          rules: { ...rules, payload: 'unsigned' },
        });
        const target = /^\S+ (\S*)/.exec(signed.bytes.octets)?.[1] ?? '';
        const query = target.slice(target.indexOf('?') + 1).replace(/&[^&]*signature=[0-9a-f]{64}$/i, '');
        const plain = signPlainly(
          dialect,
          { ...request, query },
          signer,
          namesIn(signed.signedHeaders.octets),
          UNSIGNED,
        );
        expect(signed.signature.octets).toBe(plain.signature);
        expect(accepts(signed.bytes.octets, { body: request.body, rules })).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** The headers of the request as it is sent, without the signature. */
function withHeadersOf(request: PlainRequest, head: string): PlainRequest {
  const lines = head.split('\r\n').slice(1, -2);
  const headers = lines
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
    .filter(([name]) => name !== 'Authorization');
  return { ...request, headers };
}

const namesIn = (list: string): readonly string[] => (list === '' ? [] : list.split(';'));

/** The names that the second implementation lists: those that must be signed, and with `isMore`, all others. */
function listedOf(dialect: StorageDialect, { headers }: PlainRequest, isMore: boolean): readonly string[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  const always = (name: string) =>
    name.startsWith(headerOf(dialect, '')) || ['content-type', 'content-md5'].includes(name);
  if (dialect === 'oss4') return isMore ? names.filter((name) => !always(name)) : [];
  return names.filter((name) => isMore || name === 'host' || name.startsWith(headerOf(dialect, '')));
}
