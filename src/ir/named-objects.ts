/** The objects of a call, such as a bucket or a key, as an alert names them. */
import { type Path, pathText } from './path.ts'
import type { AlertTemplate } from './rule.ts'
import { parseTemplate, pathInJsonPath } from './template.ts'

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
