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
  const button = document.getElementById('theme');
  const now = () => root.dataset.theme ?? (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  const tell = () => { button.textContent = 'Theme: ' + now(); };
  tell();
  button.addEventListener('click', () => {
    root.dataset.theme = now() === 'dark' ? 'light' : 'dark';
    tell();
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {}
  });
})();
`;

/** Decompresses the program of the page, and runs it. The policy of the page allows exactly this program. */
export const LOADER_SCRIPT = `
'use strict';
(async () => {
  const octets = atob(JSON.parse(document.getElementById('program').textContent));
  const packed = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at += 1) packed[at] = octets.charCodeAt(at);
  const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  const script = document.createElement('script');
  script.textContent = text;
  document.body.append(script);
})();
`;

/**
 * Adds a button to each text that a reader copies, and names the page's own file where it says how to open it. Where a
 * browser gives no clipboard, the button selects the text.
 */
export const COPY_SCRIPT = `
'use strict';
(() => {
  async function copied(figure, text) {
    try {
      await navigator.clipboard.writeText(text.textContent);
      return 'Copied';
    } catch {
      for (const details of figure.querySelectorAll('details')) details.open = true;
      getSelection().selectAllChildren(text);
      return 'Selected';
    }
  }
  for (const figure of document.querySelectorAll('figure.copied')) {
    const button = document.createElement('button');
    let timer;
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      button.textContent = await copied(figure, figure.querySelector('pre'));
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    figure.querySelector('figcaption').append(' ', button);
  }
  const own = document.getElementById('own-name');
  const part = location.pathname.split('/').at(-1);
  let name = part;
  try {
    name = decodeURIComponent(part);
  } catch {}
  if (own && name !== '') own.textContent = /^[\\w./:@%+,=-]+$/.test(name) ? name : "'" + name.replaceAll("'", "'\\\\''") + "'";
})();
`;

/**
 * Highlights the sources and uses of a byte in every step when the pointer or the keyboard cursor is on it, and names
 * the way from the input to the byte. A click or Enter pins the byte until another click or Escape. Reads the origins
 * from the page.
 */
export const BYTES_SCRIPT = `
'use strict';
const card = document.getElementById('card');
const invitation = card.textContent;
let data = null;
let cells;
/* Only a pointer or a cursor needs the bytes, so the page is drawn and answers first. Safari has no such call. */
const whenIdle = window.requestIdleCallback ?? ((task) => task());
function readBytes() {
if (data) return;
data = JSON.parse(document.getElementById('origins').textContent);
cells = data.values.map(() => []);
for (const group of document.querySelectorAll('[data-v]')) {
  if (group.firstElementChild) {
    for (const cell of group.children) cells[cell.v].push(cell);
    continue;
  }
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
}
whenIdle(readBytes);
document.addEventListener('walk', () => {
  darken();
  isPinned = false;
  data = null;
  card.className = '';
  card.textContent = invitation;
  whenIdle(readBytes);
});
for (const name of ['pointerover', 'click', 'focusin']) document.addEventListener(name, readBytes);
function usesOf({ v, a, z }, areCopies = false) {
  return data.values.flatMap(({ spans }, value) => spans.flatMap(([start, end, isCopy, sources]) =>
    sources.flatMap(([of, from, to]) => {
      if (of !== v || from === undefined || from >= z || to <= a || (areCopies && !isCopy)) return [];
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
let isPinned = false;
const placeOf = (v, a, z) => data.places.find(([value, from, to]) => value === v && from <= a && z <= to);
const named = (v) => ({ v, text: data.values[v].name + (data.values[v].step ? ' (step ' + data.values[v].step + ')' : '') });
/* The way from the input to this byte. It ends where bytes have more than one source, such as a hash. */
function wayTo({ v, a, z }) {
  const way = [named(v)];
  for (;;) {
    const place = placeOf(v, a, z);
    if (place) return [{ v, text: place[3] + ' (step 1)' }, ...(way.length === 1 ? [] : way.slice(1))];
    const next = sourcesOfRange({ v, a, z });
    const values = [...new Set(next.map(({ v }) => v))].filter((value) => value >= 0);
    if (values.length !== 1) return [...(values.length > 1 ? [{ text: values.map((value) => named(value).text).join(' + ') }] : []), ...way];
    v = values[0];
    a = Math.min(...next.map(({ a }) => a));
    z = Math.max(...next.map(({ z }) => z));
    way.unshift(named(v));
  }
}
function element(name, text, properties = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  return Object.assign(made, properties);
}
const told = (...content) => {
  const item = element('li', '', { className: 'told' });
  item.append(...content);
  return item;
};
function saidIn([says, see]) {
  return told(says, ...(see ? [' ', element('a', 'docs', { href: see, rel: 'noreferrer' })] : []));
}
function wayItem(way) {
  return told('from ', ...way.flatMap(({ v, text }, index) => {
    const section = v === undefined ? '' : data.values[v].stage;
    const place = section && document.getElementById(section) ? element('a', text, { href: '#' + section }) : text;
    return index === 0 ? [place] : [' → ', place];
  }));
}
function usesItems(cell) {
  const copied = follow(usesOf(cell, true), (range) => usesOf(range, true));
  const all = follow(usesOf(cell), (range) => usesOf(range));
  const names = (ranges) => [...new Set(ranges.map(({ v }) => v))];
  const copies = names(copied);
  const decided = names(all).filter((v) => !copies.includes(v));
  const list = (says, values) => values.length === 0 ? [] : [told(says + values.map((v) => named(v).text).join(', '))];
  return { all, items: [...list('copied to ', copies), ...list('changes ', decided)] };
}
function inputsItem(before) {
  const found = data.places.filter(([v, a, z]) => before.some((range) => range.v === v && range.a < z && range.z > a));
  return found.length > 1 ? [told('made from ' + found.map(([, , , name]) => name).join(', '))] : [];
}
const SHOWN = { ' ': 'space' };
function darken() {
  for (const one of lit) one.classList.remove('lit', 'at');
  lit = [];
  here = null;
}
/* When the pointer leaves the bytes, the card is as it was, unless it is about a row that has the focus. */
function leave() {
  if (isPinned || here === null || (document.activeElement.matches('code') && document.activeElement.contains(here))) return;
  darken();
  card.textContent = invitation;
}
function show(cell) {
  darken();
  here = cell;
  const [, , , sources = [], done = -1] = data.values[cell.v].spans.find(([a, z]) => a <= cell.a && cell.a < z) ?? [];
  const byte = { v: cell.v, a: cell.a, z: cell.a + 1 };
  const before = follow(sourcesOfRange(byte), sourcesOfRange);
  const { all: after, items } = usesItems(cell);
  lit = [...before, ...after].flatMap(({ v, a, z }) => cells[v].filter((one) => one.a < z && one.z > a));
  for (const one of lit) one.classList.add('lit');
  cell.classList.add('at');
  lit.push(cell);
  const head = document.createElement('div');
  const range = cell.z - cell.a === 1 ? 'byte ' + cell.a : 'bytes ' + cell.a + ' to ' + (cell.z - 1);
  head.append(element('b', SHOWN[cell.textContent] ?? cell.textContent, { className: 'shown' }), ' ' + range + ', counted from 0, of ' + named(cell.v).text + (isPinned ? ' · pinned: click or press Escape to release' : ''));
  const list = document.createElement('ul');
  const way = wayTo(byte);
  if (way.length > 1) list.append(wayItem(way));
  list.append(...inputsItem(before));
  for (const [text, from] of sources) if (from === undefined) list.append(saidIn(data.texts[text]));
  if (done >= 0) list.append(saidIn(data.texts[done]));
  list.append(...items);
  card.className = 'on';
  card.replaceChildren(head, list);
}
function pin(cell) {
  isPinned = cell !== null;
  if (cell ?? here) show(cell ?? here);
}
document.addEventListener('pointerover', ({ target }) => { if (!isPinned && target.v !== undefined) show(target); });
document.addEventListener('pointerout', ({ target, relatedTarget: next }) => {
  if (target.v !== undefined && next?.v === undefined && !card.contains(next)) leave();
});
document.addEventListener('click', ({ target }) => {
  if (card.contains(target)) return;
  if (target.v !== undefined) pin(isPinned && target === here ? null : target);
  else if (isPinned) pin(null);
});
document.addEventListener('focusin', ({ target }) => {
  const first = [...target.querySelectorAll('i')].find((one) => one.v !== undefined);
  if (!isPinned && target.matches('code') && first && !target.contains(here)) show(first);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && isPinned) return pin(null);
  const row = document.activeElement;
  if (!row?.matches('code')) return;
  if (event.key === 'Enter' && row.contains(here)) return pin(isPinned ? null : here);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...row.querySelectorAll('i')].filter((one) => one.v !== undefined);
  const next = all[all.indexOf(here) + step];
  if (next) show(next);
  event.preventDefault();
});
`;
