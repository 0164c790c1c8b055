/** A walk that can be edited: other inputs, and the walk that they make. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { editedWalk, planWalk, signedWalk, type WalkMaking } from '../walks/planned-walk.ts';
import type { EditedWalk, SignedWalk, WalkEditor } from '../walks/shown-walk.ts';
import { type BegunInputs, type EndpointFinder, editedInputs, isAsBegun, typedInputs } from './edited-inputs.ts';
import { editedIds, type FilePayload, textOfInput, type WalkInputs } from './walk-inputs.ts';

/** Begins the walk of a request that is signed here and whose inputs can be edited. */
export async function beginWalk(
  making: WalkMaking,
  inputs: RequestInputs,
  findEndpoint: EndpointFinder,
): Promise<SignedWalk | Problem> {
  const planned = await planWalk(making, inputs);
  if (isProblem(planned)) return planned;
  const walk = signedWalk(making.world, making.options, planned);
  const { complete, send, leadOn } = walk;
  const typed = typedInputs(inputs);
  const begun = { inputs, typed, fromFiles: filePayload(inputs, typed, planned.plan.payloadLength) };
  const asBegun = async () => ({ facts: await complete(), send, leadOn });
  return { ...walk, editor: walkEditor(making, begun, { asBegun, findEndpoint }) };
}

interface Beginning {
  /** The walk as it began, its facts complete. */
  readonly asBegun: () => Promise<EditedWalk>;
  readonly findEndpoint: EndpointFinder;
}

function walkEditor(making: WalkMaking, begun: BegunInputs, { asBegun, findEndpoint }: Beginning): WalkEditor {
  const { world, options } = making;
  return {
    inputs: begun.typed,
    fromFiles: begun.fromFiles,
    walk: async (typed) => {
      if (isAsBegun(begun, typed)) return asBegun();
      const inputs = await editedInputs(begun, typed, findEndpoint);
      const planned = isProblem(inputs) ? inputs : await planWalk(making, inputs);
      return isProblem(planned) ? problemOf(planned, typed) : editedWalk(world, options, planned);
    },
    shownSecret: (secret) =>
      options.showSecret === true || isExampleSecret(octetsFromText(secret)) ? secret : '*'.repeat(secret.length),
  };
}

/** As a problem of all bytes of a field. What concerns none of them is one of where the request goes. */
function problemOf(found: Problem, typed: WalkInputs): Problem {
  const id = [...editedIds(typed), 'headers' as const].find((each) => each === found.where?.value) ?? 'url';
  const { length } = octetsFromText(textOfInput(typed, id));
  // Half of what is typed may be a secret, and a problem may quote it.
  return { ...found, says: maskMessage(found.says), where: { value: id, start: 0, end: length } };
}

function filePayload({ data, upload }: RequestInputs, { payload }: WalkInputs, length: number): FilePayload | null {
  if (payload === null || upload !== null || data.value.every(({ kind }) => kind === 'text')) return null;
  return { payload, length };
}
