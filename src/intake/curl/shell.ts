/** Splits a pasted command according to the rules of its shell. */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterWhiteSpace, WHITE_SPACE } from '../../bytes/white-space.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { isForCmd, splitCmdWords } from '../shell/cmd-words.ts';
import type { ShellLine } from '../shell/shell-line.ts';
import { splitShellWords } from '../shell/shell-words.ts';

/** Matches the beginning of a PowerShell command. */
const POWERSHELL = new RegExp(
  String.raw`^(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm|\$[A-Za-z]\w*[${WHITE_SPACE}]*=)(?=[${WHITE_SPACE}=])`,
  'i',
);
/** Matches the end of a line that PowerShell continues on the next line. */
const POWERSHELL_LINE_END = /[ \t]`\r?\n/;

export const beginsPowerShell = (octets: Octets): boolean => POWERSHELL.test(octets);

/**
 * Splits into words the first command that begins at byte `start` or later, for bash or cmd.exe. Returns a problem if
 * the command is for PowerShell or has typographic quotation marks.
 */
export function splitCommand(octets: Octets, source: InputSource, start: number): ShellLine | Problem {
  const first = afterWhiteSpace(octets, start);
  const beginning = POWERSHELL.exec(octets.slice(first));
  if (beginning) return notPowerShell(first, beginning[0].length);
  const lineEnd = POWERSHELL_LINE_END.exec(octets);
  if (lineEnd) return notPowerShell(lineEnd.index, lineEnd[0].length);
  const isCmd = isForCmd(octets);
  const line = isCmd ? splitCmdWords(octets, source, start) : splitShellWords(octets, source, start);
  const typographic = isProblem(line) ? lineStart(octets) : wordStart(line, octets);
  return typographic ?? line;
}

/** Matches the UTF-8 quotation marks and dashes that word processors substitute for ASCII marks. */
const TYPOGRAPHIC = /^\xe2\x80[\x93\x94\x98\x99\x9c\x9d\x9e\xb2\xb3]/;
const CHARACTER_LENGTH = 3;

/**
 * Returns a problem if a word begins with a typographic mark. Inside ordinary quotation marks, such a mark is just a
 * character.
 */
function wordStart({ words }: ShellLine, octets: Octets): Problem | null {
  const word = words.find(({ start }) => TYPOGRAPHIC.test(octets.slice(start, start + CHARACTER_LENGTH)));
  return word ? typographicQuote(octets, word.start) : null;
}

/** Returns a problem if a typographic mark follows white space. This check is for commands that cannot be split. */
function lineStart(octets: Octets): Problem | null {
  const found = /[ \t\n]\xe2\x80[\x93\x94\x98\x99\x9c\x9d\x9e\xb2\xb3]/.exec(octets);
  return found ? typographicQuote(octets, found.index + 1) : null;
}

function typographicQuote(octets: Octets, start: number): Problem {
  // All of them begin with the bytes E2 80, which are those of U+2000 and the characters after it.
  const code = 0x2000 + (octets.charCodeAt(start + CHARACTER_LENGTH - 1) - 0x80);
  const isDash = code === 0x2013 || code === 0x2014;
  return inputProblem(
    'typographic-quote',
    `At byte ${start} is U+${code.toString(16).toUpperCase()}, a typographic ${isDash ? 'dash' : 'quotation mark'}, which is an ordinary character to a shell.`,
    isDash ? 'Use ASCII hyphens: - or --.' : 'Use ASCII quotation marks: \' or ".',
    { start, end: start + CHARACTER_LENGTH },
  );
}

export function notPowerShell(start: number, length: number): Problem {
  return inputProblem(
    'powershell',
    'The command is written for PowerShell, which is not supported.',
    'In the browser, choose "Copy as cURL (bash)".',
    { start, end: start + length },
  );
}
