/** Divides a screen: the page, the other pane beside or below it, and the card of the byte. Sizes are in cells. */
import { hexWidth } from './page/hex-rows.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 60, height: 20 };

/** The columns in front of each row of the page: the cursor, the letters of its places, a space. */
export const GUTTER = 5;

/**
 * `projector`: few words in few columns, one part of a page at a time, for readers far away. `heard`: no row is broken,
 * because a screen reader reads a broken word as two.
 */
export type Layout = 'usual' | 'projector' | 'heard';

const PROJECTED = 60;

/** Returns how many columns of a screen are used. */
export const widthIn = ({ width }: Pick<ScreenSize, 'width'>, layout: Layout): number =>
  layout === 'projector' ? Math.min(width, PROJECTED) : width;

/** Two panes: the page and another one, which is beside it or, in a narrow window, below it. */
export interface Panes {
  readonly placement: 'beside' | 'below';
  /** The width of a row of the page, without its gutter. */
  readonly textWidth: number;
  readonly textHeight: number;
  /** The rows of the other pane. */
  readonly height: number;
}

interface HexPanes extends Panes {
  readonly bytesInRow: 8 | 16;
}

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** A page and the bytes of its values. */
  readonly hex: HexPanes;
  readonly alone: Panes;
  readonly texts: Panes;
  readonly cardHeight: number;
}

/** Returns the width of a list that covers the page. */
export const listWidth = ({ textWidth }: Panes): number => GUTTER + textWidth;

/** The first line, the bar of stages, the footer. */
const FRAME = 3;
/** The rules above the page and above the card. */
const RULES = 2;
/** The narrowest page beside a hex view. */
const NARROW_TEXT = 62;
/** The card: up to two rows for the byte, its rule, the page of the rule. */
const CARD = 4;
/** From this many rows on, the hex view gets more of them. */
const HIGH = 24;

const NARROW_SIDE = 45;
/** The columns between two panes side by side. */
export const SEPARATOR = 3;

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout): Regions {
  const width = widthIn({ width: whole }, layout);
  const room: ScreenSize = { width, height: height - FRAME - RULES - CARD };
  const alone: Panes = { placement: 'below', textWidth: rowWidth(width, layout), textHeight: room.height, height: 0 };
  const hex = hexPanes(room, layout, height);
  return { layout, width, height, cardHeight: CARD, hex, alone, texts: textPanes(room, layout) };
}

/** Returns the width of a row of a page with nothing beside it, without its gutter. */
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
    // The rule above the hex view.
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
