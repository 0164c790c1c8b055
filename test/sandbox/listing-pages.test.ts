/** The pages of listings: how the next one is asked for, and that together they are the whole listing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answered, bucketWith, commonPrefixes } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

/** All pages, one after the other, by what the last one says of the next. */
function pages(first: readonly Pair[], next: (page: Answered) => Pair[] | null, list: (...query: Pair[]) => Answered) {
  const found: Answered[] = [];
  let more: Pair[] | null = [];
  while (more && found.length < 200) {
    const page: Answered = list(...first, ...more);
    found.push(page);
    more = next(page);
  }
  return found;
}

function tokenOf(page: Answered): Pair[] | null {
  const token = page.element('NextContinuationToken');
  expect(page.element('IsTruncated')).toBe(String(token !== undefined));
  return token === undefined ? null : [['continuation-token', token]];
}

describe('the pages of a listing', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '\xff'), minLength: 1, maxLength: 6 });
  const bucket = fc.uniqueArray(key, { maxLength: 25 });
  const size = fc.integer({ min: 1, max: 30 });

  it('have every key exactly once, in order, no matter what their size is', () => {
    fc.assert(
      fc.property(bucket, size, (keys, maxKeys) => {
        const { list } = bucketWith(keys);
        const all = pages(
          [
            ['max-keys', String(maxKeys)],
            ['encoding-type', 'url'],
          ],
          tokenOf,
          list,
        );
        expect(all.flatMap((page) => page.all('Key')).map(decodeLatin1)).toEqual([...keys].sort());
        expect(all.every((page) => Number(page.element('KeyCount')) <= maxKeys)).toBe(true);
      }),
    );
  });

  it('have every key and every common prefix exactly once where they are grouped, in both versions', () => {
    const delimiter = fc.constantFrom('/', 'b', '//');
    const prefix = fc.constantFrom('', 'a', '/', 'a/');
    fc.assert(
      fc.property(bucket, size, delimiter, prefix, (keys, maxKeys, separator, beginning) => {
        const { list, listV1 } = bucketWith(keys);
        const query: Pair[] = [
          ['max-keys', String(maxKeys)],
          ['delimiter', separator],
          ['prefix', beginning],
          ['encoding-type', 'url'],
        ];
        const expected = grouped(keys, separator, beginning);
        expect(namesOn(pages(query, tokenOf, list))).toEqual(expected);
        const byMarker = (page: Answered): Pair[] | null => {
          const marker = page.element('NextMarker');
          return marker === undefined ? null : [['marker', decodeLatin1(marker)]];
        };
        expect(namesOn(pages(query, byMarker, listV1))).toEqual(expected);
      }),
    );
  });

  it('go on by the last key where the older listing is not grouped', () => {
    const { listV1 } = bucketWith(['a', 'b', 'c', 'd', 'e']);
    const byLastKey = (page: Answered): Pair[] | null =>
      page.element('IsTruncated') === 'true' ? [['marker', page.all('Key').at(-1) ?? '']] : null;
    const all = pages([['max-keys', '2']], byLastKey, listV1);
    expect(all.map((page) => page.all('Key'))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(all.map((page) => page.element('NextMarker'))).toEqual([undefined, undefined, undefined]);
    expect(all.map((page) => page.element('Marker'))).toEqual(['', 'b', 'd']);
  });

  it('are none where nothing is asked for', () => {
    const page = bucketWith(['a']).list(['max-keys', '0']);
    expect([page.element('KeyCount'), page.element('IsTruncated'), page.all('Key')]).toEqual(['0', 'false', []]);
  });

  it.each([
    ['1000', '1000'],
    ['1001', '1000'],
    ['2147483647', '1000'],
    ['', '1000'],
    ['7', '7'],
  ])('have at most 1,000 keys: of %s, %s', (asked, got) => {
    expect(bucketWith([]).list(['max-keys', asked]).element('MaxKeys')).toBe(got);
  });

  it.each([
    ['max-keys', 'abc', 'Provided max-keys not an integer or within integer range'],
    ['max-keys', '1.5', 'Provided max-keys not an integer or within integer range'],
    ['max-keys', '-1', 'Argument maxKeys must be an integer between 0 and 2147483647'],
    ['max-keys', '2147483648', 'Argument maxKeys must be an integer between 0 and 2147483647'],
    ['encoding-type', 'base64', 'Invalid Encoding Method specified in Request'],
    ['continuation-token', '', 'The continuation token provided is incorrect'],
    ['continuation-token', 'YQ==', 'The continuation token provided is incorrect'],
    ['continuation-token', 'no base64', 'The continuation token provided is incorrect'],
  ])('are refused for %s=%s', (name, value, message) => {
    const answer = bucketWith([]).list([name, value]);
    expect([answer.status, answer.element('Code'), answer.element('Message')]).toEqual([
      400,
      'InvalidArgument',
      message,
    ]);
    expect([answer.element('ArgumentName'), answer.element('ArgumentValue')]).toEqual([name, value]);
  });

  it('are refused for another version', () => {
    const answer = bucketWith([]).listV1(['list-type', '3']);
    expect([answer.status, answer.element('ArgumentName')]).toEqual([400, 'list-type']);
  });
});

const decodeLatin1 = (encoded: string) =>
  encoded.replace(/%(..)/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

function namesOn(all: readonly Answered[]): string[] {
  return all
    .flatMap((page) => [...page.all('Key'), ...commonPrefixes(page)])
    .map(decodeLatin1)
    .sort();
}

/** The definition of AWS's page: keys that share what is between the prefix and the delimiter are one. */
function grouped(keys: readonly string[], delimiter: string, prefix: string): string[] {
  const names = keys
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const [first = '', ...others] = name.slice(prefix.length).split(delimiter);
      return others.length === 0 ? name : prefix + first + delimiter;
    });
  return [...new Set(names)].sort();
}
