/** Draws what the chosen break changes, beside or below the list of breaks. */
import { Box } from 'ink';
import { memo } from 'react';
import { comparedRows, lineOf } from '../../layout/compared-rows.ts';
import { cutMiddle } from '../../layout/shortening.ts';
import { type ShownGlyph, wordGlyphs } from '../../layout/shown-glyphs.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import {
  errorInWords,
  errorsInWords,
  flippedInWords,
  sideInWords,
  stepsInWords,
} from '../../views/breaks/break-words.ts';
import { printable } from '../../views/characters/visible.ts';
import type { ShownBreak } from '../../views/facts.ts';
import { aside, type ComparedLines, type Run, words } from '../../views/page.ts';
import { fitGlyphs, wordRows } from '../components/fitted-rows.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { useWidth } from '../components/frame.tsx';
import { Rows } from '../components/rows.tsx';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import { NAMED_SEAL, NamedSeals } from '../walk/drawing/two-seals.tsx';

/** The break under the cursor, and what it changes. */
export interface PreviewContent {
  /** The break; `null` if the item that switches all off is chosen. */
  readonly chosen: ShownBreak | null;
  /** Whether its sentence is here, whole, because the list has only a row for it. */
  readonly isSaid: boolean;
  /** What it changes; `null` until it is known, or if it changes nothing here. */
  readonly shown: BreakPreview | null;
}

interface PreviewProps {
  readonly preview: PreviewContent;
  readonly height: number;
}

/** The rows of a preview below a list: the title, the sentence, the name, the place, the line before and after, and the rest. */
export const PREVIEW_BELOW = 10;
/** The most rows of what is said where no break is chosen. */
const NONE = 3;
/** The most rows of what an error says, and of the sentence of a break. */
const MESSAGE = 4;
const SENTENCE = 5;
/** The cells of `before` and `after`, with a space. */
const LABEL = 7;
const MARGIN: ScreenRow = [styleText(' ', 'words')];
const EMPTY: ScreenRow = [];

/** Draws the preview in the rows below a list. */
export const PreviewBelow = memo(function PreviewBelow({ preview, height }: PreviewProps) {
  const width = useWidth();
  const { chosen, shown } = preview;
  const top = [ruleTitle(width, previewTitle(preview)), ...sentenceRows(preview, width), ...nameRows(chosen, width)];
  const said = chosen && shown ? [...stepsRuns(shown), aside(`   S3 answers: ${errorsInWords(chosen.answers)}`)] : [];
  const end = wordRows(said, width - 1, { most: 2 });
  const lines = lineRows(shown, width).slice(0, Math.max(height - top.length - end.length, 0));
  const rows = [...top, ...lines, ...end];
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflowY="hidden">
      <Rows rows={rows.slice(0, height)} />
    </Box>
  );
});

/** Draws the preview in a column of its own, below the title in the rule above it. */
export const PreviewBeside = memo(function PreviewBeside({ preview, height }: PreviewProps) {
  const width = useWidth();
  const { chosen, shown } = preview;
  const sentence = sentenceRows(preview, width);
  const name = [...sentence, ...(sentence.length > 0 ? [EMPTY] : []), ...nameRows(chosen, width)];
  const answers = chosen ? [EMPTY, ...answerRows(chosen, width)] : [];
  const steps = shown ? [EMPTY, ...wordRows(stepsRuns(shown), width - 1, { most: 2 })] : [];
  const room = height - name.length - answers.length - steps.length;
  const lines = shown ? [EMPTY, ...lineRows(shown, width)].slice(0, room) : [];
  const hasSeals = room - lines.length > NAMED_SEAL;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
      <Rows rows={[...name, ...lines, ...steps]} />
      {shown?.signatures && hasSeals && (
        <Box marginLeft={1} marginTop={1}>
          <NamedSeals signatures={namedSignatures(shown.signatures)} />
        </Box>
      )}
      <Rows rows={answers} />
    </Box>
  );
});

export const previewTitle = ({ shown }: PreviewContent) => ({
  left: [{ text: 'What it changes', meaning: 'name' as const }],
  right: shown ? flippedIn(shown) : [],
});

function flippedIn(shown: BreakPreview): string[] {
  const says = flippedInWords(shown);
  return says === null ? [] : [says, `${shown.flipped} bits`];
}

const namedSignatures = ([before, after]: NonNullable<BreakPreview['signatures']>) => [
  { name: 'before', digits: before },
  { name: 'after', digits: after },
];

const NONE_CHOSEN: readonly Run[] = [words('Enter switches all mistakes off. The request is then as it was signed.')];

const sentenceRows = ({ chosen, isSaid }: PreviewContent, width: number): ScreenRow[] =>
  chosen && isSaid ? wordRows([words(printable(chosen.says))], width - 1, { most: SENTENCE }) : [];

/**
 * Shows the ID of a break, for the command line, and who makes the mistake. An ID that does not fit is broken after the name of its cause.
 */
function nameRows(chosen: ShownBreak | null, width: number): ScreenRow[] {
  if (!chosen) return wordRows(NONE_CHOSEN, width - 1, { most: NONE });
  const { id } = chosen;
  const side = aside(` · ${sideInWords(chosen)}`);
  const variantAt = id.indexOf('/') + 1;
  const isBroken = id.length + side.text.length > width - 2;
  const parts = isBroken ? [[words(id.slice(0, variantAt))], [words(id.slice(variantAt)), side]] : [[words(id), side]];
  return parts.flatMap((runs) => wordRows(runs, width - 1, { most: 1 }));
}

/** Lays out the first line that changes, before and after. */
function lineRows(shown: BreakPreview | null, width: number): ScreenRow[] {
  if (!shown) return [];
  const room = width - 2;
  const rows = (shown.lines ? beforeAndAfter(shown.lines, room) : []).map((row) => [
    ...MARGIN,
    ...fitGlyphs(row, room),
  ]);
  return [...wordRows([{ text: shown.where, meaning: 'name' }], width - 1, { most: 2 }), ...rows];
}

const labelOf = (label: string) => wordGlyphs(label.padEnd(LABEL), 'aside');

/** Aligns what both lines have in common. If that is nothing, as in two signatures, each line is cut in its middle. */
function beforeAndAfter(lines: ComparedLines, width: number): (readonly ShownGlyph[])[] {
  const { labels, pieces } = lines;
  if (pieces.some(([before, after]) => before === after)) return comparedRows(lines, width, labelOf);
  return ([0, 1] as const).map((side) => [...labelOf(labels[side]), ...cutMiddle(lineOf(pieces, side), width - LABEL)]);
}

const stepsRuns = (preview: BreakPreview): Run[] => [words(`~ ${stepsInWords(preview)}`)];

/** Lays out each error that S3 can return, with its message. */
const answerRows = ({ answers }: ShownBreak, width: number): ScreenRow[] => [
  [...MARGIN, styleText('S3 answers', 'name')],
  ...answers.flatMap((code, at) => {
    const { title, message } = errorInWords(code);
    return [
      ...wordRows([words(at === 0 ? title : `or ${title}`)], width - 1, { most: 1 }),
      ...(message === '' ? [] : wordRows([aside(message)], width - 1, { most: MESSAGE })),
    ];
  }),
];
