/** Decides the operator `policy` for one value. */
import type { JsonObject, Scalar } from '../ir/json.ts'
import type { PolicyTest } from '../ir/policy-test.ts'
import { anything, coversAction } from './actions.ts'
import { trusts, trustsOutside } from './principals.ts'
import { isPublic } from './public.ts'
import { type PolicyDocument, readPolicy, type Unreadable } from './read.ts'
import { coversUnnamed } from './resources.ts'
import type { Statement } from './statement.ts'

export type { Unreadable }

/** `undecided`: the document cannot be read, so nobody knows what it grants. */
export type PolicyResult = 'yes' | 'no' | 'undecided'

export const policyHolds = (value: Scalar | JsonObject, test: PolicyTest): PolicyResult =>
  policyFinding(value, test).result

/** The result with its reason: the first statement for which all keys hold, or why nothing is decided. */
export interface PolicyFinding {
  readonly result: PolicyResult
  /** As the document has it. Undefined for `onlyDenies`, which is about all statements. */
  readonly statement?: JsonObject
  readonly unreadable?: Unreadable
}

const no: PolicyFinding = { result: 'no' }

export function policyFinding(value: Scalar | JsonObject, test: PolicyTest): PolicyFinding {
  const reading = readPolicy(value)
  if (reading.kind === 'nothing') return no
  if (reading.kind === 'unreadable') return { result: 'undecided', unreadable: reading.why }
  const { document } = reading
  if (test.onlyDenies) return onlyDenies(document) ? { result: 'yes' } : no
  const found = document.statements.find((statement) => fits(statement, document, test))
  return found === undefined ? no : { result: 'yes', statement: found.written }
}

const onlyDenies = ({ statements }: PolicyDocument): boolean =>
  statements.length > 0 && statements.every(({ effect }) => effect === 'Deny')

const fits = (statement: Statement, { hasVariables }: PolicyDocument, test: PolicyTest): boolean =>
  statement.effect === 'Allow' &&
  (test.trusts?.some((kind) => trusts(statement, kind)) ?? true) &&
  (test.trustsOutside === undefined || trustsOutside(statement, test.trustsOutside)) &&
  (!test.isPublic || isPublic(statement)) &&
  grants(statement, test, hasVariables)

/** The resource is one of the type of the very action that is granted. */
function grants(
  { actions, resources }: Statement,
  test: PolicyTest,
  hasVariables: boolean,
): boolean {
  const isWide = (action: string | undefined) =>
    !test.everywhere || coversUnnamed(resources, action, hasVariables)
  if (test.grants === undefined) return isWide(undefined)
  const wanted = test.grants === 'anything' ? [anything] : test.grants
  return wanted.some((action) => coversAction(actions, action) && isWide(action))
}
