/** Contains the components that draw finished rows, and the lines in and between them. */
import { Box, Text } from 'ink';
import { createContext, Fragment, memo, use } from 'react';
import type { TextMask } from '../../app/world/terminal.ts';
import { paintRow } from '../colors/paint-row.ts';
import { type Theme, themeFor } from '../colors/theme.ts';
import { maskedRows } from '../masked-session.ts';
import { type ScreenRow, type StyledText, styleText } from './styled-glyphs.ts';

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

/**
 * Draws a row. It is already cut to the width of its region, except for a moment after the window became narrower. A
 * long line in it is a border, because Ink measures all texts that are not ASCII again for each frame.
 */
const Row = memo(
  function Row({ row }: { readonly row: ScreenRow }) {
    const theme = use(ThemeContext);
    const pieces = piecesOf(row);
    if (pieces.length < 2) return painted(row, theme);
    return (
      <Box>
        {pieces.map((piece, index) => {
          const [line] = piece;
          // biome-ignore-start lint/suspicious/noArrayIndexKey: a piece is its place in the row.
          if (line && isLine(line))
            return <Border key={index} side="top" width={line.text.length} style={line.style} />;
          return painted(piece, theme, index + 1 < pieces.length ? 'more' : 'end', index);
          // biome-ignore-end lint/suspicious/noArrayIndexKey: a piece is its place in the row.
        })}
      </Box>
    );
  },
  ({ row: before }, { row: after }) =>
    before === after || (before.length === after.length && before.every((text, index) => isAlike(text, after[index]))),
);

/** A text whose cells are not counted again. */
type Piece = Omit<StyledText, 'width'>;

/** Returns the long lines of a row, each on its own, and the texts between them. */
function piecesOf(row: ScreenRow): Piece[][] {
  const pieces: Piece[][] = [];
  let isAfterLine = true;
  for (const text of row.flatMap(withLinesApart)) {
    if (isAfterLine || isLine(text)) pieces.push([text]);
    else pieces.at(-1)?.push(text);
    isAfterLine = isLine(text);
  }
  return pieces;
}

const painted = (row: readonly Piece[], theme: Theme, rest: 'end' | 'more' = 'end', key = 0) => (
  <Text key={key} wrap="truncate">
    {paintRow(row, theme, rest) || ' '}
  </Text>
);

const HORIZONTAL = '─';
/** The length of a line, in cells, from which on a border costs less than a text. */
const LONG = 8;

const LINES = new RegExp(`(${HORIZONTAL}{${LONG},})`);

const isLine = ({ text, style }: Piece): boolean =>
  style.meaning === 'aside' && text.length >= LONG && text === HORIZONTAL.repeat(text.length);

/** Splits a text into its long lines and what is between them. */
function withLinesApart(text: StyledText): Piece[] {
  if (text.style.meaning !== 'aside' || !LINES.test(text.text)) return [text];
  const { width: _all, ...common } = text;
  const parts = text.text.split(LINES).filter((part) => part !== '');
  return parts.map((part) => ({ ...common, text: part }));
}

interface DividerProps {
  readonly height: number;
  /** The characters that join the line with lines on either side, by their rows. */
  readonly marks: Readonly<Record<number, string>>;
}

/** Draws the line between two columns, as borders between its marks. */
export function Divider({ height, marks }: DividerProps) {
  const ends = [...Object.keys(marks).map(Number), height].filter((row) => row <= height);
  return (
    <Box flexDirection="column" width={1} flexShrink={0}>
      {ends.map((end, index) => {
        const length = end - ((ends[index - 1] ?? -1) + 1);
        return (
          <Fragment key={end}>
            {length > 0 && <Border side="left" height={length} style={ASIDE} />}
            {end < height && <Row row={[styleText(marks[end] ?? '', 'aside')]} />}
          </Fragment>
        );
      })}
    </Box>
  );
}

const ASIDE = styleText('', 'aside').style;

interface BorderProps {
  readonly side: 'top' | 'left';
  readonly style: StyledText['style'];
  readonly width?: number;
  readonly height?: number;
}

function Border({ side, style: { meaning, ground, underlined }, ...size }: BorderProps) {
  const { color, dimColor = false } = use(ThemeContext).look(meaning, ground, underlined);
  return (
    <Box
      {...size}
      flexShrink={side === 'top' ? 1 : 0}
      minWidth={0}
      borderStyle="single"
      borderTop={side === 'top'}
      borderLeft={side === 'left'}
      borderRight={false}
      borderBottom={false}
      borderDimColor={dimColor}
      {...(color !== undefined && { borderColor: color })}
    />
  );
}

function isAlike(one: StyledText, other: StyledText | undefined): boolean {
  if (one === other) return true;
  if (!other || one.text !== other.text || one.opens !== other.opens) return false;
  const [{ meaning, hue, ground, underlined }, style] = [one.style, other.style];
  return meaning === style.meaning && hue === style.hue && ground === style.ground && underlined === style.underlined;
}
