/** Text with values in it: `{$.userIdentity.arn} stopped trail {$.requestParameters.name}`. */
export type TemplatePart = { readonly text: string } | { readonly jsonPath: string }

export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let from = 0
  for (const { 0: whole, 1: jsonPath = '', index } of template.matchAll(/\{(\$[^{}]*)\}/g)) {
    if (index > from) parts.push({ text: template.slice(from, index) })
    parts.push({ jsonPath })
    from = index + whole.length
  }
  if (from < template.length) parts.push({ text: template.slice(from) })
  return parts
}

const step = /\.\.?(?:[\w-]+|\*)|\[(?:\d+|\*|'[^'\\]*'|"[^"\\]*")\]/y

/**
 * The field names a JSONPath goes through, wildcards and indexes left out, or undefined where it
 * does more than name a field: filters, scripts, parents and the like are refused everywhere,
 * because with them a template would be a program.
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

const straightStep = /\.[\w-]+|\[(?:\d+|'[\w-]+'|"[\w-]+")\]/y

/**
 * The keys of a JSONPath that goes straight to one value, by names and places in lists; undefined for
 * one that looks around on the way.
 */
export function straightKeys(jsonPath: string): readonly string[] | undefined {
  if (!jsonPath.startsWith('$') || jsonPath.length === 1) return undefined
  const keys: string[] = []
  for (straightStep.lastIndex = 1; straightStep.lastIndex < jsonPath.length; ) {
    const [found] = straightStep.exec(jsonPath) ?? []
    if (found === undefined) return undefined
    keys.push(found.replaceAll(/[.[\]'"]/g, ''))
  }
  return keys
}
