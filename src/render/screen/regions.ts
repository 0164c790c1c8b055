/** Divides a screen into the page, another pane beside or below it, and the card of the byte. Sizes are in cells. */
import { hexWidth } from './page/hex-rows.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 60, height: 20 };

/** The width of the gutter before each row of the page: the cursor, the letters of places, and a space. */
export const GUTTER = 5;

/**
 * `projector` shows few words in few columns, and one part of a page at a time, for readers far away. With `heard`,
 * rows are not broken, because a screen reader would read a broken word as two.
 */
export type Layout = 'usual' | 'projector' | 'heard';

const PROJECTED = 60;

export const widthIn = ({ width }: Pick<ScreenSize, 'width'>, layout: Layout): number =>
  layout === 'projector' ? Math.min(width, PROJECTED) : width;

/** Two panes: the page and another one, which is beside it or, in a narrow window, below it. */
export interface Panes {
  readonly placement: 'beside' | 'below';
  /** The width of a row of the page, without its gutter. */
  readonly textWidth: number;
  readonly textHeight: number;
  readonly height: number;
}

interface HexPanes extends Panes {
  readonly bytesInRow: 8 | 16;
}

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** The panes for a page and the bytes of its values. */
  readonly hex: HexPanes;
  readonly alone: Panes;
  readonly texts: Panes;
  readonly cardHeight: number;
}

export const listWidth = ({ textWidth }: Panes): number => GUTTER + textWidth;

/** The first line, the bar of stages, and the footer. */
const FRAME = 3;
/** The rules above the page and above the card. */
const RULES = 2;
/** The minimum width of a page that has a hex view beside it. */
const NARROW_TEXT = 62;
/** The rows of the card: up to two for the byte, one for its rule, and one for the page about the rule. */
const CARD = 4;
/** In windows of at least this height, the hex view gets more rows. */
const HIGH = 24;

const NARROW_SIDE = 45;
/** The columns between two panes that are side by side. */
export const SEPARATOR = 3;

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout): Regions {
  const width = widthIn({ width: whole }, layout);
  const room: ScreenSize = { width, height: height - FRAME - RULES - CARD };
  const alone: Panes = { placement: 'below', textWidth: rowWidth(width, layout), textHeight: room.height, height: 0 };
  const hex = hexPanes(room, layout, height);
  return { layout, width, height, cardHeight: CARD, hex, alone, texts: textPanes(room, layout) };
}

/** Returns the width of a row if nothing is beside the page, without the gutter. */
const rowWidth = (width: number, layout: Layout) => (layout === 'heard' ? Number.POSITIVE_INFINITY : width - GUTTER);

function hexPanes({ width, height: room }: ScreenSize, layout: Layout, height: number): HexPanes {
  const beside =
    layout === 'usual' &&
    ([16, 8] as const).find((bytes) => width >= GUTTER + NARROW_TEXT + hexWidth(bytes) + SEPARATOR);
  if (beside) {
    const textWidth = width - GUTTER - hexWidth(beside) - SEPARATOR;
    return { placement: 'beside', textWidth, textHeight: room, bytesInRow: beside, height: room };
  }
  const hexHeight = height >= HIGH ? Math.max(3, Math.floor(room / 4)) : 2;
  return {
    placement: 'below',
    textWidth: rowWidth(width, layout),
    // One row less, for the rule above the hex view.
    textHeight: room - hexHeight - 1,
    bytesInRow: width >= hexWidth(16) ? 16 : 8,
    height: hexHeight,
  };
}

function textPanes({ width, height: room }: ScreenSize, layout: Layout): Panes {
  const half = Math.floor((width - SEPARATOR) / 2) - GUTTER;
  if (layout === 'usual' && half >= NARROW_SIDE)
    return { placement: 'beside', textWidth: half, textHeight: room, height: room };
  const below = Math.floor((room - 1) / 2);
  return { placement: 'below', textWidth: rowWidth(width, layout), textHeight: room - 1 - below, height: below };
}
