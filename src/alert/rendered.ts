/** The result of a format, and the steps that make every alert fit into a message. */
import type { AlertDocument } from './document.ts'
import { boundDocument, bounds, exceeds } from './fit.ts'
import { inertJson, sizeBytes } from './inert-json.ts'

/** One message for an SNS topic; `snsMessage` puts it into the parameters of Publish. */
export interface Rendered {
  /** For e-mails; null where the format is for programs. */
  readonly subject: string | null
  readonly message: string
  /** The short form for phones: one SMS; null where the format is for programs. */
  readonly sms: string | null
}

export type Format = TextFormat | JsonFormat

/** A format of plain texts, for e-mail and SMS. */
export interface TextFormat {
  readonly render: (document: AlertDocument) => Rendered
}

/** One JSON value. Its JSON Schema is `test/alert/schemas/<name>.schema.json`. */
export interface JsonFormat {
  /**
   * Whether people see its texts in a product, so that they must be inert; programs get the names
   * unchanged.
   */
  readonly readers: 'people' | 'programs'
  readonly value: (document: AlertDocument) => object
}

const renderAs = (document: AlertDocument, format: Format): Rendered =>
  'render' in format
    ? format.render(document)
    : { subject: null, message: inertJson(format.value(document)), sms: null }

/**
 * SNS refuses messages over 262,144 bytes, attributes included. The rest is for attributes and for
 * the escapes of `MessageStructure: json`.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const maxMessageBytes = 200_000

/** The message of a format, from the whole document or from as much of it as fits. */
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
 * The parameters of Publish for a message. `MessageStructure: json` gives SMS and e-mail their own
 * texts on one topic; every other subscription gets `default`.
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
