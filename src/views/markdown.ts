/**
 * Converts the Markdown of lessons to blocks of a page. The Markdown is CommonMark and is read with the marked library.
 */
import { lexer, type MarkedToken, type Token } from 'marked';
import { printable } from './characters/visible.ts';
import { type Block, heading, line, link, named, prose, type Run, textOf, words } from './page.ts';

/** Converts paragraphs, headings, lists, and code blocks. HTML and images are shown as source text. */
export function markdownBlocks(text: string): Block[] {
  const blocks = lexer(text).flatMap((token) => blocksOf(token as MarkedToken));
  return blocks.flatMap((block, index) => (index === 0 ? block : [EMPTY, ...block]));
}

const EMPTY: Block = prose();

function blocksOf(token: MarkedToken): Block[][] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return [[heading(plainText(token.tokens))]];
    case 'paragraph':
      return [[prose(...runsOf(token.tokens))]];
    case 'text':
      return [[prose(...runsOf(token.tokens ?? [token]))]];
    case 'code':
      return [token.text.split('\n').map((one) => line('', { text: printable(one), meaning: 'command' }))];
    case 'list':
      return [
        token.items.map(({ tokens }, index): Block => {
          const bullet = token.ordered ? `${Number(token.start) + index}. ` : '• ';
          return { kind: 'prose', runs: [words(bullet), ...runsOf(tokens)], hanging: bullet.length };
        }),
      ];
    case 'blockquote':
      return token.tokens.flatMap((inner) => blocksOf(inner as MarkedToken));
    default:
      return [[prose(printable(token.raw.trim()))]];
  }
}

function runsOf(tokens: readonly Token[]): Run[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): Run[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
        return [named(printable(plainText(token.tokens)))];
      case 'codespan':
        return [{ text: printable(token.text), meaning: 'command' }];
      case 'link':
        return [link(token.href, token.text === token.href ? undefined : printable(plainText(token.tokens)))];
      case 'paragraph':
        return runsOf(token.tokens);
      case 'br':
        return [words(' ')];
      case 'text':
        return token.tokens ? runsOf(token.tokens) : [words(inOneLine(token.text))];
      case 'escape':
        return [words(token.text)];
      default:
        return [words(printable(inOneLine(token.raw)))];
    }
  });
}

const inOneLine = (text: string) => printable(text.replace(/\s*\n\s*/g, ' '));

const plainText = (tokens: readonly Token[]): string => textOf(runsOf(tokens));
