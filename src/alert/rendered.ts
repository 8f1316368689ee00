/** What a format makes of an alert, and how every alert is made to fit into a message. */
import type { AlertDocument } from './document.ts'
import { bounded, bounds, exceeds } from './fit.ts'
import { sizeBytes } from './inert-json.ts'

/** One message for an SNS topic; `snsMessage` puts it into the parameters of Publish. */
export interface Rendered {
  /** Of e-mails; null where the format is for programs. */
  readonly subject: string | null
  readonly message: string
  /** The short form for phones: one SMS; null where the format is for programs. */
  readonly sms: string | null
}

export type Format = (document: AlertDocument) => Rendered

/**
 * SNS refuses messages over 262,144 bytes, attributes included; the rest is for those and for the
 * escapes of `MessageStructure: json`.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const maxMessageBytes = 200_000

/** The message of a format, from the document as it is or from as much of it as fits. */
export function fitting(document: AlertDocument, format: Format): Rendered {
  const takes = ({ message }: Rendered) => sizeBytes(message) <= maxMessageBytes
  if (!exceeds(document, 2 * maxMessageBytes)) {
    const whole = format(document)
    if (takes(whole)) return whole
  }
  const [generous, ...tighter] = bounds
  let rendered = format(bounded(document, generous))
  for (const bound of tighter) {
    if (takes(rendered)) break
    rendered = format(bounded(document, bound))
  }
  return rendered
}

/**
 * The parameters of Publish that carry a message. SMS and e-mail get texts of their own from one
 * topic by `MessageStructure: json`; every other subscription gets `default`.
 */
export function snsMessage({ subject, message, sms }: Rendered): {
  readonly Subject?: string
  readonly Message: string
  readonly MessageStructure?: 'json'
} {
  const titled = subject === null ? {} : { Subject: subject }
  if (sms === null) return { ...titled, Message: message }
  const Message = JSON.stringify({ default: message, sms })
  return { ...titled, Message, MessageStructure: 'json' }
}
