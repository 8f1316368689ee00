/** Diagnostics about the memory of a rule. */
import { warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

/** `named`: paths of objects that the alert names; none if it names no object. */
export const blindfold = (named: readonly string[], span: Span): Diagnostic =>
  warning(
    'blindfold',
    'a second victim of the same caller is a repeat: neither `by` nor `new` of `dedup` names an object of the call',
    named.length > 0
      ? `add ${named.map((path) => `\`${path}\``).join(', ')}, which the alert names, to \`new\``
      : 'name the object in a field of `alert`, or add it to `new`, for example `new: [eventName, requestParameters.name]`',
    span,
  )
