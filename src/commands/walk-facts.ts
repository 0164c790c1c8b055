/** A signed request as the facts of a walk: redacted, held against what is published, a second opinion asked. */
import { isExampleSecret } from '../aws/example-keys.ts';
import { EMPTY, type Octets, octetsFromText, sliceOctets, textFromOctets } from '../bytes/octets.ts';
import { storedFrom, storedOctets, storedTogether } from '../bytes/stored-bytes.ts';
import type { WalkFacts } from '../pages/facts.ts';
import { disagreementsOf } from '../sigv4/disagreements.ts';
import { isCarriedSecret, maskSecretsIn } from '../sigv4/secret-headers.ts';
import { FORM_BEGINNING } from '../sigv4/stages/form-fields.ts';
import { SECRET_ACCESS_KEY } from '../sigv4/stages/request.ts';
import { type RedactedTrace, type Redaction, redact } from '../trace/redact.ts';
import { findValue, type Trace } from '../trace/trace.ts';
import { checkTrace } from '../vectors/expectations.ts';
import { byOwner, countVectors, type GroupResult, runGroup, vectorOfTrace } from '../vectors/run.ts';
import { type FixtureFiles, readVectors } from '../vectors/vector.ts';
import { secondOpinionInput } from './second-opinion-input.ts';
import type { World } from './world.ts';

export interface WalkSubject {
  readonly trace: Trace;
  /** Whose request it is: "AWS's documented example". */
  readonly by: string;
  readonly url: string;
  /** The body on the wire. */
  readonly body: Omit<WalkFacts['body'], 'isMasked'>;
  readonly destination: WalkFacts['destination'];
  /** Whether the person asked by name to see secrets. */
  readonly showsSecrets: boolean;
}

/** The facts, not sent yet, a second opinion asked. Throws where the files of the program are damaged. */
export async function walkFacts(world: World, subject: WalkSubject): Promise<WalkFacts> {
  const question = secondOpinionInput(subject.trace);
  return { ...factsAlone(world, subject), opinion: question && (await world.secondOpinion(question)) };
}

/** The same, nobody asked: at once. */
export function factsAlone(world: Pick<World, 'fixtures'>, subject: WalkSubject): WalkFacts {
  const { trace, by, url, body, destination } = subject;
  const groups = vectorsRun(world.fixtures);
  const vector = vectorOfTrace(trace, groups);
  const redacted = redact(trace, redactionOf(subject));
  return {
    trace: redacted,
    by,
    url: subject.showsSecrets ? url : textOf(maskSecretsIn(octetsFromText(url))),
    body: shownBody(redacted, body),
    destination,
    checks: vector ? checkTrace(trace, vector.vector) : [],
    publisher: vector?.publisher ?? null,
    vectors: countVectors(byOwner(groups).published),
    disagreements: disagreementsOf(trace),
    opinion: null,
    exchange: null,
    verification: null,
  };
}

/** Each vector is run once, however many walks are held against it. */
const RUNS = new WeakMap<FixtureFiles, readonly GroupResult[]>();

function vectorsRun(fixtures: FixtureFiles): readonly GroupResult[] {
  const groups = RUNS.get(fixtures) ?? readVectors(fixtures).map(runGroup);
  RUNS.set(fixtures, groups);
  return groups;
}

/** The body of an upload begins with fields, which may hold a token: as the redactor leaves them. */
function shownBody(trace: RedactedTrace, { length, beginning, stored }: WalkSubject['body']): WalkFacts['body'] {
  const fields = findValue(trace, FORM_BEGINNING.id);
  if (!fields) return { length, beginning, stored, isMasked: false };
  const { octets } = fields.bytes;
  return {
    length,
    beginning: (octets + sliceOctets(beginning, octets.length)) as Octets,
    stored: storedTogether([storedOctets(octets), storedFrom(stored, octets.length)]),
    isMasked: fields.masked.length > 0,
  };
}

const textOf = (octets: Octets) => textFromOctets(octets) ?? octets;

/** What AWS itself has published may be shown; tokens and cookies never come with it. */
export function redactionOf({ trace, showsSecrets }: Pick<WalkSubject, 'trace' | 'showsSecrets'>): Redaction {
  const secret = findValue(trace, SECRET_ACCESS_KEY.id)?.bytes.octets ?? EMPTY;
  const hasOther = trace.values.some(isCarriedSecret);
  return showsSecrets || (isExampleSecret(secret) && !hasOther) ? 'reveal' : 'mask';
}
