/** Writes `schema/*.schema.json`. A test fails if they are stale. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { jsonSchemas } from '../src/rule/schema/json-schema.ts'

mkdirSync('schema', { recursive: true })
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(`schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
}
