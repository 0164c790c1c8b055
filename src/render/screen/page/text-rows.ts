/** Two texts in step as rows of two panes: what stands beside each other has the same row in both. */
import type { SideName } from '../../../diagnosis/difference/byte-alignment.ts';
import { SIDE_NAMES } from '../../../pages/diagnosis/two-texts.ts';
import { link, type Page, prose, type TwoTexts } from '../../../pages/page.ts';
import { blockRows, EMPTY_ROW, type Row } from '../../layout/block-rows.ts';
import type { BytesOf } from '../../layout/shown-glyphs.ts';
import type { Room } from '../../layout/wrapping.ts';
import { blockParts, rowsOfParts, screenForm } from './page-parts.ts';

/** Which pane the keys move in: the page, or what stands beside it, bytes or another text. */
export type Pane = 'page' | 'beside';

/** The rows of both panes, as many in each. */
export type PaneRows = Readonly<Record<Pane, readonly Row[]>>;

/** Whose text stands in which pane. */
export const SIDE_OF_PANE: Readonly<Record<Pane, SideName>> = { page: 'server', beside: 'client' };

/** The texts, and below the one on the page its blocks. */
export function textRows(page: Page, texts: TwoTexts, room: Room, bytesOf: BytesOf): PaneRows {
  const pairs = texts.lines.map((line) => {
    const rows = SIDE_NAMES.map((side) => blockRows(line[side], screenForm(room.width, bytesOf)));
    const height = Math.max(...rows.map(({ length }) => length));
    return rows.map((own) => filled(own, height));
  });
  const parts = blockParts([...page.blocks, prose(link(page.see))], room, bytesOf);
  const blocks = rowsOfParts(parts, {}).map(afterTexts);
  const empty = blocks.map(({ section, block }) => ({ ...EMPTY_ROW, section, block }));
  return {
    page: [...pairs.flatMap(([server = []]) => server), ...blocks],
    beside: [...pairs.flatMap(([, client = []]) => client), ...empty],
  };
}

/** The texts are the first part of the page, and its first block. */
const afterTexts = (row: Row): Row => ({ ...row, section: row.section + 1, block: row.block + 1 });

const filled = (rows: readonly Row[], height: number): Row[] => [
  ...rows,
  ...Array.from({ length: height - rows.length }, () => EMPTY_ROW),
];
