/** The schema of a format: ours, and what others publish of theirs. */
import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { formats } from '../../src/alert/formats.ts'
import { type AlertFormat, alertFormats } from '../../src/ir/names.ts'

/** The formats that have a schema. */
export const jsonFormats: readonly AlertFormat[] = alertFormats.filter(
  (format) => 'value' in formats[format],
)

export function validatorOf(format: AlertFormat): ValidateFunction {
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
