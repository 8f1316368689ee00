/**
 * The files that are deployed beside the code of functions and that the plan alone decides. The
 * rule set is written from the rules (src/ruleset/module.ts).
 */
import { filtersOf } from './filters.ts'
import type { FileName } from './functions/function.ts'
import type { Manifest } from './manifest.ts'
import { respondingRulesOf } from './responding-rules.ts'

/** Name and text of each file. The same plan gives the same bytes. */
export const filesOf = (
  manifest: Manifest,
): Readonly<Record<Exclude<FileName, 'ruleset.mjs'>, string>> => ({
  'filters.json': textOf(filtersOf(manifest)),
  'responses.json': textOf(respondingRulesOf(manifest)),
})

const textOf = (content: object): string => `${JSON.stringify(content, null, 2)}\n`
