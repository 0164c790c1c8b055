/** The facts of a walk, as `sigv4 walk` has them, for tests of pages. */
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { urlText } from '../../../src/app/planning/planned-request.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { planOptions } from '../commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../commands/test-world.ts';
import { sound } from '../problems.ts';
import { walkFacts } from './walk-facts.ts';

export interface WalkOf {
  readonly address?: string;
  readonly options?: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

const DATE = '20130524T000000Z';

/** With AWS's example key at the time of AWS's examples, where nothing else is told. */
export async function walkOf({ address = 'https://h.example.com/', options = {}, environment, files }: WalkOf) {
  const test = worldOf({ environment: { AWS_REGION: 'us-east-1', ...EXAMPLE_KEYS, ...environment } }, files);
  const plan = sound(await planOptions(test.world, address, { date: DATE, ...options }));
  const trace = await plan.wholeTrace();
  if (trace === null) throw new Error('It is not signed.');
  const facts: WalkFacts = await walkFacts(test.world, {
    trace,
    url: urlText(plan.place),
    body: plan.body,
    destination: { signedFor: 'h.example.com', goesTo: 'network', connectsTo: 'h.example.com port 443' },
    showsSecrets: options.showSecret === true,
    otherSecrets: [],
  });
  return { plan, trace, facts };
}
