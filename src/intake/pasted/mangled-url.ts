/** Recognizes presigned URLs that were damaged when they were copied from a document or processed by a program. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem, placeInInput } from './client-request.ts';

/** The damage to a URL; `says` is a sentence without its period. */
interface Damage {
  readonly says: string;
  readonly fix: string;
  /** The damaged bytes. */
  readonly start: number;
  readonly end: number;
}

interface KnownDamage extends Pick<Damage, 'says' | 'fix'> {
  /** Matches the damage. The match begins at the first damaged byte. */
  readonly trace: RegExp;
}

const DAMAGES: readonly KnownDamage[] = [
  {
    trace: /&amp;(?=[\s\S]*X-Amz-)/i,
    says: 'The URL has &amp; instead of &: it was copied from HTML or XML',
    fix: 'Replace each &amp; with &.',
  },
  {
    trace: /\\u0026/i,
    says: 'The URL has \\u0026 instead of &: it was copied from JSON',
    fix: 'Replace each \\u0026 with &.',
  },
  {
    trace: /%26(?=X-Amz-\w+%3D)/i,
    says: 'The query of the URL is percent-encoded a second time',
    fix: 'Decode it once: %26 is &, %3D is =, %25 is %.',
  },
  {
    trace: /X-Amz-Credential=[^&/]*%252F/i,
    says: 'The query of the URL is percent-encoded a second time',
    fix: 'Decode it once: %252F is %2F.',
  },
  {
    trace: /(?<=\?)X-Amz-Algorithm=[^&]*$/,
    says: 'The URL ends at its first &, where a shell ends the command',
    fix: 'Put the URL in quotation marks.',
  },
  {
    trace: /(?<=[?&])(?:x-[aA]mz|X-amz|X-AMZ)-[aA](?:lgorithm|LGORITHM)=/,
    says: 'The parameter names have the wrong case, and case matters: no server recognizes the signature',
    fix: 'Write X-Amz-Algorithm, X-Amz-Credential, and so on.',
  },
];

/** Returns the damage to a URL or to the target of a request; `null` if it is not damaged. */
export function damageOf(url: Octets): Damage | null {
  for (const { trace, says, fix } of DAMAGES) {
    const found = trace.exec(url);
    if (found) return { says, fix, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** Returns a problem that describes the damage to a URL in the input, or `null` if the URL is not damaged. */
export function damagedUrl(url: Bytes): Problem | null {
  const damage = damageOf(url.octets);
  if (damage === null) return null;
  const place = placeInInput(slice(url, damage.start, damage.end));
  return inputProblem('mangled-url', `${damage.says} (byte ${place.start}).`, damage.fix, place);
}
