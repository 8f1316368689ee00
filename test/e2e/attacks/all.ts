import type { Scenario } from './attack.ts'
import { openings } from './ingress.ts'
import { keys } from './keys.ts'
import { publications } from './public-access.ts'
import { tamperings } from './trails.ts'

/** For each responder one at least; what its alert should be about is in the name. */
export const scenarios: readonly Scenario[] = [...keys, ...openings, ...publications, ...tamperings]
