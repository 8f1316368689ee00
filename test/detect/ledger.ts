/** The ledger's promise in memory, for tests of what is done with it; the real one is in functions/world. */
import { type Claims, confirmedMs, type Ledger } from '../../src/detect/ports.ts'

export function memoryLedger(): Ledger & { readonly alerts: Map<string, Claims> } {
  const alerts = new Map<string, Claims>()
  return {
    alerts,
    open: async (alert, claims) => {
      if (alerts.has(alert)) return false
      alerts.set(alert, claims)
      return true
    },
    read: async (alert) => alerts.get(alert) ?? {},
    reclaim: async (alert, target, was, untilMs) => {
      const claims = alerts.get(alert) ?? {}
      if (claims[target] !== was) return false
      alerts.set(alert, { ...claims, [target]: untilMs })
      return true
    },
    confirm: async (alert, targets) => {
      const confirmed = Object.fromEntries(targets.map((target) => [target, confirmedMs]))
      alerts.set(alert, { ...alerts.get(alert), ...confirmed })
    },
  }
}
