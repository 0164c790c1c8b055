/** Describes a credential scope whose service differs from the signing name of the server's service. */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { scopeSigned, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, withScope, withSteps } from '../draft/draft.ts';
import { RIGHT_STEPS } from '../draft/steps.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/**
 * Lists signing names that are often confused
 * (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html).
 */
const SERVICES = [
  ...[
    's3',
    'S3',
    's3express',
    's3-object-lambda',
    's3-outposts',
    's3api',
    'aws',
    'minio',
    'storage',
    'sts',
    'es',
    'aoss',
  ],
  ...[
    'opensearch',
    'execute-api',
    'apigateway',
    'lambda',
    'iotdevicegateway',
    'iotdata',
    'iot',
    'ses',
    'email',
    'sns',
    'sqs',
  ],
  ...['dynamodb', 'ec2', 'iam', 'glacier', 'vpc-lattice-svcs', 'bedrock', 'ProductAdvertisingAPI', 'undefined', ''],
];

const listOthers = ({ scope }: Draft): readonly Octets[] =>
  SERVICES.filter((service) => service !== scope.service) as Octets[];

export const wrongService: Cause = {
  id: 'wrong-service',
  stage: 'credential-scope',
  says: 'The request was signed for a different service than the service of the endpoint.',
  fix: 'Sign with the signing name of the service, such as s3, s3express, s3-object-lambda, es, aoss, execute-api, or ses.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/cllunsford/aws-signing-proxy/issues/25',
    'https://github.com/aws/aws-sdk-php/issues/732',
  ],
  mutations: [
    signing('credential-for-another-service', 'The credential has a different service than the endpoint.', (draft) =>
      listOthers(draft)
        .filter((service) => service !== '')
        .map((service) => withScope(draft, { service })),
    ),
    signing(
      'key-for-another-service',
      'The signing key was derived for a different service than the service in the credential.',
      (draft) =>
        listOthers(draft).map((service) =>
          withSteps(draft, {
            signingKey: (made, secret) =>
              RIGHT_STEPS.signingKey({ ...made, scope: { ...made.scope, service } }, secret),
          }),
        ),
    ),
  ],
  states,
  example: {
    kind: 'answer',
    text: '{"message":"Credential should be scoped to correct service: \'batch\'. "}',
  },
};

const IN_S3 = /incorrect service "([\w.-]{1,60})"\. This endpoint belongs to "([\w.-]{1,60})"/;
const ELSEWHERE = /Credential should be scoped to (?:the )?correct service(?:: '([\w.-]{1,60})')?/;
/** Matches the messages of MinIO. Some versions mention the Region instead. */
const IN_MINIO = /incorrect service|service name.{0,20} (?:is )?(?:wrong|invalid|incorrect)/i;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const text = wordsOf(answer);
  const signed = scopeSigned(sides)?.service ?? null;
  const inS3 = IN_S3.exec(text);
  if (inS3) return stateServices(inS3[1] ?? signed, inS3[2] ?? null);
  const elsewhere = ELSEWHERE.exec(text);
  if (elsewhere) return stateServices(signed, elsewhere[1] ?? null);
  return IN_MINIO.test(text) ? stateServices(signed, null) : null;
}

function stateServices(signed: string | null, expected: string | null): Statement {
  const known = signed !== null && /^[\w.-]{1,60}$/.test(signed) ? `the service '${signed}'` : 'another service';
  return {
    says: `The request was signed for ${known}, but the service of the endpoint is ${expected === null ? 'different' : `'${expected}'`}.`,
    ...(expected === null ? {} : { fix: `Sign with '${expected}' as the service name.` }),
    variant: 'credential-for-another-service',
  };
}
