/** The editor of a walk: other inputs, and what the same command line would make of them. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import { REGION, REGION_SET, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { findValue, type Trace, type ValueDefinition } from '../../trace/trace.ts';
import type { DataSource } from '../options/request-options.ts';
import type { RequestPlan } from '../planning/planned-request.ts';
import { type BodyReader, readBody } from '../reading/read-body.ts';
import { type RequestSources, TYPED } from '../settings/request-sources.ts';
import { settingsOf } from '../settings/settings.ts';
import { type CommandLine, type PlannedWalk, planWalk, type WalkRouter } from '../walks/planned-walk.ts';
import { factsAlone } from '../walks/walk-facts.ts';
import { at, editedCommand, keepsPayload, type Original, textsOf } from './edited-command.ts';
import type { EditedWalk, FilePayload, InputName, WalkEditor, WalkInputs } from './walk-inputs.ts';

/** A walk that may be edited. */
export interface BegunWalk extends Original {
  /** The walk as it began, its facts complete. */
  readonly walk: () => Promise<EditedWalk>;
  readonly findRoute: WalkRouter;
  /** Reads the payload that the walk began with; one that is edited is read anew. */
  readonly bodyOfData: BodyReader;
}

export function walkEditor(begun: BegunWalk): WalkEditor {
  const { command, inputs: first, fromFiles } = begun;
  return {
    inputs: first,
    fromFiles,
    walk: async (inputs) => {
      if (changedInputs(first, inputs).length === 0 && !inputs.pasted) return begun.walk();
      const planned = await planEdited(begun, inputs);
      if (isProblem(planned)) return isOf(planned, inputs) ? planned : blame(begun, inputs, planned);
      return { facts: factsAlone(command.world, planned.subject), send: planned.send, leadOn: planned.leadOn };
    },
    shownSecret: (secret) =>
      command.options.showSecret === true || isExampleSecret(octetsFromText(secret))
        ? secret
        : '*'.repeat(secret.length),
  };
}

async function planEdited(begun: BegunWalk, inputs: WalkInputs): Promise<PlannedWalk | Problem> {
  const command = await editedCommand(begun, inputs);
  if (isProblem(command)) return command;
  const planned = await planWalk(command, begun.findRoute, keepsPayload(begun, inputs) ? begun.bodyOfData : readBody);
  // Half of what is typed may be a secret, and a problem may quote it.
  return isProblem(planned) ? { ...planned, says: maskMessage(planned.says) } : planned;
}

/** Each input that is not as it was; headers as a whole. */
function changedInputs(before: WalkInputs, after: WalkInputs): Exclude<keyof WalkInputs, 'pasted'>[] {
  const names = ['method', 'url', 'headers', 'payload', 'region', 'date', 'accessKeyId', 'secretAccessKey'] as const;
  return names.filter((name) =>
    name === 'headers'
      ? JSON.stringify(before.headers) !== JSON.stringify(after.headers)
      : before[name] !== after[name],
  );
}

const isOf = ({ where }: Problem, inputs: WalkInputs) =>
  where !== null && textsOf(inputs).some(([name]) => name === where.value);

/**
 * Names the input that a problem comes from: the first edited one that alone is refused in the same way. What only
 * several together bring about is a problem of the first.
 */
async function blame(begun: BegunWalk, inputs: WalkInputs, found: Problem): Promise<Problem> {
  const changed = changedInputs(begun.inputs, inputs);
  for (const name of changed) {
    const alone = await planEdited(begun, { ...begun.inputs, [name]: inputs[name] });
    if (!isProblem(alone) || alone.code !== found.code) continue;
    return at(name === 'headers' ? await guiltyHeader(begun, inputs, found) : name, inputs, found);
  }
  return at(changed[0] ?? 'url', inputs, found);
}

/** The header without which the same is not said; all of them, where one is missing. */
async function guiltyHeader(begun: BegunWalk, inputs: WalkInputs, found: Problem): Promise<InputName> {
  for (const index of inputs.headers.keys()) {
    const without = await planEdited(begun, { ...inputs, headers: inputs.headers.toSpliced(index, 1) });
    if (!isProblem(without) || without.says !== found.says) return `headers/${index}`;
  }
  return 'headers';
}

/** The inputs of a command line, and the token of its credentials: what is needed to edit it. */
export async function originalOf(command: CommandLine, { plan, subject }: PlannedWalk): Promise<Original | Problem> {
  const { world, address, options } = command;
  const { environment, loadProfile } = world;
  const credentials = await settingsOf({ options, environment, loadProfile }).credentials();
  if (isProblem(credentials)) return credentials;
  const { accessKeyId, secretAccessKey, sessionToken, source } = credentials;
  const text = ({ id }: ValueDefinition) => {
    const octets = findValue(subject.trace, id)?.bytes.octets;
    return octets === undefined ? null : (textFromOctets(octets) ?? octets);
  };
  const inputs: WalkInputs = {
    method: plan.method,
    url: address,
    headers: plan.wish.headers,
    payload: plan.wish.upload === null ? textOfData(plan.wish.data) : null,
    region: text(REGION) ?? text(REGION_SET) ?? '',
    date: text(TIMESTAMP) ?? '',
    accessKeyId,
    secretAccessKey,
  };
  const region = givenBy(subject.trace, REGION) ?? givenBy(subject.trace, REGION_SET);
  return {
    command: { ...command, sources: keptSources(region, source) },
    inputs,
    sessionToken,
    fromFiles: filePayload(plan),
  };
}

/** However an edited command line says region and keys that are not edited: they come from where they came from. */
const keptSources = (region: string | null, credentials: string): RequestSources => ({
  by: TYPED.by,
  of: (part, usual) => {
    if (part === 'region') return region ?? usual;
    return part === 'accessKeyId' || part === 'secretAccessKey' || part === 'sessionToken' ? credentials : usual;
  },
});

function givenBy(trace: Trace, { id }: ValueDefinition): string | null {
  const origin = findValue(trace, id)?.bytes.spans?.[0]?.origin;
  return origin?.kind === 'given' ? origin.by : null;
}

/** As on the command line. */
const textOfData = (data: readonly DataSource[]): string =>
  data.map((source) => (source.kind === 'text' ? source.text : `@${source.path}`)).join('&');

function filePayload({ wish, payloadLength }: RequestPlan): FilePayload | null {
  const { data, upload } = wish;
  if (upload !== null || data.every(({ kind }) => kind === 'text')) return null;
  return { payload: textOfData(data), length: payloadLength };
}
