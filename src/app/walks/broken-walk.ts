/** Creates walks of requests in which mistakes were made on purpose. */

import { arrivedLines } from '../../breaks/arrived-lines.ts';
import { BREAKS, type Break, breaksNamed } from '../../breaks/break.ts';
import { type RightRequest, rightRequest } from '../../breaks/break-request.ts';
import { type BrokenTogether, breakTogether } from '../../breaks/break-together.ts';
import { expectedAnswers } from '../../breaks/expected-answers.ts';
import { traceBroken } from '../../breaks/trace-broken.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { CAUSE_STAGES } from '../../causes/stages.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import type { Exchange } from '../../http/exchange.ts';
import { writeRequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../sigv4/stages/chunk-signatures.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { maskOf } from '../../trace/masks/mask.ts';
import { secretsOf } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import type { ShownBreak } from '../../views/facts.ts';
import { watchedSender } from '../reading/watched-send.ts';
import { searchedWalk, searchRefusal, secretOf } from './diagnosis-walk.ts';
import { firstFacts } from './facts-of-trace.ts';
import type { EditedWalk } from './shown-walk.ts';
import { maskedExchange, type SandboxRoute, type ScreenContext, type SignedRequest } from './signed-request.ts';

/** Returns the breaks that change this request, each made alone. */
export function breaksOf(signed: SignedRequest): readonly ShownBreak[] | Problem {
  const right = rightOf(signed);
  if (isProblem(right)) return right;
  return BREAKS.filter((one) => !('id' in breakTogether(right, [one]))).map((one) => shownBreak(one));
}

function shownBreak(one: Break): ShownBreak {
  const { id, says, side, cause } = one;
  const { title, step } = CAUSE_STAGES[cause.stage];
  return {
    id,
    says,
    side,
    stage: { id: cause.stage, title, step },
    answers: expectedAnswers(one),
  };
}

/** A broken walk, which is broken again by the breaker of the correct one. */
type BrokenWalk = Omit<EditedWalk, 'breaker'>;

/** Creates the walk of the request with these breaks, which is sent to the sandbox. */
export function brokenWalk(
  shown: ScreenContext,
  signed: SignedRequest,
  route: SandboxRoute,
  ids: readonly string[],
): BrokenWalk | Problem {
  const right = rightOf(signed);
  if (isProblem(right)) return right;
  const breaks = chosenBreaks(right, ids);
  if (isProblem(breaks)) return breaks;
  const broken = breakTogether(right, breaks);
  return 'id' in broken ? changesNothing(broken.id) : walkOf(shown, signed, route, { right, breaks, broken });
}

/** Finds each break. A cause means its first break that changes the request. */
function chosenBreaks(right: RightRequest, ids: readonly string[]): readonly Break[] | Problem {
  const chosen: Break[] = [];
  for (const id of ids) {
    const named = breaksNamed(id);
    if (isProblem(named)) return named;
    const made = named.find((one) => !('id' in breakTogether(right, [one])));
    if (!made) return changesNothing(id);
    chosen.push(made);
  }
  return chosen;
}

interface Broken {
  readonly right: RightRequest;
  readonly breaks: readonly Break[];
  readonly broken: BrokenTogether;
}

function walkOf(
  shown: ScreenContext,
  signed: SignedRequest,
  route: SandboxRoute,
  { right, breaks, broken }: Broken,
): BrokenWalk {
  const { world, showsSecrets, paste } = shown;
  const trace = traceBroken(signed.trace, right, broken);
  const { goesTo, connectsTo } = route;
  const facts = firstFacts({
    ...signed,
    trace,
    body: bodyOf(broken.body),
    destination: { signedFor: signed.destination.signedFor, goesTo, connectsTo },
  });
  const method = broken.arrived.method.octets;
  const octets = `${writeRequestHead(broken.arrived).octets}${broken.body}` as Octets;
  const secrets = showsSecrets ? null : [...secretsOf(trace), ...secretsOf(signed.trace), ...signed.otherSecrets];
  const sent = {
    trace,
    head: writeRequestHead(broken.sent).octets,
    body: bodyOf(right.body),
    secretAccessKey: secretOf(signed.trace),
  };
  const mask = maskOf(secrets ?? []);
  const arrives = arrivedLines(right, broken).map((line) => ({
    ...line,
    sent: mask(line.sent),
    arrived: line.arrived && mask(line.arrived),
  }));
  let last: Exchange | null = null;
  return {
    facts: { ...facts, breaks: breaks.map((one) => shownBreak(one)), arrives },
    send: watchedSender(world, octets.length, async (watched) => {
      last = await route.sendMessage({ method, octets }, watched);
      return maskedExchange(last, secrets);
    }),
    openDiagnosis: async (watch) => {
      const search = searchRefusal(sent, last);
      return isProblem(search) ? search : searchedWalk(search, { showsSecrets, paste, world }, watch);
    },
  };
}

/** Reads the request as a verifier does. Returns a problem if its mistakes cannot be made. */
function rightOf({ trace, head, body }: SignedRequest): RightRequest | Problem {
  const isUsual = (trace.scheme === 'header' || trace.scheme === 'query') && findValue(trace, SIGNING_KEY.id);
  if (!isUsual) return notBroken('It is not signed with AWS4-HMAC-SHA256 in a header or in a URL.');
  if (trace.values.some(({ stage }) => stage === CHUNK_SIGNATURES_STAGE.id))
    return notBroken('Its body is signed in chunks.');
  if (body.beginning.length !== body.length) return notBroken(`Its body has ${body.length} bytes.`);
  const read = readRequestHead(plain(head));
  const right = isProblem(read) ? null : rightRequest({ head: read, body: body.beginning }, secretOf(trace));
  return right ?? notBroken('Its signature cannot be read again.');
}

function changesNothing(id: string): Problem {
  return problem('break', `${id} changes nothing in this request.`, '--break list names those that change it.');
}

function notBroken(why: string): Problem {
  return problem(
    'break',
    `This request cannot be broken on purpose. ${why}`,
    'Break a request that is signed in a header or in a URL, with a body of up to 64 KiB.',
  );
}
