import type { Responder } from '../../../src/ir/names.ts'
import type { Scenario } from './attack.ts'
import { openings } from './ingress.ts'
import { keys } from './keys.ts'
import { publications } from './public-access.ts'
import { tamperings } from './trails.ts'

/** The attacks on IAM are in test/functions/rollback-iam/rows.ts. */
const byResponder: Readonly<Record<Exclude<Responder, 'rollback-iam'>, readonly Scenario[]>> = {
  'deactivate-key': keys,
  'revoke-ingress': openings,
  'block-public-access': publications,
  'restart-trail': tamperings,
}

/** For each responder one at least; what its alert should be about is in the name. */
export const scenarios: readonly Scenario[] = Object.values(byResponder).flat()
