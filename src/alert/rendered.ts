/** What a format makes of an alert, and how every alert is made to fit into a message. */
import type { AlertDocument } from './document.ts'
import { boundDocument, bounds, exceeds } from './fit.ts'
import { inertJson, sizeBytes } from './inert-json.ts'

/** One message for an SNS topic; `snsMessage` puts it into the parameters of Publish. */
export interface Rendered {
  /** Of e-mails; null where the format is for programs. */
  readonly subject: string | null
  readonly message: string
  /** The short form for phones: one SMS; null where the format is for programs. */
  readonly sms: string | null
}

export type Format = TextFormat | JsonFormat

/** Texts that are read as they are, by e-mail and SMS. */
export interface TextFormat {
  readonly render: (document: AlertDocument) => Rendered
}

/** One JSON value. Its JSON Schema is `test/alert/schemas/<name>.schema.json`. */
export interface JsonFormat {
  /** People see its texts in a product, so those must be inert; programs get the names as they are. */
  readonly readers: 'people' | 'programs'
  readonly value: (document: AlertDocument) => object
}

const renderAs = (document: AlertDocument, format: Format): Rendered =>
  'render' in format
    ? format.render(document)
    : { subject: null, message: inertJson(format.value(document)), sms: null }

/**
 * SNS refuses messages over 262,144 bytes, attributes included; the rest is for those and for the
 * escapes of `MessageStructure: json`.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const maxMessageBytes = 200_000

/** The message of a format, from the document as it is or from as much of it as fits. */
export function renderToFit(document: AlertDocument, format: Format): Rendered {
  const takes = ({ message }: Rendered) => sizeBytes(message) <= maxMessageBytes
  if (!exceeds(document, 2 * maxMessageBytes)) {
    const whole = renderAs(document, format)
    if (takes(whole)) return whole
  }
  const [generous, ...tighter] = bounds
  let shorter = renderAs(boundDocument(document, generous), format)
  for (const bound of tighter) {
    if (takes(shorter)) break
    shorter = renderAs(boundDocument(document, bound), format)
  }
  return shorter
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
