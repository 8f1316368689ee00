/**
 * The common part of the AWS query protocol and EC2's: a form names the operation and carries the
 * input, and XML carries the output.
 */
import type { OperationShape } from './model.ts'
import { readParams, type Spelling } from './params.ts'
import type { Fault, Protocol } from './protocol.ts'
import { element } from './xml-write.ts'

interface FormDialect {
  readonly spelling: Spelling
  readonly contentType: string
  /** The content of `<NameResponse>`. */
  readonly answer: (operation: OperationShape, output: object, requestId: string) => string
  /** The complete document of an error. */
  readonly fault: (fault: Fault) => string
}

export function formProtocol({ spelling, contentType, answer, fault }: FormDialect): Protocol {
  const headers = (requestId: string) => ({
    'content-type': contentType,
    'x-amzn-requestid': requestId,
  })
  return {
    operationName: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? undefined,
    decode: ({ body }, { input }) => readParams(body.toString(), input, spelling),
    encode: (output, operation, { requestId }) => ({
      status: 200,
      headers: headers(requestId),
      body: element(`${operation.name}Response`, answer(operation, output, requestId)),
    }),
    fault: (failed) => ({
      status: failed.status,
      headers: headers(failed.requestId),
      body: fault(failed),
    }),
  }
}
