/** The alert document itself: schema/alert.schema.json. */
import type { AlertDocument } from '../document.ts'
import { inertJson } from '../inert-json.ts'
import type { Rendered } from '../rendered.ts'

export const json = (document: AlertDocument): Rendered => ({
  subject: null,
  message: inertJson(document),
  sms: null,
})
