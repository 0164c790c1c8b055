/**
 * Finds wording that this project does not use, in sources, documents and lessons, and prints each place.
 *
 * `node scripts/check-words.mjs [PATH…]` reads the files and folders named, or all of them. Exit code 1: something was found.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Each wording, as it is found in a line, and what to write instead. */
const WORDINGS = [
  [/\bbehind\b/i, '"after" (in time or order), or name the place'],
  [/\bstands?\b(?! (?:for|in for)\b)/i, '"is", "appears" or "holds"'],
  [/\bmend(?:s|ed|ing)?\b/i, '"fix"'],
  [/\bh[eo]ld(?:s|ing)? (?:\w+ )?against\b/i, '"compare with"'],
  [/\bto be surer\b/i, '"to find out more"'],
  [/\bwh(?:o|om|at)ever\b/i, '"the user", "anyone who" or "any"'],
  [/\b[Nn]obody\b/, '"no one", or say what does not happen'],
  [/\bmore (?:\w+ ){0,2}once\b/i, 'say what is unclear'],
];

/**
 * Places where one of these wordings is right: the file, and text of the line. `npm run check` fails where one of them no
 * longer occurs.
 */
const EXCEPTIONS = [
  ['scripts/check-words.mjs', ''],
  // People paste whatever they have.
  ['src/views/paste/paste-page.ts', 'Paste whatever you have'],
  // A field of JSON documents.
  ['src/views/documents/content.ts', '`mend`'],
  ['src/views/documents/content.ts', 'mend: fix'],
  // Ids, which progress files and the causes of a diagnosis refer to.
  ['tutorial/02-authorization-header.md', 'comma-behind-algorithm'],
  ['tutorial/08-derive-the-key.md', 'secret-whitespace-newline/newline-behind'],
  ['tutorial/09-read-the-error.md', 'secret-whitespace-newline/newline-behind'],
  ['src/causes/credentials/secret.ts', "'newline-behind'"],
  ['src/causes/credentials/secret.ts', "'crlf-behind'"],
  ['src/causes/credentials/secret.ts', "'cr-behind'"],
  ['src/causes/credentials/secret.ts', "'space-behind'"],
  ['src/causes/credentials/secret.ts', "'newlines-behind'"],
  ['tutorial/11-in-the-url.md', 'mend-head'],
  ['tutorial/13-in-the-middle.md', 'where-to-mend'],
  // The member of a JSON document that says how to fix a problem.
  ['src/app/reading/json-lines.ts', 'mend'],
  ['src/commands/mcp/serve-tools.ts', '"mend"'],
  ['src/commands/verify/verify.ts', '"mend"'],
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EVERYTHING = [
  'src',
  'test',
  'scripts',
  'docs',
  'tutorial',
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
];
/** The Python files of the tests are signers that make mistakes, by the ids of the mistakes. */
const READ = /^(?!test\/.*\.py$).*\.(?:tsx?|mjs|md|1|py|js|sh)$/;

/** Lists the readable files at a path, those of its folders included. */
function filesAt(path) {
  const entry = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!entry) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .flatMap((name) => filesAt(`${path}/${name}`))
    .filter((file) => READ.test(file));
}

/** Removes what a document quotes as code, which has the names of others. */
const withoutCode = (file, line) => (file.endsWith('.md') ? line.replace(/`[^`]*`/g, '``') : line);

const COMMENT = /^[ \t]*\/\*[\s\S]*?\*\/|(?<=^|[ \t])\/\/ .*$/;
/** The first argument of `describe` and `it`, of their variants, and of what `it.each(…)` returns. */
const TITLE = /(?:\b(?:describe|it)(?:\.\w+)*|\))\(\s*(['"`])(?:(?!\1)[^\\]|\\.)*\1(?=,)/;
const PROSE = new RegExp(`${COMMENT.source}|${TITLE.source}`, 'gm');

/** Keeps the comments and titles of a test, each on its line. All else is data, which has the words of others. */
function proseOf(text) {
  let at = 0;
  let kept = '';
  for (const { 0: prose, index } of text.matchAll(PROSE)) {
    kept += text.slice(at, index).replaceAll(/[^\n]/g, '') + prose;
    at = index + prose.length;
  }
  return kept;
}

/** Finds the exception that allows a line, if there is one. */
const exceptionFor = (file, line) => EXCEPTIONS.find(([where, text]) => where === file && line.includes(text));

/** Finds the unwanted wording of a file, and notes the exceptions that were needed. */
function findingsIn(file, needed) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return (/^test\/.*\.tsx?$/.test(file) ? proseOf(text) : text).split('\n').flatMap((line, index) =>
    WORDINGS.flatMap(([pattern, instead]) => {
      const found = pattern.exec(withoutCode(file, line));
      if (!found) return [];
      const exception = exceptionFor(file, line);
      if (exception) needed.add(exception);
      return exception ? [] : [`${file}:${index + 1}: "${found[0]}": write ${instead}.`];
    }),
  );
}

const paths = process.argv.slice(2);
const needed = new Set();
const findings = (paths.length > 0 ? paths : EVERYTHING).flatMap(filesAt).flatMap((file) => findingsIn(file, needed));
const unused = paths.length > 0 ? [] : EXCEPTIONS.filter((exception) => !needed.has(exception));
for (const finding of findings) console.log(finding);
for (const [file, text] of unused)
  console.log(`scripts/check-words.mjs: the exception "${text}" in ${file} is no longer needed.`);
process.exit(findings.length + unused.length > 0 ? 1 : 0);
