/** Creates the sandboxes of a walk, which share what they store. */
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSettings } from '../../sandbox/settings.ts';
import { createStore, exampleBuckets } from '../../sandbox/storage/objects.ts';

/** Creates a sandbox whose clock is fixed at `time`, in milliseconds since 1970. */
export type SandboxMaker = (
  settings: Pick<SandboxSettings, 'region' | 'hosts' | 'keys' | 'onAnswer'> & { readonly time: number },
) => Sandbox;

/** Creates the store, and returns the maker of the sandboxes that use it. A bucket is created on first use. */
export function sandboxesOfOneStore(): SandboxMaker {
  const store = createStore(exampleBuckets(), 'on-first-use');
  return ({ time, ...settings }) => createSandbox({ ...settings, store, clock: () => new Date(time) });
}
