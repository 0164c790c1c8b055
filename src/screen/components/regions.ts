/**
 * Divides a screen into regions: the first row and the steps; the text; the inspector and the hex view, which are below
 * the text or to its right; the map; and the keys. Sizes are in cells.
 */
import { GUTTER } from './frame/gutter.ts';
import { hexWidth, type OffsetDigits } from './page/hex-rows.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 40, height: 12 };
/** The maximum width of the rows. A wider window has margins, because long rows are hard to follow. */
const WIDEST = 172;
/** The width of a column of text. At this width, `x-amz-content-sha256:` and its digits fit on one row. */
export const COLUMN = 95;

/**
 * The layout. `projector` shows one part of a page at a time, in the middle of the window, for readers who are far
 * away. With `heard`, rows are not broken, because a screen reader would read a broken word as two words.
 */
export type Layout = 'usual' | 'projector' | 'heard';

/** Returns the width of the rows. On a projector, they are a column in the middle that is read at a glance. */
export const widthIn = ({ width }: Pick<ScreenSize, 'width'>, layout: Layout = 'usual'): number =>
  Math.min(width, layout === 'projector' ? COLUMN : WIDEST);

/** Two panes: the page, and another text beside it or, in a narrow window, below it. */
export interface Panes {
  readonly placement: 'beside' | 'below';
  /** The width of a row on the page, not including the gutter. */
  readonly textWidth: number;
  readonly textHeight: number;
  readonly height: number;
}

/** The room for the hex view. The height is 0 if the hex view is not shown. */
export interface HexRoom {
  readonly bytesInRow: 8 | 16;
  readonly digits: OffsetDigits;
  readonly height: number;
  /** The rows at the end of the text that the hex view takes, including its title. */
  readonly covers: number;
}

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** The columns to the left of everything. */
  readonly margin: number;
  /**
   * The position of the explanation: in two rows (`narrow`), below the text (`usual`), or in a separate column
   * (`wide`).
   */
  readonly form: 'narrow' | 'usual' | 'wide';
  /** The width of the column with the text, including its gutter. */
  readonly leftWidth: number;
  /**
   * The width of the column to the right of the text, not including the dividing line; 0 if there is no such column.
   */
  readonly rightWidth: number;
  /** The room of a page with one text. */
  readonly text: Panes;
  readonly texts: Panes;
  /** The rows of the inspector below its title. */
  readonly inspectorHeight: number;
  readonly hex: HexRoom;
  /** The rows of the map below its title; 0 if the window is too small for it. */
  readonly mapHeight: number;
}

/** The panes that the user has opened beside the text. */
export interface OpenPanes {
  readonly hex: boolean;
}

/** Returns the number of rows between the rule below the steps and the rows of keys, without a message. */
export const bodyRoom = ({ height }: Regions): number => height - TOP - BOTTOM;

export const listWidth = ({ leftWidth }: Regions): number => leftWidth;

/** The number of rows for the first row, the steps, and the rule below the steps. */
export const TOP = 3;
/** The number of rows for the keys and for the rule or message above the keys. A narrow window has no such rule. */
const BOTTOM = 2;
const RULE = 1;
const USUAL: ScreenSize = { width: 80, height: 24 };
const WIDE = 120;
/** The minimum size of a window with room for the map below the text. */
const LARGE: ScreenSize = { width: 140, height: 36 };
/** The width for the gutter, 64 digits, a space, and the names of the parts. */
const WIDE_TEXT = 80;
/** The number of empty columns between the text and the dividing line. */
const AIR = 1;
/** The number of rows for the heading, ten lines of a canonical request, and the values derived from them. */
const MAP_HEIGHT = 17;
/** The part of a wide window's right column that the inspector takes. Few explanations need more than ten rows. */
const INSPECTOR = 0.38;
const HEX_BELOW = 4;
const NARROW_SIDE = 45;
/** The number of columns between two texts that are side by side. */
export const SEPARATOR = 3;

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout, open: OpenPanes): Regions {
  const width = widthIn({ width: whole }, layout);
  const margin = Math.floor((whole - width) / 2);
  const common = { layout, width, height, margin };
  if (layout === 'heard') return { ...common, ...heardRegions(width, height) };
  if (width < USUAL.width || height < USUAL.height) return { ...common, ...narrowRegions(width, height, open) };
  if (layout === 'projector') return { ...common, ...stackedUsually(width, height, PROJECTED_INSPECTOR, open) };
  if (width < WIDE) return { ...common, ...usualRegions(width, height, open) };
  return { ...common, ...wideRegions(width, height) };
}

