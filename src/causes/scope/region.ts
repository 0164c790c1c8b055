/** Causes that involve the Region of the credential scope. */
import { GLOBAL_REGION, GLOBAL_SERVICES, PSEUDO_REGIONS, REGIONS } from '../../aws/regions.ts';
import { regionInHost } from '../../aws/s3-hosts.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { detailOf, hostOf, scopeSigned, wordsOf } from '../../sides/answers/answers.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { MALFORMED_SCOPE } from '../answers.ts';
import type { Statement } from '../cause.ts';
import { cause, plainDifference, signing } from '../define-cause.ts';
import { ofHost } from '../features/host.ts';
import type { FixLines } from '../fix-lines.ts';
import { inCredential, keyAndStringForAnother, keyForAnother, scopeCopied } from './other-scope.ts';

const otherRegions = ({ scope }: Draft): readonly string[] =>
  [...REGIONS, ...PSEUDO_REGIONS, `${scope.region}a`, scope.region.toUpperCase(), '', scope.service].filter(
    (region) => region !== scope.region,
  );

const linesFor = (region: string): FixLines => ({
  'aws-cli': `aws configure set region ${region}`,
  boto3: `boto3.client("s3", region_name="${region}")`,
  javascript: `new S3Client({ region: "${region}" })`,
  java: `.region(Region.of("${region}"))`,
  go: `config.WithRegion("${region}")`,
  dotnet: `AuthenticationRegion = "${region}"`,
  php: `'region' => '${region}'`,
  rust: `.region(Region::new("${region}"))`,
  rclone: `region = ${region}`,
  curl: `--aws-sigv4 "aws:amz:${region}:s3"`,
});

export const wrongRegion = cause('wrong-region', 'credential-scope', {
  says: "The request was signed for a Region other than the server's.",
  symptom:
    'The message, the Region element, or x-amz-bucket-region names one Region, and the credential scope names another.',
  fix: "Sign for the Region of the bucket: set the client's Region (Cloudflare R2: auto; Garage: garage; Backblaze B2: the Region in the endpoint).",
  lines: linesFor('REGION'),
  threads: `
    TTLabs/EvaporateJS/issues/364 tpyo/amazon-s3-php-class/issues/165 hashicorp/terraform-provider-aws/issues/14544
    star7th/showdoc/issues/2126 peak/s5cmd/issues/325 airbytehq/airbyte/issues/48407 s3fs-fuse/s3fs-fuse/issues/1186
    jsoma/flatware/issues/10 genepi/imputationserver/issues/84 deliciousbrains/wp-amazon-web-services/issues/63
    aws/aws-cli/issues/2954 bauer-group/IP-HomeassistantS3CompatibleBackup/issues/1 versity/versitygw/issues/1990
  `,
  features: [ofHost.labelOfHostInScope, ofHost.defaultRegionOfForeignServer],
  lesson: 'derive-the-key',
  needs: ['answer-of-aws-before-signature'],
  answers: { 'credential-for-another-region': MALFORMED_SCOPE },
  mutations: {
    'credential-for-another-region': signing(
      "The Region in the credential is not the server's.",
      inCredential('region', (draft) => otherRegions(draft).filter((region) => region !== '')),
    ),
    'key-for-another-region': keyForAnother(
      'region',
      'The signing key was derived for a Region other than the one in the credential.',
      otherRegions,
    ),
    'string-for-another-region': keyAndStringForAnother(
      'region',
      'The string to sign and the signing key are for a Region other than the one in the credential.',
      otherRegions,
    ),
    ...plainDifference('scope', {
      signed: 'The client signed a Region other than the one that the server used.',
      arrived: 'The request arrived with a Region other than the signed one.',
      change: scopeCopied('region'),
    }),
  },
  states(answer, sides) {
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
  },
  suspects(sides) {
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
    return { certainty: 'possible', ...stateRegions(signed, expected) };
  },
});

const WRONG = /the region (?:'([\w-]{1,40})' )?is wrong; expecting '([\w-]{1,40})'/;
const NOT_VALID = /Credential should be scoped to a valid region(?:, not '([\w-]{1,40})')?/;
const UNEXPECTED_SCOPE = /unexpected scope: [^/\s]{1,40}\/([\w-]{1,40})\//;
const MALFORMED = /^Authorization(?:HeaderMalformed|QueryParametersError)$/;
const NAME = /^[\w-]{1,40}$/;

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
    ...(expected === null
      ? {}
      : { fix: `Sign for '${expected}': set it as the Region of the client.`, lines: linesFor(expected) }),
    variant: 'credential-for-another-region',
  };
}

/** The default Regions of servers (https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/). */
const REGION_UNLESS_SET: readonly (readonly [host: RegExp, region: string])[] = [
  [/(?:^|[.-])garage(?:[.:-]|$)/, 'garage'],
];

function regionOfServer(host: string | null): string | null {
  return REGION_UNLESS_SET.find(([pattern]) => host !== null && pattern.test(host))?.[1] ?? null;
}

export const globalEndpointRegion = cause('global-endpoint-region', 'credential-scope', {
  says: 'The endpoint serves all Regions and requires us-east-1, but the request was signed for another Region.',
  symptom: 'The host is a global endpoint, such as iam.amazonaws.com, and the Region in the scope is not us-east-1.',
  fix: "Sign for 'us-east-1', regardless of the client's own Region.",
  see: 'https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints',
  threads: `
    cognitect-labs/aws-api/issues/27 aws/aws-sdk-go/issues/156 JuliaCloud/AWS.jl/issues/565 aws/aws-sdk-php/issues/732
    aws/aws-sdk-php/issues/493 aws/aws-sdk-java-v2/issues/988
  `,
  lesson: 'derive-the-key',
  needs: ['not-s3', 'answer-of-aws-before-signature'],
  states(answer, sides) {
    return /Credential should be scoped to a valid region/.test(wordsOf(answer)) && isGlobalEndpoint(sides)
      ? stateRegion(sides)
      : null;
  },
  suspects(sides) {
    const scope = scopeSigned(sides);
    if (!saysMismatch(sides.answer) || hostOf(sides) === '' || !isGlobalEndpoint(sides)) return null;
    return scope && scope.region !== GLOBAL_REGION ? { certainty: 'possible', ...stateRegion(sides) } : null;
  },
});

/**
 * Returns whether the host is a global endpoint. If the host is unknown, the result depends on the service in the
 * scope. STS has both global and Regional hosts.
 */
function isGlobalEndpoint(sides: Sides): boolean {
  const host = hostOf(sides);
  const service = scopeSigned(sides)?.service ?? '';
  if (host === '') return service !== 'sts' && GLOBAL_SERVICES.includes(service);
  return host.endsWith(SUFFIX) && GLOBAL_SERVICES.includes(host.slice(0, -SUFFIX.length));
}

const SUFFIX = '.amazonaws.com';

function stateRegion(sides: Sides): Statement {
  const { region = '', service = '' } = scopeSigned(sides) ?? {};
  const signed = /^[\w-]{1,40}$/.test(region) && region !== GLOBAL_REGION ? `'${region}'` : 'another Region';
  const endpoint = hostOf(sides) || (/^[\w-]{1,40}$/.test(service) ? `of '${service}'` : 'of this service');
  return {
    says: `The endpoint ${endpoint} serves all Regions and requires '${GLOBAL_REGION}', but the request was signed for ${signed}.`,
  };
}
