/** The formats of alerts; each channel has one. CONTRIBUTING.md explains how to add one. */
import type { AlertFormat } from '../ir/names.ts'
import type { AlertDocument } from './document.ts'
import { asff } from './formats/asff.ts'
import { chat } from './formats/chat.ts'
import { json } from './formats/json.ts'
import { ocsf } from './formats/ocsf.ts'
import { pagerduty } from './formats/pagerduty.ts'
import { text } from './formats/text.ts'
import { type Format, type Rendered, renderToFit } from './rendered.ts'

export type { Rendered } from './rendered.ts'

export const formats: Readonly<Record<AlertFormat, Format>> = {
  text,
  chat,
  json,
  pagerduty,
  ocsf,
  asff,
}

/** The alert as one message, which SNS accepts for any event, however large or hostile. */
export const render = (document: AlertDocument, format: AlertFormat): Rendered =>
  renderToFit(document, formats[format])

/**
 * Message attributes, by which a subscription can filter. All are of type String, and none is
 * empty, because SNS refuses empty ones:
 * https://docs.aws.amazon.com/sns/latest/api/API_MessageAttributeValue.html
 */
export function attributesOf(document: AlertDocument, channel: string): Record<string, string> {
  const { rule, severity, account, region, kind, status, id } = document
  const known = { rule, severity, account, region, kind, status, alert: id, channel }
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, value || 'unknown']),
  )
}
