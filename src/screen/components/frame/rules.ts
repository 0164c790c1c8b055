/** Draws horizontal rules. A title inside a rule saves the row of a heading. */
import { cutMiddle } from '../../../layout/shortening.ts';
import { glyphsOfWords, type IndexRange, widthOf } from '../../../layout/shown-glyphs.ts';
import { cutGlyphs } from '../../../layout/wrapping.ts';
import type { RowLetter } from '../../../views/map/letters.ts';
import { type Run, textOf } from '../../../views/page.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText, uniteTexts } from '../styled-glyphs.ts';
import { chip } from './gutter.ts';

export interface RuleTitle {
  /** The letter before the left title, drawn as in the gutter. */
  readonly letter?: RowLetter | null;
  readonly left?: readonly Run[];
  /**
   * Titles for the right end, the longest first. The first title that leaves enough room for the left title is shown.
   */
  readonly right?: readonly string[];
  /** A link at the right end, the longest first. */
  readonly links?: readonly Run[];
  /** Whether the pane has the focus. A mark before the pane's title shows the focus. */
  readonly isFocused?: boolean;
}

const AROUND = 2;
const LEAST_LINE = 2;

/**
 * Draws a rule that has a title at its left end and another title at its right end. `width` is in cells. A link is at the
 * right end where there is room beside the left title. By itself, a left title that is too long is cut in its middle,
 * because it ends with the byte.
 */
export function ruleTitle(width: number, title: RuleTitle = {}): ScreenRow {
  const { links = [], right = [] } = title;
  const [end] = links;
  const forms: readonly RuleForm[] = [
    ...right.filter((text) => text !== '').map((text) => ({ end, text })),
    ...links.map((link) => ({ end: link, text: '' })),
  ];
  return ruleIn(width, title, forms.find((form) => fits(width, title, form)) ?? NOTHING);
}

/** What is at the right end of a rule. */
interface RuleForm {
  readonly end: Run | undefined;
  readonly text: string;
}

const NOTHING: RuleForm = { end: undefined, text: '' };

const fits = (width: number, title: RuleTitle, form: RuleForm): boolean =>
  widthOf(leftPart(title, UNLIMITED)) + widthOf(rightPart(form)) + (form.text === '' ? 0 : LEAST_LINE) <= width;

function ruleIn(width: number, title: RuleTitle, form: RuleForm): ScreenRow {
  const after = rightPart(form);
  const before = leftPart(title, width - widthOf(after));
  const line = Math.max(width - widthOf(before) - widthOf(after), 0);
  return uniteTexts([...before, styleText('─'.repeat(line), 'aside'), ...after]);
}

function rightPart({ end, text }: RuleForm): ScreenRow {
  if (!end) return text === '' ? [] : [styleText(` ${text} ─`, 'aside')];
  return [
    styleText(text === '' ? ' ' : ` ${text}${SEPARATOR}`, 'aside'),
    ...styleGlyphs(glyphsOfWords([end]), PLAIN_LOOK),
    styleText(' ─', 'aside'),
  ];
}

const UNLIMITED = Number.POSITIVE_INFINITY;

const SEPARATOR = ' · ';

function leftPart({ letter = null, left = [], links, isFocused = false }: RuleTitle, width: number): ScreenRow {
  if (left.every(({ text }) => text === '') && letter === null) return [];
  const before = letter === null ? [] : [chip(letter), styleText(' · ', 'aside')];
  const mark = isFocused ? [styleText('▸ ', 'name')] : [];
  const room = Math.max(width - AROUND - widthOf([...mark, ...before]) - 1, 1);
  const cut = links ? cutMiddle : cutGlyphs;
  const text = styleGlyphs(cut(glyphsOfWords(left), room), PLAIN_LOOK);
  return [styleText('─ ', 'aside'), ...mark, ...before, ...text, styleText(' ', 'aside')];
}

/** Draws a rule that is heavy below a range of cells, such as the current step, so that the rule needs no color. */
export function heavyRule(width: number, { start, end }: IndexRange): ScreenRow {
  const from = Math.min(Math.max(start, 0), width);
  const to = Math.min(Math.max(end, from), width);
  return [
    styleText('─'.repeat(from), 'aside'),
    styleText('━'.repeat(to - from), 'name'),
    styleText('─'.repeat(width - to), 'aside'),
  ];
}

/** Writes a title into a rule, at its right end or, if the rule is heavy only there, at its left end. */
export function titledRule(rule: ScreenRow, title: string, { start, end }: IndexRange): ScreenRow {
  const cells = textOf(rule).length;
  const shown = ` ${title} `;
  const right = cells - shown.length - 1;
  if (title === '') return rule;
  const at = end > right && start > shown.length ? 1 : right;
  return [...cutRow(rule, 0, at), styleText(shown, 'words'), ...cutRow(rule, at + shown.length, cells)];
}

/** Returns the cells of a rule from `start` to `end`. */
function cutRow(rule: ScreenRow, start: number, end: number): ScreenRow {
  let at = 0;
  return rule.flatMap((part) => {
    const text = part.text.slice(Math.max(start - at, 0), Math.max(end - at, 0));
    at += part.text.length;
    return text === '' ? [] : [{ ...part, text, width: text.length }];
  });
}

/** Draws the double rule of a screen from which a request can be sent over the network. */
export const doubleRule = (width: number): ScreenRow => [styleText('═'.repeat(width), 'name')];
