/**
 * The interface of a wire protocol. It decodes a request into an operation and its input, and
 * encodes an output into a response.
 */
import type { Model, OperationShape } from './model.ts'

export interface WireRequest {
  readonly method: string
  /** The path as the URL parser returns it, not decoded further. */
  readonly path: string
  readonly query: URLSearchParams
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** An error as it is sent. */
export interface Fault {
  /** The exception's name in the model; the code if the model has none. */
  readonly name: string
  readonly code: string
  readonly message: string
  readonly status: number
  readonly requestId: string
  readonly namespace: string
}

export interface Protocol {
  /** The operation of a request; undefined if it names none of the model. */
  readonly operationName: (request: WireRequest, model: Model) => string | undefined
  readonly decode: (
    request: WireRequest,
    operation: OperationShape,
  ) => Readonly<Record<string, unknown>>
  readonly encode: (output: object, operation: OperationShape, answer: Answer) => WireResponse
  readonly fault: (fault: Fault) => WireResponse
}

export interface Answer {
  readonly requestId: string
  readonly namespace: string
}
