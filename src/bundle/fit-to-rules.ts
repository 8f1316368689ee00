/** Fits a bundle to the rule set that will be deployed beside it. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RulesetModule } from '../ruleset/module.ts'
import { seldomPackages } from '../ruleset/needs.ts'
import { seldomFile } from './lean-modules.ts'

/**
 * Removes packages that no rule needs from `folder`. `ruleset` is the text that `rulesetModule`
 * returned. Throws if a package that a rule needs is missing: such a rule would fail with the first
 * event that it evaluates.
 */
export async function fitToRules(folder: string, ruleset: string): Promise<void> {
  // The text is imported, not the file: Node would cache a file that is written again.
  const url = `data:text/javascript;base64,${Buffer.from(ruleset).toString('base64')}`
  const { needs } = (await import(url)) as RulesetModule
  const missing = needs.filter((name) => !existsSync(join(folder, seldomFile(name))))
  if (missing.length > 0)
    throw new Error(
      `the rules need ${missing.join(' and ')}, which is not in the bundle ${folder}: its function no longer imports it`,
    )
  const idle = seldomPackages.filter((name) => !needs.includes(name))
  for (const name of idle) rmSync(join(folder, seldomFile(name)), { force: true })
}
