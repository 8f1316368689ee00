/**
 * `startLocal` for suites that run twice: in `npm test` every principal may do everything, and in the
 * emulator suite IAM is enforced.
 */
import { type Local, startLocal as start } from '../../src/simulate/local.ts'
import { startJudge } from '../iam-judge/judge.ts'

const isEnforced = process.env.TRIPLINE_ENFORCE_IAM !== undefined

/** Its `stop` throws if something was denied. */
export async function startLocal(options: Parameters<typeof start>[0]): Promise<Local> {
  if (!isEnforced) return start(options)
  const { authorize, denials } = startJudge()
  const local = await start({ ...options, authorize })
  return {
    ...local,
    stop: async () => {
      await local.stop()
      if (denials.length > 0) throw new Error(`IAM denied:\n${denials.join('\n')}`)
    },
  }
}
