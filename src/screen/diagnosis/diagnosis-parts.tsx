/** Chooses the parts of the first page of a diagnosis, from top to bottom, in one column or in two. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { clientColumn, isWideRail } from '../../layout/rail/rail.ts';
import { sealSize } from '../../layout/seal.ts';
import type { Room } from '../../layout/wrapping.ts';
import { flippedBits } from '../../trace/changes.ts';
import { type ComparedSides, onlySide, withFix } from '../../views/diagnosis/compared-sides.ts';
import { type DiagnosisView, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import { CHECKS_TITLE } from '../../views/diagnosis/not-signature.ts';
import { aside, type Block, type Run, words } from '../../views/page.ts';
import { differenceInWords } from '../../views/whole/signature-difference.ts';
import { fitRuns, wordRows } from '../components/fitted-rows.ts';
import { GUTTER } from '../components/frame/gutter.ts';
import type { RuleTitle } from '../components/frame/rules.ts';
import { Rule } from '../components/frame.tsx';
import { Rows } from '../components/rows.tsx';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { Seal } from '../components/seal.tsx';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import {
  codeRows,
  MARGIN,
  oneSideOnScreen,
  railOnScreen,
  requestRows,
  ruledOutRows,
  suspectRows,
  trialRows,
  untriedRows,
  verdictRows,
} from './finding-rows.ts';
import { canBeTried, type DiagnosisState, viewIn } from './next-diagnosis.ts';

/** Returns whether what was found is beside what is known, because there is room, and both sides cannot be compared. */
export function isInColumns(state: DiagnosisState, width: number): boolean {
  const { comparison, sure } = viewIn(state);
  const isCompared = comparison !== null && onlySide(comparison) === null;
  // What a mistake would change is not known yet.
  const isOnlyPossible = comparison?.text === '' && sure === 'POSSIBLE';
  return isWideRail(width - GUTTER) && (!isCompared || isOnlyPossible);
}

/** Returns the parts of one column. What both sides have takes the rows that the other parts leave. */
export function stackedParts(state: DiagnosisState, room: Room, gap: number): Part[] {
  const { width, height } = room;
  const view = viewIn(state);
  const [above, below] = [partsAbove(state, view, width), partsBelow(state, view, width)];
  const left = height - heightOf([...above, ...below], gap) - gap;
  const rail = railParts(state, view.comparison, { width, height: left });
  return [
    ...above,
    ...rail,
    ...below,
    ...untriedPart(state, view, width),
    checksPart(view, width),
    othersPart(state, view, width),
  ];
}

/** Returns the parts of two columns: what was found, and what is known. */
export function columnParts(
  state: DiagnosisState,
  { left, right, height }: { readonly left: number; readonly right: number; readonly height: number },
  gap: number,
): Record<'found' | 'known', Part[]> {
  const view = viewIn(state);
  const { comparison } = view;
  const [above, below] = [partsAbove(state, view, left), partsBelow(state, view, left)];
  const isChange = comparison !== null && onlySide(comparison) === null;
  const room = { width: left, height: height - heightOf([...above, ...below], gap) - gap };
  return {
    found: [
      ...above,
      ...(isChange ? railParts(state, comparison, room) : []),
      ...below,
      ...untriedPart(state, view, left),
      checksPart(view, left),
      othersPart(state, view, left, MOST_IN_COLUMN),
      programsPart(state, view, left),
    ],
    known: knownParts(state, view, { width: right, height }),
  };
}

function partsAbove({ index, out }: DiagnosisState, view: DiagnosisView, width: number): Part[] {
  const { suspects, sure } = view;
  const isListed = suspects.length > 1 || sure === 'POSSIBLE';
  return [
    { name: 'verdict', rows: verdictRows(view, width) },
    { name: 'suspects', rows: isListed ? suspectRows(suspects, index, width) : [] },
    { name: 'out', rows: ruledOutRows(out, width) },
  ];
}

