/** Defines the command `sigv4 mcp`, which offers other commands as tools to a program such as a coding agent. */
import { type Command, command, DONE } from '../../app/options/command.ts';
import type { World } from '../../app/world/world.ts';
import type { CommandLoader } from './answer-call.ts';

/** Creates the command. `load` loads the commands of its tools. */
export function mcp(load: CommandLoader): Command<World> {
  return command({
    operands: [],
    options: {},
    examples: {
      'sigv4 mcp': 'serve the tools verify, diagnose, sign, causes, and walk, until standard input ends',
      'claude mcp add sigv4 -- sigv4 mcp': 'add it to an agent; others take the same command in their configuration',
    },
    format: {
      'tools/call → "content": [{"type": "text", "text"}, …]':
        'messages of the Model Context Protocol, one on each line; the last text of an answer is the JSON of the command, without some members unless everything is true, or {"text", "remarks"?} of one that prints text, or {"problem"} of one that is refused',
    },
    run: async (world: World) => {
      const { serveTools } = await import('./serve-tools.ts');
      return (await serveTools(world, load)) ?? DONE;
    },
  });
}
