/** Reading the command line, with help and errors made from the table of commands. */
import { CommanderError, Option, Command as Parser } from 'commander';
import {
  type Command,
  DONE,
  HELP_COMMAND,
  HELP_OPTION,
  PROGRAM_SAYS,
  USAGE,
  VERSION_OPTION,
} from '../app/options/command.ts';
import type { OptionDefinition, OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { printable, visible } from '../pages/characters/visible.ts';

export interface Invocation {
  readonly command: Command;
  readonly options: OptionValues;
  readonly operands: readonly string[];
}

/** What is to run, or the exit code where all has been said: after help, after an error. */
export async function readArguments(
  commandLine: readonly string[],
  commands: readonly Command[],
  world: World,
): Promise<Invocation | number> {
  const unknown = unknownCommand(commandLine, commands);
  if (unknown !== null) {
    const names = commands.map(({ name }) => name).join(', ');
    const quoted = printable(quotedOperand(unknown));
    world.errors(`sigv4: There is no command ${quoted}. Commands: ${names}. See sigv4 --help.\n`);
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

/** The word that stands where a command should and is none; `null` where there is no such word. */
function unknownCommand(commandLine: readonly string[], commands: readonly Command[]): string | null {
  const [first, second] = commandLine;
  const word = first === 'help' ? second : first;
  const isKnown = word === undefined || word.startsWith('-') || commands.some(({ name }) => name === word);
  return isKnown ? null : word;
}

/** What the parser complains of, as one sentence without control characters. */
function complaint(text: string): string {
  const sentence = text
    .replace(/^error: /, '')
    .trim()
    // What was typed may be a secret: of an option only its name is said, of operands only how many there are.
    .replace(/^(unknown option '[^'=]*)=[\s\S]*'/, "$1'")
    .replace(/^(too many arguments[\s\S]*?but got \d+): [\s\S]*$/, '$1')
    .replace(/\.$/, '')
    .replace(/\s*\n\(/, ' (');
  return `sigv4: ${visible(octetsFromText(sentence))}. See sigv4 --help.\n`;
}

function programParser(commands: readonly Command[], world: World, choose: (invocation: Invocation) => void): Parser {
  const program = new Parser('sigv4')
    .description(PROGRAM_SAYS)
    .version(world.version, VERSION_OPTION.flags, VERSION_OPTION.says)
    .helpOption(HELP_OPTION.flags, HELP_OPTION.says)
    .helpCommand(`${HELP_COMMAND.name} ${HELP_COMMAND.operand}`, HELP_COMMAND.says)
    .exitOverride()
    .configureOutput({
      writeOut: world.output,
      writeErr: world.errors,
      outputError: (text, write) => write(complaint(text)),
    });
  commands.forEach((command, index) => {
    const sub = program.command(command.name, { isDefault: index === 0 }).description(command.says);
    for (const [words, says] of command.operands) sub.argument(words, says);
    for (const option of command.options) sub.addOption(parserOption(option));
    sub.addHelpText('after', examplesText(command));
    sub.action(() => {
      choose({ command, options: sub.opts<OptionValues>(), operands: sub.args });
    });
  });
  return program;
}

function parserOption({ flags, says, repeats }: OptionDefinition): Option {
  const option = new Option(flags, says);
  // Two options with values, not one and its opposite: --no-sign-header takes a name.
  if (option.negate && option.required) {
    option.negate = false;
  }
  return repeats ? option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]) : option;
}

function examplesText({ examples, format = [] }: Command): string {
  const list = (title: string, lines: Command['examples']) =>
    `\n${title}:\n${lines.map(([line, says]) => `  ${line}\n      ${says}`).join('\n')}`;
  return `${list('Examples', examples)}${format.length > 0 ? `\n${list('Format', format)}` : ''}`;
}
