/**
 * Sends the dead-man's switch: a recorded call in every region with rules, whose event must reach
 * `detect` by the same path as every event. See docs/heartbeat.md.
 */
import { errorText } from '../../src/ir/error-text.ts'

/** One call to make. */
export interface Beat {
  readonly region: string
  /** ARN of the region's heartbeat rule. */
  readonly rule: string
  /** Key of the tag. */
  readonly key: string
  /** Value of the tag: when the call is made, `<milliseconds since 1970>-<random>`. */
  readonly nonce: string
}

export interface HeartbeatWorld {
  readonly tag: (beat: Beat) => Promise<void>
  readonly nowMs: () => number
  /** About eight random characters, different each time. */
  readonly random: () => string
}

export interface BeatResult {
  readonly region: string
  /** Null where the call was made. */
  readonly failure: string | null
}

const tagKey = 'tripline:heartbeat'

/**
 * Sends one beat in each region. `rules`: the ARN of the heartbeat rule, by region. A region that
 * fails does not stop the others.
 */
export const beatIn = (
  rules: Readonly<Record<string, string>>,
  { tag, nowMs, random }: HeartbeatWorld,
): Promise<readonly BeatResult[]> =>
  Promise.all(
    Object.entries(rules).map(async ([region, rule]) => {
      try {
        await tag({ region, rule, key: tagKey, nonce: `${nowMs()}-${random()}` })
        return { region, failure: null }
      } catch (error) {
        return { region, failure: errorText(error) }
      }
    }),
  )
