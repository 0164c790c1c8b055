/** A picture (SVG) of a terminal's screen, cell by cell. */
import type { Terminal as Emulator, IBufferCell } from '@xterm/headless';

/** In pixels. */
const CELL = { width: 8.4, height: 18, baseline: 13.5, padding: 12 };
/** Keeps leading and double spaces. Browsers follow this style on each text, and other viewers follow `xml:space`. */
const KEPT_SPACES = 'text{white-space:pre}';
const FOREGROUND = '#d4d4d4';
const BACKGROUND = '#1e1e1e';
const SIXTEEN = [
  ...['#000000', '#f14c4c', '#23d18b', '#e5e510', '#3b8eea', '#d670d6', '#29b8db', '#e5e5e5'],
  ...['#767676', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'],
];

interface Stretch {
  readonly x: number;
  readonly y: number;
  text: string;
  readonly style: string;
  /** After the text; `null` for that of the whole. */
  readonly ground: string | null;
}

/** The screen as it is, with a title for those who cannot see it. */
export function pictureOf(emulator: Emulator, title: string): string {
  return pictureOfFrames(emulator, title, [frameOf(emulator)]);
}

/** The elements of the screen as it is now, for a moving picture. */
export function frameOf(emulator: Emulator): string {
  const stretches = Array.from({ length: emulator.rows }, (_, y) => stretchesOfRow(emulator, y)).flat();
  return [
    ...stretches.flatMap(groundElement),
    ...stretches.filter(({ text }) => text.trim() !== '').map(textElement),
  ].join('\n');
}

/** Seconds that each frame of a moving picture is shown. */
const FRAME_SECONDS = 3;

/**
 * A picture that shows its frames one after the other, again and again. Only the animation shows another one than the
 * last: it is the only one that is not hidden by an attribute, so it is the picture where nothing moves, also for a viewer
 * that reads no style.
 */
export function pictureOfFrames(emulator: Emulator, title: string, frames: readonly string[]): string {
  const width = emulator.cols * CELL.width + 2 * CELL.padding;
  const height = emulator.rows * CELL.height + 2 * CELL.padding;
  const share = 100 / frames.length;
  const style = [
    `@keyframes turn{0%,${share.toFixed(2)}%{visibility:visible}${(share + 0.01).toFixed(2)}%,100%{visibility:hidden}}`,
    `@media (prefers-reduced-motion:no-preference){.frame{animation:turn ${frames.length * FRAME_SECONDS}s infinite step-end}}`,
  ].join('');
  const isMoving = frames.length > 1;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${KEPT_SPACES}${isMoving ? style : ''}</style>`,
    `<rect width="100%" height="100%" rx="6" fill="${BACKGROUND}"/>`,
    `<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...frames.map((frame, at) => (isMoving ? frameElement(frame, at, frames.length) : frame)),
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** All frames begin to turn at once, each as far before its time as its delay is negative. */
function frameElement(frame: string, at: number, count: number): string {
  const hidden = at < count - 1 ? ' visibility="hidden"' : '';
  return `<g class="frame"${hidden} style="animation-delay:${(at - count) * FRAME_SECONDS}s">\n${frame}\n</g>`;
}

function stretchesOfRow(emulator: Emulator, y: number): Stretch[] {
  const { active } = emulator.buffer;
  const line = active.getLine(active.viewportY + y);
  const stretches: Stretch[] = [];
  for (let x = 0; x < emulator.cols; x++) {
    const cell = line?.getCell(x);
    if (!cell) continue;
    const style = styleOf(cell);
    const ground = groundOf(cell);
    const last = stretches.at(-1);
    if (last?.style === style && last.ground === ground) last.text += cell.getChars() || ' ';
    else stretches.push({ x, y, text: cell.getChars() || ' ', style, ground });
  }
  return stretches;
}

function groundElement({ x, y, text, ground }: Stretch): string[] {
  if (ground === null) return [];
  const left = (CELL.padding + x * CELL.width).toFixed(1);
  const size = `width="${(text.length * CELL.width).toFixed(1)}" height="${CELL.height}"`;
  return [`<rect x="${left}" y="${CELL.padding + y * CELL.height}" ${size} fill="${ground}"/>`];
}

function textElement({ x, y, text, style }: Stretch): string {
  const left = (CELL.padding + x * CELL.width).toFixed(1);
  const base = CELL.padding + y * CELL.height + CELL.baseline;
  const length = (text.length * CELL.width).toFixed(1);
  return `<text x="${left}" y="${base}" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${style}>${escapeXml(text)}</text>`;
}

function styleOf(cell: IBufferCell): string {
  const parts = [`fill="${cell.isInverse() ? backgroundOf(cell) : foregroundOf(cell)}"`];
  if (cell.isBold()) parts.push('font-weight="bold"');
  if (cell.isDim()) parts.push('opacity="0.65"');
  if (cell.isUnderline()) parts.push('text-decoration="underline"');
  return parts.join(' ');
}

function groundOf(cell: IBufferCell): string | null {
  if (cell.isInverse()) return foregroundOf(cell);
  return cell.isBgDefault() ? null : backgroundOf(cell);
}

function foregroundOf(cell: IBufferCell): string {
  return cell.isFgDefault() ? FOREGROUND : colorOf(cell.getFgColor(), Boolean(cell.isFgRGB()), FOREGROUND);
}

function backgroundOf(cell: IBufferCell): string {
  return cell.isBgDefault() ? BACKGROUND : colorOf(cell.getBgColor(), Boolean(cell.isBgRGB()), BACKGROUND);
}

function colorOf(color: number, isRgb: boolean, otherwise: string): string {
  return isRgb ? `#${color.toString(16).padStart(6, '0')}` : (SIXTEEN[color] ?? otherwise);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
