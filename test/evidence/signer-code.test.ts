/** Code of a signer is recognized by its shape, and answered with the command that shows what it sends. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { nextInWords } from '../../src/views/diagnosis/suspect-words.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { named } from '../support/sources.ts';

const SIGNERS = [
  ...['signer.py', 'signer.mjs', 'signer.sh'].map((file) => `tutorial/signers/${file}`),
  ...['node_modules/aws4/aws4.js', 'node_modules/aws4fetch/dist/aws4fetch.esm.mjs'],
];
const REFUSAL = '<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match.</Message></Error>';

const read = (text: string) => readEvidence([{ octets: octetsFromText(text), by: named('paste') }]);

describe.each(SIGNERS)('the code of %s', (path) => {
  const code = readFileSync(path, 'utf8');

  it('is not read', () => {
    expect(read(code)).toMatchObject({ says: expect.stringContaining('code'), fix: expect.stringMatching(/^Run the/) });
  });

  it('says nothing of a request beside a refusal, and is what to run next', () => {
    const evidence = read(`${REFUSAL}\n\n${code}`);
    if (isProblem(evidence)) throw new Error(evidence.says);
    expect([evidence.request, evidence.client]).toEqual([null, null]);
    const { findings, next } = diagnose(evidence, () => null);
    expect(findings.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
    expect(next.map((step) => nextInWords(step))).toContain(
      'Run the code and paste what it sends: sigv4 capture --upstream https://HOST --port 9100, as its endpoint, prints it.',
    );
  });

  it('hides no request that was sent', () => {
    const evidence = read(`${ordered().request}\n\n${code}`);
    expect(isProblem(evidence) ? null : evidence.request?.head.method.octets).toBe('GET');
  });
});
