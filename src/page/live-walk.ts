/** Makes a walk again from the inputs that its page has, as the terminal does after an edit. */
import { begunInputs, replanner } from '../app/editing/edited-inputs.ts';
import { type PageInputs, packedFile, unpackInputs } from '../app/planning/page-inputs.ts';
import { readOnce, readsOf } from '../app/reading/planning-reads.ts';
import { firstFacts } from '../app/walks/facts-of-trace.ts';
import { planWalk } from '../app/walks/plan-walk.ts';
import type { EditProblem } from '../app/walks/shown-walk.ts';
import type { WalkInputs } from '../app/walks/walk-inputs.ts';
import { ingredientsOf } from '../bytes/origin.ts';
import { isProblem, problem } from '../bytes/problem.ts';
import { bodyOf } from '../http/body/request-body.ts';
import { REQUEST_STAGE, SECRET_ACCESS_KEY } from '../sigv4/stages/request.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import type { Check } from '../vectors/expectations.ts';
import type { WalkFacts } from '../views/facts.ts';

/** What the page of a walk begins with. */
export interface PageWalk {
  readonly inputs: PageInputs;
  readonly destination: WalkFacts['destination'];
  readonly checks: WalkFacts['checks'];
  readonly publisher: WalkFacts['publisher'];
}

/** What a reader can change. The session token is empty for a request that has none, and until it is typed. */
export interface PageFields extends WalkInputs {
  readonly sessionToken: string;
}

export interface LiveWalk {
  /** The fields before they are changed. A secret that the page does not have is empty. */
  readonly fields: PageFields;
  /** The secrets that the page does not have, which a reader can type. */
  readonly missing: readonly ('secretAccessKey' | 'sessionToken')[];
  /**
   * Resolves with the walk of these fields. Without the secret access key it ends where the key is needed. A problem names
   * the input, and covers the whole of it.
   */
  readonly walk: (now: PageFields) => Promise<WalkFacts | EditProblem>;
}

/** Takes the place of a secret that is not known. What is made from it is never shown. */
const NO_SECRET = 'unknown';

/** Begins the walk of a page. `now` reads the clock. Throws if the page is damaged. */
export function liveWalk({ inputs: packed, destination, checks, publisher }: PageWalk, now: () => Date): LiveWalk {
  const reads = readOnce(readsOf({ now, ...filesOf(packed) }));
  const begunWith = (sessionToken: string) => {
    const inputs = unpackInputs(packed, { secretAccessKey: '', sessionToken });
    if (isProblem(inputs)) throw new Error(inputs.says);
    return begunInputs(inputs, lengthOfFiles(packed));
  };
  const context = {
    world: { secrets: () => [] },
    showsSecrets: false,
    reads,
    findRoute: async () => ({ ...destination, send: sendsNothing }),
    toSandbox: () => async () => ({ ...destination, send: sendsNothing, sendMessage: sendsNothing }),
  };
  const { typed } = begunWith('');
  const { secretAccessKey, sessionToken } = packed.credentials;
  return {
    fields: { ...typed, form: packed.signing.form, sessionToken: '' },
    missing: [
      ...(secretAccessKey.value === '' ? (['secretAccessKey'] as const) : []),
      ...(sessionToken ? (['sessionToken'] as const) : []),
    ],
    walk: async (fields) => {
      if (sessionToken && fields.sessionToken === '') return NO_TOKEN;
      const isKeyKnown = fields.secretAccessKey !== '' || secretAccessKey.value !== '';
      const plan = replanner(
        begunWith(fields.sessionToken),
        async () => null,
        (edited) => planWalk(context, edited),
      );
      const planned = await plan(isKeyKnown ? fields : { ...fields, secretAccessKey: NO_SECRET });
      if (isProblem(planned)) return planned;
      const facts = firstFacts(planned);
      const trace = isKeyKnown ? facts.trace : withoutKey(facts.trace);
      // A value that an edit leaves as it was is still the one that others have.
      const isAsChecked = ({ value, expected }: Check) => findValue(trace, value)?.bytes.octets === expected;
      return { ...facts, trace, publisher, checks: checks.filter(isAsChecked) };
    },
  };
}

const sendsNothing = async (): Promise<never> => {
  throw new Error('A page sends nothing.');
};

const NO_TOKEN: EditProblem = problem(
  'credentials',
  'The session token is a part of this request, and it is not in the page.',
  'Type the session token.',
  { where: { value: 'session-token', start: 0, end: 0 } },
);

function filesOf(packed: PageInputs) {
  const read = async (path: string) => packedFile(packed, path) ?? notPacked(path);
  return {
    readFile: read,
    openBody: async (path: string) => {
      const octets = await read(path);
      return isProblem(octets) ? octets : bodyOf(octets);
    },
  };
}

const notPacked = (path: string) =>
  problem('file', `The file ${JSON.stringify(path)} is not in this page.`, 'Type the payload.');

const lengthOfFiles = (packed: PageInputs): number =>
  Object.keys(packed.files).reduce((length, path) => length + (packedFile(packed, path)?.length ?? 0), 0);

/** Returns a trace without the values that are made from the secret, and without the stages in which they are made. */
function withoutKey(trace: RedactedTrace): RedactedTrace {
  const left = new Set([SECRET_ACCESS_KEY.id]);
  // A value is derived only from earlier values.
  for (const { id, bytes } of trace.values) {
    const sources = (bytes.spans ?? []).flatMap(({ origin }) => ingredientsOf(origin)).map(({ source }) => source);
    if (sources.some((source) => source.kind === 'copy' && left.has(source.value))) left.add(id);
  }
  const [made, known] = [trace.values.filter(({ id }) => left.has(id)), trace.values.filter(({ id }) => !left.has(id))];
  const isShown = (stage: string) =>
    stage === REQUEST_STAGE.id ||
    (known.some((value) => value.stage === stage) && !made.some((value) => value.stage === stage));
  return { ...trace, stages: trace.stages.filter(({ id }) => isShown(id)), values: known };
}
