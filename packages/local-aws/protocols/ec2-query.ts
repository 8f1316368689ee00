/**
 * EC2's own query protocol: lists without a level of their own, capital first letters.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
import { readParams, type Spelling } from './params.ts'
import type { Protocol } from './protocol.ts'
import { element, escapeXml, writeMembers } from './xml-write.ts'

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const spelling: Spelling = {
  memberKey: (name, shape) => {
    const { ec2QueryName, xmlName } = shape.getMemberTraits()
    return String(ec2QueryName ?? capital(xmlName ?? name))
  },
  itemKey: () => undefined,
}

const headers = { 'content-type': 'text/xml;charset=UTF-8' }

export const ec2Query: Protocol = {
  operationName: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? undefined,

  decode: ({ body }, { input }) => readParams(body.toString(), input, spelling),

  encode: (output, { name, output: shape }, { requestId }) => ({
    status: 200,
    headers: { ...headers, 'x-amzn-requestid': requestId },
    body: element(
      `${name}Response`,
      element('requestId', escapeXml(requestId)) + writeMembers(shape, output),
    ),
  }),

  fault: ({ code, message, status, requestId }) => ({
    status,
    headers: { ...headers, 'x-amzn-requestid': requestId },
    body: element(
      'Response',
      element(
        'Errors',
        element('Error', element('Code', escapeXml(code)) + element('Message', escapeXml(message))),
      ) + element('RequestID', escapeXml(requestId)),
    ),
  }),
}
