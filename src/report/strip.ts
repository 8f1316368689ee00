/**
 * The strip above the story: time from left to right, with one lane each for calls, alerts and
 * responses.
 */
import { html, joinMarkup, type Markup, nothing } from './html.ts'
import type { Moment } from './moment.ts'
import { dayAndTime } from './words.ts'

const width = 1000
const left = 80
const right = 12
const lanes = [
  { kind: 'call', label: 'calls', y: 22 },
  { kind: 'alert', label: 'alerts', y: 52 },
  { kind: 'response', label: 'responses', y: 82 },
] as const
const height = 116

/**
 * The number of positions on the strip, with one mark of each kind per position. More could not be
 * distinguished.
 */
const places = 300

export function stripMarkup(all: readonly Moment[]): Markup {
  const moments = all.filter(({ atMs }) => !Number.isNaN(atMs))
  if (moments.length === 0) return nothing
  const times = moments.map(({ atMs }) => atMs)
  const [fromMs, toMs] = times.reduce(
    ([min, max], atMs) => [Math.min(min, atMs), Math.max(max, atMs)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  const spanMs = Math.max(toMs - fromMs, 1)
  const place = (atMs: number) => Math.round(((atMs - fromMs) / spanMs) * places)
  const x = (at: number) => (left + (at / places) * (width - left - right)).toFixed(1)
  const shown = new Map(moments.map((moment) => [`${look(moment)} ${place(moment.atMs)}`, moment]))
  return html`<svg class="strip" viewBox="0 0 ${width} ${height}" role="img" aria-label="Calls, alerts and responses over time">
${joinMarkup(lanes.map(({ label, y }) => html`<line x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"></line><text x="0" y="${y + 4}">${label}</text>`))}
${joinMarkup([...shown.values()].map((moment) => mark(moment, x(place(moment.atMs)))))}
<text x="${left}" y="${height - 6}">${dayAndTime(iso(fromMs))}</text>
<text x="${width - right}" y="${height - 6}" text-anchor="end">${dayAndTime(iso(toMs))}</text>
</svg>`
}

const iso = (ms: number): string => new Date(ms).toISOString()

function look(moment: Moment): string {
  switch (moment.kind) {
    case 'call':
      return 'call'
    case 'alert':
      return moment.alert.document.severity
    case 'response':
      return 'response'
  }
}

function mark(moment: Moment, x: string): Markup {
  const y = lanes.find(({ kind }) => kind === moment.kind)?.y ?? 0
  return moment.kind === 'call'
    ? html`<circle class="call" cx="${x}" cy="${y}" r="3"></circle>`
    : html`<circle class="${look(moment)}" cx="${x}" cy="${y}" r="6"></circle>`
}
