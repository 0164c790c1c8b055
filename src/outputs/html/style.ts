/**
 * Contains the style of a page: the hues of the screen for dark and light backgrounds, and a style for black-and-white
 * printing, in which letters replace the hues.
 */
import { type Background, BEHIND_FAINT, CHIPS, DARK_CHIPS, HUES, type Rgb, SHADES } from '../../layout/shades.ts';

const color = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const variables = (background: Background): string => {
  const { hues, faint } = SHADES[background];
  const own = HUES.map((hue, index) => `--h${index}:${color(hues[hue].rgb)}`);
  return `--faint:${color(faint.rgb)};--row:${color(BEHIND_FAINT[background])};${own.join(';')}`;
};

const hueRules = HUES.map((hue, index) => {
  const text = DARK_CHIPS.has(hue) ? '#fff' : '#000';
  return `.h${index}{color:var(--h${index})}.c${index}{background:${color(CHIPS[hue].rgb)};color:${text}}`;
}).join('\n');

export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--lit:#ffe27a;--differs:#ffd0c4;--wrong:#b3261e;${variables('light')}}
@media (prefers-color-scheme:dark){:root{--paper:#000;--ink:#e6e6e6;--lit:#4a3d00;--differs:#6b1d10;--wrong:#ff9a8f;${variables('dark')}}}
:root[data-theme=light]{color-scheme:light;--paper:#fff;--ink:#1a1a1a;--lit:#ffe27a;--differs:#ffd0c4;--wrong:#b3261e;${variables('light')}}
:root[data-theme=dark]{color-scheme:dark;--paper:#000;--ink:#e6e6e6;--lit:#4a3d00;--differs:#6b1d10;--wrong:#ff9a8f;${variables('dark')}}
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem}
body{margin:0 auto;max-width:70rem;padding:1.5rem 1.2rem 9rem;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
code,pre,.text,p,.note,.gutter,.command{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}
p{margin:.2rem 0;white-space:pre-wrap}
h1,h2,h3,p,li{overflow-wrap:anywhere}
a{color:inherit;text-underline-offset:.15em}
header{display:flex;justify-content:space-between;align-items:start;gap:1rem;margin-bottom:1rem}
h1{font-size:1.8rem;line-height:1.2;margin:.2rem 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:3.2rem 0 .4rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem;white-space:pre-wrap}
.kind,.about,.lead,.count{font-family:inherit;font-size:15px;white-space:normal}
.kind,.about,.count{color:var(--faint)}
.lead{max-width:46rem;margin:0 0 1rem}
.number{display:inline-block;min-width:1.7em;margin-right:.3em;border-radius:1em;background:var(--ink);color:var(--paper);font-size:.8em;text-align:center}
button{flex:none;min-height:28px;padding:.3rem .7rem;border:1px solid var(--faint);border-radius:1rem;background:none;color:inherit;font:inherit;font-size:13px;cursor:pointer}
.steps{position:sticky;top:0;z-index:1;padding:.5rem 0;border-bottom:1px solid var(--faint);background:var(--paper);overflow-x:auto}
.steps ol{display:flex;gap:1rem;font-size:14px;margin:0;padding:0;list-style:none;white-space:nowrap}
.steps a{display:block;line-height:28px;text-decoration:none}.steps a:hover{text-decoration:underline}
.line{position:relative;display:grid;grid-template-columns:5.5rem 11.2rem minmax(0,1fr) 3.8rem;gap:0 .6rem;align-items:baseline;padding:1px 0;border-radius:3px}
.line:hover,.line:focus-within{background:var(--row)}
.note{grid-column:2;grid-row:1;color:var(--faint)}.line:hover .note,.line:focus-within .note{color:inherit}
.line>code,.line>.text{grid-column:3}.line>details{grid-column:4;grid-row:1;text-align:right}
.line>details[open]{grid-column:3/-1;grid-row:auto;text-align:left;padding:.2rem 0 .5rem;font-size:13px}
.line>details[open]>summary{position:absolute;top:1px;right:0}
summary{min-height:24px;line-height:24px;cursor:pointer;color:var(--faint);font-size:13px}
.line:hover summary,.line:focus-within summary{color:inherit}
dl{display:grid;grid-template-columns:6rem minmax(0,1fr);margin:.2rem 0}dd{margin:0}dt{font-weight:bold}
.gutter{text-align:right;color:var(--faint)}.line:hover .gutter,.line:focus-within .gutter{color:inherit}
code,.text{white-space:pre-wrap;overflow-wrap:anywhere}.text:empty::before,code:empty::before{content:"\\200b"}
.chip{display:inline-block;min-width:1.4em;margin-left:.2em;padding:0 .2em;text-align:center;border-radius:3px;font-size:12px;line-height:1.5}
.cx{border:1px solid var(--faint);color:var(--ink)}
${hueRules}
.aside{color:var(--faint)}h3 .aside{font-size:.8em;font-weight:400}.line:hover .aside,.line:focus-within .aside{color:inherit}
.name,.agrees,.differs{font-weight:bold}.differs{text-decoration:underline}
figure{margin:.8rem 0}figcaption{font-size:13px}
pre{margin:.2rem 0;padding:.5rem .8rem;border-left:3px solid var(--faint);white-space:pre-wrap;overflow-wrap:anywhere}
i{font-style:normal}
.lit{background:var(--lit);box-shadow:0 2px 0 currentColor}
.at{background:var(--ink);color:var(--paper)}
code:focus-visible,pre:focus-visible,a:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--h1);outline-offset:2px}
#card{position:fixed;left:0;right:0;bottom:0;max-height:8.2rem;overflow:auto;padding:.6rem max(1.2rem,calc(50vw - 34rem));background:var(--paper);border-top:2px solid var(--ink);font-size:13px}
body:not(:has([data-v])) #card{display:none}#card.on{height:8.2rem}#card ul{margin:0;padding-left:1.2rem}#card a,#card li{line-height:1.6}.shown{padding:0 .3em;border:1px solid var(--faint);border-radius:3px;font-family:ui-monospace,monospace}
i{cursor:pointer}.tree{color:var(--faint)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.8rem 0;padding:0;list-style:none;font-size:13px}
section>p:not(.lead){margin-left:6.1rem}
.spoken{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
#desk:has(.fields){display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:1.5rem 2.5rem;align-items:start;margin-top:1.2rem}
#signed{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:center}#desk:has(.fields) #signed{position:sticky;top:4rem}
.seals{display:flex;gap:1.2rem}.seal{margin:0}.seal pre{margin:0;padding:0;border:0;font-size:14px;line-height:1;white-space:pre}.seal figcaption{font-size:12px;font-weight:400;color:var(--faint)}
.flipped{margin:.4rem 0}.changed{margin:.4rem 0;font-size:13px;font-weight:400}.bar{display:block;font-weight:400;letter-spacing:-.05em}
.fields{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem 1rem}.fields h2,.fields .lead,.fields .wide,.fields .wrong,.actions{grid-column:1/-1;margin:0}.fields .lead{font-size:14px}.fields label{display:block;margin-bottom:.1rem;font-size:13px}
.fields input,.fields textarea,.fields select{width:100%;min-height:30px;padding:.25rem .5rem;border:1px solid var(--faint);border-radius:4px;background:var(--paper);color:inherit;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
.fields [aria-invalid]{border:2px solid var(--wrong)}.wrong{color:var(--wrong)}.wrong:empty{display:none}button:disabled{opacity:.5;cursor:default}
.taken p{font-family:inherit;font-size:15px}.report pre{font-size:12px}
.hex .note{white-space:pre}
#signs{margin:.4rem 0}#signs .legend{margin:.2rem 0}
.whole{margin:1.5rem 0;overflow-x:auto}.drawn{margin:0;padding:.6rem 0;border:0;white-space:pre;font-size:13px;line-height:1.25}
.drawn .row{display:block;min-height:1.25em}.drawn [data-line]:hover{background:var(--row)}.drawn b{border-radius:2px}.drawn .cx{border:0}.way{font-weight:bold}.parts{display:none}
.part{margin:0 0 1rem;padding:.6rem .8rem;border:1px solid var(--faint);border-radius:.5rem}.part .title{font-weight:bold}.part .title .aside{font-weight:400}.part .row{display:flex;gap:.4rem}.part .gutter{flex:none;width:2.8rem}.part .row>span:last-child{overflow-wrap:anywhere;min-width:0}
.verdict{margin:1rem 0;font-weight:bold}.verdict .says{margin-right:.6rem}
#sure,.fix{margin:.6rem 0;max-width:46rem;font:inherit;white-space:normal}
.compared{margin:.4rem 0}.compared th,.rail th{width:9rem;white-space:nowrap}.rail td:last-child{width:2.5rem;white-space:nowrap}.rail .same,.rail .caption{color:var(--faint)}.remark{color:var(--faint)}code+.remark,.remark+.remark{margin-left:1.5rem}
.other,mark{border-radius:2px;background:var(--differs);color:inherit;box-shadow:0 2px 0 currentColor}mark{font-weight:bold}
.texts .same{color:var(--faint)}.unlike{background:var(--row)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.1rem .5rem;font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
th:first-child{white-space:nowrap}
footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--faint)}
@media (max-width:62rem){.drawn{display:none}.parts{display:block}#desk:has(.fields){grid-template-columns:minmax(0,1fr)}#desk:has(.fields) #signed{position:static}}
@media (max-width:40rem){.fields{grid-template-columns:minmax(0,1fr)}section>p:not(.lead){margin-left:0}h1{font-size:1.2rem}
.line{grid-template-columns:3.2rem minmax(0,1fr) 3.8rem;padding:.25rem 0}.line>code,.line>.text{grid-column:2/-1;font-size:12px}
.line:has(>.note:empty)>code,.line:has(>.note:empty)>.text{grid-column:2;grid-row:1}.line>details{grid-column:3}.line>details[open]{grid-column:2/-1}
.tree{display:none}.hex code{overflow-x:auto;white-space:pre;font-size:10px}
.texts tr{display:grid;grid-template-columns:2.6rem minmax(0,1fr);padding:.2rem 0}.texts thead th:first-child,.texts .same td:last-child{display:none}
.texts thead th{grid-column:1/-1}.texts tbody th{grid-row:1/3}.texts td{grid-column:2}.unlike td::before{content:attr(data-side);display:block;color:var(--faint)}
dl{grid-template-columns:4rem minmax(0,1fr)}}
@media print{:root,:root[data-theme]{--paper:#fff;--ink:#000;--faint:#444;--row:#fff}
*{color:#000!important;background:#fff!important;box-shadow:none!important}#card,summary,button,nav,.fields{display:none}footer{margin-top:1.4rem;break-before:avoid}.chip,.number{border:1px solid #000}
body{max-width:none;padding:0;font-size:11px}.kind,.about,.lead,.count,.legend{font-size:11px}
code,pre,.text,p,.note,.gutter,td,th{font-size:10px}
.line{grid-template-columns:4rem 7rem minmax(0,1fr)}.line>details,.line>details[open]{grid-column:3/-1;grid-row:auto;padding:0;text-align:left}
dl{grid-template-columns:3rem minmax(0,1fr);margin:0;font-size:9px}section>p:not(.lead){margin-left:4.6rem}
h2{margin-top:1.4rem;font-size:1rem}.line,figure,.whole{break-inside:avoid}h2,h3,.lead{break-after:avoid}
details:not(.hex)::details-content{content-visibility:visible;display:block;height:auto}}
`;
