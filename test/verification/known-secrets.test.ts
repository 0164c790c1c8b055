/** Which of the secrets that are known is a key's. */

import { describe, expect, it } from 'vitest';
import { EXAMPLE_KEYS } from '../../src/aws/example-keys.ts';
import {
  isPublished,
  type KnownSecret,
  PUBLISHED_SECRETS,
  secretOfKey,
  secretSource,
} from '../../src/verification/keys.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { named } from '../support/sources.ts';

/** `ID:secret`; without an ID before the colon it is for any key. */
function known(text: string): KnownSecret {
  const [id = '', secretAccessKey = ''] = text.split(':');
  return { accessKeyId: id === '' ? null : id, secretAccessKey, source: named(`the one who said ${text}`) };
}

describe('the secret of a key', () => {
  it.each<readonly [readonly string[], string, string | null]>([
    [[], 'A', null],
    [['A:1'], 'A', 'A:1'],
    [['A:1'], 'B', null],
    [['A:1'], 'a', null],
    [['A:1'], '', null],
    [['A:1', 'A:2'], 'A', 'A:1'],
    [['B:1', 'A:2', 'A:3'], 'A', 'A:2'],
    [[':1'], 'A', ':1'],
    [[':1', ':2'], 'A', ':1'],
    [[':1', 'A:2'], 'A', 'A:2'],
    [['A:2', ':1'], 'A', 'A:2'],
    [[':1', 'A:2', ':3'], 'B', ':1'],
    [['é:1', ':2'], utf8('é'), 'é:1'],
    [['é:1', ':2'], '\xe9', 'é:1'],
    [['AKID/a b:1'], 'AKID/a b', 'AKID/a b:1'],
  ])('among %j of %j is %s', (texts, id, expected) => {
    const secrets = texts.map(known);
    const found = secretOfKey(secrets, octetsOf(id));
    expect(found).toBe(expected === null ? null : secrets[texts.indexOf(expected)]);
  });
});

describe('a source of secrets', () => {
  const source = secretSource([known('A:é1'), known(':2')]);

  it.each([
    ['A', 'é1', 'the one who said A:é1'],
    ['B', '2', 'the one who said :2'],
  ])('has that of %s in UTF-8, with who said it', (id, secret, by) => {
    const octets = utf8(secret);
    const input = { id: 'secret-access-key', source: named(by) };
    const origin = { kind: 'given', input, start: 0, end: octets.length };
    expect(source(octetsOf(id))).toEqual({ octets, spans: [{ start: 0, end: octets.length, origin }] });
  });

  it('has none where it is not known', () => {
    expect(secretSource([known('A:1')])(octetsOf('B'))).toBeNull();
  });
});

describe('a published secret', () => {
  it('is each one that AWS prints, and no other', () => {
    expect(PUBLISHED_SECRETS.map(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey])).toEqual(
      EXAMPLE_KEYS.map(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey]),
    );
    expect(PUBLISHED_SECRETS.map(isPublished)).toEqual([true, true]);
    expect(isPublished(known('A:1'))).toBe(false);
  });

  it('is not one that somebody gives, though it is the same: a signature by another is then wrong', () => {
    expect(PUBLISHED_SECRETS.map((secret) => isPublished({ ...secret, source: named('the environment') }))).toEqual([
      false,
      false,
    ]);
  });
});