type OwnRegions = Omit<Regions, 'layout' | 'width' | 'height' | 'margin'>;

function heardRegions(width: number, height: number): OwnRegions {
  const room: Panes = { placement: 'below', textWidth: Number.POSITIVE_INFINITY, textHeight: height, height: 0 };
  const hex: HexRoom = { bytesInRow: 16, digits: 8, height: 0, covers: 0 };
  const own = { form: 'usual', leftWidth: width, rightWidth: 0, inspectorHeight: 4, mapHeight: 0 } as const;
  return { ...own, text: room, texts: { ...room, height }, hex };
}

function narrowRegions(width: number, height: number, open: OpenPanes): OwnRegions {
  const inspectorHeight = 2;
  const room = height - TOP - RULE - inspectorHeight - 1;
  return { form: 'narrow', ...stacked(width, room, inspectorHeight, open) };
}

/** The minimum height of a window with more rows for the inspector. */
const HIGH = 32;
const PROJECTED_INSPECTOR = 4;

function usualRegions(width: number, height: number, open: OpenPanes): OwnRegions {
  return stackedUsually(width, height, height >= HIGH ? 7 : 4, open);
}

function stackedUsually(width: number, height: number, inspectorHeight: number, open: OpenPanes): OwnRegions {
  const room = height - TOP - RULE - inspectorHeight - BOTTOM;
  return { form: 'usual', ...stacked(width, room, inspectorHeight, open) };
}

/**
 * Returns the regions of a window in which all other regions are below the text. `room` is the number of rows for the
 * text and the hex view.
 */
function stacked(width: number, room: number, inspectorHeight: number, open: OpenPanes): Omit<OwnRegions, 'form'> {
  const bytesInRow = width >= hexWidth(16, 8) ? 16 : 8;
  const hexHeight = open.hex ? Math.min(HEX_BELOW, Math.max(room - 2 * RULE - 1, 0)) : 0;
  const covers = hexHeight > 0 ? hexHeight + RULE : 0;
  const textHeight = room - covers;
  return {
    leftWidth: width,
    rightWidth: 0,
    text: { placement: 'below', textWidth: width - GUTTER, textHeight, height: 0 },
    texts: textPanes(width, textHeight),
    inspectorHeight,
    hex: { bytesInRow, digits: width >= hexWidth(bytesInRow, 8) ? 8 : 4, height: hexHeight, covers },
    mapHeight: 0,
  };
}

function wideRegions(width: number, height: number): OwnRegions {
  const isLarge = width >= LARGE.width && height >= LARGE.height;
  const textWidth = (isLarge ? COLUMN : WIDE_TEXT) - GUTTER;
  const leftWidth = GUTTER + textWidth + AIR;
  const rightWidth = width - leftWidth - 1;
  const bytesInRow = rightWidth >= hexWidth(16, 4) ? 16 : 8;
  const room = height - TOP - BOTTOM;
  const mapHeight = isLarge ? MAP_HEIGHT : 0;
  const textHeight = room - (mapHeight > 0 ? mapHeight + RULE : 0);
  const inspectorHeight = Math.max(Math.floor((room - RULE) * INSPECTOR), 8);
  return {
    form: 'wide',
    leftWidth,
    rightWidth,
    text: { placement: 'below', textWidth, textHeight, height: 0 },
    texts: textPanes(leftWidth - AIR, textHeight),
    inspectorHeight,
    hex: {
      bytesInRow,
      digits: rightWidth >= hexWidth(bytesInRow, 8) ? 8 : 4,
      height: room - inspectorHeight - RULE,
      covers: 0,
    },
    mapHeight,
  };
}

/** Divides the room between two texts. Each text has a row for its title, unless both titles fit next to each other. */
function textPanes(width: number, whole: number): Panes {
  const room = whole - RULE;
  const half = Math.floor((width - SEPARATOR) / 2) - GUTTER;
  if (half >= NARROW_SIDE) return { placement: 'beside', textWidth: half, textHeight: room, height: room };
  const below = Math.floor((room - 1) / 2);
  return { placement: 'below', textWidth: width - GUTTER, textHeight: room - 1 - below, height: below };
}
