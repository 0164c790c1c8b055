/** Runs the process, from its arguments to its exit code. */
import { COMMANDS, type CommandWorld } from '../commands/table.ts';
import { readArguments } from './arguments.ts';
import { exitCodeAfter } from './processes/signals.ts';
import { realWorld, writeMessage } from './real-world.ts';

/** Runs a command line and sets the exit code of the process. The user never sees a stack trace. */
export async function main(commandLine: readonly string[]): Promise<void> {
  // The command continues even if the reader of standard error has closed it.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', endAfter);
  try {
    const world = realWorld();
    if (commandLine[0] === '__complete') return await printCompleted(commandLine.slice(1), world);
    const invocation = await readArguments(commandLine, COMMANDS, world);
    process.exitCode =
      typeof invocation === 'number'
        ? invocation
        : exitCodeAfter(await invocation.command.run(world, invocation.options, invocation.operands));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    writeMessage(`sigv4: Internal error: ${message}\n`);
    process.exitCode = 1;
  }
}

/** Prints what the last word of a command line can become, for the script of `sigv4 completion`. */
async function printCompleted(words: readonly string[], world: CommandWorld): Promise<void> {
  const { completed } = await import('../commands/completion.ts');
  for (const word of await completed(words, COMMANDS, world.lessons)) world.output(`${word}\n`);
}

/**
 * Ends the process after an exception that no command awaits. Its message can quote a secret and is not masked, so only
 * its kind and its place are printed. The terminal is restored first, by the listeners that are called before this one.
 */
function endAfter(error: unknown): void {
  const [kind, place = 'an unknown place'] =
    error instanceof Error ? [error.name, /^ +at (.*)$/m.exec(error.stack ?? '')?.[1]] : [typeof error];
  process.on('exit', () => writeMessage(`sigv4: Internal error: ${kind} at ${place}\n`));
  process.exit(1);
}
