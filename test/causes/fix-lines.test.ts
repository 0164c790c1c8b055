/** The lines to paste, for the client and the proxy that a failure shows; and each cause once. */
import { describe, expect, it } from 'vitest';
import { PROGRAMS } from '../../src/aws/programs.ts';
import { orderedLines } from '../../src/causes/fix-lines.ts';
import { sourceOfLine } from '../../src/causes/fix-sources.ts';
import { CAUSES } from '../../src/causes/table.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { diagnosisReport } from '../../src/views/diagnosis/diagnosis-view.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const PUBLIC = ordered({ host: 'files.example.com' });
const UPSTREAM = ordered({ host: 'minio:9000' });
const by = (server: string) => `HTTP/1.1 403 Forbidden\r\nServer: ${server}\r\n\r\n${mismatch(UPSTREAM)}`;

const linesOf = (answer: string, request = PUBLIC.request) => {
  const shown = shownDiagnosis(diagnosed([answer, request], null) as Diagnosis);
  const [first] = diagnosisJson(shown).causes;
  return { id: first?.id, lines: first?.lines, text: plainBlocks(diagnosisReport(shown), 200) };
};

describe('The line of a fix', () => {
  it('is for the proxy that answered, before the general fix', () => {
    const { id, lines, text } = linesOf(by('nginx/1.27.0'));
    expect(id).toBe('host-rewritten-by-proxy');
    expect(lines).toEqual([{ program: 'nginx', line: 'proxy_set_header Host $http_host;' }]);
    expect(text).toMatch(/^\s*In nginx: proxy_set_header Host \$http_host;\n\s*Fix: /m);
  });

  it('is for another proxy if that one answered', () => {
    expect(linesOf(by('Apache/2.4.62')).lines).toEqual([{ program: 'apache', line: 'ProxyPreserveHost On' }]);
  });

  it('is not there if no known program is seen', () => {
    expect(linesOf(by('MinIO')).lines).toEqual([]);
  });

  it('is for the client in User-Agent, with the Region that the server expects', () => {
    const { request } = ordered({ headers: [['User-Agent', 'aws-cli/2.22.0 md/awscrt#0.23.4']] });
    const answer =
      "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region></Error>";
    const { id, lines } = linesOf(answer, request);
    expect(id).toBe('wrong-region');
    expect(lines).toEqual([{ program: 'aws-cli', line: 'aws configure set region eu-central-1' }]);
  });

  it('is one line, of a known program, for each cause that has some', () => {
    const all = CAUSES.flatMap((cause) => orderedLines(cause.lines));
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ program, line }) => !(program in PROGRAMS) || line.includes('\n') || line === '')).toEqual([]);
  });

  it('has a page of its program that documents it', () => {
    const all = CAUSES.flatMap((cause) => orderedLines(cause.lines));
    const sources = all.map(({ program, line }) => sourceOfLine(program, line));
    expect(all.filter((_, index) => !/^https:\/\/[a-z0-9.-]+\//.test(sources[index] ?? ''))).toEqual([]);
    expect(sourceOfLine('nginx', 'proxy_set_header Host $http_host;')).toBe(
      'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    );
  });
});

it('each cause says how to recognize it', () => {
  expect(CAUSES.filter(({ symptom }) => !/^\S.*\.$/.test(symptom)).map(({ id }) => id)).toEqual([]);
});
