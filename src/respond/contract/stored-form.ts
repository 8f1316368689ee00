/**
 * Writes records of responses as items of the table, and reads items that this release or an
 * earlier one wrote: records outlive a deployment.
 */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Versioned } from './ports.ts'
import type { ResponseRecord } from './record.ts'
import { shareTexts, wholeTexts } from './shared-texts.ts'

/** Increases with each change of the body. Form 1 has no field `form`. */
const currentForm = 2

/** Throws for an item of a form that this release does not know: a later release wrote it. */
export function fromItem({ version, body }: Versioned): ResponseRecord {
  const { form = 1, ...stored } = body
  if (form !== 1 && form !== currentForm)
    throw new Error(
      `the record has the form ${String(form)}, and this release reads forms up to ${currentForm}`,
    )
  const whole = wholeTexts(stored)
  return { ...((form === 1 ? fromFirstForm(whole) : whole) as unknown as ResponseRecord), version }
}

export function toItem({ version, ...body }: ResponseRecord): Versioned {
  return {
    version,
    body: { ...shareTexts(body as unknown as JsonObject), form: currentForm },
  }
}

/**
 * Form 1 had the whole rule in its request, other names for three fields, and neither the time of
 * the plan nor a second person for an undo.
 */
function fromFirstForm({ course, tell, told, request, ...rest }: JsonObject): JsonObject {
  const { rule, ...asked } = objectOf(request)
  const { id = '', title = '', severity = 'high', notify = null } = objectOf(rule)
  return {
    ...rest,
    request: { ...asked, rule: id, about: { title, severity, notify } },
    progress: course ?? null,
    plannedAt: null,
    seen: null,
    undoRequestedBy: null,
    alertsDue: tell ?? 0,
    alertsSent: told ?? 0,
  }
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
