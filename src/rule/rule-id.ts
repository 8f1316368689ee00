import { idNotFileName } from '../diagnostics/catalogue/envelope.ts'
import { entry, type MapNode } from '../diagnostics/node.ts'
import type { Reading } from './reading.ts'
import { ruleId } from './schema/words.ts'

/** Checks that a rule's file has the name of its id, so that a rule can be found by its id. */
export function checkId(root: MapNode, reading: Reading): void {
  const id = entry(root, 'id')?.value
  if (id?.kind !== 'scalar' || typeof id.value !== 'string') return
  // The schema reports an id of the wrong form. Then the id must change, and not the file name.
  if (!ruleId.safeParse(id.value).success) return
  const fileName = reading.file.split(/[\\/]/).at(-1) ?? ''
  if (fileName.replace(/\.ya?ml$/, '') !== id.value) {
    reading.report(idNotFileName(id.value, fileName, id.span))
  }
}
