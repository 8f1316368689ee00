/** For each diagnostic code the mistakes that bring it about: one for each of its sentences. */
import type { Code } from '../../src/diagnostics/codes.ts'
import { blockCases } from './cases/block.ts'
import { envelopeCases } from './cases/envelope.ts'
import { fileCases } from './cases/file.ts'
import { lintCases } from './cases/lint.ts'
import { planCases } from './cases/plan.ts'
import { resultCases } from './cases/results.ts'
import type { Case } from './project.ts'

/** Problems of plans share some codes with mistakes in files. */
const ofPlans: Readonly<Partial<Record<Code, readonly Case[]>>> = planCases

const ofFiles: Readonly<Partial<Record<Code, readonly Case[]>>> = {
  ...fileCases,
  ...envelopeCases,
  ...blockCases,
  ...lintCases,
  ...resultCases,
}

export const casesOf = (code: Code): readonly Case[] => [
  ...(ofFiles[code] ?? []),
  ...(ofPlans[code] ?? []),
]
