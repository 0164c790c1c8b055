/** How a screen is divided: the page, what stands beside or below it, the card of the byte. Sizes are in cells. */
import { hexWidth } from './page/hex-rows.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 60, height: 20 };
export const LARGEST: ScreenSize = { width: 300, height: 100 };

/** In front of each row of the page: the cursor, the letters of its places, a space. */
export const GUTTER = 5;

/**
 * `usual`; `projector`: few words in few columns, one part of a page at a time, for who sits far away; `heard`: nothing is
 * broken into rows, for who listens, since a word that is broken is read as two.
 */
export type Layout = 'usual' | 'projector' | 'heard';

/** The columns of a projector. */
const PROJECTED = 60;

/** Two panes: the page, and what stands beside it where there is room, otherwise below it. */
export interface Panes {
  readonly stands: 'beside' | 'below';
  /** Of a row of the page, without its gutter. */
  readonly textWidth: number;
  readonly textHeight: number;
  /** Of the other pane, in rows. */
  readonly height: number;
}

export interface HexPanes extends Panes {
  readonly bytesInRow: 8 | 16;
}

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** A page and the bytes of its values. */
  readonly hex: HexPanes;
  /** A page without bytes. */
  readonly alone: Panes;
  /** Two texts, each as wide as the other. */
  readonly texts: Panes;
  /** Rows of the card of the byte. */
  readonly cardHeight: number;
}

/** Of a list in the place of the page. */
export const listWidth = ({ textWidth }: Panes): number => GUTTER + textWidth;

/** The first line, the bar of stages, the footer. */
const FRAME = 3;
/** The rules above the page and above the card. */
const RULES = 2;
/** The narrowest page beside a hex view. */
const NARROW_TEXT = 62;
/** A byte, in two rows where it takes them, its rule, the page of it. */
const CARD = 4;
/** From so many rows on there is room for more. */
const HIGH = 24;

/** The narrowest text beside another. */
const NARROW_SIDE = 45;
/** Between two panes that stand beside each other. */
export const SEPARATOR = 3;

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout): Regions {
  const width = layout === 'projector' ? Math.min(whole, PROJECTED) : whole;
  const room: ScreenSize = { width, height: height - FRAME - RULES - CARD };
  const alone: Panes = { stands: 'below', textWidth: rowWidth(width, layout), textHeight: room.height, height: 0 };
  const hex = hexPanes(room, layout, height);
  return { layout, width, height, cardHeight: CARD, hex, alone, texts: textPanes(room, layout) };
}

/** Of a row of a page that has nothing beside it, without its gutter. */
const rowWidth = (width: number, layout: Layout) => (layout === 'heard' ? Number.POSITIVE_INFINITY : width - GUTTER);

function hexPanes({ width, height: room }: ScreenSize, layout: Layout, height: number): HexPanes {
  const beside =
    layout === 'usual' &&
    ([16, 8] as const).find((bytes) => width >= GUTTER + NARROW_TEXT + hexWidth(bytes) + SEPARATOR);
  if (beside) {
    const textWidth = width - GUTTER - hexWidth(beside) - SEPARATOR;
    return { stands: 'beside', textWidth, textHeight: room, bytesInRow: beside, height: room };
  }
  const hexHeight = height >= HIGH ? Math.max(3, Math.floor(room / 4)) : 2;
  return {
    stands: 'below',
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
    return { stands: 'beside', textWidth: half, textHeight: room, height: room };
  const below = Math.floor((room - 1) / 2);
  return { stands: 'below', textWidth: rowWidth(width, layout), textHeight: room - 1 - below, height: below };
}
