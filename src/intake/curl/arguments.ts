/** The words of a curl command as options and URLs, as curl reads them (https://curl.se/docs/manpage.html). */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';
import type { ShellWord } from '../shell/shell-line.ts';
import { type CurlOption, longOption, shortOption } from './options.ts';

/** An option that changes the request, by its long name; a URL that stands alone is the option `url`. */
export interface CurlArgument {
  readonly name: string;
  /** `null` for an option without one. */
  readonly value: Bytes | null;
  /** Where it stands in the input, in bytes. */
  readonly start: number;
  readonly end: number;
}

export const CURL_MANUAL = 'https://curl.se/docs/manpage.html';

/** The value of the last option of this name: the one that counts. */
export function lastValue(given: readonly CurlArgument[], name: string): Bytes | null {
  return given.findLast((argument) => argument.name === name)?.value ?? null;
}

export const isGiven = (given: readonly CurlArgument[], name: string) =>
  given.some((argument) => argument.name === name);

/** What may stand before the name of the program: a prompt, a variable that is set for it, another program. */
const BEFORE = /^(?:[$%]|sudo|time|env|exec|command|[A-Za-z_]\w*=[\s\S]*)$/;
const PROGRAM = /(?:^|[/\\])curl(?:\.exe)?$/i;

/** The arguments up to `--next`, without those that do not change the request. */
export function readCurlArguments(words: readonly ShellWord[]): readonly CurlArgument[] | Problem {
  const program = words.findIndex(({ text }) => !BEFORE.test(text.octets));
  const name = words[program];
  if (!name || !PROGRAM.test(name.text.octets)) return notCurl(name ?? words[0]);
  const found: CurlArgument[] = [];
  let at = program + 1;
  let options: 'read' | 'over' = 'read';
  for (let word = words[at]; word; word = words[at]) {
    const { octets } = word.text;
    at += 1;
    if (options === 'over' || !/^-./s.test(octets)) found.push({ ...word, name: 'url', value: word.text });
    else if (octets === '--') options = 'over';
    else {
      const step = octets.startsWith('--') ? readLong(word, words[at]) : readShort(word, words[at]);
      if (isProblem(step)) return step;
      for (const argument of step.found) found.push(argument);
      at += step.taken;
      if (found.at(-1)?.name === 'next') break;
    }
  }
  return found;
}

interface Step {
  readonly found: readonly CurlArgument[];
  /** How many of the words behind are values of these options. */
  readonly taken: 0 | 1;
}

function readLong(word: ShellWord, next: ShellWord | undefined): Step | Problem {
  const name = word.text.octets.slice('--'.length);
  const option = longOption(name);
  if (!option) return unknownOption(word, name);
  return withValue({ word, spelling: `--${name}`, option }, null, next);
}

/** Several letters behind one dash; the first that takes a value has the rest of the word, or the next one. */
function readShort(word: ShellWord, next: ShellWord | undefined): Step | Problem {
  const letters = word.text.octets;
  const found: CurlArgument[] = [];
  for (let at = 1; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const option = shortOption(letter);
    if (!option) return unknownOption(word, letter);
    const rest = at + 1 < letters.length ? slice(word.text, at + 1) : null;
    const step = withValue({ word, spelling: `-${letter}`, option }, rest, next);
    if (isProblem(step)) return step;
    for (const argument of step.found) found.push(argument);
    if (option.takes === 'value') return { found, taken: step.taken };
  }
  return { found, taken: 0 };
}

interface Spelled {
  readonly word: ShellWord;
  readonly spelling: string;
  readonly option: CurlOption;
}

function withValue(spelled: Spelled, rest: Bytes | null, next: ShellWord | undefined): Step | Problem {
  const { word, spelling, option } = spelled;
  const { name, takes, use } = option;
  if (use === 'not-read') return notRead(spelled);
  const { start, end } = word;
  if (takes === 'nothing') return { found: use === 'request' ? [{ name, value: null, start, end }] : [], taken: 0 };
  const value = rest ?? next?.text;
  if (!value) {
    return inputProblem(
      'curl-option',
      `The option ${spelling} at byte ${start} is given without its value.`,
      'Paste the whole command: each line but the last ends with a backslash.',
      { start, end },
      CURL_MANUAL,
    );
  }
  const argument = { name, value, start, end: rest ? end : (next?.end ?? end) };
  return { found: use === 'request' ? [argument] : [], taken: rest ? 0 : 1 };
}

function notRead({ word: { start, end }, spelling }: Spelled): Problem {
  return inputProblem(
    'curl-option',
    `The option ${spelling} at byte ${start} changes the request in a way that the command does not show.`,
    'Leave it out, and write what it adds with -H; or give the request as it was sent.',
    { start, end },
    CURL_MANUAL,
  );
}

/** What curl does not know is not quoted: it may be a secret that got a dash, or have one behind a sign. */
function unknownOption({ start, end }: ShellWord, name: string): Problem {
  const place = { start, end };
  const equals = name.indexOf('=');
  const written = equals < 0 ? name : name.slice(0, equals);
  if (equals > 0 && longOption(written)) {
    const says = `At byte ${start} an option and its value are joined: "--${written}=". curl does not accept that.`;
    return inputProblem('curl-option', says, `Write --${written} and the value as two words.`, place, CURL_MANUAL);
  }
  return inputProblem(
    'curl-option',
    `The option at byte ${start} is not an option of curl.`,
    'Leave it out, or write it as "curl --help all" has it.',
    place,
    CURL_MANUAL,
  );
}

function notCurl(word: ShellWord | undefined): Problem {
  const place = { start: word?.start ?? 0, end: word?.end ?? 0 };
  const says = word ? `The command at byte ${word.start} is not curl.` : 'The input holds no command.';
  return inputProblem('curl-line', says, 'Paste the command, beginning with the word curl.', place);
}
