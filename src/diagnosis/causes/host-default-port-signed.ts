/** Describes a default port that only one side has in Host. A URL can contain it, but Host usually does not. */
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { withValues } from '../draft/header-changes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSilent } from '../signs.ts';
import { quoted } from '../words.ts';

const DEFAULT_PORT = /:(?:80|443)$/;

const withPort = (port: string) => (draft: Draft) => {
  const host = headerOf(draft, 'host') ?? '';
  return host === '' || /:\d+$/.test(host) ? [] : withValues(draft, 'host', [host + port]);
};

function withoutPort(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  return withValues(draft, 'host', [host.replace(DEFAULT_PORT, '')]);
}

export const hostDefaultPortSigned: Cause = {
  id: 'host-default-port-signed',
  stage: 'canonical-headers',
  says: 'One side has the default port after the host name, and the other side does not.',
  fix: 'Remove :443 (https) or :80 (http) from the host before you sign it. HTTP libraries do not send default ports.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  threads: [
    'https://github.com/s3tools/s3cmd/issues/974',
    'https://github.com/awslabs/aws-sdk-rust/issues/1244',
    'https://github.com/aws/aws-cli/issues/2883',
    'https://github.com/minio/minio/issues/9169',
    'https://github.com/s3tools/s3cmd/issues/1059',
    'https://github.com/minio/minio-dotnet/issues/321',
    'https://github.com/iterate-ch/cyberduck/pull/15062',
    'https://github.com/seaweedfs/seaweedfs/issues/6839',
    'https://github.com/postmanlabs/postman-app-support/issues/3391',
  ],
  mutations: [
    signing('port-443', 'The client signed the host with :443 but sent it without a port.', withPort(':443')),
    signing('port-80', 'The client signed the host with :80 but sent it without a port.', withPort(':80')),
    {
      ...signing(
        'port-not-signed',
        'The client signed the host without a port but sent it with the default port.',
        withoutPort,
      ),
      fix: 'Sign the host exactly as it is sent in Host. It is best to leave the default port out of both.',
    },
    travelling(
      'port-removed',
      'The host was signed with the default port, but the port was removed when the request was sent or forwarded.',
      withoutPort,
    ),
    {
      ...travelling('port-added', 'The host was signed without a port but arrived with the default port.', (draft) => [
        ...withPort(':443')(draft),
        ...withPort(':80')(draft),
      ]),
      fix: 'Configure the proxy to pass Host on unchanged. In nginx use $http_host, which has a port only if the client sent one.',
    },
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'port-443' },
};

function suspicion(sides: Sides) {
  const signed = sides.client.draft && headerOf(sides.client.draft, 'host');
  if (signed === null || !DEFAULT_PORT.test(signed) || !mayBeMismatch(sides) || !isSilent(sides)) return null;
  return {
    standing: 'possible',
    says: `The signed host is ${quoted(signed)}, with a default port that HTTP libraries do not send.`,
  } as const;
}
