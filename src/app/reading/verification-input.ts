/** Reads the input of `sigv4 verify`, which is a file, standard input, or the text itself. */
import { fileSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { openToken } from '../../intake/pasted/tokens.ts';
import { type Recognized, recognize } from '../../intake/recognize.ts';
import type { Files } from '../world/files.ts';

const IS_TEXT = /^[\s'"<‹«“]*(?:https?:\/\/|(?:\$\s+)?curl(?:\.exe)?\s)/i;

/**
 * Returns whether an operand is itself the input, such as a URL or a curl command. Any other operand is the name of a
 * file.
 */
export const isText = (operand: string): boolean => IS_TEXT.test(operand) || openToken(operand) !== null;

export async function readVerificationInput(
  world: Files,
  operand: string,
  method: string | undefined,
): Promise<Recognized | Problem> {
  const options = method === undefined ? {} : { method };
  if (isText(operand)) return recognize(octetsFromText(operand), { kind: 'argument' }, options);
  const octets: Octets | Problem = await world.readFile(operand);
  if (isProblem(octets)) return octets;
  return recognize(octets, fileSource(operand), options);
}
