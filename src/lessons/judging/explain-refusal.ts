/** What S3 says of a request that it refuses, and what the request was signed as instead. */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { type Diagnosis, diagnose, isNamed } from '../../diagnosis/diagnosis.ts';
import { firstByte, type LinePair, pairLines } from '../../diagnosis/difference/line-difference.ts';
import { replay } from '../../diagnosis/draft/steps.ts';
import { maskOfSides, type SideMask } from '../../diagnosis/mask-sides.ts';
import { quoted } from '../../diagnosis/words.ts';
import { MESSAGE } from '../../evidence/answers/document.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import type { ShotOutcome } from '../prepared.ts';
import { outcomeText } from '../shots/outcome.ts';

export interface RefusedRequest {
  readonly request: Octets;
  readonly answer: Octets;
  readonly outcome: ShotOutcome;
}

/** Sentences: the code and the message, the likeliest mistake, the first line that differs. */
export function refusalInWords({ request, answer, outcome }: RefusedRequest): readonly string[] {
  const message = outcome.fields.get(MESSAGE);
  const said = `S3 answers ${outcomeText(outcome)}${message === undefined ? '.' : `: ${message}`}`;
  const evidence = readEvidence([
    { octets: answer, by: { kind: 'answer' } },
    { octets: request, by: { kind: 'request', read: 'as-sent' } },
  ]);
  if (isProblem(evidence)) return [said];
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  const diagnosis = diagnose(evidence, (id) => (id === accessKeyId ? octetsFromText(secretAccessKey) : null));
  const mask = maskOfSides(diagnosis.sides);
  return [...[said, ...causeInWords(diagnosis)].map(mask.words), ...lineInWords(diagnosis, mask)];
}

function causeInWords(diagnosis: Diagnosis): string[] {
  const [first] = diagnosis.findings;
  return first && isNamed(diagnosis) ? [first.says, first.fix] : [];
}

/** Of the mistake that makes exactly this signature: the line of the canonical request that it changes first. */
function lineInWords({ findings, sides }: Diagnosis, mask: SideMask): string[] {
  const server = sides.server.canonicalRequest;
  const replayed = findings[0]?.replayed;
  if (server === null || !replayed) return server === null || isNamed({ findings }) ? [] : [OWN_TEXT];
  const signed = replayed.mutation.side === 'client' ? replayed.made : replayed.base;
  const pairs = pairLines(mask.octets(server), mask.octets(replay(signed).canonicalRequest));
  const first = firstByte(pairs);
  const pair = first && pairs[first.pair];
  return pair ? [differenceInWords(pair, lineNumber(pairs, pair))] : [];
}

const OWN_TEXT = 'Hold your canonical request against CanonicalRequest in the answer, line by line.';

/** By the lines of the server, which are as they should be. */
const lineNumber = (pairs: readonly LinePair[], pair: LinePair): number =>
  pairs.slice(0, pairs.indexOf(pair)).filter(({ server }) => server !== null).length + 1;

function differenceInWords({ server, client }: LinePair, line: number): string {
  const place = `Line ${line} of the canonical request`;
  if (!client) return `${place}, ${quoted(server?.octets ?? '')}, was not signed.`;
  if (!server)
    return `Before line ${line} of the canonical request, ${quoted(client.octets)} was signed, which does not belong there.`;
  return `${place} is ${quoted(server.octets)}; what was signed is ${quoted(client.octets)}.`;
}
