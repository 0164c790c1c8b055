/** Answers a call of a tool: runs its command in a world of its own. */
import { type Command, USAGE } from '../../app/options/command.ts';
import type { World } from '../../app/world/world.ts';
import { jsonLine } from '../../outputs/json/json-text.ts';
import { type Confined, confinedWorld } from './confined-world.ts';
import { argumentOfOption, callOf, type Tool } from './tools.ts';

/** Loads a command that masks what comes in as a secret. */
export type CommandLoader = (name: Tool['name']) => Promise<Pick<Command<Confined['world']>, 'run'>>;

export interface ToolAnswer {
  /** A JSON document, in which what was pasted is in strings. */
  readonly json: string;
  readonly isError: boolean;
}

/** Reads a document without the members that have these names, at any depth. */
const documentWithout = (json: string, names: readonly string[]): unknown =>
  JSON.parse(json, (name, value) => (names.includes(name) ? undefined : value));

/** Runs the command of a tool. Resolves with its document; a command that prints text has it in a member of one. */
export async function answerCall(
  outside: World,
  load: CommandLoader,
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
): Promise<ToolAnswer> {
  const { options, operands, files, leftOut } = callOf(tool, given);
  const { world, output, errors } = confinedWorld(outside, files, (option) => argumentOfOption(tool, option));
  const { run } = await load(tool.name);
  const exitCode = await run(world, options, operands);
  const [text, remarks] = [output(), errors().trimEnd()];
  if (exitCode === USAGE) return { json: JSON.stringify({ problem: remarks }), isError: true };
  if (options.json === true) return { json: jsonLine(documentWithout(text, leftOut)).trimEnd(), isError: false };
  return { json: JSON.stringify({ text, ...(remarks !== '' && { remarks }) }), isError: false };
}
