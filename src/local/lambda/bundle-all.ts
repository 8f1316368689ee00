/**
 * `node src/local/lambda/bundle-all.ts <folder> <rule set> <function> …`: bundles functions of the
 * project in the working directory, for a deployment. A program of its own, because esbuild cannot be
 * part of the program that SST builds from sst.config.ts.
 */
import { readFileSync } from 'node:fs'
import { bundleFunction } from './bundle.ts'
import { fitToRules } from './fit-to-rules.ts'

const [into = '', ruleset = '', ...names] = process.argv.slice(2)
for (const name of names) {
  const { folder, inputs } = await bundleFunction(`functions/${name}.ts`, into)
  // Whoever reads the rule set evaluates it.
  if (inputs.includes('functions/world/ruleset.ts'))
    await fitToRules(folder, readFileSync(ruleset, 'utf8'))
}
