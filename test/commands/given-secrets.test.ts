/** A secret that somebody gives comes before the one that AWS publishes for the same key ID; both are tried. */
import { describe, expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { pasteRows } from '../../src/views/paste/paste-page.ts';
import { screenFor, worldOf } from '../support/commands/test-world.ts';
import { ask, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const OTHER = 'wrongsecret00000000000000000000000000000';
/** Signed with the other secret, although the key ID is that of AWS's example. */
const SIGNED = ordered({ secret: OTHER }).request;
const ANSWER = ask(SIGNED).body;

async function printed(
  command: typeof verify,
  files: Readonly<Record<string, string>>,
  secret: string,
  environment: Readonly<Record<string, string>> = {},
) {
  const inputs = Object.keys(files);
  const { world, output } = worldOf({ environment }, { ...files, 'secret.txt': secret });
  const code = await command.run(world, { plain: true, secretFrom: 'secret.txt' }, inputs);
  return { code, text: output() };
}

async function pasted(pastes: readonly string[]) {
  const paste = pageKeeper();
  const { world } = worldOf({ isInputTerminal: true, screen: screenFor({ paste: paste.take }) });
  await diagnose.run(world, {}, []);
  return paste.page().read(pastes);
}

type Page = Parameters<NonNullable<Parameters<typeof screenFor>[0]['paste']>>[0];

function pageKeeper() {
  let shown: Page | null = null;
  return {
    take: async (page: Page) => {
      shown = page;
      return 0;
    },
    page: () => {
      if (shown === null) throw new Error('No page was shown.');
      return shown;
    },
  };
}

describe('a secret that was given for the key ID of an example', () => {
  it('is used by diagnose when it is pasted after the answer', async () => {
    const { facts, opens } = await pasted([ANSWER, OTHER]);
    expect(opens?.facts.diagnosis?.verdict).toEqual({ id: 'server-has-another-secret', of: 'server' });
    expect(pasteRows('diagnose', facts)).toContainEqual({
      name: 'secret',
      isFound: true,
      says: 'pasted, and masked at once',
    });
  });

  it('is used by diagnose when a file has it, and the report names the file', async () => {
    const { text } = await printed(diagnose, { 'answer.xml': ANSWER }, OTHER);
    expect(text).toContain('The server has a different secret');
    expect(text).toContain('known, from secret.txt');
  });

  it('is used by verify, which names it', async () => {
    const { code, text } = await printed(verify, { 'request.txt': SIGNED }, OTHER);
    expect(text.split('\n')[0]).toBe('match');
    expect(text).toContain('from secret.txt');
    expect(code).toBe(0);
  });

  it('gives way to the published one where that one is right', async () => {
    const right = ordered().request;
    const { text } = await printed(verify, { 'request.txt': right }, OTHER);
    expect(text.split('\n')[0]).toBe('match');
    expect(text).toContain("from AWS's documentation");
    expect(text).toContain('The secret from secret.txt was tried too; it does not produce this signature.');
  });

  it('without an ID is tried before that of the environment, and verify says that it does not fit', async () => {
    const right = ordered().request;
    for (const given of ['wrong', 'AKIAANOTHERANOTHER00:wrong']) {
      const { text } = await printed(verify, { 'request.txt': right }, given, {
        AWS_ACCESS_KEY_ID: S3_EXAMPLE_KEY.accessKeyId,
        AWS_SECRET_ACCESS_KEY: S3_EXAMPLE_KEY.secretAccessKey,
      });
      expect(text.split('\n')[0]).toBe('match');
      expect(text).toMatch(/The secret from secret.txt (was tried too; it does not|is not used)/);
      expect(text).toContain('from the environment');
    }
  });

  it('gives way to the published one where a mistake with that one is found', { tags: ['expensive'] }, async () => {
    const mistaken = ask(ordered({ secret: `${SECRET}\n` }).request).body;
    const { text } = await printed(diagnose, { 'answer.xml': mistaken }, OTHER);
    expect(text).toContain('with a newline (LF) after the secret');
    expect(text).toContain("known, from AWS's documentation");
  });
});
