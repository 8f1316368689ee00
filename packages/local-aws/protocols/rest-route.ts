/** Finds the operation of a REST service from method and path. */
import { type Model, members, type OperationShape, type Shape } from './model.ts'
import type { WireRequest } from './protocol.ts'

interface Route {
  readonly name: string
  readonly method: string
  readonly path: RegExp
  readonly labels: readonly string[]
  /** Required query parameters, with their value if the template gives one. */
  readonly params: readonly (readonly [string, string])[]
  /**
   * The operation name that SDK clients send as `x-id`. Without it, PutObject and UploadPart look
   * alike.
   */
  readonly id: string | undefined
}

const routes = new WeakMap<Model, readonly Route[]>()

/** The routes, the more specific templates first: `/{Bucket}?policy` before `/{Bucket}`. */
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
 * A template with the bucket in front. Buckets are part of the host name and of no template, but a
 * client with a fixed endpoint puts them first in the path.
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

/** The labels of the path by member name, decoded. */
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
