/** `sigv4 send`: what is said on standard error about an answer, and with `-v`. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { answering, MOVED, REFUSED, response, sent, sentTo } from '../../support/commands/sent-to-server.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { KEY_ID, SECRET } from '../../support/sandbox/sandbox-client.ts';

describe('the talk', () => {
  it('says for what is not found how to see what was signed, without the address', async () => {
    const { port } = await answering(response('404 Not Found', '<Error/>'));
    const { errors } = await sent(`http://127.0.0.1:${port}/$HOME`);
    expect(errors).toContain('404 Not Found');
    expect(errors).toContain('replace send with walk');
    expect(errors).not.toContain('$HOME');
  });

  it.each([
    [{ output: 'my answer.xml' }, "sigv4 diagnose 'my answer.xml'"],
    [{ output: '-o' }, 'sigv4 diagnose ./-o'],
    [{ output: 'a', profile: 'p' }, 'sigv4 diagnose --profile p a'],
    [{}, 'the same command followed by: -v 2>&1 | sigv4 diagnose'],
    [{ fail: true }, 'the same command, without --fail, followed by: -v 2>&1 | sigv4 diagnose'],
    [
      { fail: true, output: 'a' },
      'the same command, without --fail and --output, followed by: -v 2>&1 | sigv4 diagnose',
    ],
  ] satisfies [OptionValues, string][])(
    'gives for a refusal the command that says why: %j',
    async (options, command) => {
      const loadProfile: CommandWorld['loadProfile'] = async () => ({
        name: 'p',
        region: null,
        endpointUrl: null,
        way: 'keys' as const,
        credentials: async () => ({ accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null }),
      });
      const { errors } = await sentTo(REFUSED, options, { loadProfile });
      expect(errors).toBe(`sigv4: The server returned 403 Forbidden.\nsigv4: To see why, byte by byte: ${command}\n`);
    },
  );

  it('asks for no masked request where a session token is sent', async () => {
    const environment = { ...EXAMPLE_KEYS, AWS_SESSION_TOKEN: 'a-token-of-nobody' };
    const { errors } = await sentTo(REFUSED, {}, { environment });
    expect(errors).toContain('followed by: -i | sigv4 diagnose');
  });

  it('says where a redirect leads, and that it is not followed', async () => {
    const { output, errors } = await sentTo(MOVED);
    expect(output).toBe('');
    expect(errors).toBe(
      [
        'sigv4: The server redirects (301) to https://b.example/; the bucket is in the Region eu-west-1.\n',
        'sigv4: It is not followed, because that needs a new signature. If you want that, give the address as the URL, and its Region with --region.\n',
      ].join(''),
    );
  });

  it('says nothing of an object that has not changed', async () => {
    expect(await sentTo('HTTP/1.1 304 Not Modified\r\n\r\n')).toMatchObject({ code: 0, output: '', errors: '' });
  });

  it('leaves the file of -o as it was where the object has not changed', async () => {
    const { code, created, errors } = await sentTo('HTTP/1.1 304 Not Modified\r\n\r\n', { output: 'file' });
    expect({ code, created: [...created] }).toEqual({ code: 0, created: [] });
    expect(errors).toBe('sigv4: The object has not been modified (304), so "file" is unchanged.\n');
  });

  it('with -v is on the side of errors, the body alone on that of results', async () => {
    const { output, errors } = await sentTo(response('200 OK', 'abc', 'X-A: b'), { verbose: true });
    expect(output).toBe('abc');
    expect(errors).toMatch(/^> GET \/a HTTP\/1\.1$/m);
    expect(errors).toMatch(/^> Authorization: AWS4-HMAC-SHA256 /m);
    expect(errors).toMatch(/^< HTTP\/1\.1 200 OK$/m);
    expect(errors).toMatch(/^< X-A: b$/m);
  });

  it('with -v has no session token', async () => {
    const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', AWS_SESSION_TOKEN: 'a-session-token' };
    const { errors } = await sentTo(response('200 OK', ''), { verbose: true }, { environment });
    expect(errors).toMatch(/^> x-amz-security-token: \*+$/im);
  });

  it('with -v says nothing of a connection that there was not', async () => {
    const { errors } = await sent('http://127.0.0.1:1/a', { verbose: true });
    expect(errors).toMatch(/^> GET \/a HTTP\/1\.1$/m);
    expect(errors).toContain('Nothing listens');
    expect(errors).not.toMatch(/connected to|^< /m);
  });
});
