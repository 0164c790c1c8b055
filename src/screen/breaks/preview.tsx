/** Draws what the chosen break changes, beside or below the list of breaks. */
import { Box } from 'ink';
import { memo } from 'react';
import { comparedRows } from '../../layout/compared-rows.ts';
import { wordGlyphs } from '../../layout/shown-glyphs.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import { aside, words } from '../../views/page.ts';
import { differenceInWords } from '../../views/whole/signature-difference.ts';
import { fitGlyphs, wrapRuns } from '../components/fitted-rows.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { Rows } from '../components/rows.tsx';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';

/** The rows below a list: the title, the place, the line before and after with its marks, and the rest. */
export const PREVIEW_BELOW = 7;
/** The cells of `before` and `after`, with a space. */
const LABEL = 7;
const MARGIN: ScreenRow = [styleText(' ', 'words')];

interface PreviewProps {
  readonly preview: BreakPreview | null;
  readonly width: number;
  readonly height: number;
  /** Whether the title is in the rule above. */
  readonly isTitled: boolean;
}

export const Preview = memo(function Preview({ preview, width, height, isTitled }: PreviewProps) {
  const title = isTitled ? [] : [ruleTitle(width, previewTitle(preview))];
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflowY="hidden">
      <Rows rows={[...title, ...previewRows(preview, width)].slice(0, height)} />
    </Box>
  );
});

export const previewTitle = (preview: BreakPreview | null) => ({
  left: [{ text: 'What it changes', meaning: 'name' as const }],
  right: !preview || preview.flipped === null ? [] : [inBits(preview.flipped), `${preview.flipped} bits`],
});

const inBits = (flipped: number) => (flipped === 0 ? 'the same signature' : differenceInWords(flipped));

function previewRows(preview: BreakPreview | null, width: number): ScreenRow[] {
  if (!preview) return [];
  const { where, lines, steps, answers } = preview;
  const room = width - 2;
  const compared = lines
    ? comparedRows(lines, room, (label) => wordGlyphs(label.padEnd(LABEL), 'aside')).map((row) => fitGlyphs(row, room))
    : [];
  const says = [
    [words(where)],
    [
      words(`~ ${steps.length === 1 ? 'step' : 'steps'} ${steps.join(' ')}`),
      aside(`   S3 answers: ${inWords(answers)}`),
    ],
  ];
  const [place = [], rest = []] = says.map((runs) => wrapRuns(runs, room, 2));
  return [...place, ...compared, ...rest].map((row) => [...MARGIN, ...row]);
}

const inWords = (answers: readonly string[]): string =>
  answers.map((answer) => (answer === 'none' ? 'no error' : answer)).join(' or ');
