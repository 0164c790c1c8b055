/** The rows of a whole screen, without a terminal. */
import { isValidElement } from 'react';
import { widthOf, wordGlyphs } from '../../../src/layout/shown-glyphs.ts';
import type { Regions } from '../../../src/screen/components/regions.ts';
import type { DrawnSession } from '../../../src/screen/session.ts';
import type { ScreenRoom } from '../../../src/screen/session-description.ts';
import type { WalkContent } from '../../../src/screen/walk/content.ts';
import { Walk } from '../../../src/screen/walk/walk.tsx';
import { drawnByInk, paintedByInk } from './drawn-by-ink.tsx';

/** A text of a row that Ink has drawn, and what is set for it. */
export interface DrawnText {
  readonly text: string;
  readonly width: number;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
  readonly isLink: boolean;
}

const CODE = /(\x1b\[[0-9;]*m|\x1b\]8;[^\x07]*\x07)/;

/** What a code sets. */
const SETS: Readonly<Record<string, Partial<DrawnText>>> = {
  1: { isBold: true },
  22: { isBold: false },
  4: { isUnderlined: true },
  24: { isUnderlined: false },
  7: { isInverse: true },
  27: { isInverse: false },
};

/** Divides a row where another style begins. */
function textsIn(painted: string): DrawnText[] {
  let set = { isBold: false, isUnderlined: false, isInverse: false, isLink: false };
  return painted.split(CODE).flatMap((part) => {
    if (!part.startsWith('\x1b'))
      return part === '' ? [] : [{ text: part, width: widthOf(wordGlyphs(part, 'words')), ...set }];
    const isLink = part.startsWith('\x1b]') ? part !== '\x1b]8;;\x07' : set.isLink;
    set = { ...set, ...SETS[part.slice(2, -1)], isLink };
    return [];
  });
}

/** The rows of a walk in a window that its regions fill, but for the margins. */
export function screenRows(content: WalkContent, regions: Regions): DrawnText[][] {
  const { width, height, margin, layout } = regions;
  const size = { width: width + 2 * margin, height };
  const walk = <Walk content={content} regions={regions} room={{ size, layout }} />;
  return paintedByInk({ screen: () => walk }, size).map(textsIn);
}

/** The texts of all rows of a session, without the spaces at their ends. */
export function textsOf(session: Pick<DrawnSession, 'screen'>): string[] {
  const screen = session.screen();
  if (!isValidElement<{ readonly room: ScreenRoom }>(screen)) throw new Error('This screen has no room.');
  return drawnByInk(session, screen.props.room.size);
}
