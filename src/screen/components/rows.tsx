/** Contains the components that draw finished rows, and the line between two columns. */
import { Box, Text } from 'ink';
import { createContext, memo, use } from 'react';
import type { TextMask } from '../../app/world/terminal.ts';
import { paintRow } from '../colors/paint-row.ts';
import { type Theme, themeFor } from '../colors/theme.ts';
import { maskedRows } from '../masked-session.ts';
import { looksAs, type ScreenRow, type StyledText, styleText } from './styled-glyphs.ts';

export const ThemeContext = createContext<Theme>(themeFor('no-styles', 'dark'));
/** Masks rows; `null` if nothing is masked. */
export const MaskContext = createContext<TextMask | null>(null);

/** Draws rows, one below the other. A secret that is broken into several of them is masked, too. */
export const Rows = memo(function Rows({ rows: unmasked }: { readonly rows: readonly ScreenRow[] }) {
  const masked = use(MaskContext);
  const rows = masked ? maskedRows(unmasked, masked) : unmasked;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Row key={index} row={row} />
      ))}
    </Box>
  );
});

/** Draws a row. It is already cut to the width of its region, except for a moment after the window became narrower. */
const Row = memo(
  function Row({ row }: { readonly row: ScreenRow }) {
    return <Text wrap="truncate">{paintRow(row, use(ThemeContext)) || ' '}</Text>;
  },
  ({ row: before }, { row: after }) =>
    before === after || (before.length === after.length && before.every((text, index) => isAlike(text, after[index]))),
);

interface DividerProps {
  readonly height: number;
  /** The characters that join the line with lines on either side, by their rows. */
  readonly marks: Readonly<Record<number, string>>;
}

/** Draws the line between two columns. */
export function Divider({ height, marks }: DividerProps) {
  const theme = use(ThemeContext);
  const rows = Array.from({ length: height }, (_, row) => paintRow([styleText(marks[row] ?? '│', 'aside')], theme));
  return (
    <Box width={1} flexShrink={0}>
      <Text>{rows.join('\n')}</Text>
    </Box>
  );
}

const isAlike = (one: StyledText, other: StyledText | undefined): boolean =>
  one === other || (other !== undefined && one.text === other.text && looksAs(one, other));
