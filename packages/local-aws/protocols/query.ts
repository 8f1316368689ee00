/**
 * AWS query: form parameters in, XML out. IAM, STS and SNS speak it.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import type { Shape } from './model.ts'
import { readParams, type Spelling } from './params.ts'
import type { Protocol } from './protocol.ts'
import { element, escapeXml, writeMembers } from './xml-write.ts'

const spelling: Spelling = {
  memberKey: (name, shape) => shape.getMemberTraits().xmlName ?? name,
  itemKey: (list) =>
    list.getMergedTraits().xmlFlattened
      ? undefined
      : (list.getValueSchema().getMergedTraits().xmlName ?? 'member'),
}

const headers = { 'content-type': 'text/xml' }

const resultOf = (name: string, shape: Shape, output: object): string =>
  shape.isStructSchema() ? element(`${name}Result`, writeMembers(shape, output)) : ''

export const query: Protocol = {
  operationName: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? undefined,

  decode: ({ body }, { input }) => readParams(body.toString(), input, spelling),

  encode: (output, { name, output: shape }, { requestId }) => ({
    status: 200,
    headers: { ...headers, 'x-amzn-requestid': requestId },
    body: element(
      `${name}Response`,
      resultOf(name, shape, output) +
        element('ResponseMetadata', element('RequestId', escapeXml(requestId))),
    ),
  }),

  fault: ({ code, message, status, requestId }) => ({
    status,
    headers: { ...headers, 'x-amzn-requestid': requestId },
    body: element(
      'ErrorResponse',
      element(
        'Error',
        element('Type', status < 500 ? 'Sender' : 'Receiver') +
          element('Code', escapeXml(code)) +
          element('Message', escapeXml(message)),
      ) + element('RequestId', escapeXml(requestId)),
    ),
  }),
}
