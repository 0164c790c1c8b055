/** Whether the shell lines of a lesson compute, and go nowhere: an approximation that knows the words of a shell. */
import type { Placed } from '../files/parts-of-lesson.ts';
import type { Remark, Reviewer } from './remark.ts';

/** What is on every machine on which people learn this, and what a shell has itself. */
const PROGRAMS = new Set(
  `openssl printf echo cut sed awk tr od xxd hexdump wc head tail base64 cat sort uniq rev fold paste tee grep seq date expr
  sha256sum shasum mkfifo sleep curl`.split(/\s+/),
);
const SHELL = new Set(
  `for while until if then elif else fi do done case esac in function select time read local declare export set unset shift
  return test true false let eval wait break continue exit trap mapfile`.split(/\s+/),
);
/** Behind these, another command begins. */
const OPENING = new Set('then else elif if do while until time eval'.split(' '));

/** A remark for each program in a proof that is not on every machine, and for each host that is not this one. */
export const reviewProof: Reviewer = ({ file, lesson }) =>
  lesson.proof
    .map(({ command }, at): Placed<string> => ({ field: `proof.${at}.command`, part: command }))
    .flatMap(({ field, part }) =>
      [...unknownPrograms(part), ...wayOut(part)].map((remark) => ({ file, where: field, ...remark })),
    );

type Said = Pick<Remark, 'says' | 'fix'>;

function unknownPrograms(command: string): Said[] {
  const functions = [...command.matchAll(/([\w-]+)[ \t]*\(\)/g)].map(([, name]) => name ?? '');
  const unknown = programsIn(command).filter(
    (word) => !PROGRAMS.has(word) && !SHELL.has(word) && !functions.includes(word),
  );
  const fix = `A proof needs no other program than ${[...PROGRAMS].join(', ')}.`;
  return [...new Set(unknown)].map((word) => ({ says: `${word} is none of the programs of a proof.`, fix }));
}

/** In the place of what is no word of a command. */
const QUOTED = '@';

/** The words that stand where a command begins; of what stands in quotes nothing is one. */
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

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|(?:[\w-]+\.)*localhost|\[::1\])$/i;
const URL = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s'"/@]*@)?(\[[0-9a-f:]+\]|[^\s'"/:?#]+)/gi;
const CONNECTS = /\b(?:curl|wget|nc|ncat|telnet|ssh|s_client)\b|\/dev\/(?:tcp|udp)\//;

/** Each host that a command could reach, unless it is told to go to this machine. */
function wayOut(command: string): Said[] {
  if (!CONNECTS.test(command)) return [];
  const isLedHome = /--(?:connect-to|resolve)[ =]\S*(?:127\.0\.0\.1|localhost)/.test(command);
  const urls = isLedHome ? [] : [...command.matchAll(URL)].map(([, host]) => host ?? '');
  const sockets = [...command.matchAll(/\/dev\/(?:tcp|udp)\/([^/\s]+)/g)].map(([, host]) => host ?? '');
  const named = [
    ...command.matchAll(/-(?:connect|host)[ =]([^\s:]+)|\b(?:nc|ncat|telnet|ssh)[ \t]+(?:-\S+[ \t]+)*([^\s-]\S*)/g),
  ].map(([, connect, host]) => connect ?? host ?? '');
  const bare = [...command.matchAll(/\bcurl\b[^\n|;&]*?[ \t](?![-'"])((?:[\w-]+\.)+[a-z]{2,})(?=[\s/:]|$)/g)].map(
    ([, host]) => host ?? '',
  );
  const away = [...urls, ...sockets, ...named, ...(isLedHome ? [] : bare)].filter((host) => !LOOPBACK.test(host));
  return [...new Set(away)].map((host) => ({
    says: `The command goes to ${host}.`,
    fix: 'Let it go to 127.0.0.1, or compute without a connection.',
  }));
}
