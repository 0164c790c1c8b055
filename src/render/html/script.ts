/** Contains the scripts of pages. They load nothing and write only text, never HTML. */

/** Changes between dark and light, and keeps the choice for the next page if the browser allows that. */
export const THEME_SCRIPT = `
'use strict';
(() => {
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem('theme');
    if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  } catch {}
  document.getElementById('theme').addEventListener('click', () => {
    const now = root.dataset.theme ?? (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {}
  });
})();
`;

/**
 * Highlights the sources and uses of a byte in every step when the pointer or the keyboard cursor is on it. Reads the
 * origins from the page.
 */
export const BYTES_SCRIPT = `
'use strict';
const data = JSON.parse(document.getElementById('origins').textContent);
const card = document.getElementById('card');
const cells = data.values.map(() => []);
for (const group of document.querySelectorAll('[data-v]')) {
  const { v, a, z, w } = group.dataset;
  const width = w === undefined ? 1 : Number(w);
  const text = group.textContent;
  group.textContent = '';
  for (let at = 0, byte = Number(a); at < text.length; at += width || text.length, byte += 1) {
    const cell = document.createElement('i');
    cell.textContent = width === 0 ? text : text.slice(at, at + width);
    Object.assign(cell, { v: Number(v), a: byte, z: width === 0 ? Number(z) : byte + 1 });
    cells[cell.v].push(cell);
    group.append(cell);
  }
}
const spanAt = (v, byte) => data.values[v].spans.find(([a, z]) => a <= byte && byte < z);
function sourcesOf(v, byte) {
  const span = spanAt(v, byte);
  if (!span) return [];
  const [a, , isCopy, sources] = span;
  return sources.map(([value, from, to]) => {
    if (from === undefined) return { text: value };
    return isCopy ? { v: value, a: from + byte - a, z: from + byte - a + 1 } : { v: value, a: from, z: to };
  });
}
function usesOf({ v, a, z }) {
  return data.values.flatMap(({ spans }, value) => spans.flatMap(([start, end, isCopy, sources]) =>
    sources.flatMap(([of, from, to]) => {
      if (of !== v || from === undefined || from >= z || to <= a) return [];
      if (!isCopy) return [{ v: value, a: start, z: end }];
      return [{ v: value, a: start + Math.max(from, a) - from, z: start + Math.min(to, z) - from }];
    })));
}
function follow(first, next) {
  const found = [];
  const seen = new Set();
  for (const queue = [...first]; queue.length > 0;) {
    const range = queue.shift();
    const name = [range.v, range.a, range.z].join();
    if (range.v === undefined || range.v < 0 || seen.has(name)) continue;
    seen.add(name);
    found.push(range);
    queue.push(...next(range));
  }
  return found;
}
const sourcesOfRange = ({ v, a, z }) => data.values[v].spans.filter(([start, end]) => start < z && end > a)
  .flatMap(([start, , isCopy, sources]) => sources.filter(([, from]) => from !== undefined).map(([value, from, to]) =>
    isCopy ? { v: value, a: from + Math.max(a - start, 0), z: Math.min(to, from + z - start) } : { v: value, a: from, z: to }));
let lit = [];
let here = null;
function line(text, see) {
  const item = document.createElement('li');
  item.textContent = text;
  item.className = 'told';
  if (see) {
    const link = document.createElement('a');
    link.textContent = ' docs';
    link.href = see;
    item.append(link);
  }
  return item;
}
function show(cell) {
  for (const one of lit) one.classList.remove('lit', 'at');
  here = cell;
  const sources = sourcesOf(cell.v, cell.a);
  const before = follow(sources, sourcesOfRange);
  const after = follow(usesOf(cell), usesOf);
  lit = [...before, ...after].flatMap(({ v, a, z }) => cells[v].filter((one) => one.a < z && one.z > a));
  for (const one of lit) one.classList.add('lit');
  cell.classList.add('at');
  lit.push(cell);
  const { name, step } = data.values[cell.v];
  const head = document.createElement('div');
  head.textContent = cell.textContent + '  offset ' + cell.a + ' of ' + name + (step && step !== name ? ' (' + step + ')' : '');
  const done = spanAt(cell.v, cell.a)?.[4] ?? -1;
  const list = document.createElement('ul');
  for (const { text, v, a, z } of sources) {
    if (text !== undefined) list.append(line(...data.texts[text]));
    else list.append(line('from ' + data.values[v].name + ', ' + (z - a === 1 ? 'byte ' + a : 'bytes ' + a + ' to ' + (z - 1))));
  }
  if (done >= 0) list.append(line(data.texts[done][0]));
  const names = [...new Set(after.map(({ v }) => data.values[v].name))];
  if (names.length > 0) list.append(line('used in ' + names.join(', ')));
  card.replaceChildren(head, list);
}
document.addEventListener('pointerover', ({ target }) => { if (target.v !== undefined) show(target); });
document.addEventListener('focusin', ({ target }) => {
  const first = [...target.querySelectorAll('i')].find((one) => one.v !== undefined);
  if (target.matches('code') && first && !target.contains(here)) show(first);
});
document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const row = document.activeElement;
  if (!step || !row?.matches('code')) return;
  const all = [...row.querySelectorAll('i')].filter((one) => one.v !== undefined);
  const next = all[all.indexOf(here) + step];
  if (next) show(next);
  event.preventDefault();
});
`;