function partsBelow({ index, client, trial }: DiagnosisState, view: DiagnosisView, width: number): Part[] {
  const { sure, proof } = view;
  const { cause, fix } = selectedIn(view, index);
  const labelled = (text: string, runs: readonly Run[], most: number) => wordRows(runs, width, { most, label: text });
  const reason = [words(cause?.proof ?? ''), ...(proof === null ? [] : [aside(` ${proof}`)])];
  // The beginning of a fix says what to do, and the walk shows the rest.
  const advice = fix === null ? [] : labelled(sure === 'POSSIBLE' ? 'If so' : 'Fix', [words(fix)], 5);
  return [
    { name: 'fix', rows: [...advice, ...codeRows(cause?.lines ?? [], client, width)] },
    { name: 'trial', rows: trialRows(trial, width) },
    { name: 'proof', rows: cause ? labelled(sure === 'PROVED' ? 'Proof' : 'Certainty', reason, 4) : [] },
  ];
}

/** What both sides have and, if there is room, their signatures as dots. Lines are folded to show that two became one. */
function railParts({ trial }: DiagnosisState, comparison: ComparedSides | null, { width, height }: Room): Part[] {
  if (!comparison) return [];
  const fix = trial === null || trial === 'sending' ? null : trial.signature;
  const shown = fix === null ? comparison : withFix(comparison, fix);
  const seals = sealsPart(shown, width);
  const left = height - (seals?.height ?? 0);
  const rows = railOnScreen(shown, { width, height: fix === null ? height : left });
  return [{ name: 'rail', rows, ...(seals !== null && rows.length <= left && { below: seals }) }];
}

/** Says how the fix is tried, if there is room for that. */
function untriedPart(state: DiagnosisState, { comparison }: DiagnosisView, width: number): Part[] {
  if (state.trial !== null || !canBeTried(state)) return [];
  const wanted = comparison?.results.find(({ by }) => by === 'HMAC-SHA256')?.values.server;
  const title = { left: [words('With the fix')], right: ['not sent yet'] };
  return [{ name: 'untried', title, rows: untriedRows(wanted?.isKnown ? wanted.text : null, width) }];
}

/** Lists what to check first, each with its command. */
const checksPart = ({ checks }: DiagnosisView, width: number): Part => ({
  name: 'checks',
  title: { left: [words(CHECKS_TITLE)] },
  rows: checks.flatMap(({ says, command }) => lineRows(says, command, width)),
});

/** Lists the lines of the fix for the programs whose line is not shown. */
function programsPart({ index, client }: DiagnosisState, { causes }: DiagnosisView, width: number): Part {
  const lines = causes[index]?.lines ?? [];
  const others = lines.filter((_line, at) => at !== client % Math.max(lines.length, 1));
  return {
    name: 'programs',
    title: { left: [words('The fix in other programs')] },
    more: 'tab',
    rows: others.flatMap(({ program, line }) => lineRows(program, line, width)),
  };
}

/** Draws a command or a line of code below what it is for, or after it if there is room. */
function lineRows(what: string, code: string, width: number): ScreenRow[] {
  const command: Run = { text: code, meaning: 'command' };
  const isShort = MARGIN + what.length + code.length + 3 < width;
  return isShort
    ? wordRows([words(`${what}   `), command], width, { most: 1, margin: MARGIN })
    : [
        ...wordRows([words(what)], width, { most: 2, margin: MARGIN }),
        ...wordRows([command], width, { most: 3, margin: MARGIN + 2 }),
      ];
}

/** The most rows of each other thing that was found: in one column, and in the left one of two, which has more room. */
const MOST_BELOW = 3;
const MOST_IN_COLUMN = 8;

function othersPart({ index }: DiagnosisState, view: DiagnosisView, width: number, most = MOST_BELOW): Part {
  const { others } = selectedIn(view, index);
  return {
    name: 'others',
    title: { left: [words(view.othersTitle)] },
    rows: others.flatMap((runs) => wordRows(runs, width, { most, margin: MARGIN })),
  };
}

