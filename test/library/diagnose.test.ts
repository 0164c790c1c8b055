/** The library's `diagnose`: what the command prints as JSON, and what it refuses. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose as command } from '../../src/commands/diagnose.ts';
import { type DiagnoseInput, diagnose } from '../../src/library/diagnose.ts';
import { isProblem } from '../../src/library/problem.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { EXAMPLE_SECRET } from '../support/verification/verifying.ts';

const ANSWER = readFileSync('fixtures/failures/refused-answer.txt');
const LOG = readFileSync('fixtures/failures/client-log.txt');

function diagnosed(input: DiagnoseInput) {
  const result = diagnose(input);
  if (isProblem(result)) throw new Error(result.says);
  return result;
}

/** As `sigv4 diagnose --json` prints it of files of these names. */
async function printed(files: Readonly<Record<string, Uint8Array>>) {
  const test = worldOf({ readFile: async (path) => octetsFromArray(files[path] ?? new Uint8Array()) });
  await command.run(test.world, { json: true }, Object.keys(files));
  return JSON.parse(test.output());
}

describe('diagnose', () => {
  it('gives what `sigv4 diagnose --json` prints', async () => {
    const evidence = { 'answer.txt': ANSWER, 'client.log': LOG };
    const result = diagnosed({ evidence, secretAccessKey: EXAMPLE_SECRET });
    expect(JSON.parse(JSON.stringify(result))).toEqual(await printed(evidence));
    expect(result.causes[0]).toMatchObject({ standing: 'proved' });
    expect(CAUSES.map(({ id }) => id)).toContain(result.causes[0]?.id);
  });

  it('takes text, bytes, a list of both and pieces with names', () => {
    const [answer, log] = [ANSWER.toString('utf8'), LOG.toString('utf8')];
    const first = diagnosed({ evidence: `${answer}\n${log}` }).causes[0];
    expect(first).toBeDefined();
    for (const evidence of [[answer, LOG], [log, ANSWER], Buffer.concat([ANSWER, Buffer.from('\n'), LOG])]) {
      expect(diagnosed({ evidence }).causes[0]).toEqual(first);
    }
    expect(diagnosed({ evidence: { 'answer.txt': answer } }).evidence.answer?.by).toBe('answer.txt');
  });

  it('asks for what is missing without naming an option of the command line', () => {
    const { next } = diagnosed({ evidence: ANSWER });
    expect(next.join('\n')).toContain('Give the secret access key:');
    expect(next.join('\n')).not.toMatch(/--secret-from|environment/);
  });

  it('masks the secret in everything that it gives', () => {
    const evidence = `${ANSWER.toString('utf8')}\n${LOG.toString('utf8')}\nwith ${EXAMPLE_SECRET}`;
    expect(JSON.stringify(diagnosed({ evidence, secretAccessKey: EXAMPLE_SECRET }))).not.toContain(EXAMPLE_SECRET);
  });

  it.each<[string, string | null, unknown]>([
    ['no-evidence', null, { evidence: 'It does not work.' }],
    ['no-evidence', null, { evidence: '' }],
    ['member', 'evidence', { evidence: 12 }],
    ['member', 'evidence', {}],
    ['member', 'secretAccessKey', { evidence: '', secretAccessKey: 12 }],
    ['unknown-member', 'secret', { evidence: '', secret: '' }],
    ['input', null, undefined],
  ])('returns the problem %s of %s', (code, path, input) => {
    expect(diagnose(input as DiagnoseInput)).toMatchObject({ kind: 'problem', code, path });
  });
});
