/**
 * Sends the dead-man's switch on a schedule: one recorded call in every region. See
 * docs/heartbeat.md.
 */
import { randomBytes } from 'node:crypto'
import { beatIn } from './heartbeat/beat.ts'
import { settings } from './support/environment.ts'
import { log, writeMetrics } from './support/metrics.ts'
import { tags } from './world/tags.ts'

/** Fails where no region could be called, because then the cause is not one region. */
export async function handler(): Promise<void> {
  const rules = settings<Record<string, string>>('HEARTBEATS')
  const beaten = await beatIn(rules, {
    tag: tags(),
    nowMs: () => Date.now(),
    random: () => randomBytes(6).toString('base64url'),
  })
  for (const { region, failure } of beaten) {
    const isSent = failure === null
    if (!isSent) log('error', 'heartbeat not sent', { region, why: failure })
    const counts = [
      { name: 'HeartbeatSent', unit: 'Count', value: isSent ? 1 : 0 },
      { name: 'HeartbeatFailed', unit: 'Count', value: isSent ? 0 : 1 },
    ] as const
    writeMetrics(counts, { region }, Date.now())
  }
  const failures = beaten.flatMap(({ failure }) => failure ?? [])
  if (failures.length === beaten.length)
    throw new Error(`no heartbeat was sent: ${failures[0] ?? 'no region is configured'}`)
}
