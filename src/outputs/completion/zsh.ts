/**
 * Writes a completion script for zsh. The script uses zsh's own _arguments and _describe
 * (https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Completion-Functions).
 */
import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedProgram,
  type CompletedValue,
  type CompletedWord,
  madeBy,
  posixWord,
} from './program.ts';

/** Writes the whole script, which the user sources after compinit, or saves as the file _sigv4 in a folder of fpath. */
export function zshCompletion({ commands, options }: CompletedProgram): string {
  const [usual] = commands;
  return [
    '#compdef sigv4',
    madeBy('zsh'),
    '',
    '_sigv4_names() {',
    '  local -a names=(',
    ...commands.map(({ name, says }) => `    ${posixWord(`${escaped(name, ':')}:${escaped(says, '')}`)}`),
    '  )',
    "  _describe -t commands 'command' names",
    '}',
    '',
    '_sigv4() {',
    `  local curcontext=$curcontext command=${posixWord(usual.name)}`,
    '  local -a program',
    '  typeset -A opt_args',
    '  if [[ $words[2] == -* ]]; then',
    '    (( CURRENT == 2 )) && program=(',
    ...options.flatMap(optionSpecs).map((spec) => `      ${posixWord(spec)}`),
    '    )',
    '  elif (( CURRENT == 2 )); then',
    '    _sigv4_names',
    '    return',
    '  else',
    '    shift words',
    '    (( CURRENT-- ))',
    '    command=$words[1]',
    '  fi',
    '  curcontext="$' + '{curcontext%:*:*}:sigv4-$command:"',
    '  case $command in',
    ...commands.flatMap(commandCase),
    '  esac',
    '}',
    FIXED_PART,
  ].join('\n');
}

const FIXED_PART = `
_sigv4_any() {
  [[ $PREFIX == -* ]] || _message "$1"
}

# Completes a file after the mark $1; before it, anything named $2.
_sigv4_after() {
  if compset -P "$1"; then _files; else _message "$2"; fi
}

# As a file in fpath, it runs at once. When it is sourced, it registers itself.
if [[ $funcstack[1] == _sigv4 ]]; then
  _sigv4 "$@"
else
  compdef _sigv4 sigv4
fi
`;

function commandCase({ name, options, operands }: CompletedCommand): string[] {
  const specs = [...options.flatMap(optionSpecs), ...operands.map(operandSpec)];
  return [
    `    ${posixWord(name)})`,
    '      _arguments -s -S "$program[@]" \\',
    specs.map((spec) => `        ${posixWord(spec)}`).join(' \\\n'),
    '      ;;',
  ];
}

/**
 * Writes a specification for each name of an option. If the option cannot be repeated, each name excludes the others.
 */
function optionSpecs({ names, says, takes, repeats }: CompletedOption): string[] {
  const alone = repeats ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const joined = takes === null ? '' : name.startsWith('--') ? '=' : '+';
    return `${alone}${name}${joined}[${escaped(says, '[]')}]${takes === null ? '' : valueSpec(takes)}`;
  });
}

/**
 * Writes the specification of an operand. The specification has no message, because an option may replace any operand,
 * and zsh would not complete an option after a message.
 */
function operandSpec(value: CompletedValue): string {
  const { name, word, repeats } = value;
  const spec = word.kind === 'anything' ? `:${inPart(name)}: _sigv4_any ${evaluatedWord(name)}` : valueSpec(value);
  return `${repeats ? '*' : ''}${spec}`;
}

const valueSpec = ({ name, word }: CompletedValue) => `:${inPart(name)}:${inPart(action(name, word))}`;

/**
 * Escapes the colons in a part that is delimited by colons. In such a part, a backslash is literal unless it precedes a
 * colon.
 */
const inPart = (text: string) => text.replaceAll(':', '\\:');

const PLAIN_ACTIONS = { anything: ' ', file: '_files', folder: '_files -/' } as const;

function action(name: string, word: CompletedWord): string {
  // zsh evaluates these words as an array.
  if (word.kind === 'one-of') return `(${word.words.map(evaluatedWord).join(' ')})`;
  if (word.kind !== 'file-after') return PLAIN_ACTIONS[word.kind];
  // Because of the leading space, zsh calls this function without adding options for compadd.
  return ` _sigv4_after ${word.mark === '@' ? '@' : '\\*=@'} ${evaluatedWord(name)}`;
}

const evaluatedWord = (text: string) => text.replace(/[^\w.,:=+@%/-]/g, '\\$&');

/** Puts a backslash before each of these marks and before each backslash. */
function escaped(text: string, marks: string): string {
  return [...text].map((character) => (`\\${marks}`.includes(character) ? `\\${character}` : character)).join('');
}
