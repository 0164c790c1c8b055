/** DeleteObjects, which most clients use even to delete one object. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bucketWith, type Client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const md5 = (text: string): Pair => ['Content-MD5', createHash('md5').update(text, 'latin1').digest('base64')];

function deleteAll({ ask }: Client, document: string, headers: readonly Pair[] = [md5(document)]) {
  return ask({ method: 'POST', query: [['delete', '']], body: document, headers });
}

const documentOf = (keys: readonly string[], more = '') =>
  `<?xml version="1.0"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('')}${more}</Delete>`;

describe('DeleteObjects', () => {
  it('deletes what is there and what is not, and names each key', () => {
    const made = bucketWith(['a', 'b', 'x & y']);
    const answer = deleteAll(made, documentOf(['a', 'x &amp; y', 'not-there']));
    expect([answer.status, answer.all('Key')]).toEqual([200, ['a', 'x & y', 'not-there']]);
    expect(made.list().all('Key')).toEqual(['b']);
  });

  it('names only errors where it is quiet', () => {
    const made = bucketWith(['a']);
    const answer = deleteAll(made, documentOf(['a', 'k'.repeat(1025)], '<Quiet>true</Quiet>'));
    expect([answer.all('Code'), answer.all('Deleted')]).toEqual([['KeyTooLongError'], []]);
  });

  it('deletes an object only with its ETag where it gives one', () => {
    const made = bucketWith(['a']);
    const answer = deleteAll(made, '<Delete><Object><Key>a</Key><ETag>"0"</ETag></Object></Delete>');
    expect(answer.element('Code')).toBe('PreconditionFailed');
    expect(made.list().all('Key')).toEqual(['a']);
  });

  it.each([
    ['without a hash', documentOf(['a']), [], 'InvalidRequest'],
    ['with the hash of another document', documentOf(['a']), [md5('other')], 'BadDigest'],
    ['with no key', documentOf([]), undefined, 'MalformedXML'],
    ['with 1,001 keys', documentOf(Array.from({ length: 1001 }, (_, index) => `k${index}`)), undefined, 'MalformedXML'],
    [
      'with an entity of its own',
      `<!DOCTYPE d [<!ENTITY e "a">]><Delete><Object><Key>&e;</Key></Object></Delete>`,
      undefined,
      'MalformedXML',
    ],
    ['with another document', '<Tagging/>', undefined, 'MalformedXML'],
  ] satisfies [string, string, Pair[] | undefined, string][])('is refused %s', (_what, document, headers, code) => {
    const made = bucketWith(['a']);
    expect(deleteAll(made, document, headers).element('Code')).toBe(code);
    expect(made.list().all('Key')).toEqual(['a']);
  });
});
