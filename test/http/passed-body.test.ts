/** A long body is hashed while it passes only if its hash is part of what is signed. */
import { expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { hashingOf } from '../../src/http/relay/passed-body.ts';
import { octets } from '../support/bytes.ts';

const SIGNED = 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/sts/aws4_request';
const VERSION_2 = 'Authorization: AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl';
const STATED = `x-amz-content-sha256: ${'0'.repeat(64)}`;

it.each([
  ['a hash that is stated and signed', '/', [SIGNED, STATED], 'hashed'],
  ['a hash that is stated, whose Authorization did not arrive', '/', [STATED], 'hashed'],
  ['a hash that is signed but not stated, as other services do it', '/', [SIGNED], 'hashed'],
  ['a hash that is stated beside a presigned URL', '/?X-Amz-Signature=0', [STATED], 'hashed'],
  ['words in place of the hash', '/', [SIGNED, 'x-amz-content-sha256: UNSIGNED-PAYLOAD'], 'not-hashed'],
  ['chunks', '/', [SIGNED, 'x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD'], 'not-hashed'],
  ['a presigned URL', '/?X-Amz-Signature=0', [], 'not-hashed'],
  ['no signature', '/', [], 'not-hashed'],
  ['a signature of version 2', '/', [VERSION_2], 'not-hashed'],
])('for %s', (_, target, fields, hashing) => {
  const lines = [`PUT ${target} HTTP/1.1`, 'Host: example.com', ...fields, '', ''];
  const head = readRequestHead(plain(octets(lines.join('\r\n'))));
  expect(isProblem(head)).toBe(false);
  if (!isProblem(head)) expect(hashingOf(head)).toBe(hashing);
});
