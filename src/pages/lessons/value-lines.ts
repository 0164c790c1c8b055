/** Texts of a lesson as lines to look at: values, requests and answers, byte for byte. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { PreparedLesson, ShotOutcome } from '../../lessons/prepared.ts';
import { type Block, heading, type Line, line, type Meaning, prose, words } from '../page.ts';
import { visible } from '../visible.ts';

/** Each line with its number, where there are several. */
export function numberedLines(octets: Octets, meaning: Meaning = 'copied'): Line[] {
  const lines = octets.split('\n') as Octets[];
  return lines.map((one, index) =>
    line(lines.length === 1 ? '' : `line ${index + 1}`, [{ text: visible(one), meaning }]),
  );
}

/** Lines of an HTTP message, without the bytes that end them. */
export function messageLines(octets: Octets, meaning: Meaning = 'copied'): Line[] {
  const lines = octets.replace(/\r\n/g, '\n').split('\n') as Octets[];
  return lines.slice(0, MOST_LINES).map((one) => line('', [{ text: visible(cutLine(one)), meaning }]));
}

/** More of a message is for the walk, which shows all of it. */
const MOST_LINES = 40;
const MOST_BYTES = 600;
const cutLine = (octets: Octets): Octets =>
  octets.length <= MOST_BYTES ? octets : (`${octets.slice(0, MOST_BYTES)}… (${octets.length} bytes)` as Octets);

export const valueBlocks = (name: string, text: string): Block[] => [
  heading(name),
  ...numberedLines(octetsFromText(text)),
];

/** The name of a value in the trace of one of the requests. */
export function nameOfValue({ prepared }: PreparedLesson, id: string): string {
  const values = prepared.flatMap(({ trace }) => trace?.values ?? []);
  return values.find((value) => value.id === id)?.name ?? id;
}

/** `206`, `403 SignatureDoesNotMatch`. */
export const outcomeText = ({ status, code }: Pick<ShotOutcome, 'status' | 'code'>): string =>
  code === null ? String(status) : `${status} ${code}`;

/** What the server answered, in one line, and its body. */
export function answerBlocks(outcome: ShotOutcome): Block[] {
  const { status, body } = outcome;
  const meaning = status < REFUSED ? 'agrees' : 'differs';
  const mark = status < REFUSED ? '✓' : '✗';
  return [
    heading('The server answers'),
    line('', [{ text: `${mark} ${outcomeText(outcome)}`, meaning }]),
    ...(body === '' ? [prose(words('Its body is empty.'))] : messageLines(body)),
  ];
}

/** Statuses from here on refuse. */
const REFUSED = 400;
