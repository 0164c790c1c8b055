/** What the screen reads from a paste: a request to sign, a signed request to verify, or a refusal to diagnose. */
import { describe, expect, it } from 'vitest';
import { pasteReader } from '../../src/app/walks/pasted-walk.ts';
import type { Pasted } from '../../src/app/walks/shown-walk.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { DENIED } from '../support/evidence/pasted-failure.ts';
import { SIGNED_GET } from '../support/verification/verifying.ts';

const { world } = worldOf({ environment: EXAMPLE_KEYS });
const read = pasteReader(world, {});

async function pasted(text: string): Promise<Pasted> {
  const found = await read(text);
  if (isProblem(found)) throw new Error(found.says);
  return found;
}

const harOf = (...urls: readonly string[]) =>
  JSON.stringify({ log: { entries: urls.map((url) => ({ request: { method: 'GET', url, headers: [] } })) } });

describe('a paste', () => {
  it.each([
    ['an address', 's3://examplebucket/a b.txt\n', 's3://examplebucket/a b.txt', 'GET'],
    [
      'a curl command',
      'curl -X DELETE https://examplebucket.s3.amazonaws.com/a',
      'https://examplebucket.s3.amazonaws.com/a',
      'DELETE',
    ],
    ['a HAR file of one request', harOf('https://h.example.com/a'), 'https://h.example.com/a', 'GET'],
  ])('of %s is a request to sign', async (_what, text, url, method) => {
    expect(await pasted(text)).toMatchObject({ kind: 'inputs', inputs: { url, method } });
  });

  it.each([
    ['a signed request', SIGNED_GET],
    ['a signed request', SIGNED_GET.replaceAll('\r\n', '\n\n')],
    ["a server's response", DENIED],
  ])('of %s is shown as a walk', async (what, text) => {
    expect(await pasted(text)).toMatchObject({ kind: 'walk', what });
  });

  it('of a HAR file of several requests is not shown, and the problem says which option to use', async () => {
    const found = await read(harOf('https://h/a', 'https://h/b'));
    expect(isProblem(found) && found.fix).toContain('--entry');
  });
});

describe('the remarks on a pasted curl command', () => {
  const remarksOn = async (text: string) => {
    const found = await pasted(text);
    return found.kind === 'inputs' ? found.remarks.join(' ') : null;
  };
  const URL = 'https://examplebucket.s3.amazonaws.com/a';

  it.each([
    ['the file of -T', `curl -T ./foo.txt ${URL}`, /file of -T, which was not read/],
    [
      'the file of --data-binary',
      `curl --data-binary @/tmp/no-such-file.bin ${URL}`,
      /file named at byte \d+, which was/,
    ],
    ['the key of -u', `curl --aws-sigv4 aws:amz:eu-west-1:s3 -u ID:SECRET ${URL}`, /key of -u .* not used/],
  ])('say that %s was left out', async (_what, text, remark) => {
    expect(await remarksOn(text)).toMatch(remark);
  });

  it('are empty if nothing was left out', async () => {
    expect(await remarksOn(`curl ${URL}`)).toBe('');
  });
});
