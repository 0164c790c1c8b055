/** Inputs that belong together are joined, and inputs about different requests are not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import type { Piece } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { ask, ordered } from '../support/sandbox/sandbox-client.ts';

const ANSWER = octetsFromArray(readFileSync('fixtures/failures/refused-answer.txt'));
const LOG = octetsFromArray(readFileSync('fixtures/failures/client-log.txt'));

const file = (path: string, octets: string): Piece => ({ octets: octets as Octets, by: { kind: 'file', path } });

function read(...pieces: readonly Piece[]) {
  const evidence = readEvidence(pieces);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return evidence;
}

/** A request that the sandbox refuses, its answer, and another request. */
const REFUSED = ordered({ secret: 'another', headers: [['x-amz-meta-note', 'a longer value of this header']] }).request;
const REPLY = ask(REFUSED).body;
const OTHER = ordered({ path: '/other.txt', date: '20130524T000100Z' }).request;

describe('inputs about different requests', () => {
  it('are not joined, in either order: the answer is diagnosed, and a sentence names the other input', () => {
    for (const pieces of [
      [file('other.txt', OTHER), file('answer.xml', REPLY)],
      [file('answer.xml', REPLY), file('other.txt', OTHER)],
    ]) {
      const { answer, request, choices } = read(...pieces);
      expect(answer?.code).toBe('SignatureDoesNotMatch');
      expect(request).toBeNull();
      expect(choices).toEqual([
        'Set aside: other.txt, about a different request: the signature is not the one that the server refused.',
      ]);
    }
  });

  it('are not joined if the answer names another object, and nothing of the input is like it', () => {
    const named = (resource: string) =>
      `<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match.</Message>${resource}</Error>`;
    const resource = named('<Resource>/backups/db.sql.gz</Resource>');
    for (const reply of [resource, named('<Key>db.sql.gz</Key><BucketName>backups</BucketName>')]) {
      const { request, choices } = read(file('answer.xml', reply), file('other.txt', OTHER));
      expect(request).toBeNull();
      expect(choices).toEqual([
        'Set aside: other.txt, about a different request: the object is not the one that the server refused.',
      ]);
    }
    for (const order of [
      { path: '/prefix/db.sql.gz' },
      { host: 'backups.s3.amazonaws.com' },
      { path: '/db%2Esql%2Egz' },
    ])
      expect(read(file('a', resource), file('b', ordered(order).request)).request).not.toBeNull();
    expect(read(file('a', named('<Resource>/backups</Resource>')), file('b', OTHER)).request).not.toBeNull();
  });

  it('are joined if the signature is the same, or if both are for the same object in the same second', () => {
    expect(read(file('a', REFUSED), file('b', REPLY)).request?.head.target.octets).toBe('/test.txt');
    const sameSecond = REFUSED.replace(/Signature=\w{64}/, `Signature=${'ab'.repeat(32)}`);
    expect(read(file('a', sameSecond), file('b', REPLY)).request).not.toBeNull();
    expect(read(file('a', LOG), file('b', ANSWER)).client).not.toBeNull();
  });

  it('are not joined if only the second is the same, as in requests with a fixed clock', () => {
    const fixedClock = ordered({ path: '/other.txt' }).request;
    expect(read(file('other.txt', fixedClock), file('answer.xml', REPLY)).request).toBeNull();
  });

  it('are joined if the signature was cut or masked, because it says nothing', () => {
    const masked = OTHER.replace(/Signature=\w{64}/, 'Signature=aeeed9bb…');
    expect(read(file('a', masked), file('b', REPLY))).toMatchObject({ choices: [] });
  });
});
