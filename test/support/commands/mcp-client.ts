/** The SDK's own client, connected to `sigv4 mcp` in this process. */
import { Client, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import { COMMANDS, type CommandWorld } from '../../../src/commands/table.ts';
import type { InputLine } from '../../../src/intake/lines/split-lines.ts';
import { worldOf } from './test-world.ts';

/** The members of the tools' documents that tests of the tools read. The documents have tests of their own. */
export interface ToolDocument {
  readonly verdict?: string;
  readonly causes?: readonly { readonly standing: string }[];
  readonly algorithm?: string;
  readonly stages?: unknown;
  readonly exchange?: unknown;
  readonly text?: string;
  readonly problem?: string;
  readonly remarks?: readonly string[];
  readonly entries?: readonly { readonly remarks: readonly string[] }[];
  readonly secretSource?: string | null;
  readonly request?: { readonly connectsTo: string };
}

export interface Answer {
  /** What is said before the document. */
  readonly before: string;
  /** The JSON of the document. */
  readonly json: string;
  readonly document: ToolDocument;
  readonly isError: boolean;
}

/** Calls a tool. Throws if the answer is not two texts, of which the second is JSON. */
export async function answerOf(
  client: Client,
  name: string,
  given: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { content, isError } = await client.callTool({ name, arguments: { ...given } });
  const [before, json, ...others] = content.map((part) => ('text' in part ? String(part.text) : part.type));
  if (before === undefined || json === undefined || others.length > 0) throw new Error(JSON.stringify(content));
  return { before, json, document: JSON.parse(json), isError: isError === true };
}

/** Connects a client to the command in a world, and ends both after `use`. Resolves with the exit code. */
export async function withClient(
  use: (client: Client) => Promise<void>,
  changes: Partial<CommandWorld> = {},
): Promise<number> {
  const lines = lineQueue();
  const transport: Transport = {
    start: async () => {},
    send: async (message) => lines.push(`${JSON.stringify(message)}`),
    close: async () => lines.end(),
  };
  const output = (text: string) => {
    for (const line of text.trimEnd().split('\n')) transport.onmessage?.(JSON.parse(line) as JSONRPCMessage);
  };
  const { world } = worldOf({ ...changes, output, inputLines: lines.read });
  const ended = (await mcpCommand()).run(world, {}, []);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  await use(client);
  await client.close();
  return ended;
}

/** Runs the command with these lines as its input. Resolves when it ends. */
export async function runLines(lines: readonly (string | InputLine)[]) {
  let output = '';
  const inputLines = async function* () {
    yield lines.map((line): InputLine => (typeof line === 'string' && line !== 'too-long' ? Buffer.from(line) : line));
  };
  const { world } = worldOf({ output: (text: string) => (output += text), inputLines });
  const exit = await (await mcpCommand()).run(world, {}, []);
  return { output, exit };
}

function mcpCommand() {
  const listed = COMMANDS.find(({ name }) => name === 'mcp');
  if (!listed) throw new Error('There is no command mcp.');
  return listed.load();
}

/** Lines that are written while they are read. */
function lineQueue() {
  const waiting: (InputLine | null)[] = [];
  let wake = () => {};
  const add = (line: InputLine | null) => {
    waiting.push(line);
    wake();
  };
  return {
    push: (line: string) => add(Buffer.from(line)),
    end: () => add(null),
    async *read(): AsyncGenerator<readonly InputLine[]> {
      for (;;) {
        const line = waiting.shift();
        if (line === null) return;
        if (line !== undefined) yield [line];
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
