/** Draws the first page of a diagnosis, so that everything that matters is on one screen of 80×24. */

import { MOST_QUESTIONS } from '../../suspects/questions.ts';
import { type CauseView, MOST_CELLS } from '../../views/diagnosis/cause-view.ts';
import type { DiagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import type { LineOfSide, TwoLines } from '../../views/diagnosis/two-lines.ts';
import { aside, type Run, words } from '../../views/page.ts';
import {
  fillRows,
  fitRuns,
  isTooSmall,
  keysRow,
  type ListContent,
  listRows,
  middleRows,
  noticeRows,
  padRow,
  type ScreenFooter,
  tooSmallRows,
  wrapRuns,
} from '../components/fitted-rows.ts';
import { headlineRow, reversed } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import type { ScreenSize } from '../components/regions.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import { bothTextsRows } from './both-texts-rows.ts';

export interface DiagnosisContent extends ScreenFooter {
  /** Whether the page is in the middle of a projected screen, and shows nothing more than its findings. */
  readonly isProjected: boolean;
  readonly page: DiagnosisView;
  /** The zero-based index of the selected suspect. */
  readonly index: number;
  /** A list, such as the help, that covers the page. */
  readonly list: ListContent | null;
}

/**
 * Draws the page. The rows fill the height of the screen exactly, and no row is wider than the screen. `size` is in
 * cells.
 */
export function diagnosisRows(content: DiagnosisContent, size: ScreenSize): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const { width, height } = size;
  const { page, list, notice, footer, footerEnd } = content;
  const about = page.about.length === 0 ? ['A refused request'] : page.about;
  const head = [
    headlineRow({ parts: about.map((part) => [words(part)]), state: 'DIAGNOSIS' }, width),
    ruleTitle(width),
  ];
  const says = notice ? noticeRows(notice, width, NOTICE) : [];
  const room = height - head.length - says.length - 2;
  const { rows, isCut } = list
    ? { rows: listRows(list, room, width), isCut: false }
    : pageBody(content, { width, height: room });
  const rule = ruleTitle(width, { right: [isCut ? '▼ more, .' : ''] });
  return [...head, ...fillRows(rows, room), ...says, rule, keysRow(footer, footerEnd, width)];
}

const NOTICE = 2;
const LABEL = 9;
const MARGIN = 3;
/** The maximum number of rows for a fix. The beginning of a fix says what to do, and the walk shows the rest. */
const MOST_FIX = 5;

interface Body {
  readonly rows: readonly ScreenRow[];
  /** Whether findings are left out because they do not fit. */
  readonly isCut: boolean;
}

function pageBody({ page, index, isProjected }: DiagnosisContent, { width, height }: ScreenSize): Body {
  const gap: ScreenRow[] = height >= ROOMY ? [[]] : [];
  const cause = page.causes[index] ?? null;
  const fix = cause?.fix ?? page.fix;
  const parts: ScreenRow[][] = [
    [...verdictRows(page, width), ...choiceRows(page, width)],
    page.suspects.length > 1 || page.sure === 'POSSIBLE' ? suspectRows(page.suspects, index, width) : [],
    page.lines ? lineRows(page.lines, width) : [],
    fix === null ? [] : labelled(page.sure === 'POSSIBLE' ? 'If so' : 'Fix', [words(fix)], width, MOST_FIX),
    cause ? proofRows(page, cause, width) : [],
  ].filter((part) => part.length > 0);
  const above = parts.flatMap((part, at) => (at === 0 ? part : [...gap, ...part]));
  const below = otherRows([...page.others, ...(cause ? [cause.more] : [])], page.othersTitle, width);
  // The question is at the bottom, and is always shown completely.
  const question = questionRows(page, width);
  const most = height - question.length;
  const room = Math.max(most - above.length - gap.length, 0);
  const others = room < LEAST_OTHERS ? [] : [...gap, ...below.slice(0, room)];
  const left = most - above.length - others.length - gap.length;
  const texts = page.texts === null || isProjected ? [] : bothTextsRows(page.texts, width, left);
  const body = [...above.slice(0, most), ...others, ...(texts.length === 0 ? [] : [...gap, ...texts])];
  const rows = [...(isProjected ? middleRows(body, most) : fillRows(body, most)), ...question];
  return { rows, isCut: above.length > most || below.length > room };
}

const ROOMY = 18;
const LEAST_OTHERS = 2;

/** Draws the verdict, and at the right edge, the word for the verdict's certainty. */
function verdictRows({ verdict, sure }: DiagnosisView, width: number): ScreenRow[] {
  const word = sure === '' ? '' : ` ${sure} `;
  const room = width - 2 - (word === '' ? 0 : word.length + 1);
  const rows = wrapRuns([verdict], room, VERDICT);
  return rows.map((row, at): ScreenRow => {
    const text = [styleText(' ', 'words'), ...row];
    return at === 0 && word !== '' ? [...padRow(text, width - word.length), reversed(word)] : text;
  });
}

const VERDICT = 3;

/** Says below the verdict which of several responses was read. */
const choiceRows = ({ choices }: DiagnosisView, width: number): ScreenRow[] =>
  choices
    .flatMap((sentence) => wrapRuns([aside(sentence)], width - 2, CHOICE))
    .map((row): ScreenRow => [styleText(' ', 'words'), ...row]);

const CHOICE = 2;

