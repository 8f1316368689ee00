/** A bundle made fit for the rule set that will stand beside it. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RulesetModule } from '../ruleset/module.ts'
import { seldomPackages } from '../ruleset/needs.ts'
import { seldomFile } from './lean-modules.ts'

/**
 * Leaves out of `folder` the packages that no rule needs. Throws where one is missing that a rule
 * needs: such a rule would fail with the first event that it is asked about. `ruleset` is what
 * `rulesetModule` wrote.
 */
export async function fitToRules(folder: string, ruleset: string): Promise<void> {
  // By its text: a file that is written again would be remembered as it was.
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
