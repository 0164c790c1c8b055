/** The rules are those of the service at the host: a wrong service in the scope does not change how the server reads a path. */
import { expect, it } from 'vitest';
import { failureOf, mutationNamed } from '../support/causes/two-mistakes.ts';
import { diagnosed, sureOf } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const SPACES = ordered({ path: '/reports/a b (final).pdf' }).request;
const OTHER = mutationNamed('wrong-service', 'credential-for-another-service');

/** The first service of the list whose rules are not those of S3. */
const toExecuteApi = {
  ...OTHER,
  change: (...given: Parameters<typeof OTHER.change>) =>
    OTHER.change(...given).filter(({ scope }) => scope.service === 'execute-api'),
};

it('a path that was signed by the rules of S3 for S3 is right, and the service in the scope is wrong', () => {
  const { request } = failureOf(SPACES, [toExecuteApi], []);
  const diagnosis = diagnosed([request], SECRET);
  expect(sureOf(diagnosis)).toEqual(['wrong-service/credential-for-another-service explains']);
  expect(diagnosis?.findings[0]?.says).toContain("'execute-api', but the service of the endpoint is 's3'");
});
