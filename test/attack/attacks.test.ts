/** The attacks that take a few seconds at most; `npm run attack` makes all of them. */
import { describe, expect, it } from 'vitest';
import { ATTACKS } from './attacks.ts';
import { crashOf, leakIn, MARKED, underAttack } from './tools.ts';

describe('the program withstands', () => {
  it.each(ATTACKS.filter(({ isLong }) => !isLong).map((attack) => [attack.id, attack] as const))(
    '%s',
    async (_id, attack) => {
      expect(await underAttack(attack)).toBeNull();
    },
  );
});

describe('an attack', () => {
  const ended = (code: number | null, text: string) => ({ code, stdout: text, stderr: '', text });

  it('has an ID of its own', () => {
    expect(new Set(ATTACKS.map(({ id }) => id)).size).toBe(ATTACKS.length);
  });

  it('notices a secret in each of its spellings', () => {
    const spellings = [MARKED.secret, encodeURIComponent(MARKED.token), MARKED.secret.replaceAll('/', '\\/')];
    for (const text of spellings) expect(leakIn(`a${text}b`, 'it')).toBe('it shows a secret');
    expect(leakIn(MARKED.accessKeyId, 'it')).toBeNull();
  });

  it('notices a program that does not end, an exception, and a wrong exit code', () => {
    expect(crashOf(ended(null, ''), 'it')).toBe('it does not end');
    expect(crashOf(ended(1, 'sigv4: Internal error: x'), 'it')).toMatch(/^it ends with 1/);
    expect(crashOf(ended(134, ''), 'it')).toMatch(/^it ends with 134/);
    expect(crashOf(ended(1, 'sigv4: A problem. A fix.'), 'it')).toBeNull();
  });

  it('that cannot be made counts as a failure', async () => {
    const broken = { id: 'x', says: 'x', run: () => Promise.reject(new Error('no server')) };
    expect(await underAttack(broken)).toBe('the attack could not be made: no server');
  });
});
