/** Loads the rule set that was deployed beside the bundle. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RulesetModule } from '../../src/ruleset/module.ts'
import { openRuleset, type Ruleset } from '../../src/ruleset/ruleset.ts'
import { setting } from './environment.ts'

/** Throws an error with the file's name where the file is missing or broken. */
export async function loadRuleset(): Promise<Ruleset> {
  const file = join(setting('LAMBDA_TASK_ROOT'), 'ruleset.mjs')
  try {
    // The file is beside the bundle, not in it, so its address is known only here.
    return openRuleset((await import(pathToFileURL(file).href)) as RulesetModule)
  } catch (error) {
    throw new Error(`the rule set ${file} cannot be read: ${error}`, { cause: error })
  }
}
