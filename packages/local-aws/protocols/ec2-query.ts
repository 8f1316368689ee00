/**
 * EC2's query protocol: lists without an element around them, names with a capital first letter.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
import { formProtocol } from './form.ts'
import type { Spelling } from './params.ts'
import { element, escapeXml, writeMembers } from './xml-write.ts'

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const spelling: Spelling = {
  memberKey: (name, shape) => {
    const { ec2QueryName, xmlName } = shape.getMemberTraits()
    return String(ec2QueryName ?? capital(xmlName ?? name))
  },
  itemKey: () => undefined,
}

export const ec2Query = formProtocol({
  spelling,
  contentType: 'text/xml;charset=UTF-8',
  answer: ({ output: shape }, output, requestId) =>
    element('requestId', escapeXml(requestId)) + writeMembers(shape, output),
  fault: ({ code, message, requestId }) =>
    element(
      'Response',
      element(
        'Errors',
        element('Error', element('Code', escapeXml(code)) + element('Message', escapeXml(message))),
      ) + element('RequestID', escapeXml(requestId)),
    ),
})
