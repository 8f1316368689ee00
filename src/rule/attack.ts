import { oldAttackId } from '../diagnostics/catalogue/envelope.ts'
import type { Node } from '../diagnostics/node.ts'
import type { Reading } from './reading.ts'

/**
 * ATT&CK 19 took Impair Defenses (T1562) apart; most published rules still carry the old ids.
 * Only replacements that are certain are here: an id that is not in the map stays as written.
 * https://attack.mitre.org/resources/updates/
 */
const replaced: Readonly<Record<string, string>> = {
  T1562: 'T1685',
  'T1562.001': 'T1685',
  'T1562.007': 'T1686.001',
  'T1562.008': 'T1685.002',
}

/** The id that ATT&CK 19 uses for a technique. */
export const currentAttackId = (id: string): string => replaced[id] ?? id

/** Tells of ids that version 19 replaced. */
export function readAttack(node: Node | undefined, reading: Reading): void {
  for (const item of node?.kind === 'list' ? node.items : []) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') continue
    const current = currentAttackId(item.value)
    if (current !== item.value) reading.report(oldAttackId(item.value, current, item.span))
  }
}
