/** What is at a path that reaches no value, for explanations. */

import { isObject, type Json } from '../ir/json.ts'
import { elements, own, type Path } from '../ir/path.ts'
import type { Scope } from './evaluate.ts'

export type Shape = 'object' | 'empty object' | 'empty array'

/**
 * The shape of what is at a path, if it is no value: an object, or an array or object without
 * content. Undefined if nothing is there. Of several shapes, the first in the order above.
 */
export function shapeAt({ record, envelope }: Scope, path: Path): Shape | undefined {
  const found = path[0] === 'envelope' ? shapesIn(envelope, path.slice(1)) : shapesIn(record, path)
  return shapes.find((shape) => found.has(shape))
}

const shapes: readonly Shape[] = ['object', 'empty object', 'empty array']

function shapesIn(node: Json | undefined, path: Path): Set<Shape> {
  if (Array.isArray(node)) {
    const inside = [...elements(node)].flatMap((element) => [...shapesIn(element, path)])
    return new Set(path.length === 0 && node.length === 0 ? ['empty array'] : inside)
  }
  if (!isObject(node)) return new Set()
  const [segment, ...rest] = path
  if (segment !== undefined) return shapesIn(own(node, segment), rest)
  return new Set([Object.keys(node).length === 0 ? 'empty object' : 'object'])
}
