/** The lines that clients are told to paste: all variables that they read, and nothing that a client must not send. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { readSandboxOptions, SANDBOX_OPTIONS } from '../../src/commands/sandbox/read-options.ts';
import { connectLines } from '../../src/commands/sandbox/welcome.ts';
import { connectRows } from '../../src/screen/traffic/traffic-rows.ts';
import { type ConnectLine, connectCommands } from '../../src/views/traffic/connect-page.ts';
import { readValues } from '../support/commands/option-values.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { sound } from '../support/problems.ts';

const FILES = {
  keys: 'OWNKEY1:own/secret+1\n',
  temporary: 'OWNKEY2:own-secret-2:own-token\n',
  alone: 'own-secret-3\n',
  '-': 'OWNKEY4:own-secret-4\n',
};

async function linesOf(options: OptionValues, authority: string | null = null): Promise<ConnectLine[]> {
  const values = sound(readValues(SANDBOX_OPTIONS, options));
  const order = sound(await readSandboxOptions(worldOf({}, FILES).world, values));
  return connectLines('http://127.0.0.1:9000', order, authority);
}

const commandsOf = async (options: OptionValues, authority?: string) =>
  connectCommands(await linesOf(options, authority));

describe('the lines to paste for the sandbox', () => {
  it('set the Region for clients that read only AWS_DEFAULT_REGION, too', async () => {
    const commands = await commandsOf({ region: 'eu-west-1' });
    expect(commands).toContain('export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1\n');
  });

  it.each([
    ['keys', {}],
    ['temporary', {}],
    ['alone', { accessKey: 'OWNKEY3' }],
    ['-', {}],
  ])('show no secret of the file %j, and nothing in its place that a client would send', async (secretFrom, more) => {
    for (const clock of ['now', '20130524T000000Z']) {
      const commands = await commandsOf({ secretFrom, clock, ...more });
      expect(commands).not.toMatch(/…|own.secret|own-token/);
      expect(commands).toMatch(/AWS_SECRET_ACCESS_KEY="\$[({]/);
    }
  });

  it('refuse to set a secret that they cannot read', async () => {
    expect(await commandsOf({ secretFrom: '-' })).toContain(
      'export AWS_SECRET_ACCESS_KEY="$' + '{SANDBOX_SECRET:?must be set first}"\n',
    );
    const sentences = (await linesOf({ secretFrom: '-' })).map(({ text }) => text).join('\n');
    expect(sentences).toMatch(/set SANDBOX_SECRET to the secret/);
  });

  it('make each kind of client trust the certificates of --tls, and have no comments, which zsh does not skip', async () => {
    const authority = '/tmp/a folder/ca.pem';
    const commands = await commandsOf({}, authority);
    for (const name of ['AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])
      expect(commands).toContain(`export ${name}='${authority}'\n`);
    expect(commands).not.toMatch(/\s#/);
    const sentences = (await linesOf({}, authority)).map(({ text }) => text).join('\n');
    expect(sentences).toMatch(/rclone 1\.60 fails if AWS_CA_BUNDLE is set/);
    expect(sentences).toContain("s3cmd needs --ca-certs='/tmp/a folder/ca.pem'.");
  });
});

describe('a command on the screen', () => {
  it('is broken outside of quotes only', () => {
    const text = "sed -n -e 's/a b c d/x/p' '/a folder/with a long name/keys' | cut -d: -f1";
    const rows = connectRows([{ kind: 'paste', text }], 40).map((row) =>
      row
        .map((part) => part.text)
        .join('')
        .trim(),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => (row.match(/'/g) ?? []).length % 2 === 0)).toBe(true);
    expect(rows.map((row) => row.replace(/ \\$/, '')).join(' ')).toBe(text);
  });
});
