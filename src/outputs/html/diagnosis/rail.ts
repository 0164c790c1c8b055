/** Writes what both sides have of a refused request, line by line, with the pieces that differ marked. */
import { linesInText } from '../../../layout/rail/rail-lines.ts';
import { SIDE_NAMES } from '../../../views/bytes/two-texts.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type ComparedSides,
  isBreak,
  JOINS,
} from '../../../views/diagnosis/compared-sides.ts';
import { singleLetters } from '../../../views/map/letters.ts';
import { chip } from '../glyphs.ts';
import { type MarkupNode, markup } from '../markup.ts';

const SIGNS = {
  same: JOINS.same[0],
  differs: JOINS.differs[0],
  alone: JOINS.differs[0],
  unknown: JOINS.unknown[0],
} as const;
const [BELOW] = JOINS.follows;

/** Writes a comparison. Runs of lines that are the same are folded, because a page has both texts as a whole below. */
export function railMarkup(comparison: ComparedSides): MarkupNode {
  const { lines, results, text, says } = comparison;
  const drawn = linesInText(comparison).flatMap((each) => {
    const join = each.isBroken ? BELOW : '';
    if (each.kind === 'line') return lineMarkup(each.line, join);
    return [rowMarkup('same', 'both', markup`${each.says}`, `${SIGNS.same}${join}`)];
  });
  const below = lines.some(isBreak) ? BELOW : '';
  const values = results.flatMap((result) => resultMarkup(result, below));
  const title = text === '' ? 'What differs' : `The ${text}, both sides`;
  const sides = SIDE_NAMES.map((side) => `The ${side} ${says[side]}`).join('. ');
  return markup`<h3>${title}</h3><p class="remark">${sides}.</p><table id="lines" class="rail"><tbody>${drawn}${values}</tbody></table>`;
}

type RowKind = 'same' | 'unlike' | 'caption';

function rowMarkup(kind: RowKind, head: MarkupNode | string, content: MarkupNode, join: string): MarkupNode {
  return markup`<tr class="${kind}"><th scope="row">${head}</th><td>${content}</td><td aria-hidden="true">${join}</td></tr>`;
}

const codeMarkup = (content: MarkupNode | string | readonly MarkupNode[]): MarkupNode =>
  markup`<code tabindex="0">${content}</code>`;

function lineMarkup(line: ComparedLine, follows: string): MarkupNode[] {
  const { number, letter, title, standing } = line;
  const chips = singleLetters(letter?.text ?? '').map(chip);
  const head = (side: string) => markup`${chips} ${number === null ? '' : String(number)} ${side}`;
  const titled = title === '' ? [] : [rowMarkup('caption', '', markup`${title}`, '')];
  if (standing === 'same')
    return [...titled, rowMarkup('same', head('both'), codeMarkup(line.text), `${SIGNS.same}${follows}`)];
  if (standing === 'differs') {
    const rows = SIDE_NAMES.map((side, at) => {
      const pieces = line.pieces.map((piece) => {
        const text = piece[at] ?? '';
        return piece[0] === piece[1] || text === '' ? markup`${text}` : markup`<mark>${text}</mark>`;
      });
      return rowMarkup('unlike', head(side), codeMarkup(pieces), at === 0 ? SIGNS.differs : BELOW);
    });
    return [...titled, ...rows];
  }
  const own = rowMarkup('unlike', head(line.side), codeMarkup(line.text), SIGNS[standing]);
  if (standing === 'unknown') return [own];
  const other = line.side === 'server' ? 'client' : 'server';
  return [...titled, own, rowMarkup('unlike', other, markup`<span class="remark">(no such line)</span>`, BELOW)];
}

function resultMarkup({ by, standing, values, captions, follows }: ComparedResult, below: string): MarkupNode[] {
  const reason = follows === '' ? '' : `  ${follows}`;
  const caption = rowMarkup('caption', '', markup`↓ ${by}${reason}`, below);
  const kind = standing === 'same' ? 'same' : 'unlike';
  const sides = standing === 'same' ? SIDE_NAMES.slice(0, 1) : SIDE_NAMES;
  const rows = sides.map((side, at) => {
    const { text, isKnown } = values[side];
    const shown = isKnown ? codeMarkup(text) : markup`<span class="remark">${text}</span>`;
    const head = markup`${chip('#')} ${standing === 'same' ? 'both' : side}`;
    const note = captions[side] === '' ? null : markup` <span class="remark">${captions[side]}</span>`;
    return rowMarkup(kind, head, markup`${shown}${note}`, at === 0 ? SIGNS[standing] : below);
  });
  return [caption, ...rows];
}
