import { readFileSync } from 'node:fs'
import { type ApiCatalogue, unpackCatalogue } from '../aws/api-catalogue.ts'

/** Reads the operations of AWS's APIs. The file is large, so only commands that need it read it. */
export function readApiCatalogue(): ApiCatalogue {
  const file = new URL('../aws/api-catalogue.json', import.meta.url)
  return unpackCatalogue(JSON.parse(readFileSync(file, 'utf8')))
}
