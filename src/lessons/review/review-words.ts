/**
 * Checks the texts of a lesson. The texts must not contain keys that look real, and must not refer to things by color
 * or place. Proofs must not access other machines.
 */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';
import { isThisMachine } from '../../http/host.ts';
import type { Remark, Reviewer } from '../files/lesson-problem.ts';
import { choicesOf, type Placed, questionsOf } from '../files/parts-of-lesson.ts';
import { kindOf } from '../kinds/table.ts';

/**
 * Matches an access key ID
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** Matches text that looks like a secret access key, which is 40 characters of base64. */
const SECRET = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;
const URL = /https?:\/\/[^\s'")\]>]+/g;

const EXAMPLES: readonly string[] = EXAMPLE_KEYS.flatMap(({ accessKeyId, secretAccessKey }) => [
  accessKeyId,
  secretAccessKey,
]);

/** AWS puts the word EXAMPLE in every key in its documentation. */
const isExample = (text: string): boolean => EXAMPLES.includes(text) || text.includes('EXAMPLE');

/** Reports each access key ID and each secret that does not come from the AWS documentation, with its line. */
export const reviewSecrets: Reviewer = ({ file, text }) =>
  text.split('\n').flatMap((line, index) => {
    const field = `line ${index + 1}`;
    const ids = (line.match(ACCESS_KEY_ID) ?? []).filter((id) => !isExample(id));
    const secrets = (line.replace(URL, '').match(SECRET) ?? []).filter(
      (secret) => !isExample(secret) && looksRandom(secret),
    );
    return [
      ...ids.map(
        (id): Remark => ({ file, field, says: `The access key ID ${id.slice(0, 8)}… looks real.`, fix: USE_EXAMPLE }),
      ),
      ...secrets.map(
        (): Remark => ({
          file,
          field,
          says: 'These forty characters look like a real secret access key.',
          fix: USE_EXAMPLE,
        }),
      ),
    ];
  });

const USE_EXAMPLE = 'Use a key from the AWS documentation.';

/**
 * Returns whether a text has lowercase letters, uppercase letters, and digits. Hashes have no uppercase letters, and
 * ordinary paths and words have no digits, so such texts do not look random.
 */
const looksRandom = (text: string): boolean => [/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(text));

const COLOURS =
  'red|green|blue|yellow|orange|purple|pink|cyan|magenta|gr[ae]y|black|white|dark|bright|highlighted|coloured';
const PLACES = 'left|upper|lower|top|bottom|leftmost|rightmost|left-hand|right-hand';
const THINGS = 'one|ones|line|lines|text|word|words|part|parts|byte|bytes|box|pane|side|column|half|value|option';
const BY_SIGHT = new RegExp(
  String.raw`\b(?:the|a|in|of) (?:(?:${COLOURS}|${PLACES}) (?:${THINGS})|one (?:on|at) the (?:left|right|top|bottom))\b|\b(?:marked|shown|written|printed) in (?:${COLOURS})\b`,
  'i',
);

/** Reports texts that refer to something by its color or place. People who use screen readers have only the words. */
export const reviewWords: Reviewer = ({ file, lesson }) => {
  const options = choicesOf(lesson).flatMap(({ field, part }) =>
    part.flatMap(({ text, says = '' }, at) => [text, says].map((words) => ({ field: `${field}.${at}`, words }))),
  );
  const questions = questionsOf(lesson).flatMap(({ field, part }) => {
    const { words: offered = [] } = kindOf(part).parts(part.answer);
    const hints = 'hints' in part ? part.hints : [];
    return [part.ask, ...offered, ...hints].map((words) => ({ field, words }));
  });
  return [...options, ...questions].flatMap(({ field, words }): Remark[] => {
    const told = BY_SIGHT.exec(words)?.[0];
    if (told === undefined) return [];
    const says = `"${told}" refers to something only by its color or place.`;
    return [{ file, field, says, fix: 'Say what it is, or quote it.' }];
  });
};

/** Programs that are available on every machine, and the keywords of a shell. */
const PROGRAMS = new Set(
  `openssl printf echo cut sed awk tr od xxd hexdump wc head tail base64 cat sort uniq rev fold paste tee grep seq date expr
  sha256sum shasum mkfifo sleep curl`.split(/\s+/),
);
const SHELL = new Set(
  `for while until if then elif else fi do done case esac in function select time read local declare export set unset shift
  return test true false let eval wait break continue exit trap mapfile`.split(/\s+/),
);
/** Shell keywords that are followed by another command. */
const OPENING = new Set('then else elif if do while until time eval'.split(' '));

/** Reports each program in a proof that is not available on every machine, and each host other than this machine. */
export const reviewProof: Reviewer = ({ file, lesson }) =>
  lesson.proof
    .map(({ command }, at): Placed<string> => ({ field: `proof.${at}.command`, part: command }))
    .flatMap(({ field, part }) =>
      [...unknownPrograms(part), ...foreignHosts(part)].map((remark) => ({ file, field, ...remark })),
    );

type Said = Pick<Remark, 'says' | 'fix'>;

function unknownPrograms(command: string): Said[] {
  const functions = [...command.matchAll(/([\w-]+)[ \t]*\(\)/g)].map(([, name]) => name ?? '');
  const unknown = programsIn(command).filter(
    (word) => !PROGRAMS.has(word) && !SHELL.has(word) && !functions.includes(word),
  );
  const fix = `Use only ${[...PROGRAMS].join(', ')}.`;
  return [...new Set(unknown)].map((word) => ({ says: `A proof must not use ${word}.`, fix }));
}

/** A placeholder for quoted text, which cannot begin a command. */
const QUOTED = '@';

/**
 * Lists the words that begin a command. The result only approximates the behavior of a shell, and ignores quoted text.
 */
export function programsIn(command: string): string[] {
  const bare = command
    .replace(/\\\n/g, ' ')
    .replace(/\$?'(?:[^'\\]|\\.)*'/g, QUOTED)
    .replace(/\(\([\s\S]*?\)\)|\[\[[\s\S]*?\]\]|\$\{[^{}]*\}/g, QUOTED)
    .replace(
      /"(?:[^"\\]|\\.)*"/g,
      (quoted) => [...quoted.matchAll(/\$\([^()]*\)/g)].map(([inner]) => inner).join(' ') || QUOTED,
    )
    .replace(/(^|\s)#.*$/gm, '$1')
    .replace(/<<-?\s*(\w+)\n[\s\S]*?\n\s*\1(?=\n|$)/g, ' ');
  return bare.split(/\$\(|[\n;|&(){}`]/).flatMap(programOf);
}

function programOf(simple: string): string[] {
  const words = simple
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '!' && !/^[\w]+\+?=/.test(word));
  const [first = '', ...others] = words;
  if (OPENING.has(first)) return programOf(others.join(' '));
  return /^[a-zA-Z_./][\w./-]*$/.test(first) ? [first] : [];
}

const HOST_OF_URL = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s'"/@]*@)?(\[[0-9a-f:]+\]|[^\s'"/:?#]+)/gi;
const CONNECTS = /\b(?:curl|wget|nc|ncat|telnet|ssh|s_client)\b|\/dev\/(?:tcp|udp)\//;

/** Reports each host that a command could reach, unless its options redirect the host to this machine. */
function foreignHosts(command: string): Said[] {
  if (!CONNECTS.test(command)) return [];
  const isRedirected = /--(?:connect-to|resolve)[ =]\S*(?:127\.0\.0\.1|localhost)/.test(command);
  const urls = isRedirected ? [] : [...command.matchAll(HOST_OF_URL)].map(([, host]) => host ?? '');
  const sockets = [...command.matchAll(/\/dev\/(?:tcp|udp)\/([^/\s]+)/g)].map(([, host]) => host ?? '');
  const named = [
    ...command.matchAll(/-(?:connect|host)[ =]([^\s:]+)|\b(?:nc|ncat|telnet|ssh)[ \t]+(?:-\S+[ \t]+)*([^\s-]\S*)/g),
  ].map(([, connect, host]) => connect ?? host ?? '');
  const bare = [...command.matchAll(/\bcurl\b[^\n|;&]*?[ \t](?![-'"])((?:[\w-]+\.)+[a-z]{2,})(?=[\s/:]|$)/g)].map(
    ([, host]) => host ?? '',
  );
  const away = [...urls, ...sockets, ...named, ...(isRedirected ? [] : bare)].filter((host) => !isThisMachine(host));
  return [...new Set(away)].map((host) => ({
    says: `The command connects to ${host}.`,
    fix: 'Connect to 127.0.0.1, or compute without a connection.',
  }));
}
