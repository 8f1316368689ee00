/** Text with values in it: `{actor} stopped trail {$.requestParameters.name}`. */
export type TemplatePart =
  | { readonly text: string }
  | { readonly jsonPath: string }
  | { readonly computed: 'actor' }

export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let from = 0
  for (const { 0: whole, 1: jsonPath = '', index } of template.matchAll(/\{(\$[^{}]*|actor)\}/g)) {
    if (index > from) parts.push({ text: template.slice(from, index) })
    parts.push(jsonPath === 'actor' ? { computed: jsonPath } : { jsonPath })
    from = index + whole.length
  }
  if (from < template.length) parts.push({ text: template.slice(from) })
  return parts
}

const step = /\.\.?(?:[\w-]+|\*)|\[(?:\d+|\*|'[^'\\]*'|"[^"\\]*")\]/y

/**
 * The field names of a JSONPath, without wildcards and indexes. Undefined if it does more than name
 * a field: filters, scripts, parents and the like are refused everywhere, because with them a
 * template would be a program.
 */
export function jsonPathFields(jsonPath: string): readonly string[] | undefined {
  if (!jsonPath.startsWith('$') || jsonPath.length === 1) return undefined
  const fields: string[] = []
  for (step.lastIndex = 1; step.lastIndex < jsonPath.length; ) {
    const [found] = step.exec(jsonPath) ?? []
    if (found === undefined) return undefined
    const name = found.replace(/^\.\.?|^\[['"]?|['"]?\]$/g, '').replace(/['"]?\]$/, '')
    const isName = found.startsWith('.') ? name !== '*' : /^\[['"]/.test(found)
    if (isName) fields.push(name)
  }
  return fields
}

/**
 * The path of a JSONPath as far as it names fields one below the other: up to the first `..` or `.*`.
 * Indexes and `[*]` are left out, because paths go through arrays by themselves. Undefined if it
 * names no field there.
 */
export const pathInJsonPath = (jsonPath: string): readonly string[] | undefined =>
  jsonPathFields(jsonPath.replace(/\.(?:\.|\*).*$/, ''))

const plainStep = /(\.\.?)([\w-]+|\*)|\[(?:(\d+|\*)|'([\w-]+)'|"([\w-]+)")\]/y

/**
 * The steps of a JSONPath in order: names and indexes, `*` for everything in a value, `..` for a
 * value and everything below it. Undefined for any other JSONPath, such as a name with other
 * characters in it, which only the library reads.
 */
export function plainSteps(jsonPath: string): readonly string[] | undefined {
  if (!jsonPath.startsWith('$') || jsonPath.length === 1) return undefined
  const steps: string[] = []
  for (plainStep.lastIndex = 1; plainStep.lastIndex < jsonPath.length; ) {
    const found = plainStep.exec(jsonPath)
    if (found === null) return undefined
    const [, dots, ...names] = found
    if (dots === '..') steps.push('..')
    steps.push(names.find((name) => name !== undefined) ?? '')
  }
  return steps
}
