/** What AWS query and EC2's own have in common: a form goes in and names the operation, XML comes out. */
import type { OperationShape } from './model.ts'
import { readParams, type Spelling } from './params.ts'
import type { Fault, Protocol } from './protocol.ts'
import { element } from './xml-write.ts'

interface FormDialect {
  readonly spelling: Spelling
  readonly contentType: string
  /** What stands in `<NameResponse>`. */
  readonly answer: (operation: OperationShape, output: object, requestId: string) => string
  /** The whole document. */
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
