/** The imports of the built chunks: none is there for the order alone, and each is of a chunk that is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withNeededImports, withoutPassedOn } from '../../scripts/needed-imports.mjs';

const withInput = { inputs: { 'src/a.ts': {} } };

describe('an import for the order alone', () => {
  it('is removed where other imports lead to the chunk, or where the chunk is empty', () => {
    const texts = new Map([
      ['dist/entry.js', 'import"./B.js";import{a}from"./A.js";import"./C.js";import"./EMPTY.js";import"node:fs";a();'],
      ['dist/A.js', 'import{b}from"./B.js";export{b as a};'],
      ['dist/B.js', 'export{b};'],
      ['dist/C.js', 'globalThis.c=1;'],
      ['dist/EMPTY.js', ''],
      ['dist/library/index.js', 'import"../B.js";import"../C.js";export{b}from"../B.js";'],
    ]);
    const outputs = Object.fromEntries([...texts.keys()].map((path) => [path, withInput]));
    const needed = withNeededImports(texts, { ...outputs, 'dist/EMPTY.js': { inputs: {} } });
    expect(needed.get('dist/entry.js')).toBe('import{a}from"./A.js";import"./C.js";import"node:fs";a();');
    expect(needed.get('dist/library/index.js')).toBe('import"../C.js";export{b}from"../B.js";');
    expect(needed.get('dist/A.js')).toBe(texts.get('dist/A.js'));
  });
});

describe('what is imported later', () => {
  it('comes from the chunk that has it, if another one only passes it on', () => {
    const texts = new Map([
      ['dist/sigv4.js', 'import{a}from"./A.js";export{a};'],
      ['dist/A.js', 'const a=()=>import("./PASSES.js"),b=()=>import("./HAS.js"),c=1;export{a,c as d};'],
      ['dist/PASSES.js', 'import{d as b,e}from"./HAS.js";export{b as send,e as receive,e};\n'],
      ['dist/HAS.js', 'const d=1,e=2;export{d,e};'],
      ['dist/library/index.js', 'const a=()=>import("../PASSES.js");export{a};'],
    ]);
    const left = withoutPassedOn(texts, ['dist/sigv4.js', 'dist/library/index.js']);
    expect([...left.keys()]).toEqual(['dist/sigv4.js', 'dist/A.js', 'dist/HAS.js', 'dist/library/index.js']);
    const later = 'then(m=>({send:m.d,receive:m.e,e:m.e}))';
    expect(left.get('dist/A.js')).toBe(
      `const a=()=>import("./HAS.js").${later},b=()=>import("./HAS.js"),c=1;export{a,c as d};`,
    );
    expect(left.get('dist/library/index.js')).toBe(`const a=()=>import("../HAS.js").${later};export{a};`);
  });
});

describe('the built chunks', () => {
  it('import only files that are there', () => {
    const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    const imported = files.flatMap((name) =>
      [...readFileSync(join('dist', name), 'utf8').matchAll(/(?:from|import|import\()"(\.[^"]+\.js)"/g)].map(
        ([, from = '']) => join('dist', name, '..', from),
      ),
    );
    expect(imported.length).toBeGreaterThan(100);
    expect(imported.filter((path) => !existsSync(path))).toEqual([]);
  });
});
