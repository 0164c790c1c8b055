/** Reads the command line. The help and the error messages are generated from the table of commands. */
import { Argument, CommanderError, Option, Command as Parser } from 'commander';
import {
  DONE,
  HELP_COMMAND,
  HELP_OPTION,
  type ListedCommand,
  loadCommand,
  type NamedCommand,
  type Operand,
  PROGRAM_SAYS,
  USAGE,
  VERSION_OPTION,
} from '../app/options/command.ts';
import type { OptionDefinition, OptionValues } from '../app/options/option-values.ts';
import { FORM_NAMES } from '../app/outputs/output-options.ts';
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
    const names = commands.map(({ name }) => name);
    const quoted = printable(quotedOperand(unknown));
    const advice = suggestion(unknown, names) ?? `Use one of: ${names.join(', ')}.`;
    await complain(world, commandLine, `sigv4: There is no command ${quoted}. ${advice} ${SEE_HELP}\n`);
    return USAGE;
  }
  let invocation: Invocation<Needs> | number = DONE;
  let complaints = '';
  const loaded = await Promise.all(commandsToLoad(commandLine, commands).map(loadCommand));
  const parser = programParser(commands, loaded, world, {
    choose: (chosen) => {
      invocation = chosen;
    },
    complain: (text) => {
      complaints += text;
    },
  });
  try {
    await parser.parseAsync([...commandLine], { from: 'user' });
    return invocation;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (complaints !== '') await complain(world, commandLine, complaints);
    return error.exitCode === 0 ? DONE : USAGE;
  }
}

/** Writes a message that may quote the command line, in which a secret can be in the wrong place, or of another command. */
async function complain(world: World, commandLine: readonly string[], text: string): Promise<void> {
  // Only a wrong command line needs this.
  const { guardedWorld } = await import('../app/world/guarded-world.ts');
  const guarded = await guardedWorld(world, { options: {}, operands: commandLine });
  guarded.errors(text);
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

/**
 * Returns Commander's suggestion for a misspelled command, such as "Did you mean walk?"; `null` if no name is similar.
 * The program's own parser has a default command, so that parser takes an unknown word as an operand and suggests
 * nothing.
 */
function suggestion(word: string, names: readonly string[]): string | null {
  const parser = new Parser().exitOverride().configureOutput({ outputError: () => {} });
  for (const name of names) parser.command(name);
  try {
    parser.parse([word], { from: 'user' });
    return null;
  } catch (error) {
    return error instanceof CommanderError ? (/\((Did you mean .*)\)/.exec(error.message)?.[1] ?? null) : null;
  }
}

/** The parser's messages, and this program's wording for them. Each pattern must match the whole message. */
const REWORDED: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [
    /option '(.*)' cannot be used with option '(.*)'/,
    (one = '', other = '') => `Both ${nameOf(one)} and ${nameOf(other)} are given. Use one of them.`,
  ],
  [/option '(.*?)' argument '(.*)' is invalid\. Allowed choices are (.*)/, (...parts) => unknownWord(...parts)],
  [
    /command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)/,
    (value = '', operand = '', words = '') => unknownWord(operand, value, words),
  ],
  // The user may have typed a secret, so these messages repeat only the name of an option and the number of operands.
  [
    /unknown option '([^'=]*)(?:=.*)?'(?:\n\((Did you mean [^)]*)\))?/,
    (name = '', suggestion) => `There is no option ${name}. ${suggestion ?? SEE_HELP}`,
  ],
  [/missing required argument '(.*)'/, (name = '') => `The argument <${name}> is missing. ${SEE_HELP}`],
  [
    /option '(.*)' argument missing/,
    (flags = '') => `The value of ${nameOf(flags)} is missing. Write ${flags.replace(/^-\w, /, '')}.`,
  ],
  [
    /too many arguments for '(.*?)'\. Expected (\d+) arguments? but got (\d+).*/,
    (command = '', expected = '', given = '') =>
      `There are too many arguments: ${command} takes ${expected}, and ${given} are given. ${SEE_HELP}`,
  ],
];

const SEE_HELP = 'See sigv4 --help.';

/** Returns the long name of an option from its flags, such as `-X, --request <method>`. */
const nameOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

function unknownWord(flags = '', value = '', words = ''): string {
  return `${nameOf(flags)} ${JSON.stringify(value)} is not known. Use ${joined(words.split(', '), 'or')}.`;
}

/** Rewords a message of the parser. The result contains no control characters. */
function complaint(text: string): string {
  const message = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\.$/, '');
  for (const [pattern, sentence] of REWORDED) {
    const found = new RegExp(`^${pattern.source}$`, 's').exec(message);
    if (found) return `sigv4: ${printable(sentence(...found.slice(1)))}\n`;
  }
  return `sigv4: ${printable(message)}. ${SEE_HELP}\n`;
}

interface Outcomes<Needs> {
  readonly choose: (invocation: Invocation<Needs>) => void;
  readonly complain: (text: string) => void;
}

/** Creates the parser. It knows the names of all commands, and the options and operands of those that are loaded. */
function programParser<Needs>(
  commands: readonly ListedCommand<Needs>[],
  loaded: readonly NamedCommand<Needs>[],
  world: World,
  { choose, complain }: Outcomes<Needs>,
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
      writeErr: complain,
      outputError: (text, write) => write(complaint(text)),
    });
  commands.forEach(({ name, says }, index) => {
    const sub = program.command(name, { isDefault: index === 0 }).description(says);
    const command = loaded.find((each) => each.name === name);
    if (command) addDetails(sub, command, choose);
  });
  return program;
}

function addDetails<Needs>(
  sub: Parser,
  command: NamedCommand<Needs>,
  choose: (invocation: Invocation<Needs>) => void,
): void {
  for (const operand of command.operands) sub.addArgument(parserOperand(operand));
  for (const option of command.options) sub.addOption(parserOption(option));
  sub.addHelpText('after', examplesText(command));
  sub.action(() => {
    choose({ command, options: sub.opts<OptionValues>(), operands: sub.args });
  });
}

function parserOption({ flags, says, repeats, values, excludes = [] }: OptionDefinition): Option {
  const option = new Option(flags, says);
  // --no-sign-header takes a name, so it is an option of its own and not the opposite of --sign-header.
  if (option.negate && option.required) option.negate = false;
  const name = option.attributeName();
  if (FORM_NAMES.includes(name)) option.conflicts(FORM_NAMES.filter((form) => form !== name));
  option.conflicts([...excludes]);
  if (repeats) return option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
  return values ? option.choices(values) : option;
}

function parserOperand([words, says, values]: Operand): Argument {
  const operand = new Argument(words, says);
  return Array.isArray(values) ? operand.choices(values) : operand;
}

function examplesText({ examples, format = [] }: NamedCommand): string {
  const list = (title: string, lines: NamedCommand['examples']) =>
    `\n${title}:\n${lines.map(([line, says]) => `  ${line}\n      ${says}`).join('\n')}`;
  return `${list('Examples', examples)}${format.length > 0 ? `\n${list('Format', format)}` : ''}`;
}
