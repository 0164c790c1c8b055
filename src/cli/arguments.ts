/** Reads the command line. The help and the error messages are generated from the table of commands. */
import { Argument, CommanderError, Option, Command as Parser } from 'commander';
import {
  DONE,
  HELP_COMMAND,
  HELP_OPTION,
  type ListedCommand,
  loadCommand,
  type NamedCommand,
  PROGRAM_SAYS,
  USAGE,
  VERSION_OPTION,
} from '../app/options/command.ts';
import { insteadOf } from '../app/options/gone.ts';
import { nearestNames } from '../app/options/nearest.ts';
import { longFlag, type OptionDefinition, type OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import { joined } from '../bytes/joined.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { printable } from '../views/characters/visible.ts';

interface Invocation<Needs> {
  readonly command: NamedCommand<Needs>;
  readonly options: OptionValues;
  readonly operands: readonly string[];
}

/** Resolves with the command to run, or with an exit code if the help or an error was printed. */
export async function readArguments<Needs>(
  commandLine: readonly string[],
  commands: readonly [ListedCommand<Needs>, ...ListedCommand<Needs>[]],
  world: World,
): Promise<Invocation<Needs> | number> {
  const unknown = unknownCommand(commandLine, commands);
  if (unknown !== null) {
    const instead = insteadOf(unknown);
    if (instead !== null) {
      await complain(world, commandLine, `The command ${unknown} is gone. ${instead}`);
      return USAGE;
    }
    const names = commands.map(({ name }) => name);
    const advice = suggestion(unknown, names) ?? `Use one of: ${names.join(', ')}.`;
    await complain(world, commandLine, `There is no command ${quotedOperand(unknown)}. ${advice} ${SEE_HELP}`);
    return USAGE;
  }
  let invocation: Invocation<Needs> | number = DONE;
  const loaded = await Promise.all(commandsToLoad(commandLine, commands).map(loadCommand));
  const parser = programParser(commands[0].name, loaded, world, (chosen) => {
    invocation = chosen;
  });
  const misplaced = () => commandAfterOptions(commandLine, commands, parser);
  let sentence: string | null = null;
  try {
    await parser.parseAsync([...commandLine], { from: 'user' });
    sentence = misplaced();
    if (sentence === null) return invocation;
  } catch (error) {
    const refused = refusal(error, parser, commandLine);
    if (refused === null) return DONE;
    sentence = misplaced() ?? refused;
  }
  await complain(world, commandLine, sentence);
  return USAGE;
}

/** Says that a command has to come first, if one was read as an operand of the usual one; otherwise, returns `null`. */
function commandAfterOptions(
  [first = '']: readonly string[],
  commands: readonly Pick<ListedCommand<never>, 'name'>[],
  { commands: [usual] }: Parser,
): string | null {
  const found = commands.find(({ name }) => first.startsWith('-') && usual?.args.includes(name));
  return found ? `The command has to come before its options: sigv4 ${found.name} [options]. ${SEE_HELP}` : null;
}

/** Writes a sentence that may quote the command line, in which a secret can be in the wrong place. */
async function complain(world: World, commandLine: readonly string[], sentence: string): Promise<void> {
  // Only a wrong command line needs this.
  const { guardedWorld } = await import('../app/guard/guarded-world.ts');
  const guarded = await guardedWorld(world, { options: {}, operands: commandLine });
  guarded.errors(`sigv4: ${printable(sentence)}\n`);
}

/** Returns the unknown command in a command line, or `null` if there is no unknown command. */
function unknownCommand(
  commandLine: readonly string[],
  commands: readonly Pick<ListedCommand<never>, 'name'>[],
): string | null {
  const [first, second] = commandLine;
  const word = first === 'help' ? second : first;
  const isKnown = word === undefined || word.startsWith('-') || commands.some(({ name }) => name === word);
  return isKnown ? null : word;
}

/**
 * Returns the commands whose code is needed to read a command line: the named command or else the default; all of them for
 * the help that lists them; and none for the version.
 */
function commandsToLoad<Needs>(
  commandLine: readonly string[],
  commands: readonly [ListedCommand<Needs>, ...ListedCommand<Needs>[]],
): readonly ListedCommand<Needs>[] {
  const [first = '', second] = commandLine;
  const word = first === HELP_COMMAND.name ? second : first;
  const named = commands.filter(({ name }) => name === word);
  if (named.length > 0) return named;
  if (flagsOf(VERSION_OPTION).includes(first)) return [];
  const isHelp = first === HELP_COMMAND.name || commandLine.some((each) => flagsOf(HELP_OPTION).includes(each));
  return isHelp ? commands : [commands[0]];
}

/** Returns the ways to write an option that takes no value. */
const flagsOf = ({ flags }: OptionDefinition): readonly string[] => flags.split(', ');

/** Suggests the names that a misspelled name most likely means; `null` if none is similar. */
function suggestion(word: string, names: readonly string[]): string | null {
  const nearest = nearestNames(word, names);
  return nearest.length === 0 ? null : `Did you mean ${joined(nearest, 'or')}?`;
}

const SEE_HELP = 'See sigv4 --help.';

/**
 * Returns the sentence for what a parser has thrown; `null` if it has only printed the help or the version. Throws other
 * errors again. The parser says what is wrong by a code, and its own sentences are not used.
 */
function refusal(error: unknown, parser: Parser, commandLine: readonly string[]): string | null {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return null;
  const [first = ''] = commandLine;
  const named = parser.commands.find((command) => command.name() === first);
  const command = named ?? parser.commands[0] ?? parser;
  const words = named ? commandLine.slice(1) : commandLine;
  return whatIsWrong(error.code, command, words);
}

/** Says what is wrong. The user may have typed a secret, so this repeats only names of options and numbers of operands. */
function whatIsWrong(code: string, command: Parser, words: readonly string[]): string {
  const operands = command.registeredArguments;
  switch (code) {
    case 'commander.unknownOption':
      return unknownOption(command, words);
    case 'commander.missingArgument':
      return `The argument <${operands[command.args.length]?.name()}> is missing. ${SEE_HELP}`;
    case 'commander.excessArguments':
      return `There are too many arguments: ${command.name()} takes ${operands.length}, and ${command.args.length} are given. ${SEE_HELP}`;
    case 'commander.optionMissingArgument':
      return missingValue(command, words);
    default:
      return `The command line cannot be read. ${SEE_HELP}`;
  }
}

function unknownOption(command: Parser, words: readonly string[]): string {
  const [unknown = ''] = command.parseOptions([...words]).unknown;
  const [name = ''] = unknown.split('=');
  const names = command.options.flatMap(({ long }) => long ?? []);
  const instead = insteadOf(`${command.name()} ${name}`) ?? insteadOf(name);
  if (instead !== null) return `The option ${name} is gone. ${instead}`;
  return `There is no option ${name}. ${suggestion(name, names) ?? SEE_HELP}`;
}

/** Only the last word of a command line can be an option whose value is missing. */
function missingValue(command: Parser, words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const { flags = last } = command.options.find(({ short, long }) => short === last || long === last) ?? {};
  return `The value of ${longFlag({ flags })} is missing. Write ${flags.replace(/^-\w, /, '')}.`;
}

/** Creates the parser, which knows only these commands. The one with the name `usual` is run if the command line names none. */
function programParser<Needs>(
  usual: string,
  loaded: readonly NamedCommand<Needs>[],
  world: World,
  choose: (invocation: Invocation<Needs>) => void,
): Parser {
  const program = new Parser('sigv4')
    .description(PROGRAM_SAYS)
    .version(world.version, VERSION_OPTION.flags, VERSION_OPTION.says)
    .helpOption(HELP_OPTION.flags, HELP_OPTION.says)
    .helpCommand(`${HELP_COMMAND.name} ${HELP_COMMAND.operand}`, HELP_COMMAND.says)
    .exitOverride()
    // Commander would append the choices, but the descriptions already name them.
    .configureHelp({
      optionDescription: ({ description }) => description,
      argumentDescription: ({ description }) => description,
    })
    .configureOutput({
      writeOut: world.output,
      writeErr: world.errors,
      outputError: () => {},
    });
  for (const command of loaded) {
    const sub = program.command(command.name, { isDefault: command.name === usual }).description(command.says);
    addDetails(sub, command, choose);
  }
  return program;
}

function addDetails<Needs>(
  sub: Parser,
  command: NamedCommand<Needs>,
  choose: (invocation: Invocation<Needs>) => void,
): void {
  for (const [words, says] of command.operands) sub.addArgument(new Argument(words, says));
  for (const definition of command.options) sub.addOption(parserOption(definition));
  sub.addHelpText('after', examplesText(command));
  sub.action(() => choose({ command, options: sub.opts<OptionValues>(), operands: sub.args }));
}

function parserOption({ flags, says, repeats }: OptionDefinition): Option {
  const option = new Option(flags, says);
  // No option is the opposite of another one.
  option.negate = false;
  return repeats ? option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]) : option;
}

function examplesText({ examples, format }: NamedCommand): string {
  const list = (title: string, lines: NamedCommand['examples']) =>
    `\n${title}:\n${lines.map(([line, says]) => `  ${line}\n      ${says}`).join('\n')}`;
  return `${list('Examples', examples)}${format.length > 0 ? `\n${list('Format', format)}` : ''}`;
}
