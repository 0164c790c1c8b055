/** How a screen is divided: the page, the hex view beside or below it, the card of the byte. Sizes are in cells. */
import { hexWidth } from './hex-rows.ts';

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

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** Of a row of the page, without its gutter. */
  readonly textWidth: number;
  readonly textHeight: number;
  readonly hex: {
    /** Beside the page where there is room, otherwise below it. */
    readonly stands: 'beside' | 'below';
    readonly bytesInRow: 8 | 16;
    readonly height: number;
  };
  /** Rows of the card of the byte. */
  readonly cardHeight: number;
}

/** Of a list in the place of the page. */
export const listWidth = ({ textWidth }: Pick<Regions, 'textWidth'>): number => GUTTER + textWidth;

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

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout): Regions {
  const width = layout === 'projector' ? Math.min(whole, PROJECTED) : whole;
  const cardHeight = CARD;
  const common = { layout, width, height, cardHeight };
  const room = height - FRAME - RULES - cardHeight;
  const beside =
    layout === 'usual' && ([16, 8] as const).find((bytes) => width >= GUTTER + NARROW_TEXT + hexWidth(bytes) + 3);
  if (beside) {
    const textWidth = width - GUTTER - hexWidth(beside) - 3;
    return { ...common, textWidth, textHeight: room, hex: { stands: 'beside', bytesInRow: beside, height: room } };
  }
  const hexHeight = height >= HIGH ? Math.max(3, Math.floor(room / 4)) : 2;
  return {
    ...common,
    textWidth: layout === 'heard' ? Number.POSITIVE_INFINITY : width - GUTTER,
    // The rule above the hex view.
    textHeight: room - hexHeight - 1,
    hex: { stands: 'below', bytesInRow: width >= hexWidth(16) ? 16 : 8, height: hexHeight },
  };
}