/** What is known of the request: the text of one side or the request itself, what was read, and what the server said. */
function knownParts({ walk, index }: DiagnosisState, view: DiagnosisView, { width, height }: Room): Part[] {
  const { comparison, answer, sections, causes } = view;
  const blocks = (name: string, title: string, of: readonly Block[]): Part => ({
    name,
    title: { left: [words(title)] },
    rows: scrolledRows(of, width),
  });
  const side = comparison && onlySide(comparison);
  const text: Part =
    comparison && side
      ? {
          name: 'text',
          title: { left: [words(`The ${side} ${comparison.says[side]}`)] },
          rows: oneSideOnScreen(comparison, { width, height: height - 1 }),
        }
      : {
          name: 'text',
          title: { left: [words('The request, as it was given')] },
          rows: requestRows(walk.facts, width),
        };
  return [
    text,
    blocks('read', 'What was read', sections.read.slice(1)),
    blocks('answer', 'What the server said', answer.slice(1)),
    blocks('about', 'How to recognize this cause', causes[index]?.about ?? []),
  ];
}

const heightOf = (parts: readonly Part[], gap: number): number =>
  parts.reduce((sum, { rows }) => sum + (rows.length === 0 ? 0 : rows.length + gap), 0);

const SEAL = sealSize('half-blocks');

/** Returns the dots of both signatures; `null` if one is not known, has no bits, or the columns are not side by side. */
function sealsPart({ results }: ComparedSides, width: number): PartBelow | null {
  const values = results.find(({ by }) => by === 'HMAC-SHA256')?.values;
  if (!values?.server.isKnown || !values.client.isKnown || !isWideRail(width - GUTTER)) return null;
  const [server, client] = [values.server.text, values.client.text];
  const flipped = flippedBits(server, client);
  if (flipped === null) return null;
  const between = clientColumn(width - GUTTER) - SEAL.width;
  return {
    height: SEAL.height,
    content: (
      <Box height={SEAL.height} flexShrink={0} marginLeft={GUTTER}>
        <Box width={SEAL.width} flexShrink={0}>
          <Seal signature={server} other={client} />
        </Box>
        <Box width={between} flexShrink={0}>
          <Rows rows={[fitRuns([aside(`  ${differenceInWords(flipped)}`)], between)]} />
        </Box>
        <Seal signature={client} other={server} />
      </Box>
    ),
  };
}

/** Something below the rows of a part that is not made of rows, such as a picture. */
interface PartBelow {
  readonly height: number;
  readonly content: ReactNode;
}

/** A part of a screen. A part without rows is not shown. */
export interface Part {
  readonly name: string;
  readonly rows: readonly ScreenRow[];
  /** The title of a part that is shown only if there is room for it after the parts before it. */
  readonly title?: RuleTitle;
  /** The fewest rows for which the title is worth its row, which is one of them. */
  readonly least?: number;
  /** The key that shows the rest. The title names it if not all rows fit. */
  readonly more?: string;
  readonly below?: PartBelow;
}

export function PartOfScreen({ rows, title, below }: Part) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {title && <Rule {...title} />}
      <Rows rows={rows} />
      {below?.content}
    </Box>
  );
}

const LEAST = 2;

/**
 * Returns the parts that fit into a height, with `gap` empty rows between them. `isCut` says whether rows are missing
 * that no title counts. Parts without a title are never left out.
 */
export function fittedParts(parts: readonly Part[], height: number, gap: number) {
  let left = height + gap;
  let isCut = false;
  const shown = parts.flatMap((part): Part[] => {
    const { rows, title, least = LEAST, more, below: content } = part;
    const whole = gap + rows.length + (title ? 1 : 0) + (content?.height ?? 0);
    if (rows.length === 0) return [];
    const room = left;
    if (more === undefined) isCut ||= whole > room;
    if (!title || whole <= room) {
      left -= whole;
      return [part];
    }
    if (room - gap < least) return [];
    left = 0;
    const below = gap + 1 + rows.length - room;
    return [
      {
        ...part,
        rows: rows.slice(0, room - gap - 1),
        ...(more !== undefined && { title: { ...title, right: [`▼ ${below} more, ${more}`] } }),
      },
    ];
  });
  return { shown, isCut };
}
