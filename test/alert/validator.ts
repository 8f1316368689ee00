/** The schema of a format: ours, and what others publish of theirs. */
import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { AlertFormat } from '../../src/ir/names.ts'

export function validatorOf(format: Exclude<AlertFormat, 'text'>): ValidateFunction {
  const file =
    format === 'json' ? 'schema/alert.schema.json' : `test/alert/schemas/${format}.schema.json`
  const ajv = new Ajv({
    strict: true,
    allowUnionTypes: true,
    validateFormats: false,
    strictRequired: false,
  })
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')))
}
