/** Stacks the parts of a screen as far as they fit: rows, and rows below a rule with a title. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { RuleTitle } from './frame/rules.ts';
import { Rule } from './frame.tsx';
import { Rows } from './rows.tsx';
import type { ScreenRow } from './styled-glyphs.ts';

/** Something below the rows of a part that is not made of rows, such as a picture. */
export interface PartBelow {
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