function suspectRows(suspects: readonly CauseView[], index: number, width: number): ScreenRow[] {
  const first = Math.max(Math.min(index - Math.floor(SUSPECTS / 2), suspects.length - SUSPECTS), 0);
  return suspects.slice(first, first + SUSPECTS).flatMap(({ says, standing, cells, why }, at) => {
    const number = first + at;
    const isHere = number === index;
    const bar = cells === null ? '' : `${'▮'.repeat(cells)}${'▯'.repeat(MOST_CELLS - cells)} `;
    const name: Run = { text: `${isHere ? ' > ' : '   '}${number + 1}  ${bar}`, meaning: 'name' };
    const before: Run[] = [name, aside(standing.padEnd(STANDING))];
    if (!isHere) return [fitRuns([...before, words(says)], width)];
    // The selected suspect is shown completely.
    const indent = name.text.length + STANDING;
    const below = [says, ...(why === '' ? [] : [why])].flatMap((text, part) =>
      wrapRuns([part === 0 ? words(text) : aside(text)], width - indent, MOST_SUSPECT),
    );
    return below.map(
      (row, line): ScreenRow => [
        ...(line === 0 ? fitRuns(before, width) : [styleText(' '.repeat(indent), 'words')]),
        ...row,
      ],
    );
  });
}

function questionRows({ question }: DiagnosisView, width: number): ScreenRow[] {
  if (!question) return [];
  const title = [words('The most useful question')];
  return [
    ruleTitle(width, { left: title, right: [`${question.number} of at most ${MOST_QUESTIONS}`] }),
    ...wrapRuns([{ text: question.asks, meaning: 'name' }], width - 2, QUESTION).map(
      (row): ScreenRow => [styleText(' ', 'words'), ...row],
    ),
    fitRuns(ANSWERS, width),
  ];
}

const QUESTION = 2;
const ANSWERS: readonly Run[] = [
  { text: '   +', meaning: 'name' },
  words('  yes'),
  { text: '      -', meaning: 'name' },
  words('  no'),
  { text: '      0', meaning: 'name' },
  words('  I do not know'),
];

const SUSPECTS = 5;
const MOST_SUSPECT = 2;
const STANDING = 10;

/** Draws the two lines, one below the other, with a mark below each character that differs. */
function lineRows({ where, server, client }: TwoLines, width: number): ScreenRow[] {
  const room = width - MARGIN - LABEL;
  const first = Math.min(...[server, client].flatMap(({ differing }) => differing.map(({ start }) => start)));
  const longest = Math.max(...[server, client].map(({ text }) => (text ?? '').length));
  // If the line is too long, it begins shortly before the first difference.
  const from =
    longest <= room || !Number.isFinite(first) ? 0 : Math.max(Math.min(first - CONTEXT, longest - room + 1), 0);
  const marked = client.differing.length > 0 ? client : server;
  return [
    whereRow(where, { server, client }, width),
    sideRow('server', server, { from, room }, width),
    sideRow('client', client, { from, room }, width),
    ...(marked.differing.length === 0 ? [] : [markRow(marked, { from, room }, width)]),
  ];
}

const CONTEXT = 24;

/** Draws the location of the differing lines and, at the right, remarks about them. */
function whereRow(where: string, lines: Pick<TwoLines, 'server' | 'client'>, width: number): ScreenRow {
  const notes = (['server', 'client'] as const).flatMap((side) =>
    lines[side].text !== null && lines[side].note !== '' ? [`${side}: ${lines[side].note}`] : [],
  );
  const after = notes.join(', ');
  const room = width - MARGIN - where.length - 1;
  return fitRuns([words('   '), aside(where), aside(after.length + 2 > room ? '' : after.padStart(room))], width);
}

interface Cut {
  readonly from: number;
  readonly room: number;
}

function sideRow(name: string, { text, note }: LineOfSide, { from }: Cut, width: number): ScreenRow {
  const label = [words('   '), aside(name.padEnd(LABEL))];
  if (text === null) return fitRuns([...label, aside(note)], width);
  const shown = from === 0 ? text : `…${text.slice(from + 1)}`;
  return fitRuns([...label, words(shown === '' ? '(empty)' : shown)], width);
}

function markRow({ differing }: LineOfSide, { from, room }: Cut, width: number): ScreenRow {
  const cells = Array.from({ length: room }, (_, at) =>
    differing.some(({ start, end }) => start <= at + from && at + from < end) ? '~' : ' ',
  );
  return fitRuns([words(' '.repeat(MARGIN + LABEL)), { text: cells.join('').trimEnd(), meaning: 'differs' }], width);
}

function proofRows({ proof, sure }: DiagnosisView, cause: CauseView, width: number): ScreenRow[] {
  const value: Run[] = proof === null ? [] : [aside(` ${proof}`)];
  const label = sure === 'PROVED' ? 'Proof' : 'How sure';
  return labelled(label, [words(cause.proof), ...value], width, MOST_PROOF);
}

const MOST_PROOF = 4;

/** Draws text to the right of a label. */
function labelled(label: string, runs: readonly Run[], width: number, most: number): ScreenRow[] {
  const rows = wrapRuns(runs, width - MARGIN - LABEL, most);
  return rows.map((row, at): ScreenRow => {
    const name = at === 0 ? label : '';
    return [styleText(' '.repeat(MARGIN) + name.padEnd(LABEL), 'aside'), ...row];
  });
}

function otherRows(others: DiagnosisView['others'], othersTitle: string, width: number): ScreenRow[] {
  if (others.length === 0) return [];
  const rows = others.flatMap((runs) =>
    wrapRuns(runs, width - MARGIN, MOST_OTHER).map(
      (row): ScreenRow => [styleText(' '.repeat(MARGIN), 'words'), ...row],
    ),
  );
  return [ruleTitle(width, { left: othersTitle === '' ? [] : [words(othersTitle)] }), ...rows];
}

const MOST_OTHER = 3;
