/** All attacks that were found or tried, each of which the program has to withstand. */
import { ON_FILES } from './on-files.ts';
import { ON_READERS } from './on-readers.ts';
import { ON_SENDERS } from './on-senders.ts';
import { ON_SERVICES } from './on-services.ts';
import { ON_TOOLS } from './on-tools.ts';
import type { Attack } from './tools.ts';

export const ATTACKS: readonly Attack[] = [...ON_SENDERS, ...ON_READERS, ...ON_SERVICES, ...ON_FILES, ...ON_TOOLS];
