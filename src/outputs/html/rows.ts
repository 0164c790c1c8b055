/**
 * Writes rows of glyphs as HTML. The rows are the same as on the screen and in plain text, and each has its
 * explanation.
 */

import { joinNeighbors } from '../../bytes/joined.ts';
import { blockRows, type Row, type WholeBlock } from '../../layout/block-rows.ts';
import { lineOf } from '../../layout/compared-rows.ts';
import { lettersOfRow } from '../../layout/row-letters.ts';
import { singleLetters } from '../../views/map/letters.ts';
import { isPlace } from '../../views/map/place.ts';
import { type BesideTexts, type Block, type ComparedLines, EXPLANATION_LABELS, textOf } from '../../views/page.ts';
import { railMarkup } from './diagnosis/rail.ts';
import { chip, glyphsMarkup, type RowContext, tagOf } from './glyphs.ts';
import { type MarkupNode, markup } from './markup.ts';

/** Writes blocks. Hex views are folded, because they repeat bytes that are shown as text. */
export function blocksMarkup(blocks: readonly Block[], context: RowContext): MarkupNode[] {
  const groups = joinNeighbors(
    blocks.flatMap(whole).map((block): readonly WholeBlock[] => [block]),
    (last, next) => (isHex(last) && isHex(next) ? [...last, ...next] : null),
  );
  return groups.flatMap((group) =>
    isHex(group)
      ? [
          markup`<details class="hex"><summary>in hexadecimal</summary>${hexMarkup(group.flatMap(pageRows(context)), context)}</details>`,
        ]
      : group.flatMap((block) => blockMarkup(block, context)),
  );
}

const isHex = ([block]: readonly WholeBlock[]): boolean => block?.kind === 'line' && block.view === 'hex';

function whole(block: Block): readonly WholeBlock[] {
  if (block.kind === 'stored') return block.beginning;
  return block.kind === 'keys' ? [] : [block];
}

function blockMarkup(block: WholeBlock, context: RowContext): MarkupNode[] {
  if (block.kind === 'command') {
    const lines = block.commands.map((command) => command.join(' ')).join('\n');
    return [markup`<figure><figcaption>${block.says}</figcaption><pre tabindex="0">${lines}</pre></figure>`];
  }
  if (block.kind === 'compared') return [comparedMarkup(block, context)];
  if (block.kind === 'beside') return [besideMarkup(block)];
  if (block.kind === 'rail') return [railMarkup(block.comparison)];
  const rows = pageRows(context)(block);
  // An empty line is a line of a text. Any other empty row only keeps blocks apart, which the style does here.
  if (block.kind === 'line') return rows.map((row) => lineMarkup(row, context));
  const words = rows.filter(({ glyphs }) => glyphs.length > 0).map((row) => glyphsMarkup(row.glyphs, context));
  return words.map((row) => (block.kind === 'heading' ? markup`<h3>${row}</h3>` : markup`<p>${row}</p>`));
}

/** Returns a function that lays out a block for a page, on which each label is in a column of its own. */
const pageRows =
  ({ bytesOf }: RowContext) =>
  (block: Parameters<typeof blockRows>[0]): Row[] => {
    const isLabelled = block.kind === 'line' && !block.gutter && block.label !== '';
    const labelled = isLabelled ? { ...block, gutter: { number: null } } : block;
    return blockRows(labelled, { width: Number.POSITIVE_INFINITY, margin: 0, continuation: 2, bytesOf, notes: 1 });
  };

/**
 * Writes the rows of a hex view. Rows of bytes that are in no value, such as those of a long body, follow the first of
 * them as one text, because they have the same explanation.
 */
function hexMarkup(rows: readonly Row[], context: RowContext): MarkupNode[] {
  const isTraced = ({ glyphs }: Row) => glyphs.some(({ at }) => at !== null && context.indexOf.has(at.value));
  const follows = (row: Row, before: Row | undefined) =>
    before !== undefined && !isTraced(row) && !isTraced(before) && row.origin === before.origin;
  const groups = joinNeighbors(
    rows.map((row, index) => ({ isText: follows(row, rows[index - 1]), rows: [row] })),
    (last, next) => (last.isText && next.isText ? { isText: true, rows: [...last.rows, ...next.rows] } : null),
  );
  return groups.flatMap(({ isText, rows: own }) => {
    if (!isText) return own.map((row) => lineMarkup(row, context));
    const [bytes, notes] = [own.map(({ glyphs }) => textOf(glyphs)).join('\n'), own.map(({ note }) => note).join('\n')];
    return markup`<div class="line"><span class="gutter"></span><code tabindex="0">${bytes}</code><span class="note">${notes}</span></div>`;
  });
}

/** Writes two lines one below the other, whole, with the pieces that differ marked. */
function comparedMarkup({ labels, pieces }: ComparedLines, context: RowContext): MarkupNode {
  const rows = ([0, 1] as const).map((side) => {
    const shown = glyphsMarkup(lineOf(pieces, side), context);
    return markup`<tr><th scope="row">${labels[side]}</th><td><code tabindex="0">${shown}</code></td></tr>`;
  });
  return markup`<table class="compared"><tbody>${rows}</tbody></table>`;
}

/** Writes two texts side by side. Each row has one line from each text. */
function besideMarkup({ titles, lines }: BesideTexts): MarkupNode {
  const head = titles.map((title) => markup`<th scope="col">${title}</th>`);
  const rows = lines.map((pair, index) => {
    const cells = pair.map((runs) => markup`<td><code tabindex="0">${runs && textOf(runs)}</code></td>`);
    return markup`<tr><th scope="row">${index + 1}</th>${cells}</tr>`;
  });
  return markup`<table class="texts"><thead><tr><th scope="col">line</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Writes a line: its number and letters, its bytes, its name, and an explanation that opens in place. */
function lineMarkup(row: Row, context: RowContext): MarkupNode {
  const { gutter, note, origin, explains } = row;
  const told = EXPLANATION_LABELS.flatMap((label) => {
    const says = explains?.[label];
    return says === undefined ? [] : [markup`<dt>${label}</dt><dd>${says}</dd>`];
  });
  const from =
    origin === null || origin === '' ? null : markup`<dt>origin</dt><dd>${origin}${inputsOf(row, context)}</dd>`;
  const more =
    from || told.length > 0 ? markup`<details><summary>why</summary><dl>${from}${told}</dl></details>` : null;
  const isText = row.bytes !== null;
  const shown = glyphsMarkup(row.glyphs, context);
  return markup`<div class="line"><span class="gutter">${gutter?.number ?? null}${singleLetters(lettersOfRow(row, context.places)?.text ?? '').map(chip)}</span>${
    isText ? markup`<code tabindex="0">${shown}</code>` : markup`<span class="text">${shown}</span>`
  }<span class="note">${note}</span>${more}</div>`;
}

/** Names the inputs at the end of the way, unless the row shows them themselves, or comes from none. */
function inputsOf({ glyphs }: Row, context: RowContext): string {
  const tags = glyphs.flatMap((glyph) => tagOf(glyph, context) ?? []).filter(isPlace);
  const shown = new Set(glyphs.map(({ at }) => at?.value));
  const names = new Set(tags.filter(({ value }) => !shown.has(value)).map(({ name }) => name));
  return names.size === 0 ? '' : `; at first: ${[...names].join(', ')} (step 1)`;
}
