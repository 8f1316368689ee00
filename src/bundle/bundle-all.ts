/**
 * `node bundle-all.ts <folder> <rule set> <function> …` bundles functions for a deployment. It is a
 * program of its own, because esbuild cannot be part of the program that SST builds from
 * sst.config.ts.
 */
import { readFileSync } from 'node:fs'
import { bundleFunction, functionSource } from './bundle.ts'
import { fitToRules } from './fit-to-rules.ts'

const [into = '', ruleset = '', ...names] = process.argv.slice(2)
for (const name of names) {
  const { folder, inputs } = await bundleFunction(functionSource(name), into)
  // A function that imports the rule set also evaluates rules.
  if (inputs.includes('functions/support/ruleset.ts'))
    await fitToRules(folder, readFileSync(ruleset, 'utf8'))
}
