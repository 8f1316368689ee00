/** Replaces outdated ids of ATT&CK techniques, and reports them. */
import { oldAttackId } from '../diagnostics/catalogue/envelope.ts'
import type { Node } from '../diagnostics/node.ts'
import type { Reading } from './reading.ts'

/**
 * ATT&CK 19 split Impair Defenses (T1562). Most published rules still have the old ids. This map
 * has only the replacements that are certain. An id that is not in it stays as written.
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

/** Reports ids that version 19 replaced. */
export function readAttack(node: Node | undefined, reading: Reading): void {
  for (const item of node?.kind === 'list' ? node.items : []) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') continue
    const current = currentAttackId(item.value)
    if (current !== item.value) reading.report(oldAttackId(item.value, current, item.span))
  }
}
