/** Makes the manual page from the tables of commands and keys. */

import { KEY_MODES, type KeysOfMode } from '../src/app/keys/keys.ts';
import { HELP_OPTION, type NamedCommand, PROGRAM_SAYS, VERSION_OPTION } from '../src/app/options/command.ts';
import { type OptionDefinition, wordsOf } from '../src/app/options/option-values.ts';
import { ENVIRONMENT, EXIT_CODES, FILES } from '../src/app/options/surroundings.ts';
import { loadCommands } from '../src/commands/table.ts';
import { inWords, type OptionGroup, optionGroups } from './option-groups.ts';
import { roffItem, roffParagraphs, roffProse, roffSection, roffSubsection, roffText } from './roff.ts';

const COMMANDS = await loadCommands();

/** Returns the source of sigv4(1) for a version of the program. */
export function manualPage(version: string): string {
  const groups = optionGroups(COMMANDS);
  const shared = groups.filter(({ commands }) => commands.length > 1);
  const [usual] = COMMANDS;
  const lines = [
    '.\\" Made by "npm run documents" from src: change it there.',
    `.TH SIGV4 1 "" "${roffText(`sigv4-inspector ${version}`)}" "User Commands"`,
    // Left-aligned, without hyphenation: readers type what they see here.
    '.ds AD l',
    '.nh',
    roffSection('Name'),
    `sigv4 \\- ${roffText(PROGRAM_SAYS.replace(/^W/, 'w').replace(/\.$/, ''))}`,
    roffSection('Synopsis'),
    COMMANDS.map(synopsis).join('\n.br\n'),
    roffSection('Description'),
    ...roffParagraphs([
      ...DESCRIPTION,
      `Where no command is named, \`${usual.name}\` runs. Each command has a \`--help\`.`,
    ]),
    roffSection('Commands'),
    ...COMMANDS.flatMap((command) => commandPart(command, groups)),
    roffSection('Options of several commands'),
    ...shared.flatMap((group) => [roffSubsection(groupTitle(group)), ...group.options.flatMap(optionItem)]),
    roffSubsection('Of every command'),
    ...optionItem(HELP_OPTION),
    roffSubsection('Before any command'),
    ...optionItem(VERSION_OPTION),
    roffSection('Keys'),
    ...KEY_MODES.flatMap(keysPart),
    roffSection('Exit status'),
    ...Object.entries(EXIT_CODES).flatMap(([code, says]) => roffItem(code, says)),
    roffSection('Environment'),
    ...Object.entries(ENVIRONMENT).flatMap(([names, says]) => roffItem(names, says)),
    roffSection('Files'),
    ...Object.entries(FILES).flatMap(([path, says]) => roffItem(path, says)),
    roffSection('Examples'),
    ...COMMANDS.flatMap(({ examples }) => examples.flatMap(([line, says]) => roffItem(line, literal(says)))),
    roffSection('See also'),
    '\\fBcurl\\fR(1), \\fBopenssl\\fR(1)',
  ];
  return `${lines.join('\n')}\n`;
}

const DESCRIPTION = [
  'Shows how an S3 request is signed with AWS Signature Version 4: each step, each intermediate value, where each byte comes from, and the bytes on the wire.',
  "Options are spelled as in curl and in the AWS CLI. In `s3://BUCKET/KEY` every byte after the bucket is the key; the path of an `https://` URL goes over the wire as you wrote it. Secrets are masked wherever they appear, except for AWS's own published examples.",
];

function synopsis({ name, operands, options }: NamedCommand): string {
  const words = [...(options.length > 0 ? ['[options]'] : []), ...operands.map(([word]) => word)];
  return `\\fBsigv4 ${roffText(name)}\\fR${words.map((word) => ` \\fI${roffText(word)}\\fR`).join('')}`;
}

function commandPart({ name, says, operands, format = [] }: NamedCommand, groups: readonly OptionGroup[]): string[] {
  const own = groups.find(({ commands }) => commands.length === 1 && commands[0] === name);
  const others = groups.filter(({ commands }) => commands.length > 1 && commands.includes(name));
  return [
    roffSubsection(`sigv4 ${name}`),
    ...roffParagraphs([literal(says)]),
    ...operands.flatMap(([word, what]) => roffItem(word, literal(what))),
    ...(own?.options ?? []).flatMap(optionItem),
    ...(others.length > 0
      ? ['.PP', roffProse(`Further the options below: ${others.map((group) => `“${groupTitle(group)}”`).join(', ')}.`)]
      : []),
    ...(format.length > 0
      ? ['.PP', 'Format:', ...format.flatMap(([part, what]) => roffItem(part, literal(what)))]
      : []),
  ];
}

const groupTitle = ({ commands }: OptionGroup) => `Of ${inWords(commands)}`;

function optionItem(option: OptionDefinition): string[] {
  const { flags, says, repeats } = option;
  const values = wordsOf(option);
  const missing = values.filter((value) => !says.includes(value));
  const listed = missing.length > 0 ? `; one of ${values.join(', ')}` : '';
  const more = repeats && !says.includes('repeated') ? '; may be repeated' : '';
  return roffItem(flags, literal(`${says}${listed}${more}`));
}

function keysPart({ title, keys }: KeysOfMode): string[] {
  const items = keys.flatMap(({ shown, says }) => roffItem(shown, literal(says)));
  return KEY_MODES.length > 1 ? [roffSubsection(title), ...items] : items;
}

/** Escapes a grave accent, which the tables use as itself. */
const literal = (text: string) => text.replaceAll('`', '‘');
