/**
 * Writes the cause reference that `sigv4 causes` prints: all causes by stage, or one cause with its signs and fixes.
 */
import type { Cause } from '../../causes/cause.ts';
import { type FixLine, orderedLines } from '../../causes/fix-lines.ts';
import { sourceOfLine } from '../../causes/fix-sources.ts';
import { CAUSE_STAGE_IDS, CAUSE_STAGES } from '../../causes/stages.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, headed, heading, line, link, named, prose, type Report } from '../page.ts';
import type { Results } from '../results.ts';
import { lessonLine } from '../value-blocks.ts';

/** Reports all causes, or one in full. */
export function causesReport({ causes }: Results['causes']): Report {
  const [first, ...others] = causes;
  return { blocks: first && others.length === 0 ? causeBlocks(first) : causeListBlocks(causes) };
}

/** Returns all causes under the titles of their stages. */
function causeListBlocks(causes: readonly Cause[]): Block[] {
  const byStage = Map.groupBy(causes, ({ stage }) => stage);
  return CAUSE_STAGE_IDS.flatMap((stage) => [
    heading(CAUSE_STAGES[stage].title),
    ...(byStage.get(stage) ?? []).map(({ id, says }) => line('', [named(id), `: ${printable(says)}`])),
  ]);
}

/**
 * Returns the reference entry for one cause: how to recognize it, how it happens, how to fix it, and where to read
 * more.
 */
function causeBlocks(cause: Cause): Block[] {
  return [
    heading(cause.id, aside(CAUSE_STAGES[cause.stage].title)),
    prose(printable(cause.says)),
    ...adviceBlocks(cause),
    heading('More'),
    ...lessonLine(cause.lesson),
    ...linkLines(cause),
  ];
}

/** Returns how to recognize a cause, how to fix it, with the lines to write into programs, and how it happens. */
export function adviceBlocks(cause: Cause): Block[] {
  const lines = Map.groupBy(orderedLines(cause.lines), ({ kind }) => kind);
  const ways = [...Map.groupBy(cause.mutations, ({ fix }) => fix ?? '')];
  return [
    heading('How to recognize it'),
    prose(printable(cause.symptom)),
    heading('How to fix it'),
    prose(printable(cause.fix)),
    ...headed('In the client', (lines.get('client') ?? []).flatMap(lineBlocks)),
    ...headed('In the proxy', (lines.get('proxy') ?? []).flatMap(lineBlocks)),
    ...headed(
      'How it happens',
      ways.flatMap(([fix, mutations]) => wayLines(new Set(mutations.map(({ says }) => says)), fix)),
    ),
  ];
}

/** Returns the ways in which a cause happens that have one fix, and the fix, if it is not that of the cause. */
const wayLines = (ways: ReadonlySet<string>, fix: string): Block[] => [
  ...[...ways].map((way) => line('', `– ${printable(way)}`)),
  ...(fix === '' ? [] : [line('', `  Fix: ${printable(fix)}`)]),
];

function lineBlocks({ program, name, line: text }: FixLine): Block[] {
  const source = sourceOfLine(program, text);
  return [
    line('', [`${name}: `, { text, meaning: 'command' }]),
    ...(source === null ? [] : [line('', link(source, source))]),
  ];
}

/** Returns the page that specifies the right behavior, and public threads about the cause. */
export const linkLines = ({ see, threads }: Pick<Cause, 'see' | 'threads'>): Block[] =>
  [see, ...threads].map((address) => line('', link(address, address)));
