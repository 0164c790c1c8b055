/**
 * Scans a text once for what all readers of evidence need: the heads and the signed texts in it, its XML errors, its
 * objects, and where something new begins.
 */
import type { InputSource } from '../bytes/input.ts';
import { blankOctets, type Octets } from '../bytes/octets.ts';
import type { ErrorDocument } from './answers/document.ts';
import { findErrorXml } from './answers/error-xml.ts';
import type { Piece } from './evidence.ts';
import { Landmarks, type Place } from './landmarks.ts';
import type { Entry, Group } from './objects/objects.ts';
import { readObjects } from './objects/read-objects.ts';
import { findHeads, type PrintedHead } from './requests/printed-heads.ts';
import { findTexts, type SignedText } from './texts/find-texts.ts';

export interface ScannedText {
  readonly by: InputSource;
  /** The text, with line endings in the place of the errors that were read. */
  readonly octets: Octets;
  readonly heads: readonly PrintedHead[];
  readonly texts: readonly SignedText[];
  readonly xml: readonly ErrorDocument[];
  /** The objects outside the errors. */
  readonly objects: Group;
  readonly landmarks: Landmarks;
}

export function scanText({ octets, by }: Piece): ScannedText {
  const heads = findHeads(octets);
  const texts = findTexts(octets);
  const landmarks = new Landmarks(
    [...heads, ...texts.flatMap((text) => beginningOf(octets, text) ?? [])],
    octets.length,
  );
  const xml = findErrorXml(octets, landmarks);
  const rest = blankOctets(octets, xml);
  return { by, octets: rest, heads, texts, xml, objects: readObjects(rest), landmarks };
}

/** Returns what was scanned outside the errors, which are landmarks themselves. */
export function outsideOf(documents: readonly ErrorDocument[], scanned: ScannedText): ScannedText {
  const isOutside = ({ start }: Place) =>
    !documents.some((document) => document.start <= start && start < document.end);
  const octets = blankOctets(scanned.octets, documents);
  return {
    ...scanned,
    octets,
    heads: scanned.heads.filter(isOutside),
    texts: scanned.texts.filter(isOutside),
    objects: octets === scanned.octets ? scanned.objects : outside(scanned.objects, documents),
    landmarks: scanned.landmarks.with(documents),
  };
}

/** Leaves out the pairs that overlap an error, and the groups that are inside one. */
function outside(group: Group, documents: readonly ErrorDocument[]): Group {
  const isInside = ({ start, end }: Group) => documents.some((error) => error.start <= start && end <= error.end);
  const overlaps = ({ start, end }: Entry) => documents.some((error) => error.start < end && start < error.end);
  return {
    ...group,
    entries: group.entries.filter((entry) => !overlaps(entry)),
    groups: group.groups.filter((inner) => !isInside(inner)).map((inner) => outside(inner, documents)),
  };
}

/** Matches what comes directly before a text that is part of a server's error: a tag, a name, or the end of a sentence. */
const IN_ERROR =
  /(?:>|&(?:amp;)*gt;|\\u003[eE]|%3[eE]|(?:CanonicalRequest|StringToSign)\\*["']\]?[ \t]*(?::|=>?)|should have been)(?:[\t-\r '"\\]|\\[rn])*$/;

/** The maximum length of a label, and of the lines before it that belong to it, in bytes. */
const LONGEST = 200;

/** Returns the beginning of the entry of a text; `null` if the text is part of an error, which goes on after it. */
function beginningOf(octets: Octets, { start }: SignedText): Place | null {
  const before = octets.slice(Math.max(0, start - LONGEST), start);
  if (IN_ERROR.test(before)) return null;
  const offset = start - before.length;
  const paragraph = /\r?\n[ \t]*\r?\n(?!.*\n[ \t]*\r?\n)/s.exec(before);
  const line = before.lastIndexOf('\n') + 1;
  return { start: offset + (paragraph ? paragraph.index + paragraph[0].length : line) };
}
