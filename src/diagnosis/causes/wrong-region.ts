/** Describes a credential scope whose Region differs from the server's. */
import { PSEUDO_REGIONS, REGIONS } from '../../aws/regions.ts';
import { regionInHost } from '../../aws/s3-hosts.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { codeOf, detailOf, hostOf, scopeSigned, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import { type Draft, withScope, withSteps } from '../draft/draft.ts';
import { RIGHT_STEPS } from '../draft/steps.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isGlobalEndpoint } from './global-endpoint-region.ts';

const listOthers = ({ scope }: Draft): readonly Octets[] =>
  [...REGIONS, ...PSEUDO_REGIONS, `${scope.region}a`, scope.region.toUpperCase(), '', scope.service].filter(
    (region) => region !== scope.region,
  ) as Octets[];

const withKeyFor = (draft: Draft, region: Octets): Draft =>
  withSteps(draft, {
    signingKey: (made, secret) => RIGHT_STEPS.signingKey({ ...made, scope: { ...made.scope, region } }, secret),
  });

const withStringFor = (draft: Draft, region: Octets): Draft =>
  withSteps(draft, {
    stringToSign: (made, hash, text) =>
      RIGHT_STEPS.stringToSign({ ...made, scope: { ...made.scope, region } }, hash, text),
  });

export const wrongRegion: Cause = {
  id: 'wrong-region',
  stage: 'credential-scope',
  says: 'The request was signed for a different Region than the Region of the server.',
  fix: "Sign for the Region of the bucket: set the client's Region (Cloudflare R2: auto; Garage: garage; Backblaze B2: the Region in the endpoint).",
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/TTLabs/EvaporateJS/issues/364',
    'https://github.com/tpyo/amazon-s3-php-class/issues/165',
    'https://github.com/hashicorp/terraform-provider-aws/issues/14544',
    'https://github.com/star7th/showdoc/issues/2126',
    'https://github.com/peak/s5cmd/issues/325',
    'https://github.com/airbytehq/airbyte/issues/48407',
    'https://github.com/s3fs-fuse/s3fs-fuse/issues/1186',
    'https://github.com/jsoma/flatware/issues/10',
    'https://github.com/genepi/imputationserver/issues/84',
    'https://github.com/deliciousbrains/wp-amazon-web-services/issues/63',
    'https://github.com/aws/aws-cli/issues/2954',
    'https://github.com/bauer-group/IP-HomeassistantS3CompatibleBackup/issues/1',
    'https://github.com/versity/versitygw/issues/1990',
  ],
  mutations: [
    signing('credential-for-another-region', 'The credential has a different Region than the server.', (draft) =>
      listOthers(draft)
        .filter((region) => region !== '')
        .map((region) => withScope(draft, { region })),
    ),
    signing(
      'key-for-another-region',
      'The signing key was derived for a different Region than the Region in the credential.',
      (draft) => listOthers(draft).map((region) => withKeyFor(draft, region)),
    ),
    signing(
      'string-for-another-region',
      'The string to sign and the signing key are for a different Region than the Region in the credential.',
      (draft) => listOthers(draft).map((region) => withStringFor(withKeyFor(draft, region), region)),
    ),
  ],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region></Error>",
  },
};

const WRONG = /the region (?:'([\w-]{1,40})' )?is wrong; expecting '([\w-]{1,40})'/;
const NOT_VALID = /Credential should be scoped to a valid region(?:, not '([\w-]{1,40})')?/;
const UNEXPECTED_SCOPE = /unexpected scope: [^/\s]{1,40}\/([\w-]{1,40})\//;
const MALFORMED = /^Authorization(?:HeaderMalformed|QueryParametersError)$/;
const NAME = /^[\w-]{1,40}$/;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const text = wordsOf(answer);
  const signed = scopeSigned(sides)?.region ?? null;
  const wrong = WRONG.exec(text);
  const expected = wrong?.[2] ?? readRegion(answer);
  if (wrong) return stateRegions(wrong[1] ?? signed, expected);
  const named = NOT_VALID.exec(text);
  if (named) return isGlobalEndpoint(sides) ? null : stateRegions(named[1] ?? signed, regionInHost(hostOf(sides)));
  const scopeRegion = UNEXPECTED_SCOPE.exec(text)?.[1] ?? signed;
  // MinIO names its Region in every error response, but only these codes mean that the Region is wrong.
  return MALFORMED.test(codeOf(answer)) && expected !== null && scopeRegion !== null && scopeRegion !== expected
    ? stateRegions(scopeRegion, expected)
    : null;
}

function readRegion(answer: ServerAnswer): string | null {
  const name = detailOf(answer, 'Region') ?? answer.headers.get('x-amz-bucket-region') ?? null;
  return name !== null && NAME.test(name) ? name : null;
}

function stateRegions(signed: string | null, expected: string | null): Statement {
  const known = signed !== null && NAME.test(signed) ? ` '${signed}'` : '';
  return {
    says:
      expected === null
        ? `The request was signed for the Region${known}, which is not the Region of the server.`
        : `The request was signed for ${known === '' ? 'another Region' : `the Region${known}`}, but the server is in '${expected}'.`,
    ...(expected === null ? {} : { fix: `Sign for '${expected}': set it as the Region of the client.` }),
    variant: 'credential-for-another-region',
  };
}

/**
 * Lists the default Region of servers (https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/).
 */
const REGION_UNLESS_SET: readonly (readonly [host: RegExp, region: string])[] = [
  [/(?:^|[.-])garage(?:[.:-]|$)/, 'garage'],
];

function regionOfServer(host: string | null): string | null {
  return REGION_UNLESS_SET.find(([pattern]) => host !== null && pattern.test(host))?.[1] ?? null;
}

function suspects(sides: Sides): Suspicion | null {
  const bucketRegion = sides.answer?.headers.get('x-amz-bucket-region') ?? null;
  const host = hostOf(sides);
  const expected =
    bucketRegion !== null && NAME.test(bucketRegion) ? bucketRegion : (regionInHost(host) ?? regionOfServer(host));
  const signed = scopeSigned(sides)?.region ?? null;
  if (
    (sides.answer && !saysMismatch(sides.answer)) ||
    expected === null ||
    signed === null ||
    signed === expected ||
    signed.includes('*')
  )
    return null;
  return { standing: 'possible', ...stateRegions(signed, expected) };
}
