/** `sigv4 signer` gives no secret back, wherever its lines are broken. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PROGRAM } from '../../support/cli/program.ts';
import { orderWith } from '../../support/commands/signer-lines.ts';
import { leaksIn, MARKED } from '../../support/trace/secret-search.ts';

describe('lines for sigv4 signer', () => {
  const order = (changes: object) =>
    JSON.stringify(
      orderWith({ accessKeyId: MARKED.keyId, secret: MARKED.secret, sessionToken: MARKED.token, ...changes }),
    );
  const answered = (lines: readonly string[]) =>
    spawnSync(process.execPath, [PROGRAM, 'signer'], { input: lines.join('\n'), encoding: 'utf8' });

  it('give no secret back, wherever they are broken', () => {
    const whole = order({});
    const cut = [...whole].map((_character, at) => whole.slice(0, at));
    const damaged = [...whole].map((_character, at) => `${whole.slice(0, at)}\x01${whole.slice(at)}`);
    const wrong = Object.keys(JSON.parse(whole)).flatMap((name) => [order({ [name]: [] }), order({ [`${name}x`]: 1 })]);
    const strange = [order({ secret: [MARKED.secret] }), order({ sessionToken: `${MARKED.token}\r\n` })];
    const carried = [
      order({ request: { method: 'GET', target: '/', headers: [['x-amz-security-token', MARKED.token, '']] } }),
    ];
    const lines = [...cut.slice(1), ...damaged, ...wrong, ...strange, ...carried];
    const { stdout, stderr, status } = answered(lines);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    expect(stdout.trimEnd().split('\n').length).toBe(lines.length);
    expect(stdout).not.toContain('"signature"');
    expect(leaksIn(stdout)).toEqual([]);
  });

  it('give back what they ask for by name: the signing key, and the token in what is signed; never the secret', () => {
    const { stdout } = answered([order({})]);
    const { signingKeyHex, canonicalRequest, ...rest } = JSON.parse(stdout);
    expect(leaksIn(signingKeyHex)).not.toEqual([]);
    expect(canonicalRequest).toContain(`x-amz-security-token:${MARKED.token}\n`);
    expect(leaksIn(JSON.stringify(rest))).toEqual([]);
    expect(stdout).not.toContain(MARKED.secret.slice(0, 12));
  });
});
