/** Defines `sigv4 completion`, which prints a script for bash and zsh, and finds the words for which that script asks. */
import {
  command,
  DONE,
  HELP_COMMAND,
  HELP_OPTION,
  type ListedCommand,
  loadCommand,
  type Operand,
  VERSION_OPTION,
} from '../app/options/command.ts';
import { type OptionDefinition, wordsOf } from '../app/options/option-values.ts';
import type { Terminal } from '../app/world/terminal.ts';
import type { FixtureFiles } from '../vectors/fixture-files.ts';

const SHELLS = ['bash', 'zsh'];

export const completion = command({
  operands: [['[shell]', `${SHELLS.join(' or ')}, which load the same script`, SHELLS]],
  options: {},
  examples: { 'eval "$(sigv4 completion)"': 'in ~/.bashrc, or in ~/.zshrc after compinit' },
  run: async (world: Pick<Terminal, 'output' | 'errors' | 'errorsWidth' | 'nameOfOption'>) => {
    world.output(SCRIPT);
    return DONE;
  },
});

/** The script, for bash 3.2 or newer. It runs a command that the help does not name. If that prints nothing for a word, the shell completes a file. */
const SCRIPT = `# Completion of sigv4 for bash and zsh: TAB asks sigv4 for commands, options, and values. Files are left to the shell.
if [ -n "\${ZSH_VERSION-}" ]; then
  autoload -U +X bashcompinit
  bashcompinit
fi

_sigv4() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(sigv4 __complete "\${COMP_WORDS[@]:1:$COMP_CWORD}" 2> /dev/null)
}

complete -o default -F _sigv4 sigv4
`;

/** Returns what the last of the words can become, without the part of it that the shell does not replace. */
export async function completed(
  typed: readonly string[],
  commands: readonly ListedCommand<never>[],
  lessons: FixtureFiles,
): Promise<readonly string[]> {
  // bash breaks words at = and :, so that --as=curl comes as three words. It replaces only what is after the mark.
  const words = typed
    .join('\0')
    .replaceAll(/\0([=:]+)(?:\0|$)/g, '$1')
    .split('\0');
  const current = words.at(-1) ?? '';
  const kept = current.length - (/^[=:]+$/.test(typed.at(-1) ?? '') ? 0 : (typed.at(-1) ?? '').length);
  const found = await candidates(words.slice(0, -1), current, commands, lessons);
  return found.filter((word) => word.startsWith(current)).map((word) => word.slice(kept));
}

async function candidates(
  before: readonly string[],
  current: string,
  commands: readonly ListedCommand<never>[],
  lessons: FixtureFiles,
): Promise<readonly string[]> {
  const names = commands.map(({ name }) => name);
  const [first = current] = before;
  if (before.length === 0 && !current.startsWith('-')) return [...names, HELP_COMMAND.name];
  if (first === HELP_COMMAND.name) return before.length === 1 ? names : [];
  const isNamed = !first.startsWith('-');
  const listed = isNamed ? commands.find(({ name }) => name === first) : commands[0];
  if (!listed || /[<>]$/.test(before.at(-1) ?? '')) return [];
  const { options, operands } = await loadCommand(listed);
  const all = [...options, HELP_OPTION, ...(before.length === 0 ? [VERSION_OPTION] : [])];
  const place = placeAfter(isNamed ? before.slice(1) : before, all);
  if (place.awaits) return wordsOf(place.awaits);
  const [, assigned] = /^(--[^=]+)=/.exec(current) ?? [];
  if (assigned !== undefined && !place.ended) return valuesOf(all, assigned).map((word) => `${assigned}=${word}`);
  const operand = operands[place.operand] ?? (isRepeated(operands.at(-1)) ? operands.at(-1) : undefined);
  if (!place.ended && (current.startsWith('-') || !operand)) return all.flatMap(namesOf);
  const values = operand?.[2] ?? [];
  return typeof values === 'function' ? values(lessons) : values;
}

interface Place {
  /** The option whose value comes next. */
  readonly awaits: OptionDefinition | null;
  /** The index of the next operand. */
  readonly operand: number;
  /** Whether `--` has ended the options. */
  readonly ended: boolean;
}

function placeAfter(words: readonly string[], options: readonly OptionDefinition[]): Place {
  let place: Place = { awaits: null, operand: 0, ended: false };
  for (const word of words) {
    if (place.awaits) place = { ...place, awaits: null };
    else if (place.ended || !/^-./.test(word)) place = { ...place, operand: place.operand + 1 };
    else if (word === '--') place = { ...place, ended: true };
    else place = { ...place, awaits: options.find((each) => takesValue(each) && namesOf(each).includes(word)) ?? null };
  }
  return place;
}

const namesOf = ({ flags }: OptionDefinition) => flags.split(/[\s,]+/).filter((word) => word.startsWith('-'));
const takesValue = ({ flags }: OptionDefinition) => /[<[]/.test(flags);
const isRepeated = (operand: Operand | undefined) => operand?.[0].includes('...') ?? false;

const valuesOf = (options: readonly OptionDefinition[], name: string) =>
  options.filter((option) => namesOf(option).includes(name)).flatMap(wordsOf);
