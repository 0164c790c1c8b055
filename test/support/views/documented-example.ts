/** the AWS example as `sigv4 walk` signs it. */
import { exampleInputs } from '../../../src/app/example/example-walk.ts';
import { toInnerSandbox } from '../../../src/app/example/inner-sandbox.ts';
import { readsOf } from '../../../src/app/reading/planning-reads.ts';
import type { WalkSubject } from '../../../src/app/walks/facts-of-trace.ts';
import { planWalk } from '../../../src/app/walks/plan-walk.ts';
import { worldOf } from '../commands/test-world.ts';
import { sound } from '../problems.ts';

const { world } = worldOf();
const findRoute = async () => ({
  goesTo: 'network' as const,
  connectsTo: 'nowhere',
  send: () => Promise.reject(new Error('It is not sent.')),
});
const toSandbox = (inputs: ReturnType<typeof exampleInputs>) => toInnerSandbox(world, inputs);
const PLANNED = sound(
  await planWalk({ world, showsSecrets: false, reads: readsOf(world), findRoute, toSandbox }, exampleInputs()),
);

export const documentedExample = (): WalkSubject => PLANNED;
