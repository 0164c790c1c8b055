/** Writes a completion script for fish 3.1 or newer (https://fishshell.com/docs/current/completions.html). */
import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedProgram,
  type CompletedWord,
  madeBy,
} from './program.ts';

/** Writes the whole script, which the user sources or saves in the completions folder. */
export function fishCompletion({ commands, options }: CompletedProgram): string {
  const [usual] = commands;
  return [
    madeBy('fish'),
    '',
    '# Prints the command on the line and the number of the current operand, which is 0 for the command itself.',
    'function __sigv4_place',
    '    set -l typed (commandline -opc)',
    '    set -e typed[1]',
    `    set -l command ${fishWord(usual.name)}`,
    '    if not set -q typed[1]',
    '        echo $command 0',
    '        return',
    '    end',
    "    if not string match -q -- '-*' $typed[1]",
    '        set command $typed[1]',
    '        set -e typed[1]',
    '    end',
    '    set -l takes',
    '    switch $command',
    ...commands.flatMap(takesCase),
    '    end',
    FIXED_PART,
    'complete -c sigv4 -e',
    'complete -c sigv4 -f',
    ...commands.map(({ name, says }) => completes('__sigv4_is_command', `-a ${evaluated([name])}`, says)),
    ...options.map((option) => optionLine('__sigv4_is_command', option)),
    ...commands.flatMap(commandLines),
    '',
  ].join('\n');
}

const FIXED_PART = `    set -l number 1
    set -l skips no
    set -l ended no
    for word in $typed
        if test $skips = yes
            set skips no
        else if test $ended = yes; or not string match -q -r -- '^-.' $word
            set number (math $number + 1)
        else if string match -q -- -- $word
            set ended yes
        else if contains -- $word $takes
            set skips yes
        end
    end
    echo $command $number
end

function __sigv4_is_command
    string match -q -- '* 0' (__sigv4_place)
end

# Tests whether the command is $argv[1] and, with $argv[2], whether the operand has that number or, with a +, at least that.
function __sigv4_is
    set -l place (string split ' ' -- (__sigv4_place))
    test "$place[1]" = $argv[1]; or return
    switch "$argv[2]"
        case ''
            return 0
        case '*+'
            test $place[2] -ge (string trim -c + -- $argv[2])
        case '*'
            test $place[2] -eq $argv[2]
    end
end

# Lists the files after the mark $argv[1], @ at the start or =@ anywhere.
function __sigv4_after
    set -l word (string replace -r -- '^--[^=]+=' '' (string unescape -- (commandline -ct)))
    set -l parts (string split -m 1 -- $argv[1] $word)
    set -q parts[2]; or return
    test $argv[1] = @; and test -n "$parts[1]"; and return
    for path in $parts[2]*
        if test -d $path
            echo $parts[1]$argv[1]$path/
        else
            echo $parts[1]$argv[1]$path
        end
    end
end
`;

function takesCase({ name, options }: CompletedCommand): string[] {
  const takes = options.filter((option) => option.takes !== null).flatMap(({ names }) => names);
  if (takes.length === 0) return [];
  return [`        case ${fishWord(name)}`, `            set takes ${takes.map(fishWord).join(' ')}`];
}

function commandLines({ name, options, operands }: CompletedCommand): string[] {
  return [
    ...options.map((option) => optionLine(`__sigv4_is ${fishWord(name)}`, option)),
    ...operands.flatMap(({ word, repeats }, index) => {
      const condition = `__sigv4_is ${fishWord(name)} ${index + 1}${repeats ? '+' : ''}`;
      return wordFlags(word).map((flags) => completes(condition, flags, null));
    }),
  ];
}

function optionLine(condition: string, { names, says, takes }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${fishWord(name.slice(2))}` : `-s ${name.slice(1)}`));
  const value = takes === null ? [] : takes.word.kind === 'file' ? ['-r -F'] : ['-x', ...wordFlags(takes.word)];
  return completes(condition, [...flags, ...value].join(' '), says);
}

const completes = (condition: string, what: string, says: string | null) =>
  `complete -c sigv4 -n ${fishWord(condition)} ${what}${says === null ? '' : ` -d ${fishWord(says)}`}`;

function wordFlags(word: CompletedWord): string[] {
  if (word.kind === 'anything') return [];
  if (word.kind === 'file') return ['-F'];
  if (word.kind === 'one-of') return [`-a ${evaluated(word.words)}`];
  const made =
    word.kind === 'folder' ? '__fish_complete_directories (commandline -ct)' : `__sigv4_after ${fishWord(word.mark)}`;
  return [`-a ${fishWord(`(${made})`)}`];
}

/** Quotes a word. Within single quotes, the only escapes in fish are \' and \\. */
function fishWord(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

/** Quotes words as an argument of -a. fish evaluates this argument a second time when it completes a word. */
const evaluated = (words: readonly string[]) => fishWord(words.map(fishWord).join(' '));
