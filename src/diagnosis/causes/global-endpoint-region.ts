/**
 * Describes a request with the wrong Region to a service with a single endpoint for all Regions. That endpoint requires
 * us-east-1.
 */
import { GLOBAL_REGION, GLOBAL_SERVICES } from '../../aws/regions.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { hostOf, scopeSigned, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const globalEndpointRegion: Cause = {
  id: 'global-endpoint-region',
  stage: 'credential-scope',
  says: 'The endpoint serves all Regions and requires us-east-1, but the request was signed for another Region.',
  fix: "Sign for 'us-east-1', regardless of the client's own Region.",
  see: 'https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints',
  threads: [
    'https://github.com/cognitect-labs/aws-api/issues/27',
    'https://github.com/aws/aws-sdk-go/issues/156',
    'https://github.com/JuliaCloud/AWS.jl/issues/565',
    'https://github.com/aws/aws-sdk-php/issues/732',
    'https://github.com/aws/aws-sdk-php/issues/493',
    'https://github.com/aws/aws-sdk-java-v2/issues/988',
  ],
  mutations: [],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Credential should be scoped to a valid region, not 'eu-central-1'. </Message></Error></ErrorResponse>",
    request:
      'GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\r\nHost: iam.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-central-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n',
  },
};

/**
 * Returns whether the host is a global endpoint. If the host is unknown, the service of the scope decides. STS has
 * global and regional hosts.
 */
export function isGlobalEndpoint(sides: Sides): boolean {
  const host = hostOf(sides);
  const service = scopeSigned(sides)?.service ?? '';
  if (host === '') return service !== 'sts' && GLOBAL_SERVICES.includes(service);
  return host.endsWith(SUFFIX) && GLOBAL_SERVICES.includes(host.slice(0, -SUFFIX.length));
}

const SUFFIX = '.amazonaws.com';

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  return /Credential should be scoped to a valid region/.test(wordsOf(answer)) && isGlobalEndpoint(sides)
    ? stateRegion(sides)
    : null;
}

function suspects(sides: Sides): Suspicion | null {
  const scope = scopeSigned(sides);
  if (!saysMismatch(sides.answer) || hostOf(sides) === '' || !isGlobalEndpoint(sides)) return null;
  return scope && scope.region !== GLOBAL_REGION ? { standing: 'possible', ...stateRegion(sides) } : null;
}

function stateRegion(sides: Sides): Statement {
  const { region = '', service = '' } = scopeSigned(sides) ?? {};
  const signed = /^[\w-]{1,40}$/.test(region) && region !== GLOBAL_REGION ? `'${region}'` : 'another Region';
  const endpoint = hostOf(sides) || (/^[\w-]{1,40}$/.test(service) ? `of '${service}'` : 'of this service');
  return {
    says: `The endpoint ${endpoint} serves all Regions and requires '${GLOBAL_REGION}', but the request was signed for ${signed}.`,
  };
}
