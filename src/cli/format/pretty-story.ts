/** Prints a scenario for people while it is played. */
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import type { Moment, ScenarioResult } from '../../simulate/scenario-result.ts'
import type { Palette } from '../terminal.ts'

const indent = (text: string, by: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `${by}${visible(line)}`.trimEnd())
    .join('\n')

export function momentText(moment: Moment, paint: Palette): string {
  switch (moment.kind) {
    case 'ready':
      return `${paint.faint(`deployed ${plural(moment.ruleCount, 'rule')} as ${moment.resourceCount} EventBridge rules and metric filters`)}\n\n`
    case 'step':
      return stepText(moment, paint)
    case 'alert':
      return alertText(moment, paint)
    case 'change':
      return `          ${paint.faint(`${visible(moment.what)}: `)}${visible(moment.before)} ${paint.faint('→')} ${paint.strong(visible(moment.after))}\n`
  }
}

function stepText(
  { step, at, refused }: Extract<Moment, { kind: 'step' }>,
  paint: Palette,
): string {
  const time = at.toISOString().slice(11, 19)
  const what =
    step.call ??
    (step.signIn === undefined ? undefined : `console sign-in ${step.signIn}`) ??
    (step.event === undefined ? '(time passes)' : `AWS sends: ${String(step.event['detail-type'])}`)
  const times = step.times === undefined ? '' : ` × ${step.times.toLocaleString('en-US')}`
  const comment = step.says === undefined ? '' : `          ${visible(step.says)}\n`
  const error = refused === undefined ? '' : paint.faint(` (${refused})`)
  return `${paint.faint(time)}  ${paint.strong(visible(step.by ?? ''))}${step.by === undefined ? '' : ': '}${visible(what)}${times}${error}\n${comment}`
}

function alertText({ alert, afterMs }: Extract<Moment, { kind: 'alert' }>, paint: Palette): string {
  const { document, phone } = alert
  const { severity, rule, response } = document
  const after = afterMs === undefined ? '' : ` after ${(afterMs / 1000).toFixed(0)} s`
  const mark =
    response === null ? `${severity.toUpperCase()} alert` : `RESPONSE (${response.state})`
  return `          ${paint.severity(severity, mark)} ${paint.faint(`of rule ${rule}, on the phone${after}:`)}\n${indent(phone, '          | ')}\n`
}

export function endText({ scenario, misses, sent }: ScenarioResult, paint: Palette): string {
  const alerts = sent.filter(({ document }) => document.response === null).length
  const responses = sent.length - alerts
  const figures = `${plural(alerts, 'alert')}, ${plural(responses, 'response')}`
  if (misses.length === 0)
    return `${paint.good('✓')} ${visible(scenario.title)}: ${figures}, all as expected\n`
  return `${paint.error('✗')} ${visible(scenario.title)}: ${figures}\n${misses
    .map(({ what }) => `  ${visible(what)}\n`)
    .join('')}`
}
