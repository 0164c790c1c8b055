/** Recognizes presigned URLs that were damaged when they were copied from a document or processed by a program. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem, placeInInput } from './client-request.ts';

interface Damage {
  /** Matches the damage. The match begins at the first damaged byte. */
  readonly trace: RegExp;
  readonly says: string;
  readonly fix: string;
}

const DAMAGES: readonly Damage[] = [
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

/** Returns a problem that describes the damage to a URL, or `null` if the URL is not damaged. */
export function damageOf(url: Bytes): Problem | null {
  for (const { trace, says, fix } of DAMAGES) {
    const found = trace.exec(url.octets);
    if (!found) continue;
    const place = placeInInput(slice(url, found.index, found.index + found[0].length));
    return inputProblem('mangled-url', `${says} (byte ${place.start}).`, fix, place);
  }
  return null;
}
