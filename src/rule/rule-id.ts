import { idNotFileName } from '../diagnostics/catalogue/envelope.ts'
import { entry, type MapNode } from '../diagnostics/node.ts'
import type { Reading } from './reading.ts'
import { ruleId } from './schema/words.ts'

/** A rule is found by its id, so its file is called the same. */
export function checkId(root: MapNode, reading: Reading): void {
  const id = entry(root, 'id')?.value
  if (id?.kind !== 'scalar' || typeof id.value !== 'string') return
  // What is no id at all is told by the schema, and the file is then not the one to be renamed.
  if (!ruleId.safeParse(id.value).success) return
  const fileName = reading.file.split(/[\\/]/).at(-1) ?? ''
  if (fileName.replace(/\.ya?ml$/, '') !== id.value) {
    reading.report(idNotFileName(id.value, fileName, id.span))
  }
}
