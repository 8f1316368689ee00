import { notAPolicyTest } from '../diagnostics/catalogue/policy.ts'
import { nounFor } from '../diagnostics/node.ts'
import { type PolicyTest, trustKinds } from '../ir/policy-test.ts'
import { policyHolds } from '../policy-document/holds.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

const oneOrMore = (items: object) => ({ anyOf: [items, { type: 'array', items, minItems: 1 }] })
const yes = { const: true }

/**
 * `requestParameters.policyDocument: { policy: { grants: iam:PutUserPolicy, everywhere: true } }`
 *
 * Its operand is a mapping, which `rule/policy-test.ts` reads.
 */
export const policy: ValueOperator<CheckOf<'policy'>> = {
  name: 'policy',
  summary:
    'a policy document, as text or as an object, with one statement that has all of these properties',
  example:
    'requestParameters.policyDocument: { policy: { grants: iam:PutUserPolicy, everywhere: true } }',
  operand: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      grants: {
        ...oneOrMore({ type: 'string' }),
        description: 'Actions of which the statement grants one, or `anything`',
      },
      everywhere: {
        ...yes,
        description: 'It is about a resource that nobody named, of the type of the action',
      },
      trusts: {
        ...oneOrMore({ enum: trustKinds }),
        description: 'It trusts everybody, an identity provider, or a service of AWS',
      },
      'trusts-outside': {
        ...oneOrMore({ type: 'string' }),
        description: 'It trusts a principal of AWS outside of these accounts',
      },
      public: { ...yes, description: 'It is public as Block Public Access of S3 defines it' },
      'only-denies': {
        ...yes,
        description: 'Every statement of the document denies; write it without other keys',
      },
    },
  },
  takesList: false,
  read: (operand) => notAPolicyTest(nounFor(operand), operand.span),
  describe: ({ test }) =>
    test.onlyDenies
      ? 'is a policy that only denies'
      : `is a policy that, in one statement, ${parts(test).join(' and ')}`,
  // The engine evaluates documents that cannot be read, because it knows whether they may hold or must.
  holds: ({ test }, value) => policyHolds(value, test) !== 'no',
}

const trusted = { anyone: 'everybody', federated: 'an identity provider', service: 'a service' }

const parts = (test: PolicyTest): string[] => [
  ...(test.grants === undefined ? [] : [`grants ${grantText(test.grants)}`]),
  ...(test.everywhere ? ['covers resources that nobody named'] : []),
  ...(test.trusts === undefined
    ? []
    : [`trusts ${test.trusts.map((kind) => trusted[kind]).join(' or ')}`]),
  ...(test.trustsOutside === undefined
    ? []
    : [`trusts a principal outside of ${test.trustsOutside.join(', ')}`]),
  ...(test.isPublic ? ['is public'] : []),
]

const grantText = (grants: 'anything' | readonly string[]): string =>
  grants === 'anything' ? grants : grants.map((action) => `\`${action}\``).join(' or ')
