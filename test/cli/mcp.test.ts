/** The built program as a server of tools, started by the client of the SDK as an agent starts it. */
import { spawnSync } from 'node:child_process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { answerOf } from '../support/commands/mcp-client.ts';

it('serves its tools over standard input and output, to clients of the old and the new protocol', async () => {
  for (const options of [{}, { versionNegotiation: { mode: 'auto' } } as const]) {
    const client = new Client({ name: 'test', version: '1' }, options);
    const transport = new StdioClientTransport({ command: process.execPath, args: [PROGRAM, 'mcp'], stderr: 'pipe' });
    let said = '';
    transport.stderr?.on('data', (piece) => (said += piece));
    await client.connect(transport);
    expect((await client.listTools()).tools).toHaveLength(5);
    const { document } = await answerOf(client, 'diagnose', {
      evidence: ['<Error><Code>SignatureDoesNotMatch</Code></Error>'],
    });
    expect(document.causes?.length).toBeGreaterThan(0);
    const walk = await answerOf(client, 'walk', { url: 'https://examplebucket.s3.amazonaws.com/test.txt' });
    expect(walk.document.algorithm).toBe('AWS4-HMAC-SHA256');
    await client.close();
    expect(said).toBe('');
  }
});

it('answers requests from a file before it ends', () => {
  const clientInfo = { name: 'test', version: '1' };
  const messages = [
    { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/call', params: { name: 'causes', arguments: { id: 'clock-skew' } } },
  ];
  const input = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, 'mcp'], { encoding: 'utf8', input });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers.map(({ id }) => id)).toEqual([1, 2]);
  expect(answers[1].result.isError).toBe(false);
});
