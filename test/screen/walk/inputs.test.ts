import { describe, expect, it } from 'vitest';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import type { InputId } from '../../../src/bytes/input.ts';
import { inputOfPlace } from '../../../src/screen/walk/fields/inputs.ts';
import type { Place } from '../../../src/views/map/place.ts';

const INPUTS: WalkInputs = {
  method: 'GET',
  url: 'https://h.example.com/',
  headers: [['Range', 'bytes=0-9']],
  payload: '',
  region: 'us-east-1',
  date: '20130524T000000Z',
  accessKeyId: 'AKID',
  secretAccessKey: 'secret',
};
const place = (name: string, input: InputId): Place => ({
  value: 'request',
  start: 0,
  end: 1,
  name,
  input,
  letter: 'M',
  hue: 0,
});

describe('the input that a part of the request comes from', () => {
  it('is for the Host header the URL, unless somebody gives one', () => {
    expect(inputOfPlace(INPUTS, place('the Host header', 'url'))).toBe('url');
    const headers = [...INPUTS.headers, ['host', 'other.example.com']] as const;
    expect(inputOfPlace({ ...INPUTS, headers }, place('the Host header', 'header/1'))).toBe('header/1');
    expect(inputOfPlace(INPUTS, place('the X-Other header', 'header/1'))).toBeNull();
  });
});
