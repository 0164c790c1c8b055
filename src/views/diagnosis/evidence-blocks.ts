/** Shows the evidence of a diagnosis: where the texts of both sides differ, what a mistake changes, and what was read. */
import type { Octets } from '../../bytes/octets.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Strings } from '../../evidence/evidence.ts';
import { isCut } from '../../evidence/texts/parts.ts';
import type { Change } from '../../sides/difference/changes.ts';
import { commonStart } from '../../trace/common-ends.ts';
import { areOtherHashes } from '../../verification/comparison/comparison.ts';
import { byteInCharacter } from '../characters/character-names.ts';
import { asCharacters, printable, visible, visibleText } from '../characters/visible.ts';
import { sourceWords } from '../input-words.ts';
import { aside, type Block, headed, heading, line, named, words } from '../page.ts';
import { comparisonOf } from './compare-sides.ts';
import type { ComparedSides } from './compared-sides.ts';

/** Shows what both sides have, and the byte at which they first differ. */
export function evidenceBlocks(diagnosis: ShownDiagnosis): Block[] {
  const comparison = comparisonOf(diagnosis);
  return comparison ? [titleOf(comparison), { kind: 'rail', comparison }, ...firstByteBlocks(diagnosis)] : [];
}

function titleOf({ text, says, lines }: ComparedSides): Block {
  if (text === '') return heading('What was changed');
  const name = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  const isOneSided = lines.some(({ standing }) => standing === 'unknown');
  if (!isOneSided) return heading(`${name}, server and client`);
  return heading(name, aside(`the server ${says.server} · the client ${says.client}`));
}

function firstByteBlocks({ compared }: ShownDiagnosis): Block[] {
  const { server = null, client = null } = compared?.pairs[compared.first.pair] ?? {};
  if (!compared || !server || !client || areOtherHashes(server.octets, client.octets)) return [];
  const at = commonStart(server.octets, client.octets);
  return [line('', aside(differenceInWords(compared.part.name, [server.octets, client.octets], at)))];
}

function differenceInWords(part: string, [server, client]: readonly [Octets, Octets], at: number): string {
  const nameIn = (octets: Octets) => (at < octets.length ? byteInCharacter(octets, at) : 'the end of the line');
  return `They first differ at byte ${at} of the ${part}: ${nameIn(server)} on the server, ${nameIn(client)} on the client.`;
}

export function changeBlocks({ changes, side }: ShownFinding): Block[] {
  const [before, after] = side === 'way' ? ['signed', 'arrived'] : ['right', 'signed'];
  const lineOf = (label: string, octets: Change['from'], meaning: 'given' | 'differs') =>
    line(label, octets === null ? aside('(none)') : { text: visible(octets) || '(empty)', meaning });
  return [
    heading('What was changed'),
    ...changes.flatMap(({ name, from, to }) => [
      line('', named(name)),
      lineOf(before, from, 'given'),
      lineOf(after, to, 'differs'),
    ]),
  ];
}

/** Lists what the server said: its status, its message, the other elements of its error, and its headers. */
export function answerBlocks({ read: { answer } }: ShownDiagnosis): Block[] {
  if (answer === null) return [];
  const { status, code, message, details } = answer;
  const first = { status, Code: code, Message: message };
  const said = Object.entries(first).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return headed(
    'What the server said',
    [...said, ...details].map((text) => line('', visibleText(text))),
  );
}

/** Lists the inputs that were read and how they were repaired. A part that was not read is named too. */
export function readBlocks({ read }: ShownDiagnosis): Block[] {
  const { answer, client, request, parts } = read;
  const texts = [answer?.canonicalRequest, answer?.stringToSign, client?.canonicalRequest, client?.stringToSign];
  const remarks = new Set([...texts.flatMap((text) => text?.repairs ?? []), ...read.remarks]);
  const unread = PARTS.filter(([id]) => parts[id] === null).map(([, label, name = label]) => name);
  const row = (label: string, text: string | null, otherwise = 'none') =>
    line(label, text === null ? aside(otherwise) : words(text));
  return [
    heading('What was read'),
    row('response', answer && answerInWords(answer)),
    row('its strings', quotedInWords(answer)),
    row('request', request && requestInWords(request)),
    ...PARTS.flatMap(([id, label]) => (parts[id] === null ? [] : [row(label, asCharacters(parts[id]))])),
    ...(unread.length === 0 ? [] : [row('not found', null, unread.join(', '))]),
    ...(read.program === null ? [] : [row('program', `${read.program}, by what was given`)]),
    row("client's log", quotedInWords(client)),
    row('secret', secretInWords(read), 'not known'),
    ...[...remarks].map((remark) => row('', null, printable(remark))),
  ];
}

/** The parts, with their labels and, if the label is shorter, their names. */
const PARTS: readonly (readonly [id: keyof ShownDiagnosis['read']['parts'], label: string, name?: string])[] = [
  ['host', 'host'],
  ['path', 'path'],
  ['scope', 'scope'],
  ['signedHeaders', 'signed', 'signed headers'],
];

function requestInWords({ method, unsaid }: NonNullable<ShownDiagnosis['read']['request']>): string {
  if (unsaid.includes('target')) return 'parts of one; its path and some of its headers are not known';
  if (unsaid.includes('method')) return 'a URL; its method and headers are not known';
  return unsaid.includes('headers') ? `${visible(method)}; some of its headers may be missing` : visible(method);
}

function secretInWords({ secret, secretFrom }: ShownDiagnosis['read']): string | null {
  if (secret === 'unknown') return null;
  return secretFrom === null ? 'known' : `known, from ${printable(sourceWords(secretFrom))}`;
}

const answerInWords = ({ status, code }: NonNullable<ShownDiagnosis['read']['answer']>): string =>
  `${status === null ? '' : `status ${status}, `}${visibleText(code ?? 'no code')}`;

/** Names the texts that a side quotes, and says whether the canonical request is whole; `null` if it quotes none. */
function quotedInWords(strings: Strings | null): string | null {
  const { canonicalRequest = null, stringToSign = null } = strings ?? {};
  const named = [canonicalRequest && 'canonical request', stringToSign && 'string to sign'].filter(Boolean);
  if (named.length === 0) return null;
  const cut = canonicalRequest && isCut(canonicalRequest) ? '; the canonical request is cut off' : '';
  return `${named.join(' and ')}${PROOFS[canonicalRequest?.proof ?? 'unknown']}${cut}`;
}

const PROOFS = {
  proved: ', with matching hashes',
  refuted: ', whose hashes do not match: the pasted text is damaged',
  unknown: '',
} as const;
