/**
 * Contains what every screen is made of: a column in the middle of the window, and in it the first row, rules, words,
 * lists, and the keys. A part draws as wide as the column; Ink stacks the parts.
 */
import { Box } from 'ink';
import { createContext, memo, type ReactNode, use } from 'react';
import type { Run } from '../../views/page.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH, type KeysNow } from '../footer-keys.ts';
import type { ScreenRoom } from '../session-description.ts';
import {
  columnOf,
  isTooSmall,
  keysRow,
  type ListContent,
  listRows,
  tooSmallRows,
  type WordsForm,
  wordRows,
} from './fitted-rows.ts';
import type { Headline as HeadlineContent } from './frame/headline.ts';
import { headlineRow } from './frame/headline.ts';
import { type RuleTitle, ruleTitle } from './frame/rules.ts';
import { type ScreenSize, SMALLEST } from './regions.ts';
import { Rows, ThemeContext } from './rows.tsx';

const WidthContext = createContext(0);
/** Returns the number of cells in a row of the column, or of the part of it that has its own width. */
export const useWidth = (): number => use(WidthContext);

interface ColumnProps {
  readonly room: ScreenRoom;
  readonly smallest?: ScreenSize;
  /** The greatest width of the rows; as in `widthIn` by default. */
  readonly widest?: number;
  readonly children: ReactNode;
}

/** Lays out a screen from top to bottom. If the window is too small, one sentence says so instead. */
export function Column({ room, smallest = SMALLEST, widest, children }: ColumnProps) {
  const { width, height } = columnOf(room, widest);
  return (
    <WidthContext value={width}>
      {/* In a row, the column becomes narrower with the window, before the session has rows of the new width. */}
      <Box>
        <Box
          flexDirection="column"
          width={width}
          minWidth={0}
          height={height}
          marginLeft={Math.floor((room.size.width - width) / 2)}
          overflowY="hidden"
        >
          {isTooSmall({ width, height }, smallest) ? (
            <Rows rows={tooSmallRows({ width, height }, smallest)} />
          ) : (
            children
          )}
        </Box>
      </Box>
    </WidthContext>
  );
}

/** Makes the rows in it as wide as a part of the column. */
export const Width = ({ cells, children }: { readonly cells: number; readonly children: ReactNode }) => (
  <WidthContext value={cells}>{children}</WidthContext>
);

interface BodyProps {
  /** The empty rows between the parts. */
  readonly gap?: number;
  readonly children: ReactNode;
}

/** Takes all rows that the other parts of a column leave. What does not fit is not shown. */
export const Body = ({ gap = 0, children }: BodyProps) => (
  <Box flexDirection="column" flexGrow={1} flexShrink={1} flexBasis={0} overflowY="hidden" gap={gap}>
    {children}
  </Box>
);

export const Headline = memo(function Headline(content: HeadlineContent) {
  return <Rows rows={[headlineRow(content, useWidth())]} />;
});

export const Rule = (title: RuleTitle) => <Rows rows={[ruleTitle(useWidth(), title)]} />;

export const Words = ({ runs, ...form }: WordsForm & { readonly runs: readonly Run[] }) => (
  <Rows rows={wordRows(runs, useWidth(), form)} />
);

/** Draws a box with a thin line around rows. */
export function Panel({ margin, children }: { readonly margin: number; readonly children: ReactNode }) {
  const { color, dimColor = false } = use(ThemeContext).look('aside', 'page', false);
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      marginX={margin}
      paddingX={1}
      borderStyle="single"
      borderDimColor={dimColor}
      {...(color !== undefined && { borderColor: color })}
    >
      {children}
    </Box>
  );
}

/** Draws a list in exactly `height` rows. */
export const List = memo(function List({ list, height }: { readonly list: ListContent; readonly height: number }) {
  return <Rows rows={listRows(list, height, useWidth())} />;
});

interface KeysProps {
  readonly now: KeysNow;
  /** The keys at the right end; by default the key for the help, which is part of the text while one is typed. */
  readonly end?: readonly Run[];
}

/** Draws the keys that have an effect now. */
export function Keys({ now, end = now.mode === 'field' ? [] : HELP_KEY }: KeysProps) {
  const width = useWidth();
  return <Rows rows={[keysRow(footerKeys(now, width - HELP_WIDTH), end, width)]} />;
}
