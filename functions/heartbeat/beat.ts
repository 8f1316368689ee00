/**
 * The dead-man's switch, on its way out: a recorded call in every region with rules, which has to
 * come back to `detect` by the way that every event takes. See docs/heartbeat.md.
 */

/** One call to be made. */
export interface Beat {
  readonly region: string
  /** ARN of the region's heartbeat rule. */
  readonly rule: string
  /** Of the tag. */
  readonly key: string
  /** Its value: when the call is made, `<milliseconds since 1970>-<random>`. */
  readonly nonce: string
}

export interface HeartbeatWorld {
  readonly tag: (beat: Beat) => Promise<void>
  readonly nowMs: () => number
  /** Some eight characters that were never said before. */
  readonly random: () => string
}

export interface Beaten {
  readonly region: string
  /** Null where the call was made. */
  readonly failure: string | null
}

const tagKey = 'tripline:heartbeat'

/** `rules`: by region, the ARN of its heartbeat rule. A region that fails keeps no other from its beat. */
export const beatIn = (
  rules: Readonly<Record<string, string>>,
  { tag, nowMs, random }: HeartbeatWorld,
): Promise<readonly Beaten[]> =>
  Promise.all(
    Object.entries(rules).map(async ([region, rule]) => {
      try {
        await tag({ region, rule, key: tagKey, nonce: `${nowMs()}-${random()}` })
        return { region, failure: null }
      } catch (error) {
        const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        return { region, failure }
      }
    }),
  )
