/**
 * Writes `src/aws/api-catalogue.json` from a list of API operations.
 *
 *   node scripts/generate-api-catalogue.ts operations.json
 *
 * The list is a JSON object of event sources, each with its operations:
 * `{ "sns.amazonaws.com": ["CreateTopic", …], … }`, as can be read out of botocore's models
 * (`endpointPrefix` or `signingName` of `metadata`, keys of `operations`).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { packCatalogue, sourceEnding, unpackCatalogue } from '../src/aws/api-catalogue.ts'

const [list] = process.argv.slice(2)
if (list === undefined) throw new Error('usage: generate-api-catalogue.ts <operations.json>')
const operations: Record<string, string[]> = JSON.parse(readFileSync(list, 'utf8'))

const stray = Object.entries(operations).find(
  ([source, names]) =>
    !source.endsWith(sourceEnding) || names.some((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name)),
)
if (stray !== undefined) throw new Error(`${stray[0]} is no event source, or has a strange name`)

const packed = packCatalogue(operations)
const back = unpackCatalogue(packed)
for (const [source, names] of Object.entries(operations)) {
  const lost = names.find((name) => !back.get(source)?.has(name))
  if (lost !== undefined || back.get(source)?.size !== new Set(names).size)
    throw new Error(`${source} does not survive packing: ${lost}`)
}
writeFileSync('src/aws/api-catalogue.json', `${JSON.stringify(packed, null, 2)}\n`)
