/** Whether a request is signed for the region and the service of the server that verifies it. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isForRegion } from '../../sandbox/checks/scope.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { REGION, REGION_SET, SERVICE } from '../../sigv4/stages/request.ts';
import type { Comparison } from '../../verification/comparison/comparison.ts';
import type { VerifyOrder } from './verify-input.ts';

/** Compares what is expected; nothing where nothing is. */
export function compareExpected(claim: Claim, { region, service }: VerifyOrder): Comparison[] {
  const { scope, algorithm } = claim;
  return [
    ...(region === null
      ? []
      : [
          comparison(algorithm.boundTo === 'region' ? REGION : REGION_SET, {
            claimed: scope.region.octets,
            computed: octetsFromText(region),
            isSame: isForRegion(claim, region),
            says: 'The request is signed for another region than that of this server.',
          }),
        ]),
    ...(service === null
      ? []
      : [
          comparison(SERVICE, {
            claimed: scope.service.octets,
            computed: octetsFromText(service),
            isSame: scope.service.octets === octetsFromText(service),
            says: 'The request is signed for another service than this one.',
          }),
        ]),
  ];
}

interface Compared {
  readonly claimed: Octets;
  readonly computed: Octets;
  readonly isSame: boolean;
  readonly says: string;
}

function comparison({ id, name }: typeof REGION, { isSame, ...values }: Compared): Comparison {
  return { id, name, stage: CREDENTIAL_SCOPE.stage, standing: isSame ? 'same' : 'differs', ...values };
}
