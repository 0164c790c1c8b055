/** Presigned URLs that something has changed on the way to whoever pastes them: what did it, and how to undo it. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem, placeInInput } from './client-request.ts';

interface Damage {
  /** Finds it, from the first byte of it on. */
  readonly trace: RegExp;
  readonly says: string;
  readonly fix: string;
}

const DAMAGES: readonly Damage[] = [
  {
    trace: /&amp;(?=[\s\S]*X-Amz-)/i,
    says: 'The URL has &amp; where & was: it was copied out of HTML or XML',
    fix: 'Write & in the place of each &amp;.',
  },
  {
    trace: /\\u0026/i,
    says: 'The URL has \\u0026 where & was: it was copied out of JSON',
    fix: 'Write & in the place of each \\u0026.',
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
    says: 'The URL ends where its first & was: a shell takes that for the end of a command',
    fix: 'Put the URL into quotation marks.',
  },
  {
    trace: /(?<=[?&])(?:x-[aA]mz|X-amz|X-AMZ)-[aA](?:lgorithm|LGORITHM)=/,
    says: 'The names of the parameters are in other letters, and case matters: no server takes them for a signature',
    fix: 'Write X-Amz-Algorithm, X-Amz-Credential and so on.',
  },
];

/** What was done to the URL; `null` for one that nothing was done to. */
export function damageOf(url: Bytes): Problem | null {
  for (const { trace, says, fix } of DAMAGES) {
    const found = trace.exec(url.octets);
    if (!found) continue;
    const place = placeInInput(slice(url, found.index, found.index + found[0].length));
    return inputProblem('mangled-url', `${says} (byte ${place.start}).`, fix, place);
  }
  return null;
}
