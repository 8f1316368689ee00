import { namedObjects } from '../ir/named-objects.ts'
import type { Path } from '../ir/path.ts'
import type { AlertTemplate } from '../ir/rule.ts'

/** `dedup.new` where a rule does not have the key: the call, and every object that the alert names. */
export const defaultNew = (alert: AlertTemplate): Path[] => [['eventName'], ...namedObjects(alert)]
