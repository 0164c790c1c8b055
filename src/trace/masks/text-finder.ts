/**
 * Finds many texts at once, in time that grows only with the length of what is searched (Aho and Corasick, "Efficient
 * String Matching", 1975). Neither a text of many kilobytes, nor one that repeats itself, nor thousands of texts make
 * the search slow.
 */
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';
import { joinRanges } from './ranges.ts';
import { SHORTEST_SECRET } from './shortest-secret.ts';

/** Returns where texts occur, in order. */
export type TextFinder = (octets: Octets) => Range[];

/**
 * Where a beginning of a text counts as an occurrence, if it is as long as the shortest secret: nowhere, before an
 * ellipsis, which shows that what is searched was cut off, or anywhere.
 */
export type Beginnings = 'nowhere' | 'cut-off' | 'anywhere';

/** Creates a finder of texts, which ignores the case of ASCII letters. Occurrences that overlap or touch are one range. */
export function textFinder(texts: readonly Octets[], beginnings: Beginnings = 'cut-off'): TextFinder {
  const find = finder(texts, () => true, beginnings);
  return (octets) => joinRanges(find(octets));
}

/**
 * Creates a finder that returns each occurrence, in the order of their ends: of those with the same end, the longest that
 * fits.
 */
export const matchFinder = (texts: readonly Octets[], fits: Fits): TextFinder => finder(texts, fits, 'nowhere');

type Fits = (octets: Octets, range: Range) => boolean;

function finder(texts: readonly Octets[], fits: Fits, beginnings: Beginnings): TextFinder {
  const tree = treeOf(texts);
  const first = [...new Set(texts.map((text) => sliceOctets(text, 0, SHORTEST_SECRET).toLowerCase()))];
  return (octets) =>
    mayContain(octets, first) ? [...matchesIn(octets, tree, fits), ...beginningsIn(octets, tree, beginnings)] : [];
}

/** The maximum number of beginnings that are looked for first, because with more of them, that is not faster. */
const MOST_BEGINNINGS = 16;

/** Returns whether any of the beginnings occurs. Nearly all texts have none, and a plain search is much faster. */
function mayContain(octets: Octets, beginnings: readonly string[]): boolean {
  if (beginnings.length > MOST_BEGINNINGS) return true;
  const lowercase = octets.toLowerCase();
  return beginnings.some((beginning) => lowercase.includes(beginning));
}

function matchesIn(octets: Octets, tree: Tree, fits: Fits): Range[] {
  const matches: Range[] = [];
  const { ending, lengths, fallback } = tree;
  let node = ROOT;
  for (let at = 0; at < octets.length; at++) {
    node = nextNode(tree, node, folded(octets, at));
    for (let text = ending[node] ?? 0; text !== 0; text = ending[fallback[text] ?? 0] ?? 0) {
      const range = { start: at + 1 - (lengths[text] ?? 0), end: at + 1 };
      if (!fits(octets, range)) continue;
      matches.push(range);
      break;
    }
  }
  return matches;
}

/** Returns the longest beginnings of texts: a beginning ends where no text goes on with the next character. */
function beginningsIn(octets: Octets, tree: Tree, beginnings: Beginnings): Range[] {
  if (beginnings === 'nowhere' || (beginnings === 'cut-off' && !octets.includes(ELLIPSIS))) return [];
  const found: Range[] = [];
  let node = ROOT;
  for (let at = 0; at <= octets.length; at++) {
    const length = tree.depths[node] ?? 0;
    const next = at < octets.length ? nextNode(tree, node, folded(octets, at)) : ROOT;
    const isEnd = (tree.depths[next] ?? 0) <= length && length >= SHORTEST_SECRET;
    if (isEnd && (beginnings === 'anywhere' || octets.startsWith(ELLIPSIS, at)))
      found.push({ start: at - length, end: at });
    node = next;
  }
  return found;
}

/** The character that shows that a text was cut off, in UTF-8. */
const ELLIPSIS = octetsFromText('…');

/** Returns an octet. An uppercase letter is returned as the lowercase letter. */
function folded(octets: Octets, at: number): number {
  const octet = octetAt(octets, at);
  return octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
}

/**
 * The beginnings of the texts. Each node is the beginning that the path from the root to the node spells, and node 0 is
 * the root. The columns have an entry for each node, in which 0 means none.
 */
interface Tree {
  /** The children of the root by their octets, because most of a text matches no beginning and stays there. */
  readonly ofRoot: Int32Array;
  /** The children of any other node are a list: nearly all nodes have only one. */
  readonly firstChild: Int32Array;
  readonly sibling: Int32Array;
  readonly octet: Uint8Array;
  /** The longest shorter beginning with which this beginning ends: where the search continues after a mismatch. */
  readonly fallback: Int32Array;
  /** The longest text with which this beginning ends: the node that spells it. */
  readonly ending: Int32Array;
  /** The length of the text that a node spells, if it spells a whole text. */
  readonly lengths: Int32Array;
  /** The length of the beginning that a node spells. */
  readonly depths: Int32Array;
}

const ROOT = 0;

function treeOf(texts: readonly Octets[]): Tree {
  const size = texts.reduce((sum, { length }) => sum + length, 1);
  const column = () => new Int32Array(size);
  const octet = new Uint8Array(size);
  const tree = {
    ofRoot: new Int32Array(256),
    firstChild: column(),
    sibling: column(),
    octet,
    fallback: column(),
    ending: column(),
    lengths: column(),
    depths: column(),
  };
  let nodes = 1;
  for (const text of texts) {
    let node = ROOT;
    for (let at = 0; at < text.length; at++) {
      const next = childOf(tree, node, folded(text, at)) || nodes;
      if (next === nodes) {
        tree.octet[next] = folded(text, at);
        tree.depths[next] = at + 1;
        tree.sibling[next] = tree.firstChild[node] ?? 0;
        tree.firstChild[node] = next;
        if (node === ROOT) tree.ofRoot[folded(text, at)] = next;
        nodes++;
      }
      node = next;
    }
    tree.lengths[node] = text.length;
  }
  addFallbacks(tree, nodes);
  return tree;
}

/** Fills in the fallback of each node, shorter beginnings first, because a fallback is always shorter. */
function addFallbacks(tree: Tree, nodes: number): void {
  const { firstChild, sibling, octet, fallback, ending, lengths } = tree;
  const queue = new Int32Array(nodes);
  let queued = 1;
  for (const parent of queue) {
    for (let node = firstChild[parent] ?? 0; node !== 0; node = sibling[node] ?? 0) {
      queue[queued++] = node;
      const shorter = parent === ROOT ? ROOT : nextNode(tree, fallback[parent] ?? 0, octet[node] ?? 0);
      fallback[node] = shorter;
      ending[node] = lengths[node] ? node : (ending[shorter] ?? 0);
    }
  }
}

function childOf({ ofRoot, firstChild, sibling, octet }: Tree, parent: number, wanted: number): number {
  if (parent === ROOT) return ofRoot[wanted] ?? 0;
  let node = firstChild[parent] ?? 0;
  while (node !== 0 && octet[node] !== wanted) node = sibling[node] ?? 0;
  return node;
}

/** Returns the longest beginning with which what was read ends, after one more octet. */
function nextNode(tree: Tree, from: number, octet: number): number {
  for (let node = from; ; node = tree.fallback[node] ?? 0) {
    const child = childOf(tree, node, octet);
    if (child !== 0 || node === ROOT) return child;
  }
}
