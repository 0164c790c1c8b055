/** Requests as SDKs send them, with headers in the query, and what S3 answers. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { octetsOf } from '../../src/sandbox/storage/content.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import type { StoredObject } from '../../src/sandbox/storage/stored-object.ts';
import type { Rules } from '../../src/sigv4/rules.ts';
import {
  AUTHORIZATION_PARTS,
  checksumInQuery,
  garbledAuthorization,
  getWithParts,
  logParameter,
  metadataInQuery,
  signedAclInQuery,
} from '../support/intake/client-requests.ts';
import { askFor, BODY, readReply } from '../support/sandbox/sandbox-client.ts';
import { askIn, KEYS } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

/** A sandbox at this time, and what it holds under the key `pp`. */
function sandboxAt(time: string, rules: Partial<Rules> = {}) {
  const store = createStore(BUCKETS);
  const clock = () => new Date(time);
  const sandbox = createSandbox({ region: 'us-east-1', keys: KEYS, store, clock, rules });
  const ask = (request: string) => {
    const answer = sandbox.converse()(Buffer.from(request, 'latin1'));
    if (!answer?.isLast) throw new Error('The sandbox waits for more.');
    return readReply(answer.bytes);
  };
  const stored = () =>
    [...store.buckets.values()].flatMap(({ objects }) => [...objects]).find(([key]) => key === 'pp')?.[1];
  return { ask, stored };
}

/** A minute after the requests of the SDKs were signed. */
const sandboxThen = (rules: Partial<Rules> = {}) => sandboxAt('2026-11-27T10:40:27Z', rules);

const codeOf = (request: string, rules: Partial<Rules> = {}) => {
  const reply = sandboxThen(rules).ask(request);
  return reply.status < 300 ? reply.status : reply.element('Code');
};

describe('a signed header whose value is in the query alone', () => {
  it('is accepted, and acts as if it had been sent', () => {
    const { ask, stored } = sandboxThen();
    expect(ask(signedAclInQuery()).status).toBe(200);
    expect(bodyOf(stored())).toBe('x');
  });

  it('is refused where the rules leave such a header empty, as radosgw and Swift do', () => {
    expect(codeOf(signedAclInQuery(), { unsentSignedHeader: 'empty' })).toBe('SignatureDoesNotMatch');
  });

  it('is refused where another value is sent as the header', () => {
    const sent = signedAclInQuery().replace('Content-Length', 'x-amz-acl: public-read\r\nContent-Length');
    expect(codeOf(sent)).toBe('SignatureDoesNotMatch');
  });

  it('asks for what the sandbox does not do where its value says so', () => {
    const acl = presigned({
      method: 'PUT',
      path: '/new',
      body: 'x',
      query: [['x-amz-acl', 'public-read']],
      headers: [['x-amz-acl', 'public-read']],
    });
    const unsent = acl.request.replace('x-amz-acl: public-read\r\n', '');
    expect(unsent).toMatch(/X-Amz-SignedHeaders=host%3Bx-amz-acl/);
    const reply = askIn({}, unsent);
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AccessControlListNotSupported']);
  });
});

describe('a checksum in the query', () => {
  it('is neither compared nor kept, as S3 does', () => {
    const { ask, stored } = sandboxThen();
    const reply = ask(checksumInQuery('abd'));
    expect([reply.status, reply.headers.has('x-amz-checksum-crc32')]).toEqual([200, false]);
    expect([bodyOf(stored()), stored()?.checksum]).toEqual(['abd', null]);
  });

  it('is compared and kept where the rules say so', () => {
    const { ask, stored } = sandboxThen({ hoistedChecksum: 'compared' });
    expect(ask(checksumInQuery()).headers.get('x-amz-checksum-crc32')).toBe('NSRBwg==');
    expect(stored()?.checksum).toEqual({ name: 'crc32', base64: 'NSRBwg==' });
    expect(codeOf(checksumInQuery('abd'), { hoistedChecksum: 'compared' })).toBe('BadDigest');
  });
});

describe('other headers in the query of a presigned URL', () => {
  it('are stored as metadata', () => {
    const { ask, stored } = sandboxThen();
    expect(ask(metadataInQuery()).status).toBe(200);
    expect(stored()?.metadata).toEqual([['x-amz-meta-colour', 'blue']]);
  });

  it.each(['X-Amz-Meta-Colour', 'x-amz-meta-colour'])('are read in any case: %s', (name) => {
    const { ask, stored } = sandboxAt('2013-05-24T00:00:00Z');
    const put = { method: 'PUT', path: '/pp', body: 'x', query: [[name, 'a b\r\nc: d']] } as const;
    expect(ask(presigned(put).request).status).toBe(200);
    expect(stored()?.metadata).toEqual([['x-amz-meta-colour', 'a b c: d']]);
  });

  it('give way to a header that was sent', () => {
    const { ask, stored } = sandboxAt('2013-05-24T00:00:00Z');
    const name = 'x-amz-meta-colour';
    const put = { method: 'PUT', path: '/pp', body: 'x', query: [[name, 'red']], headers: [[name, 'blue']] } as const;
    expect(ask(presigned(put).request).status).toBe(200);
    expect(stored()?.metadata).toEqual([[name, 'blue']]);
  });

  it('are refused where the sandbox does not do what they ask for', () => {
    const { request } = presigned({ method: 'PUT', path: '/new', body: 'x', query: [['x-amz-object-lock-mode', 'a']] });
    const reply = askIn({}, request);
    expect([reply.status, reply.element('Header')]).toEqual([501, 'x-amz-object-lock-mode']);
  });

  it('ask for the checksum of what is read', () => {
    const { request } = presigned({ query: [['x-amz-checksum-mode', 'garbage']] });
    expect(askIn({}, request).element('Code')).toBe('InvalidRequest');
  });

  it('are none in a request that is signed in its header: the sandbox says so', () => {
    expect(askFor({ query: [['x-amz-acl', 'private']] }).status).toBe(501);
  });
});

describe('a parameter for the access log', () => {
  it('is ignored', () => {
    expect(codeOf(logParameter())).toBe(200);
    expect(askFor({ query: [['x-user', 'johndoe']] }).body).toBe(BODY);
  });
});

describe('an Authorization header that says too much', () => {
  it.each([
    ['a part twice and a part that is none', garbledAuthorization()],
    ['a part twice, the same', getWithParts([...AUTHORIZATION_PARTS, AUTHORIZATION_PARTS[2]])],
    ['a part that is none', getWithParts([...AUTHORIZATION_PARTS, 'Region=us-east-1'])],
    ['a part without an equals sign', getWithParts(['garbage', ...AUTHORIZATION_PARTS])],
  ])('is malformed: %s', (_what, request) => {
    const reply = sandboxThen().ask(request);
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AuthorizationHeaderMalformed']);
  });

  it('is right without them, also with a comma at its end', () => {
    expect(codeOf(getWithParts(AUTHORIZATION_PARTS))).toBe(200);
    expect(codeOf(getWithParts([...AUTHORIZATION_PARTS, '']))).toBe(200);
  });
});

describe('a parameter of the signature that comes twice', () => {
  it.each(['X-Amz-Date', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Credential'])('is refused: %s', (name) => {
    const twice = presigned({
      alter: (parameters) => parameters.flatMap((pair) => (pair[0] === name ? [pair, pair] : [pair])),
    });
    const reply = askIn({}, twice.request);
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it('is right once', () => {
    expect(askIn({}, presigned().request).status).toBe(200);
  });
});

const bodyOf = (object: StoredObject | undefined) => object && octetsOf(object.body);
