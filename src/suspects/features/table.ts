/** Lists all features. */
import { CREDENTIAL_FEATURES } from './credentials.ts';
import type { Feature } from './feature.ts';
import { HEADER_FEATURES } from './headers.ts';
import { HOST_FEATURES } from './host.ts';
import { PATH_FEATURES } from './path.ts';
import { PAYLOAD_FEATURES } from './payload.ts';
import { QUERY_FEATURES } from './query.ts';

export const FEATURES: readonly Feature[] = [
  ...PATH_FEATURES,
  ...QUERY_FEATURES,
  ...HEADER_FEATURES,
  ...HOST_FEATURES,
  ...PAYLOAD_FEATURES,
  ...CREDENTIAL_FEATURES,
];
