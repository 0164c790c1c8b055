/** Attacks on `sigv4 mcp`, by what an agent is made to send. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { PROGRAM } from '../support/cli/program.ts';
import { type Attack, crashOf, firstOf, leakIn, MARKED, WITH_TOKEN } from './tools.ts';

const EXAMPLE = 'https://examplebucket.s3.amazonaws.com/';
const SECRETS = `AWS_SECRET_ACCESS_KEY=${MARKED.secret}\nAWS_SESSION_TOKEN=${MARKED.token}\n`;

/** Calls, each with a secret, the name of a file, control characters, or too much of something. */
const CALLS: readonly (readonly [tool: string, given: Readonly<Record<string, unknown>>])[] = [
  [
    'diagnose',
    { everything: true, evidence: [SECRETS, `<Error><Code>SignatureDoesNotMatch</Code></Error>\x1b]0;title\x07`] },
  ],
  ['diagnose', { evidence: Array.from({ length: 500 }, () => '/etc/passwd') }],
  [
    'verify',
    { everything: true, request: `GET /\x1b[31m HTTP/1.1\r\nHost: h\r\nx-amz-security-token: ${MARKED.token}\r\n\r\n` },
  ],
  ['verify', { everything: true, request: `${EXAMPLE}a?X-Amz-Security-Token=${encodeURIComponent(MARKED.token)}` }],
  ['verify', { request: '['.repeat(1e6) }],
  ['sign', { url: EXAMPLE, method: 'PUT', body: '@/etc/passwd' }],
  ['sign', { url: EXAMPLE, headers: [`Cookie: ${MARKED.secret}`, `Authorization: Bearer ${MARKED.token}`] }],
  ['walk', { everything: true, url: EXAMPLE, headers: [`x-amz-security-token: ${MARKED.token}`], region: '__proto__' }],
  ['causes', { id: `${MARKED.secret} aws_secret_access_key=${MARKED.secret}` }],
  ['constructor', {}],
];

/** What is no message, and messages that are none of this protocol. */
const NO_MESSAGES = [
  '{',
  '[]',
  'null',
  '\0'.repeat(100),
  '"'.repeat(1e6),
  '{"jsonrpc":"2.0","id":1,"method":"__proto__"}',
];

/** What a terminal takes for a command. */
const CONTROL = /[^\n\x20-\x7e\xa0-\uffff]/;

export const ON_TOOLS: readonly Attack[] = [
  {
    id: 'hostile-calls-of-the-tools',
    says: 'an agent is made to call the tools with secrets, names of files, control characters, and a million brackets',
    async run({ folder }) {
      const client = new Client({ name: 'attack', version: '1' });
      const command = { command: process.execPath, args: [PROGRAM, 'mcp'], cwd: folder };
      await client.connect(new StdioClientTransport({ ...command, env: { ...WITH_TOKEN, HOME: folder } }));
      try {
        return await firstOf(CALLS, async ([name, given]) => {
          const said = await client.callTool({ name, arguments: { ...given } }).then(
            ({ content }) => content.map((part) => ('text' in part ? part.text : '')).join('\n'),
            (error) => String(error),
          );
          const what = `the answer of ${name}`;
          if (said.includes('root:')) return `${what} has a file`;
          if (CONTROL.test(said)) return `${what} has a control character`;
          return leakIn(said, what);
        });
      } finally {
        await client.close();
      }
    },
  },
  {
    id: 'no-messages-to-the-tools',
    says: 'six texts that are no message of the protocol come in its place',
    run: ({ run }) =>
      firstOf(NO_MESSAGES, async (text) => {
        const done = await run(['mcp'], { input: `${text}\n`, environment: WITH_TOKEN });
        return (
          crashOf(done, JSON.stringify(text.slice(0, 40))) ?? (done.code === 0 ? null : `it ends with ${done.code}`)
        );
      }),
  },
];
