/** What came of a request, read from the bytes of the answer, and held against what a lesson expects. */
import { arrayFromOctets, EMPTY, type Octets, textFromOctets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { CODE } from '../../evidence/answers/document.ts';
import { readElements } from '../../evidence/answers/error-xml.ts';
import { responseReader } from '../../http/read-response.ts';
import type { ExpectedOutcome } from '../format-parts.ts';
import type { ShotOutcome } from '../prepared.ts';

/** The root of S3's error document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
const REFUSAL = /^(?:<\?xml[^>]*>\s*)?<Error>/;

/** A whole answer, or as much of it as came; `method` is that of its request. Status 0 where it is no answer. */
export function outcomeOf(answer: Octets, method = 'GET'): ShotOutcome {
  const reader = responseReader(method);
  reader.push(arrayFromOctets(answer));
  reader.close();
  const reading = reader.reading();
  const response = reading.kind === 'head' ? null : reading.response;
  const body = response?.body.kept ?? EMPTY;
  const elements = REFUSAL.test(body) ? readElements(body) : null;
  const fields = new Map([...(elements ?? [])].map(([name, value]) => [name, textFromOctets(value) ?? value]));
  return { status: response?.head.status ?? 0, code: fields.get(CODE) ?? null, fields, body };
}

/** `null` where the answer is as it was expected. */
export function meets(expected: ExpectedOutcome, outcome: ShotOutcome): Problem | null {
  const wanted = outcomeText({ status: expected.status, code: expected.code ?? null });
  const got = outcomeText(outcome);
  if (wanted !== got) return unmet(`expected ${wanted}, the sandbox answered ${got}`);
  for (const [name, value] of Object.entries(expected.fields)) {
    const found = outcome.fields.get(name);
    if (found === value) continue;
    const said = found === undefined ? 'nothing of it' : JSON.stringify(found);
    return unmet(`expected ${name} ${JSON.stringify(value)}, the sandbox said ${said}`);
  }
  const { length } = expected;
  if (length === undefined || length === outcome.body.length) return null;
  return unmet(`expected a body of ${length} bytes, the sandbox sent ${outcome.body.length}`);
}

/** `403 SignatureDoesNotMatch`, `206`. */
export const outcomeText = ({ status, code }: Pick<ShotOutcome, 'status' | 'code'>): string =>
  code === null ? String(status) : `${status} ${code}`;

function unmet(says: string): Problem {
  return problem('outcome', says, 'Expect what the sandbox answers, or make the request another.');
}
