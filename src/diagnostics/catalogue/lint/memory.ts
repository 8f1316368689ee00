/** Diagnostics about the memory of a rule. */
import { warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

/** `named`: paths of objects that the alert names; none if it names no object. */
export const blindfold = (named: readonly string[], span: Span): Diagnostic =>
  warning(
    'blindfold',
    '`dedup` groups calls on different objects into one alert, because neither `by` nor `new` names an object of the call',
    named.length > 0
      ? `add ${named.map((path) => `\`${path}\``).join(', ')} to \`new\`: the alert shows it, but \`dedup\` does not compare it`
      : 'name the object in a field of `alert`, or add it to `new`, for example `new: [eventName, requestParameters.name]`',
    span,
  )
