/**
 * Contains the style of a page: the hues of the screen for dark and light backgrounds, and letters for black-and-white
 * printing.
 */
import { type Background, CHIPS, DARK_CHIPS, HUE_NAMES, type Rgb, SHADES } from '../colors/shades.ts';

const color = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const variables = (background: Background): string => {
  const { hues, faint, cursorLine } = SHADES[background];
  const own = HUE_NAMES.map((name, index) => `--h${index}:${color(hues[name].rgb)}`);
  return `--faint:${color(faint.rgb)};--row:${color(cursorLine.rgb)};${own.join(';')}`;
};

const hueRules = HUE_NAMES.map((name, index) => {
  const text = DARK_CHIPS.has(name) ? '#fff' : '#000';
  return `.h${index}{color:var(--h${index})}.c${index}{background:${color(CHIPS[name].rgb)};color:${text}}`;
}).join('\n');

export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;${variables('light')}}
@media (prefers-color-scheme:dark){:root{--paper:#000;--ink:#e6e6e6;${variables('dark')}}}
:root[data-theme=light]{color-scheme:light;--paper:#fff;--ink:#1a1a1a;${variables('light')}}
:root[data-theme=dark]{color-scheme:dark;--paper:#000;--ink:#e6e6e6;${variables('dark')}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1rem 1rem 9rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
code,pre,.text,p,.note,.gutter{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}
p{margin:.2rem 0;white-space:pre-wrap}
h1{font-size:1.4rem}h2{font-size:1.15rem;border-top:1px solid var(--faint);padding-top:1rem;margin-top:2rem}
h3{font-size:1rem;margin:1rem 0 .2rem;white-space:pre-wrap}
a{color:inherit}
.line{display:grid;grid-template-columns:5.5rem minmax(0,1fr) auto auto;gap:0 .6rem;align-items:baseline}
.line:hover,.line:focus-within{background:var(--row)}
.line>details{text-align:right}.line>details[open]{grid-column:1/-1;text-align:left;padding-left:5.5rem}
summary{cursor:pointer;color:var(--faint);font-size:13px}
.line:hover summary,.line:focus-within summary{color:inherit}
mark{font-weight:bold;text-decoration:underline;background:none;color:inherit}
dl{display:grid;grid-template-columns:6rem minmax(0,1fr);margin:.2rem 0}dd{margin:0}dt{font-weight:bold}
.gutter{text-align:right;color:var(--faint)}.line:hover .gutter,.line:focus-within .gutter{color:inherit}
code,.text{white-space:pre-wrap;overflow-wrap:anywhere}
.chip{display:inline-block;min-width:1.3em;margin-left:.2em;padding:0 .2em;text-align:center;border-radius:2px}
.cx{border:1px solid var(--faint);color:var(--ink)}
${hueRules}
.aside{color:var(--faint)}.line:hover .aside,.line:focus-within .aside{color:inherit}
.name,.agrees,.differs{font-weight:bold}.differs{text-decoration:underline}
figure{margin:.6rem 0}figcaption{font-size:13px}
pre{margin:0;padding:.4rem .6rem;border-left:3px solid var(--faint);white-space:pre-wrap;overflow-wrap:anywhere}
i{font-style:normal}
.lit{background:var(--row);box-shadow:0 2px 0 currentColor}
.at{background:var(--ink);color:var(--paper)}
code:focus-visible,pre:focus-visible{outline:2px solid var(--h1);outline-offset:1px}
#card{position:fixed;left:0;right:0;bottom:0;max-height:9rem;overflow:auto;padding:.5rem 1rem;background:var(--paper);border-top:2px solid var(--ink);font-size:13px}
#card ul{margin:0;padding-left:1.2rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;list-style:none}
.sides{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 1rem}
section>p{margin-left:6.1rem}
#cause,.verdict{font-size:1.15rem;font-weight:bold}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.1rem .5rem;font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
@media print{:root,:root[data-theme]{--paper:#fff;--ink:#000;--faint:#444;--row:#fff}
*{color:#000!important;background:#fff!important}#card,summary{display:none}.chip{border:1px solid #000}
body{max-width:none;padding:0;font-size:11px}.line,figure{break-inside:avoid}h2{break-after:avoid}
details:not(.hex)::details-content{content-visibility:visible;display:block;height:auto}}
@media (max-width:40rem){section>p{margin-left:0}.line{grid-template-columns:3rem minmax(0,1fr)}.note,.line>details{grid-column:2}.sides{grid-template-columns:1fr}}
`;
