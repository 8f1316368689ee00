/**
 * Starts a trail that was stopped, and restores its settings and event selectors from the last
 * snapshot before the call. Only what the call changed is restored.
 */
import { byValue } from '../../contract/plan-back.ts'
import type { Responder } from '../../contract/responder.ts'
import type { TrailPast } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

export const restartTrail: Responder<TrailPast> = {
  name: 'restart-trail',
  target,
  plan,
  steps,
  gives: ({ call }) => call === 'cloudtrail:StopLogging',
  comparable: byValue,
}
