/** How the printable report looks: light and dark, on a phone and on paper. No outside asset. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #566072; --line: #d7dce4; --page: #ffffff; --card: #f5f7fa;
  --enforced: #1b7f5c; --logged: #3b78c2; --bypassable: #d9822b; --uncovered: #c23b3b; --unknown: #8d96a5; --unavailable: #c9ced7;
  --critical: #a3153a; --high: #c9512c; --medium: #b98a12; --low: #5b7f9a; --info: #8d96a5; --on: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a3adbd; --line: #343c49; --page: #12161c; --card: #1b212a;
  --enforced: #35a97e; --logged: #5b97dd; --bypassable: #e09a4a; --uncovered: #e06060; --unknown: #79828f; --unavailable: #454d59;
  --critical: #e0557c; --high: #e57f5d; --medium: #d7ab3a; --low: #7ba3c0; --info: #79828f; --on: #0d1014; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main, header, nav { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; } h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .25rem; padding-top: .75rem; border-top: 1px solid var(--line); } h3 { font-size: 1.02rem; margin: 1.5rem 0 .4rem; }
p { margin: .35rem 0; max-width: 46rem; } .soft { color: var(--soft); } a { color: inherit; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; margin: 1rem 0 0; font-size: .92rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.figures li { background: var(--card); border-radius: .6rem; padding: .8rem 1rem; } .figures b { display: block; font-size: 1.7rem; line-height: 1.15; }
.chart { width: 100%; max-width: 38rem; height: auto; display: block; margin: .75rem 0; } .chart .label { fill: var(--ink); font: 11.5px system-ui, sans-serif; }
.trend svg { width: 100%; max-width: 45rem; height: auto; display: block; border-radius: .6rem; margin: .75rem 0; } .by-night { display: none; }
@media (prefers-color-scheme: dark) { .by-day { display: none; } .by-night { display: block; } }
.chart .on { fill: var(--on); font: 600 10.5px system-ui, sans-serif; }
${[
  'enforced',
  'logged',
  'bypassable',
  'uncovered',
  'unknown',
  'unavailable',
  'critical',
  'high',
  'medium',
  'low',
  'info',
]
  .map((name) => `.${name} { fill: var(--${name}); } .key .${name} { background: var(--${name}); }`)
  .join('\n')}
.key { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: 0; list-style: none; font-size: .88rem; color: var(--soft); }
.key i { display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin-right: .4em; }
.wide { overflow-x: auto; margin: .5rem 0; } table { border-collapse: collapse; width: 100%; font-size: .88rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; } th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 4.5rem; }
thead th { font-weight: 600; color: var(--soft); } td.n, th.n { text-align: right; min-width: 2.5rem; }
details { margin: .75rem 0; } summary { cursor: pointer; font-weight: 600; }
article { border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: .7rem 0; break-inside: avoid; } article h3 { margin: 0 0 .25rem; }
.tag { display: inline-block; font-size: .78rem; font-weight: 600; padding: .05rem .5rem; border-radius: 1rem; border: 1px solid var(--line); margin-right: .35rem; }
.tag.critical, .tag.high, .tag.medium { color: var(--on); border-color: transparent; } .tag.critical { background: var(--critical); } .tag.high { background: var(--high); } .tag.medium { background: var(--medium); }
code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { max-width: 68rem; margin: 3rem auto 2rem; padding: 0 1.25rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 32rem) { h1 { font-size: 1.5rem; } th, td { padding-right: .5rem; } }
@media print { .by-day { display: block; } .by-night { display: none; } :root { color-scheme: light; } body { font-size: 10.5pt; } nav { display: none; } h2 { break-after: avoid; } details > *:not(summary) { display: block; } .wide { overflow: visible; } tr { break-inside: avoid; } }
`;
