/**
 * Scans a text once for what all readers of evidence need: the heads and the signed texts in it, its XML errors, its
 * objects, and where something new begins.
 */
import type { InputSource } from '../bytes/input.ts';
import { blankOctets, type Octets } from '../bytes/octets.ts';
import type { ErrorDocument } from './answers/document.ts';
import { findErrorXml } from './answers/error-xml.ts';
import type { Piece } from './evidence.ts';
import { type Landmarks, landmarksIn, type Place } from './landmarks.ts';
import type { Group } from './objects/objects.ts';
import { readObjects } from './objects/read-objects.ts';
import { findCommands } from './requests/commands.ts';
import { findHeads, type PrintedHead } from './requests/printed-heads.ts';
import { findTexts, type SignedText } from './texts/find-texts.ts';

export interface ScannedText {
  readonly by: InputSource;
  /** The text, with line endings in the place of the errors that were read. */
  readonly octets: Octets;
  readonly heads: readonly PrintedHead[];
  /** Where the commands of curl begin. */
  readonly commands: readonly Place[];
  readonly texts: readonly SignedText[];
  readonly xml: readonly ErrorDocument[];
  /** The objects outside the errors. */
  readonly objects: Group;
  readonly landmarks: Landmarks;
}

/** Scans a piece. An error that is XML is not part of any object. */
export function scanText({ octets, by }: Piece): ScannedText {
  const heads = findHeads(octets);
  const commands = findCommands(octets);
  const texts = findTexts(octets);
  const landmarks = landmarksIn(octets, [...heads, ...commands], texts);
  const xml = findErrorXml(octets, landmarks);
  const rest = blankOctets(octets, xml);
  return { by, octets: rest, heads, commands, texts, xml, objects: readObjects(rest), landmarks };
}
