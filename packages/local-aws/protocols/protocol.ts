/** What each wire protocol does: a request to an operation and its input, an output to a response. */
import type { Model, OperationShape } from './model.ts'

export interface WireRequest {
  readonly method: string
  /** Decoded no further than the URL parser does. */
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** An error as it goes out. */
export interface Fault {
  /** The exception's name in the model, or the code again where the model has none. */
  readonly name: string
  readonly code: string
  readonly message: string
  readonly status: number
  readonly requestId: string
  readonly namespace: string
}

export interface Protocol {
  /** Which operation is asked for; undefined where the request names none of the model's. */
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
