/** Inputs that are nearly right: texts of a form, changed at places and in ways that a number decides. */
import { numbersFrom } from '../support/random.ts';

/** What the grammars of requests, errors, JSON, shells, and terminals are made of, and numbers at limits. One character is one byte. */
const TOKENS: readonly string[] = [
  ...'\r\n|\r\n\r\n|\n|\r|\0|\t| |  |\r\n |    |\x1b|\x1b[|\x7f|\xff|\xc3\xa9'.split('|'),
  ...': ; , = & ? / // .. # % %2 %00 %2F %25 %C3%28 + * ~ @ ^ | -- - >'.split(' '),
  ...'" \' ` \\ \\" \\u0000 \\ud800 $( $\' < > </ <!-- ]]> &lt; &#x0; { } [ ] {"a":'.split(' '),
  ...'null -1 0 1e999 9007199254740993 18446744073709551616 ffffffffffffffff __proto__ constructor data:'.split(' '),
  ...'HTTP/1.1|GET / HTTP/1.1\r\n|Host: h\r\n|Content-Length: 2\r\n|Transfer-Encoding: chunked\r\n|0\r\n\r\n'.split(
    '|',
  ),
  ...'Authorization: |AWS4-HMAC-SHA256|Credential=|SignedHeaders=|Signature=|X-Amz-Signature=|aws4_request'.split('|'),
  ...'curl |-H |;chunk-signature='.split('|'),
];

/** A result is at most this long: splicing and doubling must not make it longer and longer. */
const LONGEST = 20_000;

/** Returns one of the seeds, with one to five changes that this number decides. */
export function mutated(seeds: readonly string[], input: number): string {
  const next = numbersFrom(input);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  let text = pick(seeds) ?? '';
  for (let left = 1 + Math.floor(next() * 5); left > 0; left--) {
    const from = Math.floor(next() * (text.length + 1));
    const to = Math.min(from + Math.floor(next() ** 3 * 64), text.length);
    text = text.slice(0, from) + inPlaceOf(text.slice(from, to)) + text.slice(to);
  }
  return text.slice(0, LONGEST);

  function inPlaceOf(span: string): string {
    switch (Math.floor(next() * 6)) {
      case 0:
        return '';
      case 1:
        return span + span;
      case 2:
        return (pick(TOKENS) ?? '') + span;
      case 3:
        return String.fromCharCode(Math.floor(next() * 256)) + span.slice(1);
      case 4:
        return (pick(TOKENS) ?? '').repeat(1 + Math.floor(next() ** 4 * 40));
      default:
        return partOf(pick(seeds) ?? '');
    }
  }

  function partOf(other: string): string {
    const start = Math.floor(next() * other.length);
    return other.slice(start, start + Math.floor(next() * 200));
  }
}
