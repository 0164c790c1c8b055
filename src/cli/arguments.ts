/** Reading the command line, with help and errors made from the table of commands. */
import { CommanderError, Command as Parser } from 'commander';
import { type Command, DONE, type OptionValues, USAGE } from '../commands/command.ts';
import type { World } from '../commands/world.ts';

export interface Invocation {
  readonly command: Command;
  readonly options: OptionValues;
}

/** What is to run, or the exit code where all has been said: after help, after an error. */
export async function readArguments(
  commandLine: readonly string[],
  commands: readonly Command[],
  world: World,
): Promise<Invocation | number> {
  const [first] = commandLine;
  if (first && !first.startsWith('-') && first !== 'help' && !commands.some(({ name }) => name === first)) {
    const names = commands.map(({ name }) => name).join(', ');
    world.errors(`sigv4: There is no command "${first}". Commands: ${names}. See sigv4 --help.\n`);
    return USAGE;
  }
  let invocation: Invocation | number = DONE;
  const parser = programParser(commands, world, (chosen) => {
    invocation = chosen;
  });
  try {
    await parser.parseAsync([...commandLine], { from: 'user' });
    return invocation;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? DONE : USAGE;
  }
}

function programParser(commands: readonly Command[], world: World, choose: (invocation: Invocation) => void): Parser {
  const program = new Parser('sigv4')
    .description('Walk through AWS Signature Version 4 for S3, step by step, down to the bytes on the wire.')
    .version(world.version)
    .exitOverride()
    .configureOutput({
      writeOut: world.output,
      writeErr: world.errors,
      outputError: (text, write) => write(`sigv4: ${text.replace(/^error: /, '').trimEnd()}. See sigv4 --help.\n`),
    });
  commands.forEach((command, index) => {
    const sub = program.command(command.name, { isDefault: index === 0 }).description(command.says);
    for (const { flags, says } of command.options) sub.option(flags, says);
    sub.addHelpText('after', examplesText(command));
    sub.action((options: OptionValues) => choose({ command, options }));
  });
  return program;
}

function examplesText({ examples }: Command): string {
  return `\nExamples:\n${examples.map(([line, says]) => `  ${line}\n      ${says}`).join('\n')}`;
}
