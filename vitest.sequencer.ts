import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take more than eight seconds, the longest first. */
export const longFiles: readonly string[] = [
  'test/sst/config.test.ts',
  'test/functions/rollback-iam/rollback-iam.test.ts',
  'test/prove/mutants.test.ts',
  'test/readme.test.ts',
  'test/functions/bundles.test.ts',
  'test/simulate/killed.test.ts',
  'test/infra/deployment.test.ts',
  'test/simulate/redrive.test.ts',
  'test/cli/simulate.test.ts',
  'test/infra/security.test.ts',
  'test/plan/pack/pack.test.ts',
  'test/simulate/deploy/like-infra.test.ts',
]

/**
 * Starts long files first, so that none is left to run alone at the end. Vitest knows durations of its last
 * run only, and a fresh checkout has none.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longFiles.findIndex((file) => moduleId.endsWith(`/${file}`))
      return at < 0 ? longFiles.length : at
    }
    return sorted.toSorted((one, other) => rank(one) - rank(other))
  }
}
