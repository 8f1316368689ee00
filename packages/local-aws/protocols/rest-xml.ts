/**
 * REST-XML: method and path name the operation; path, query, headers and body carry the members. S3
 * and S3 Control use it. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
import { bodyBytes } from './aws-chunked.ts'
import { members, type OperationShape, type Shape } from './model.ts'
import type { Protocol, WireRequest, WireResponse } from './protocol.ts'
import { pathLabels, routeOf } from './rest-route.ts'
import { scalarFromText, scalarToText } from './scalar.ts'
import { readXml, structFromXml } from './xml-read.ts'
import { element, escapeXml, writeMembers } from './xml-write.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

const readsNothing: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE'])

export const restXml: Protocol = {
  operationName: (request, model) => routeOf(request, model),

  decode: (request, operation) => {
    const bound = members(operation.input).flatMap(([name, shape]) => {
      const value = boundValue(name, shape, request, operation)
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(bound)
  },

  encode: (output, operation, { requestId }) => {
    const { headers, payload, rest } = takeApart(operation.output, output)
    const status = operation.http?.status ?? 200
    const common = { ...headers, 'x-amz-request-id': requestId }
    if (payload !== undefined)
      return { ...payload, status, headers: { ...common, ...payload.headers } }
    if (rest === '') return { status, headers: common, body: '' }
    return {
      status,
      headers: { ...common, 'content-type': 'application/xml' },
      body: declaration + element(operation.output.getName() ?? operation.name, rest),
    }
  },

  fault: ({ code, message, status, requestId, namespace }) => ({
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: declaration + faultBody(code, message, requestId, namespace),
  }),
}

/**
 * The body of an error. S3's is `Error` alone; that of every other service is inside
 * `ErrorResponse`.
 */
function faultBody(code: string, message: string, requestId: string, namespace: string): string {
  const fields = element('Code', escapeXml(code)) + element('Message', escapeXml(message))
  const id = element('RequestId', escapeXml(requestId))
  return namespace === 'com.amazonaws.s3'
    ? element('Error', fields + id)
    : element('ErrorResponse', element('Error', fields) + id)
}

function boundValue(
  name: string,
  shape: Shape,
  request: WireRequest,
  operation: OperationShape,
): unknown {
  const traits = shape.getMergedTraits()
  if (traits.httpLabel) return pathLabels(request, operation).get(name)
  if (traits.httpQuery) return textValue(shape, request.query.get(traits.httpQuery))
  if (traits.httpHeader) {
    return textValue(shape, request.headers[traits.httpHeader.toLowerCase()])
  }
  if (traits.httpPrefixHeaders !== undefined)
    return prefixedHeaders(traits.httpPrefixHeaders, request)
  if (readsNothing.has(request.method)) return undefined
  if (traits.httpPayload) return payloadValue(shape, request)
  const body = bodyBytes(request)
  return body.length === 0 ? undefined : memberOfBody(name, body.toString(), operation.input)
}

const memberOfBody = (name: string, text: string, input: Shape): unknown =>
  Object.fromEntries(structFromXml(readXml(text), input))[name]

const textValue = (shape: Shape, text: string | null | undefined): unknown =>
  text === null || text === undefined ? undefined : listOrScalar(shape, text)

const listOrScalar = (shape: Shape, text: string): unknown =>
  shape.isListSchema()
    ? text.split(',').map((item) => scalarFromText(shape.getValueSchema(), item.trim()))
    : scalarFromText(shape, text)

function prefixedHeaders(
  prefix: string,
  { headers }: WireRequest,
): Readonly<Record<string, string>> | undefined {
  const lower = prefix.toLowerCase()
  const found = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(lower) ? [[name.slice(lower.length), value] as const] : [],
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

function payloadValue(shape: Shape, request: WireRequest): unknown {
  const body = bodyBytes(request)
  if (shape.isBlobSchema()) return body
  if (body.length === 0) return undefined
  if (shape.isStringSchema()) return body.toString()
  return Object.fromEntries(structFromXml(readXml(body.toString()), shape))
}

interface Parts {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: Omit<WireResponse, 'status'> | undefined
  /** The members in the document. */
  readonly rest: string
}

function takeApart(shape: Shape, output: object): Parts {
  const headers: Record<string, string> = {}
  const rest: Record<string, unknown> = {}
  let payload: Parts['payload']
  for (const [name, member] of members(shape)) {
    const value = (output as Readonly<Record<string, unknown>>)[name]
    const traits = member.getMergedTraits()
    if (value === undefined || value === null) continue
    if (traits.httpHeader) headers[traits.httpHeader] = scalarToText(member, value, 'http-date')
    else if (traits.httpPrefixHeaders !== undefined) {
      for (const [key, text] of Object.entries(value)) {
        headers[`${traits.httpPrefixHeaders}${key}`] = String(text)
      }
    } else if (traits.httpPayload) payload = payloadOf(member, value)
    else rest[name] = value
  }
  return { headers, payload, rest: writeMembers(shape, rest) }
}

function payloadOf(shape: Shape, value: unknown): Omit<WireResponse, 'status'> {
  if (!shape.isStructSchema()) {
    return { headers: {}, body: value instanceof Uint8Array ? value : String(value) }
  }
  const name = shape.getMergedTraits().xmlName ?? shape.getName() ?? ''
  return {
    headers: { 'content-type': 'application/xml' },
    body: declaration + element(name, writeMembers(shape, value as object)),
  }
}
