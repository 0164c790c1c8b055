/** The values of options, read from their texts as a command reads them. */
import {
  type OptionDefinitions,
  type OptionValues,
  readOptions,
  type ValuesOf,
} from '../../../src/app/options/option-values.ts';
import { REQUEST_OPTIONS, type RequestValues } from '../../../src/app/options/request-options.ts';
import { SIGNING_OPTIONS } from '../../../src/app/options/signing-options.ts';
import type { RequestPlan } from '../../../src/app/planning/planned-request.ts';
import { planCommand } from '../../../src/app/planning/request-plan.ts';
import type { World } from '../../../src/app/world/world.ts';
import { isProblem, type Problem } from '../../../src/bytes/problem.ts';
import { sound } from '../problems.ts';

/** The values, or the first problem of the texts. */
export function readValues<Options extends OptionDefinitions>(
  definitions: Options,
  given: OptionValues,
): ValuesOf<Options> | Problem {
  const read = readOptions(definitions, given);
  return 'problems' in read ? read.problems[0] : read.values;
}

/** The values of the options that describe a request. */
export const requestValues = (given: OptionValues = {}): RequestValues =>
  sound(readValues({ ...REQUEST_OPTIONS, ...SIGNING_OPTIONS }, given));

/** The plan of a request, or the first problem of its options. */
export async function planOptions(
  world: World,
  address: string,
  given: OptionValues = {},
): Promise<RequestPlan | Problem> {
  const values = readValues({ ...REQUEST_OPTIONS, ...SIGNING_OPTIONS }, given);
  return isProblem(values) ? values : planCommand(world, address, values);
}
