/** The style sheet of the page: light or dark by the reader's setting, black on white in print. */
import type { Markup } from './html.ts'

export const style: Markup = {
  markup: `
:root {
  --paper: #ffffff; --ink: #1c2024; --soft: #5d6670; --line: #d8dde2; --raised: #f5f7f9;
  --critical: #b3123f; --high: #b8480a; --medium: #8a6400; --low: #1b6ac9; --info: #5d6670;
  --response: #0b7a4b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --ink: #e6e9ec; --soft: #9aa4ae; --line: #30363c; --raised: #1d2125;
    --critical: #ff7a9c; --high: #ff9d5c; --medium: #e6bf4d; --low: #7ab4ff; --info: #9aa4ae;
    --response: #55d39b;
  }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; margin: 3rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 0 }
p { margin: .25rem 0; max-width: 46rem }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .88em }
.soft, header p, footer { color: var(--soft) }
footer { margin-top: 3rem; font-size: .85rem }
.figures { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 1.25rem 0 0 }
.figures dt { color: var(--soft); font-size: .8rem; text-transform: capitalize }
.figures dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums }
.strip { width: 100%; min-width: 36rem; height: auto; display: block; margin: .5rem 0 1.25rem }
.strip text { fill: var(--soft); font: 11px system-ui, sans-serif }
.strip line { stroke: var(--line) }
.strip .call { fill: var(--soft); opacity: .55 }
ol.story { list-style: none; margin: 0; padding: 0 }
ol.story > li { display: grid; grid-template-columns: 10.5rem 5.5rem minmax(0, 1fr); gap: .75rem; padding: .35rem 0; border-top: 1px solid var(--line) }
ol.story > li > * { min-width: 0; overflow-wrap: anywhere }
time { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .78rem; line-height: 1.5; white-space: nowrap; align-self: start; justify-self: start }
.critical { color: var(--critical) } .high { color: var(--high) } .medium { color: var(--medium) }
.low { color: var(--low) } .info { color: var(--info) } .response { color: var(--response) } .call { color: var(--soft) }
.strip .critical, .strip .high, .strip .medium, .strip .low, .strip .info, .strip .response { fill: currentColor }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--raised) }
th, td { overflow-wrap: anywhere }
summary { cursor: pointer; padding: .6rem .9rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; overflow-wrap: anywhere }
summary h3 { flex: 1 1 20rem; min-width: 0; font-weight: 600 }
a { color: var(--low) }
.inside { padding: 0 .9rem .9rem }
pre { margin: .5rem 0 0; padding: .75rem; background: var(--paper); border: 1px solid var(--line); border-radius: .35rem; white-space: pre-wrap; overflow-wrap: anywhere }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); vertical-align: top }
thead th { color: var(--soft); font-size: .8rem; font-weight: 500; border-top: 0 }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.matrix { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem }
.tactic { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .7rem }
.tactic h3 { font-size: .85rem; color: var(--soft); margin-bottom: .35rem }
.technique { display: block; padding: .2rem .4rem; margin: .2rem 0; border-radius: .3rem; font-size: .85rem; color: var(--soft) }
.technique.seen { background: var(--raised); border-left: .25rem solid var(--high); color: var(--ink) }
.technique .mono { display: block; font-size: .75rem; color: var(--soft) }
.skip { color: var(--soft); padding: .35rem 0; border-top: 1px solid var(--line) }
@media (max-width: 40rem) {
  ol.story > li { grid-template-columns: 1fr; gap: .1rem }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --raised: #fff }
  body { padding: 0; max-width: none; font-size: 10pt }
  details, .tactic, ol.story > li, tr { break-inside: avoid }
  details::details-content { content-visibility: visible; block-size: auto; height: auto }
}
`,
}
