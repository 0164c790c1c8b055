/** Makes the view of what both sides have of a refused request. */
import type { Octets } from '../../bytes/octets.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { ComparedPair, KnownBy, ResultOfSides, SidesInLines } from '../../diagnosis/sides-in-lines.ts';
import { inSentence } from '../../diagnosis/traces/side-values.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { type ShownPair, wholePairs } from '../../sides/difference/line-ends.ts';
import { alignParts } from '../../sides/difference/part-alignment.ts';
import { asCharacters, visible } from '../characters/visible.ts';
import { letteredPairs } from '../map/letters-of-text.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type ComparedSides,
  isBreak,
  type LineOfSides,
} from './compared-sides.ts';

/** The text that both sides have, or what the first cause changes; `null` if neither is known. */
export function comparisonOf(diagnosis: ShownDiagnosis): ComparedSides | null {
  const {
    inLines,
    compared,
    findings: [first],
  } = diagnosis;
  if (!compared && first && first.changes.length > 0) return comparisonOfChanges(first);
  return inLines && comparisonOfTexts(inLines, diagnosis);
}

function comparisonOfTexts(
  { text, pairs, hash, signature, known, isRight }: SidesInLines,
  { read }: ShownDiagnosis,
): ComparedSides {
  const says = {
    server: read.answer === null && known.server === 'nothing' ? 'gave no response' : SAYS.server[known.server],
    client: SAYS.client[known.client],
  };
  const noHash = { server: read.answer === null ? NO_ANSWER : NOT_PRINTED, client: 'not known' };
  const noSignature = {
    server: read.secret === 'unknown' ? 'not known without the secret' : 'not known',
    client: 'no signature was given',
  };
  const captions = { server: 'the server wants', client: SENT[`${isRight}`] };
  const lines = linesOfTexts(text.id, pairs);
  const results = [
    ...(hash ? [resultOf('SHA-256', hash, noHash, NO_CAPTIONS)] : []),
    ...(signature ? [resultOf('HMAC-SHA256', signature, noSignature, captions)] : []),
  ];
  return {
    text: inSentence(text.name),
    says,
    lines,
    results: following(lines, results, 'another key, or another HMAC'),
  };
}

const NO_ANSWER = 'not known: no response was given';
const NOT_PRINTED = 'not known: the server did not print it';

const SAYS: Readonly<Record<SideName, Readonly<Record<KnownBy, string>>>> = {
  server: {
    quoted: 'computed this',
    rebuilt: 'computed this, as its hash proves',
    computed: 'computes this from the request',
    nothing: 'did not print its text',
  },
  client: {
    quoted: 'signed this',
    rebuilt: 'signed this, as its signature proves',
    computed: 'sent a request that gives this',
    nothing: 'is not known: give its log',
  },
};

const NO_CAPTIONS = { server: '', client: '' };
const SENT = {
  true: 'sent, and right for this text',
  false: 'sent, but not of this text',
  null: 'the client sent',
};

function resultOf(
  by: ComparedResult['by'],
  of: ResultOfSides,
  unknown: Readonly<Record<SideName, string>>,
  captions: ComparedResult['captions'],
): Omit<ComparedResult, 'follows'> {
  const inWords = (side: SideName) => ({ text: of[side] ?? unknown[side], isKnown: of[side] !== null });
  const isUnknown = of.server === null || of.client === null;
  return {
    by,
    standing: isUnknown ? 'unknown' : of.server === of.client ? 'same' : 'differs',
    values: { server: inWords('server'), client: inWords('client') },
    captions,
  };
}

type Results = readonly Omit<ComparedResult, 'follows'>[];

/** Adds from which line the results follow, because the digits of a hash say nothing about the cause. */
function following(lines: readonly ComparedLine[], results: Results, ofSameText: string): ComparedResult[] {
  const differing = results.filter(({ standing }) => standing !== 'same');
  const says = followsFrom(lines, differing.length, ofSameText);
  return results.map((result) => ({ ...result, follows: result === differing[0] ? says : '' }));
}

function followsFrom(lines: readonly ComparedLine[], results: number, ofSameText: string): string {
  const first = lines.find(isBreak);
  if (first)
    return `${results > 1 ? 'both follow' : 'follows'} from ${first.number === null ? 'this' : `line ${first.number}`}`;
  const isSameText = lines.every(({ standing }) => standing === 'same');
  return isSameText ? ofSameText : '';
}

function linesOfTexts(text: string, pairs: readonly ComparedPair[]): ComparedLine[] {
  const own: SideName = pairs.some(({ server }) => server !== null) ? 'server' : 'client';
  const lettered = letteredPairs(text, pairs);
  let number = 0;
  return wholePairs(pairs).map((shown, index): ComparedLine => {
    const line = lineOfSides(shown, pairs[index]?.isSame ?? null);
    if (shown[own] !== null) number += 1;
    return { ...line, ...(lettered[index] ?? NO_PLACE), number: shown[own] === null ? null : number, title: '' };
  });
}

const NO_PLACE = { letter: null, part: null, named: 0 };

function lineOfSides({ server, client }: ShownPair, isSame: boolean | null): LineOfSides {
  if (server !== null && client !== null)
    return isSame === true
      ? { standing: 'same', text: asCharacters(server) }
      : { standing: 'differs', pieces: piecesOf(server, client) };
  const side = server === null ? 'client' : 'server';
  return { standing: isSame === null ? 'unknown' : 'alone', side, text: asCharacters((server ?? client) as Octets) };
}

/** Divides two lines into pieces. Characters that look alike are written as their bytes, so that they look different. */
function piecesOf(server: Octets, client: Octets): (readonly [server: string, client: string])[] {
  const looksAlike = asCharacters(server).normalize('NFKC') === asCharacters(client).normalize('NFKC');
  const shown = (piece: string) => (looksAlike ? visible : asCharacters)(piece as Octets);
  return alignParts(server, client).map(([ours, theirs]) => [shown(ours), shown(theirs)]);
}

/** Compares what a mistake changes, if it is not known what a side has. */
function comparisonOfChanges({ changes, side, certainty }: ShownFinding): ComparedSides {
  const isOpen = certainty.kind === 'possible';
  const lines = changes.flatMap(({ name, from, to }): ComparedLine[] => {
    const shown = side === 'way' ? { server: to, client: from } : { server: from, client: to };
    if (from === null && to === null) return [];
    return [{ ...lineOfSides(shown, false), ...NO_PLACE, number: null, title: name }];
  });
  return {
    text: '',
    says: {
      server: 'computes this',
      client: isOpen ? 'signed this, if this is the cause' : 'signed this',
    },
    lines,
    results: [],
  };
}
