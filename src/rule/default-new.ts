import { type Path, pathText } from '../ir/path.ts'
import type { AlertTemplate } from '../ir/rule.ts'
import { parseTemplate, pathInJsonPath } from '../ir/template.ts'

/** Where a record of CloudTrail names the objects of a call. */
export const objectFields: readonly string[] = [
  'requestParameters',
  'responseElements',
  'resources',
]

/**
 * The paths under `requestParameters`, `responseElements` and `resources` that an alert names in its
 * title and its fields, each once. A JSONPath that searches (`..`) counts as the path where it starts.
 */
export function namedObjects({ title, fields }: AlertTemplate): Path[] {
  const inTitle = parseTemplate(title ?? '').flatMap((part) =>
    'jsonPath' in part ? [part.jsonPath] : [],
  )
  const paths = [...inTitle, ...fields.map(({ path }) => path)].flatMap((jsonPath) => {
    const path = pathInJsonPath(jsonPath)
    return path !== undefined && objectFields.includes(path[0] ?? '') ? [path] : []
  })
  return [...new Map(paths.map((path) => [pathText(path), path])).values()]
}

/** `dedup.new` where a rule does not have the key: the call, and everything that the alert names. */
export const defaultNew = (alert: AlertTemplate): Path[] => [['eventName'], ...namedObjects(alert)]
