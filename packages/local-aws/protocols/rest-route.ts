/** Which operation of a REST service a method and a path mean. */
import { type Model, members, type OperationShape, type Shape } from './model.ts'
import type { WireRequest } from './protocol.ts'

interface Route {
  readonly name: string
  readonly method: string
  readonly path: RegExp
  readonly labels: readonly string[]
  /** Parameters that have to be there; with a value where the template gives one. */
  readonly params: readonly (readonly [string, string])[]
  /** The name that SDK clients put into `x-id`: without it PutObject and UploadPart look alike. */
  readonly id: string | undefined
}

const routes = new WeakMap<Model, readonly Route[]>()

/** Templates that say more stand first: `/{Bucket}?policy` before `/{Bucket}`. */
function routesOf(model: Model): readonly Route[] {
  const known = routes.get(model)
  if (known !== undefined) return known
  const made = [...model.operations.values()]
    .flatMap((operation) => route(operation) ?? [])
    .sort(
      (one, other) =>
        other.params.length - one.params.length || one.labels.length - other.labels.length,
    )
  routes.set(model, made)
  return made
}

function route({ name, http, input }: OperationShape): Route | undefined {
  if (http === undefined) return undefined
  const [template = '', search = ''] = http.uri.split('?')
  const path = inFront(input, template) + template
  const labels: string[] = []
  const source = path
    .split('/')
    .map((part) =>
      part.replace(/^\{(\w+)(\+?)\}$|[.*+?^${}()|[\]\\]/g, (all, label, greedy) => {
        if (label === undefined) return `\\${all}`
        labels.push(label)
        return greedy ? '(.+)' : '([^/]+)'
      }),
    )
    .join('/')
  return {
    name,
    method: http.method,
    path: new RegExp(`^${source.replace(/\/$/, '')}/?$`, 's'),
    labels,
    params: [...new URLSearchParams(search)].filter(([key]) => key !== 'x-id'),
    id: new URLSearchParams(search).get('x-id') ?? undefined,
  }
}

/**
 * Buckets belong into the host name and stand in no template; a client that is given an address
 * puts them first in the path.
 */
const inFront = (input: Shape, template: string): string =>
  members(input)
    .filter(([, member]) => member.getMergedTraits().httpLabel)
    .filter(([name]) => !template.includes(`{${name}}`) && !template.includes(`{${name}+}`))
    .map(([name]) => `/{${name}}`)
    .join('')

export const routeOf = (request: WireRequest, model: Model): string | undefined =>
  routesOf(model).find(
    ({ method, path, params, id }) =>
      method === request.method &&
      (request.query.get('x-id') ?? id) === id &&
      path.test(request.path) &&
      params.every(([key, value]) =>
        value === '' ? request.query.has(key) : request.query.get(key) === value,
      ),
  )?.name

/** Labels of the path by member name, decoded. */
export function pathLabels(
  request: WireRequest,
  operation: OperationShape,
): ReadonlyMap<string, string> {
  const found = route(operation)
  const values = found?.path.exec(request.path)?.slice(1) ?? []
  return new Map(found?.labels.map((label, at) => [label, decode(values[at] ?? '')]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
