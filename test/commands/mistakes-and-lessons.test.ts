/** Where a mistake is named, the lesson that treats it is named too. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { ShownWalk } from '../../src/app/walks/shown-walk.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { lessonPlaces } from '../../src/lessons/files/file-names.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { causesPage } from '../../src/views/diagnosis/diagnosis-pages.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { tutorial } from '../support/fixtures.ts';

const ANSWER = readFileSync('fixtures/failures/refused-answer.txt', 'utf8');
const LOG = readFileSync('fixtures/failures/client-log.txt', 'utf8');
const BODY = readFileSync('fixtures/requests/put-with-other-body.txt', 'latin1');
const RANGE = readFileSync('fixtures/requests/get-range.txt', 'latin1');

async function said(command: Command<CommandWorld>, options: object, files: Readonly<Record<string, string>>) {
  const { world, output } = worldOf({ environment: EXAMPLE_KEYS }, files);
  await command.run(world, { ...options }, Object.keys(files));
  return output();
}

describe('a diagnosis', () => {
  const files = { 'answer.txt': ANSWER, 'log.txt': LOG };

  it('names the lesson of its cause as a command line', async () => {
    expect(await said(diagnose, { plain: true }, files)).toMatch(/Fix: .*\n {2}Lesson: sigv4 learn encode-once\n/);
  });

  it('has its name for programs', async () => {
    const { causes } = JSON.parse(await said(diagnose, { json: true }, files));
    expect(causes[0].lesson).toBe('encode-once');
  });

  it('shows it on the screen', async () => {
    const shown: ShownWalk[] = [];
    const { world } = worldOf(
      {
        screen: screenFor({
          walk: async (walk) => {
            shown.push(walk);
            return 0;
          },
        }),
      },
      files,
    );
    await diagnose.run(world, {}, Object.keys(files));
    const rows = shown.flatMap(({ facts }) => plainBlocks(causesPage(facts).blocks, 80).split('\n'));
    expect(rows).toContain('  Lesson: sigv4 learn encode-once');
  });
});

describe('a verification', () => {
  it('names the lesson of the value that does not match', async () => {
    const output = await said(verify, { at: '20130524T000000Z' }, { 'request.txt': BODY });
    expect(output).toContain('\n  Lesson: sigv4 learn body\n');
  });

  it('names none where all matches', async () => {
    const output = await said(verify, { at: '20130524T000000Z' }, { 'request.txt': RANGE });
    expect(output).toMatch(/^match\n/);
    expect(output).not.toContain('Lesson:');
  });
});

describe('the lessons that are named', () => {
  it.each(['encode-once', 'body'])('%s is a file of the course', (name) => {
    expect(lessonPlaces(tutorial).map((place) => place.name)).toContain(name);
  });
});
