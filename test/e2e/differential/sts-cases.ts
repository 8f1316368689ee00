/** STS: who calls, and as which role. */
import type { Script } from '../../support/differential.ts'

const role = 'arn:aws:iam::123456789012:role/app'

export const stsCases: Readonly<Record<string, Script>> = {
  'who am I': async (call) => {
    await call('GetCallerIdentity')
  },

  'sessions of a role': async (call) => {
    await call('AssumeRole', { RoleArn: role, RoleSessionName: 'first' })
    await call('AssumeRole', { RoleArn: role, RoleSessionName: 'first', DurationSeconds: 900 })
    await call('AssumeRole', { RoleArn: role, RoleSessionName: 'first', DurationSeconds: 60 })
    await call('AssumeRole', { RoleArn: role, RoleSessionName: 'not a name' })
  },

  'a role that is not there': async (call) => {
    await call('AssumeRole', { RoleArn: `${role}-gone`, RoleSessionName: 'first' })
  },
}
