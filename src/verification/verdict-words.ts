/** A verdict in words. */
import type { Problem } from '../bytes/problem.ts';
import type { Standing } from './comparison.ts';
import { momentInWords, spanInWords } from './moments.ts';
import type { Verdict } from './verdict.ts';

/** The first line of every report. */
export function verdictInWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'match':
    case 'expired':
    case 'unsigned':
      return verdict.kind;
    case 'mismatch':
      return `mismatch at ${verdict.at.name}`;
    case 'not-yet-valid':
      return 'not yet valid';
    case 'malformed':
      return `malformed at ${placeInWords(verdict.problem)}`;
    case 'signature-version-2':
      return 'Signature Version 2';
    case 'unknown':
      return 'unknown';
  }
}

function placeInWords({ where, code }: Problem): string {
  if (where) return `byte ${where.start} of the ${where.value}`;
  return code.replaceAll('-', ' ');
}

/** What it means, in one or two sentences. */
export function verdictExplained(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'match':
      return 'The signature is right, and so is everything else that is claimed.';
    case 'mismatch':
      return verdict.at.says;
    case 'expired':
      return `${signatureInWords(verdict.signature)} it was good until ${momentInWords(verdict.until)}, ${spanInWords(verdict.now - verdict.until)} before the clock of this server. Give another clock with --at.`;
    case 'not-yet-valid':
      return `${signatureInWords(verdict.signature)} it is good only from ${momentInWords(verdict.from)} on, ${spanInWords(verdict.from - verdict.now)} after the clock of this server. Give another clock with --at.`;
    case 'malformed':
    case 'signature-version-2':
    case 'unsigned':
      return `${verdict.problem.says} ${verdict.problem.mend}`;
    case 'unknown':
      return `Nothing is wrong as far as can be seen. ${verdict.says}`;
  }
}

const signatureInWords = (standing: Standing) =>
  standing === 'same'
    ? 'The signature is right, but'
    : 'Whether the signature is right nobody can tell without the secret access key, and';
