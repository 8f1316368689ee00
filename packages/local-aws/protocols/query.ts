/**
 * The AWS query protocol: form parameters as input, XML as output. IAM, STS and SNS use it.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { formProtocol } from './form.ts'
import type { OperationShape } from './model.ts'
import type { Spelling } from './params.ts'
import { element, escapeXml, writeMembers } from './xml-write.ts'

const spelling: Spelling = {
  memberKey: (name, shape) => shape.getMemberTraits().xmlName ?? name,
  itemKey: (list) =>
    list.getMergedTraits().xmlFlattened
      ? undefined
      : (list.getValueSchema().getMergedTraits().xmlName ?? 'member'),
}

const resultOf = ({ name, output: shape }: OperationShape, output: object): string =>
  shape.isStructSchema() ? element(`${name}Result`, writeMembers(shape, output)) : ''

export const query = formProtocol({
  spelling,
  contentType: 'text/xml',
  answer: (operation, output, requestId) =>
    resultOf(operation, output) +
    element('ResponseMetadata', element('RequestId', escapeXml(requestId))),
  fault: ({ code, message, status, requestId }) =>
    element(
      'ErrorResponse',
      element(
        'Error',
        element('Type', status < 500 ? 'Sender' : 'Receiver') +
          element('Code', escapeXml(code)) +
          element('Message', escapeXml(message)),
      ) + element('RequestId', escapeXml(requestId)),
    ),
})
