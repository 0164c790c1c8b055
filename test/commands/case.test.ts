/** Cases: what walk, verify, and diagnose write with `--case`, and what `open` shows of them. */

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { open } from '../../src/commands/open/open.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { walk } from '../../src/commands/walk.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { failing, HEX_TEXT } from '../support/causes/diagnosed.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const SECRET = 'NotARealSecretOfThisTest+/0123456789abcd';
const OWN = { AWS_ACCESS_KEY_ID: 'AKIANOTAREALKEY12345', AWS_SECRET_ACCESS_KEY: SECRET };

async function run(
  command: Command<CommandWorld>,
  options: OptionValues,
  operands: readonly string[],
  files = {},
  environment = {},
) {
  const { world, output, errors } = worldOf({ environment }, files);
  const code = await command.run(world, options, operands);
  return { code, output: output(), errors: errors() };
}

const opened = (file: string, environment = {}) =>
  run(open, { plain: true }, ['a.sigcase'], { 'a.sigcase': file }, environment);

describe('a case', () => {
  it('of a walk has the request, its values, the answer, and the notes, and opens as it was', async () => {
    const { output } = await run(walk, { case: '-', note: ['The first one.'] }, []);
    const written = JSON.parse(output);
    expect(written).toMatchObject({
      sigcase: 1,
      kind: 'walk',
      at: '20130524T000000Z',
      request: { method: 'GET', target: '/test.txt' },
      scope: { credentialScope: '20130524/us-east-1/s3/aws4_request' },
      expected: { signature: { text: expect.stringMatching(/^f0e8bdb8/) } },
      verdict: { id: '206' },
      notes: ['The first one.'],
      masked: false,
    });
    const again = await opened(output);
    expect(again.code).toBe(0);
    expect(again.output).toContain('CASE  walk, made by sigv4 0.0.0: ✓ the server accepted the request');
    expect(again.output).toContain('Note: The first one.');
    expect(again.output).toContain('As the case expects: canonical request, string to sign, signature.');
  });

  it('of a walk with a mistake has the request that was refused', async () => {
    const { output } = await run(walk, { case: '-', break: 'signing-key-not-binary' }, []);
    expect(JSON.parse(output)).toMatchObject({ kind: 'walk', verdict: { id: '403' } });
    expect((await opened(output)).code).toBe(1);
  });

  it('of a verification is verified again at its time', async () => {
    const { request } = ordered({ method: 'PUT', body: 'hello' });
    const { output } = await run(verify, { case: '-', at: '20130524T000100Z' }, ['r'], { r: request });
    expect(JSON.parse(output)).toMatchObject({ kind: 'verify', at: '20130524T000100Z', verdict: { id: 'match' } });
    const again = await opened(output);
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('As the case expects') });
    const other = await opened(output.replace('"text": "PUT', '"text": "GET'));
    expect(other.output).toContain('The case expects another canonical request than the one that is computed here.');
  });

  it('of a diagnosis names the same cause', async () => {
    const { made, body, reply } = failing(HEX_TEXT);
    const files = {
      answer: `HTTP/1.1 403 Forbidden\r\n\r\n${reply.body}`,
      request: writeRequestHead(made).octets + body,
    };
    const { output, code } = await run(diagnose, { case: '-' }, ['answer', 'request'], files);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ kind: 'diagnose', verdict: { id: 'signing-key-not-binary' } });
    const again = await opened(output);
    expect(again.code).toBe(0);
    expect(again.output.match(/hexadecimal text, not as bytes/g)?.length).toBeGreaterThan(1);
  });

  it('holds no secret and no token, and says so when it is opened', async () => {
    const environment = { ...OWN, AWS_SESSION_TOKEN: 'TokenOfThisTest1234567890' };
    const { output } = await run(walk, { case: '-', showSecret: true }, ['s3://photos/cat.jpg'], {}, environment);
    expect(output).not.toMatch(/NotARealSecret|TokenOfThisTest/);
    expect(JSON.parse(output)).toMatchObject({ masked: true, verdict: { id: 'signed' } });
    const again = await opened(output, environment);
    expect(again.output).toContain('The case masks secrets of the request');
    expect(again.code).toBe(1);
  });

  it('opens the JSON of a walk', async () => {
    const { output } = await run(walk, { json: true }, []);
    const again = await opened(output);
    expect(again.code).toBe(0);
    expect(again.output).toContain('CASE  walk, made by sigv4 walk --json');
    expect(again.output).toContain('As the case expects: canonical request, string to sign, signature.');
  });

  it.each([
    ['{', 'The file is not JSON: something is wrong in line 1, column 2.'],
    ['{\n "sigcase": 1,\n "kind": }', 'The file is not JSON: something is wrong in line 3, column 10.'],
    ['{}', 'The file has neither "sigcase" nor the stages of a walk.'],
    ['{"sigcase": 2}', '"sigcase" is not 1, the version that this program reads.'],
    ['{"sigcase": 1, "kind": "x"}', '"kind" is none of walk, verify, diagnose.'],
    ['{"sigcase": 1, "kind": "walk"}', '"request" is missing'],
    ['{"sigcase": 1, "kind": "walk", "at": "noon"}', '"at" is not a time.'],
    ['{"sigcase": 1, "kind": "walk", "request": {"method": "GET", "target": "x", "headers": []}}', 'request.target'],
    ['{"sigcase": 1, "kind": "diagnose", "pieces": [1]}', '"pieces" is not a list'],
    [
      '{"sigcase": 1, "kind": "diagnose", "pieces": [{"text": "x"}], "expected": {"signature": 1}}',
      '"expected.signature" is neither',
    ],
    ['{"sigcase": 1, "kind": "diagnose", "pieces": [{"text": "x"}], "notes": "x"}', '"notes" is not a list of texts.'],
    ['{"purpose": "sign", "stages": []}', '"stages" has no value signed-request'],
  ])('says what is wrong with %s', async (file, says) => {
    const { code, errors } = await opened(file);
    expect(code).toBe(2);
    expect(errors).toContain(says);
  });
});
