/** The layout of a plan's page: records with a label each, and lists that are cut. */
import { pageWidth, wrapped } from '../page.ts'

const labelWidth = 12

/** A record: its label, and its text, wrapped and indented behind the label. */
export function record(label: string, text: string): string[] {
  const [first = '', ...others] = wrapped(text, pageWidth - labelWidth)
  return [label.padEnd(labelWidth) + first, ...others.map((line) => ' '.repeat(labelWidth) + line)]
}

/** The first texts, and how many more there are. The page must not grow with their number. */
export const cut = (texts: readonly string[], limit: number): string[] =>
  texts.length <= limit
    ? [...texts]
    : [...texts.slice(0, limit), `and ${(texts.length - limit).toLocaleString('en-US')} more`]

/**
 * Names of regions in short: `all 17 regions`, `all 17 regions but eu-west-1`, or each name. `all`
 * are the regions that the plan lists at its beginning.
 */
export function regionsText(regions: readonly string[], all: readonly string[]): string {
  const missing = all.filter((region) => !regions.includes(region))
  if (all.length < 4 || missing.length > 2) return regions.join(', ')
  return `all ${all.length} regions${missing.length === 0 ? '' : ` but ${missing.join(' and ')}`}`
}
