/** What is known of programs and of the sentences of servers is in one table, and each reader asks it. */
import { expect, it } from 'vitest';
import {
  clientNamedIn,
  PROGRAM_IDS,
  PROGRAMS,
  type Program,
  WHERE_TO_LOOK,
  whereToLookIn,
} from '../../src/aws/programs.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { clientKindOf } from '../../src/sides/who.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';

const clients = PROGRAM_IDS.map((id): Program => PROGRAMS[id]).filter(({ kind }) => kind === 'client');

const EXAMPLES = [
  'aws-cli/2.1',
  'aws-sdk-go-v2/1.3',
  'aws-sdk-java/2.1',
  'aws-sdk-cpp/1.1',
  'aws-sdk-dotnet-coreclr/3',
];

it.each(EXAMPLES)('a client that names itself as %s is official wherever it does', (mark) => {
  expect(clientKindOf(mark, '')).toBe('official');
  expect(clientKindOf('', `User-Agent: ${mark}`)).toBe('official');
});

it('a client that prints its text is recognized by the same marks', () => {
  for (const { name, mark, prints = [] } of clients)
    for (const { version } of prints) if (version) expect(mark?.source ?? '', name).toMatch(/aws-sdk/);
  expect(whereToLookIn(['User-Agent: aws-sdk-go-v2/1.3'])?.program).toBe('AWS SDK for Go v2');
  expect(new Set(WHERE_TO_LOOK.map(({ program }) => program)).size).toBe(WHERE_TO_LOOK.length);
});

it('a client is named, whichever text is first, and the algorithm of a signature names none', () => {
  const texts = ['The canonical request of AWS4-HMAC-SHA256', 'User-Agent: Python-urllib/3.11'];
  expect(clientNamedIn(texts)).toBe('Python');
  expect(clientNamedIn(texts.toReversed())).toBe('Python');
  expect(clientNamedIn(texts.slice(0, 1))).toBeNull();
});

it('each line of a fix is for a client or a proxy of the table', () => {
  const named = CAUSES.flatMap(({ lines }) => Object.keys(lines ?? {}));
  const kinds = new Set(named.map((id) => (PROGRAMS as Readonly<Record<string, Program>>)[id]?.kind));
  expect([...kinds].toSorted()).toEqual(['client', 'proxy']);
});

it('a sentence that a program prints alone is about the time for every reader', () => {
  const says = 'The difference between the request time and the current time is too large.';
  const diagnosis = diagnosed([`${says}\nServerTime: 2024-03-05T12:00:00Z\n`]);
  expect(diagnosis?.suspects).toBeNull();
});
