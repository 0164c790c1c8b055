/** The walks of the other forms on the real screen: a presigned URL, signed chunks with a trailer, a browser upload. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import type { Terminal } from '../support/pty/terminal.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox/sandbox-server.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';

const KEYS = { right: '\x1b[C', left: '\x1b[D', enter: '\r' };
/** The beginning of 32 bytes in hex, which few columns cut in the middle. */
const DIGEST = /[0-9a-f]{20}/;
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const WIRE = [
  ['Send', '↵ send'],
  ['Response', 'This request has not been sent'],
] as const;

interface Form {
  readonly what: string;
  readonly line: readonly string[];
  /** Each by its short name, with what must be on its screen unscrolled, at any size. */
  readonly steps: readonly (readonly [name: string, shown: string | RegExp])[];
  /** The status line of the answer, and the object that the sandbox has then. */
  readonly status: string;
  readonly stored: readonly [key: string, body: string] | null;
}

const folder = mkdtempSync(join(tmpdir(), 'sigv4-screen-'));
const CONDITIONS = '[{"bucket": "examplebucket"}, {"key": "user/cat.txt"}]';
writeFileSync(join(folder, 'policy.json'), `{"expiration": "2013-05-24T01:00:00Z", "conditions": ${CONDITIONS}}`);
writeFileSync(join(folder, 'cat.txt'), 'c'.repeat(20_000));

const BEGINNING = [
  ['Request', '/examplebucket/'],
  ['Scope', SCOPE],
  ['Key', DIGEST],
  ['Canonical', / 1 (?:GET|PUT)\\n/],
  ['To sign', DIGEST],
] as const;

const FORMS: readonly Form[] = [
  {
    what: 'a presigned URL',
    line: ['--presign', 's3://examplebucket/test.txt'],
    steps: [...BEGINNING, ['Sign', /X-Amz-Signature=[0-9a-f]{14}/], ...WIRE],
    status: 'HTTP/1.1 200 OK',
    stored: null,
  },
  {
    what: 'signed chunks with a trailer',
    line: [
      ...['-X', 'PUT', '--data-binary', `@${join(folder, 'cat.txt')}`, '--payload', 'streaming-trailer'],
      ...['--trailer', 'sha256', '--chunk-size', '8192', 's3://examplebucket/chunks.txt'],
    ],
    steps: [
      ...BEGINNING,
      ['Sign', / Signature=[0-9a-f]{14}/],
      ['Chunks', 'HMAC of the signature above and chunk 1'],
      ...WIRE,
    ],
    status: 'HTTP/1.1 200 OK',
    stored: ['chunks.txt', 'c'.repeat(20_000)],
  },
  {
    what: 'a browser upload',
    line: [
      ...['--post-policy', join(folder, 'policy.json'), '-F', `file=@${join(folder, 'cat.txt')}`],
      's3://examplebucket',
    ],
    steps: [
      ['Policy', '/examplebucket'],
      ['Scope', SCOPE],
      ['Key', DIGEST],
      ['To sign', 'characters of base64, from'],
      ['Sign', 'key=user/cat.txt'],
      ...WIRE,
    ],
    status: 'HTTP/1.1 204 No Content',
    stored: ['user/cat.txt', 'c'.repeat(20_000)],
  },
];

const SIZES = [
  [80, 24],
  [60, 20],
] as const;

describe('a walk on a terminal', () => {
  let terminal: Terminal;
  let sandbox: SandboxServer;

  beforeEach(async () => {
    sandbox = await openSandbox();
  });
  afterEach(async () => {
    terminal.dispose();
    await sandbox.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const open = (line: readonly string[], [columns, rows]: readonly [number, number]) => {
    const common = ['--endpoint-url', sandbox.url, '--region', 'us-east-1', '--date', '20130524T000000Z'];
    terminal = openTerminalHere(['walk', ...common, ...line], {
      columns,
      rows,
      environment: { ...EXAMPLE_KEYS, AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' },
    });
  };

  it.each(FORMS.map((form, index) => ({ ...form, size: SIZES[index % SIZES.length] ?? SIZES[0] })))(
    'leads through $what and to the answer, at $size',
    async ({ line, steps, status, stored, size }) => {
      open(line, size);
      // Few columns name the present step alone, with how many there are.
      const title = (step: number) =>
        new RegExp(`\\[${step} ${steps[step - 1]?.[0]}\\]|^ ${step}/${steps.length} ${steps[step - 1]?.[0]} `, 'm');
      for (const [index, [, shown]] of steps.entries()) {
        terminal.write(index > 0 ? KEYS.right : '1');
        await terminal.until(title(index + 1));
        await terminal.until(shown);
        expect(terminal.lines()).toHaveLength(size[1]);
        expect(terminal.lines().at(-1)).toMatch(/\? keys$/);
      }
      // It stops at the last step, and nothing has been sent by looking.
      terminal.write(KEYS.right + KEYS.left);
      await terminal.until(title(steps.length - 1));
      await terminal.until('↵ send');
      // After a long request it is out of sight at first.
      terminal.write('G');
      await terminal.until(/ Not sent yet\./);
      expect(sandbox.answers).toEqual([]);
      terminal.write(KEYS.enter);
      await terminal.until(title(steps.length));
      await terminal.until(status);
      expect(terminal.text()).toMatch(/ ✓ \d{3} .* accepted/);
      expect(sandbox.answers).toHaveLength(1);
      if (stored) expect(sandbox.body(stored[0])).toBe(stored[1]);
      terminal.write('q');
      await terminal.exited();
      expect(terminal.exitCode()).toBe(0);
    },
  );

  it('shows on the last page why a request was refused', async () => {
    const [form] = FORMS;
    open([...(form?.line ?? []), '--date', '20130523T000000Z'], [80, 24]);
    terminal.write('1');
    await terminal.until('[1 Request]');
    terminal.write(KEYS.right.repeat(6));
    await terminal.until('[7 Send]');
    terminal.write(KEYS.enter);
    await terminal.until('HTTP/1.1 403 Forbidden');
    await terminal.until('✗ ');
    expect(terminal.text()).not.toContain('✓ the server');
    terminal.write('G');
    await terminal.until('<Code>AccessDenied</Code>');
  });
});
