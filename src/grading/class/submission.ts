/** Reads what the name and the files of a submission say: whose it is, and the command that runs it. */
import { octetsFromArray, textFromArray } from '../../bytes/octets.ts';
import type { Archive } from '../../disk/archive.ts';

/** A file of a submission: its path, with slashes, and its text. */
export interface SubmittedFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

/** Returns the files of an archive. Bytes that are not UTF-8 are read as Latin-1. */
export const submittedFiles = ({ files }: Pick<Archive, 'files'>): readonly SubmittedFile[] =>
  files.map(({ path, bytes, isExecutable }) => ({
    path,
    isExecutable,
    text: textFromArray(bytes) ?? octetsFromArray(bytes),
  }));

/** Names that learning platforms give to what they let a teacher download, each with the student in its first group. */
const PLATFORM_NAMES: readonly RegExp[] = [
  // Moodle, "Download submissions in folders": First Last_123_assignsubmission_file_
  /^(.+?)_\d+_assignsubmission_[a-z]+_?/,
  // Canvas: lastfirst_LATE_12345_67890_signer.py
  /^([^_]+)(?:_LATE)?_\d{3,}_\d{3,}_.+$/,
];

/** Returns the name of the student in the name of a submission; the whole name if no platform wrote it. */
export function studentOf(name: string): string {
  const found = PLATFORM_NAMES.map((pattern) => pattern.exec(name)?.[1]).find((student) => student !== undefined);
  return found ?? name;
}

/** The interpreters of the languages, by the ending of the file name. */
const INTERPRETERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  py: ['python3'],
  js: ['node'],
  mjs: ['node'],
  cjs: ['node'],
  ts: ['node'],
  mts: ['node'],
  sh: ['bash'],
  pl: ['perl'],
  rb: ['ruby'],
  php: ['php'],
  lua: ['lua'],
  java: ['java'],
  go: ['go', 'run'],
};

/** Names that a program of several files gives to its first one. */
const MAIN_NAMES = /^(?:my_?|aws_?)?(?:signer|sign|main|run|index|solution)$/i;

export type FoundCommand =
  | { readonly kind: 'command'; readonly words: readonly [string, ...string[]] }
  /** `why` has no period at the end. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * Finds the command of a submission: the only file that can be run, or the only one with the name of a main file, such as
 * `signer.py` or `main.go`. A file without an ending is run if it is executable.
 */
export function commandOf(files: readonly SubmittedFile[]): FoundCommand {
  const runnable = files.flatMap((file) => {
    const words = wordsFor(file);
    return words === null ? [] : [{ file, words }];
  });
  const main = runnable.filter(({ file }) => MAIN_NAMES.test(nameOf(file.path).stem));
  const [only, ...others] = main.length > 0 ? main : runnable;
  if (only === undefined) {
    const names = files.map(({ path }) => path).join(', ');
    return { kind: 'none', why: files.length === 0 ? 'it has no files' : `no file can be run: ${names}` };
  }
  if (others.length === 0) return { kind: 'command', words: only.words };
  const names = [only, ...others].map(({ file }) => file.path).join(', ');
  return { kind: 'none', why: `several files can be run, and none is the only one called signer or main: ${names}` };
}

function wordsFor({ path, isExecutable }: SubmittedFile): readonly [string, ...string[]] | null {
  const { ending } = nameOf(path);
  const interpreter = INTERPRETERS[ending.toLowerCase()];
  if (interpreter !== undefined) return [...interpreter, path];
  return isExecutable && ending === '' ? [`./${path}`] : null;
}

function nameOf(path: string): { readonly stem: string; readonly ending: string } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [, stem = name, ending = ''] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  return { stem, ending };
}
