/** Is loaded before the rest of the library, which an older Node.js cannot run: says so in one sentence. */
import { newerNodeNeeded } from '../bytes/runtime/oldest-node.ts';

const needed = newerNodeNeeded('sigv4-inspector');
if (needed !== null) throw new Error(`${needed} Install a newer one from https://nodejs.org.`);
