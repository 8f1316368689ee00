/** Every operator and its negation in every backend. A new operator needs a row, a new backend a cell in each row. */
import { equalsRows } from './equals-rows.ts'
import { both, exact, plain, refused, row, superset, type Table } from './operator-cells.ts'

const text = 'userAgent'
const number = 'requestParameters.maxPasswordAge'

const partly = '`anything-but` cannot exclude all of these values'
const noNumber = 'EventBridge cannot compare this number exactly'
const noRegex = 'EventBridge has no regular expressions'
const spellings = 'EventBridge also accepts other spellings of the same address'
const otherSpellings = 'EventBridge does not read all spellings of an IPv6 address'
const letters = 'EventBridge ignores letter case differently for some of these characters'
const noWildcard = 'EventBridge cannot ignore letter case in `wildcard`'
const noContains = 'EventBridge cannot ignore letter case in `contains`'
const noPolicies = 'EventBridge cannot read policy documents'
const noFields = 'EventBridge cannot compare two fields'

const innerStar = (pattern: string) =>
  `a filter pattern allows \`*\` only at the start or the end of a text, but the test of \`userAgent\` has it inside: \`${pattern}\``
const addressesAsText =
  'a metric filter compares addresses as text, so `10.*` also matches text that is not an address'
const letterCase = (op: string) =>
  `a metric filter always distinguishes letter case, but \`${op}\` ignores letter case`

export const table: Table = {
  equals: equalsRows,
  'equals-ignore-case': [
    row({ op: 'equals-ignore-case', text: 'x' }, text, {
      'event-pattern': [
        exact('[{"equals-ignore-case":"x"}]'),
        exact('[{"anything-but":{"equals-ignore-case":"x"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(letterCase('equals-ignore-case'))),
    }),
    row({ op: 'equals-ignore-case', text: 'é' }, text, {
      'event-pattern': [superset('[{"exists":true}]', letters), superset('', partly)],
      'metric-filter': both(refused(letterCase('equals-ignore-case'))),
    }),
  ],
  prefix: [
    row({ op: 'prefix', text: 'x' }, text, {
      'event-pattern': [
        exact('[{"prefix":"x"}]'),
        exact('[{"anything-but":{"prefix":"x"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="x*"'), exact('($ NOT EXISTS || $!="x*")')],
    }),
    row({ op: 'prefix', text: '' }, text, {
      'event-pattern': [exact('[{"prefix":""}]'), superset('', partly)],
      'metric-filter': [exact('$="*"'), exact('$ NOT EXISTS')],
    }),
    row({ op: 'prefix', text: '*' }, text, {
      'event-pattern': [
        exact('[{"prefix":"*"}]'),
        exact('[{"anything-but":{"prefix":"*"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(plain('`*`'))),
    }),
  ],
  'prefix-ignore-case': [
    row({ op: 'prefix-ignore-case', text: 'x' }, text, {
      'event-pattern': [exact('[{"prefix":{"equals-ignore-case":"x"}}]'), superset('', partly)],
      'metric-filter': both(refused(letterCase('prefix-ignore-case'))),
    }),
  ],
  suffix: [
    row({ op: 'suffix', text: 'x' }, text, {
      'event-pattern': [
        exact('[{"suffix":"x"}]'),
        exact('[{"anything-but":{"suffix":"x"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="*x"'), exact('($ NOT EXISTS || $!="*x")')],
    }),
  ],
  'suffix-ignore-case': [
    row({ op: 'suffix-ignore-case', text: 'x' }, text, {
      'event-pattern': [exact('[{"suffix":{"equals-ignore-case":"x"}}]'), superset('', partly)],
      'metric-filter': both(refused(letterCase('suffix-ignore-case'))),
    }),
  ],
  contains: [
    row({ op: 'contains', text: 'x' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"*x*"}]'),
        exact('[{"anything-but":{"wildcard":"*x*"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="*x*"'), exact('($ NOT EXISTS || $!="*x*")')],
    }),
  ],
  'contains-ignore-case': [
    row({ op: 'contains-ignore-case', text: 'x' }, text, {
      'event-pattern': [superset('[{"exists":true}]', noContains), superset('', partly)],
      'metric-filter': both(refused(letterCase('contains-ignore-case'))),
    }),
  ],
  wildcard: [
    row({ op: 'wildcard', pattern: 'x' }, text, {
      'event-pattern': [exact('["x"]'), exact('[{"anything-but":"x"},{"exists":false}]')],
      'metric-filter': [exact('$="x"'), exact('($ NOT EXISTS || $!="x")')],
    }),
    row({ op: 'wildcard', pattern: 'a*' }, text, {
      'event-pattern': [
        exact('[{"prefix":"a"}]'),
        exact('[{"anything-but":{"prefix":"a"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="a*"'), exact('($ NOT EXISTS || $!="a*")')],
    }),
    row({ op: 'wildcard', pattern: '*x' }, text, {
      'event-pattern': [
        exact('[{"suffix":"x"}]'),
        exact('[{"anything-but":{"suffix":"x"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="*x"'), exact('($ NOT EXISTS || $!="*x")')],
    }),
    row({ op: 'wildcard', pattern: 'a*b' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"a*b"}]'),
        exact('[{"anything-but":{"wildcard":"a*b"}},{"exists":false}]'),
      ],
      'metric-filter': [exact('$="*b" && $="a*"'), exact('($ NOT EXISTS || $!="*b" || $!="a*")')],
    }),
    row({ op: 'wildcard', pattern: 'a**b\\*' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"a*b\\\\*"}]'),
        exact('[{"anything-but":{"wildcard":"a*b\\\\*"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(plain('`*`'))),
    }),
    row({ op: 'wildcard', pattern: 'aba*ab' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"aba*ab"}]'),
        exact('[{"anything-but":{"wildcard":"aba*ab"}},{"exists":false}]'),
      ],
      'metric-filter': [
        exact('$="*ab" && $="aba*" && $!="abab"'),
        exact('($ NOT EXISTS || $="abab" || $!="*ab" || $!="aba*")'),
      ],
    }),
    row({ op: 'wildcard', pattern: 'arn:*role/x/*' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"arn:*role/x/*"}]'),
        exact('[{"anything-but":{"wildcard":"arn:*role/x/*"}},{"exists":false}]'),
      ],
      'metric-filter': [
        exact('$="*role/x/*" && $="arn:*"'),
        exact('($ NOT EXISTS || $!="*role/x/*" || $!="arn:*")'),
      ],
    }),
    row({ op: 'wildcard', pattern: 'arn:*:role/*' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"arn:*:role/*"}]'),
        exact('[{"anything-but":{"wildcard":"arn:*:role/*"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(innerStar('arn:*:role/*'))),
    }),
    row({ op: 'wildcard', pattern: '*a*b*' }, text, {
      'event-pattern': [
        exact('[{"wildcard":"*a*b*"}]'),
        exact('[{"anything-but":{"wildcard":"*a*b*"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(innerStar('*a*b*'))),
    }),
    row({ op: 'wildcard', pattern: 'a\\*b*' }, text, {
      'event-pattern': [
        exact('[{"prefix":"a*b"}]'),
        exact('[{"anything-but":{"prefix":"a*b"}},{"exists":false}]'),
      ],
      'metric-filter': both(refused(plain('`*`'))),
    }),
  ],
  'wildcard-ignore-case': [
    row({ op: 'wildcard-ignore-case', pattern: 'x' }, text, {
      'event-pattern': [exact('[{"equals-ignore-case":"x"}]'), superset('', partly)],
      'metric-filter': both(refused(letterCase('wildcard-ignore-case'))),
    }),
    row({ op: 'wildcard-ignore-case', pattern: 'a*' }, text, {
      'event-pattern': [exact('[{"prefix":{"equals-ignore-case":"a"}}]'), superset('', partly)],
      'metric-filter': both(refused(letterCase('wildcard-ignore-case'))),
    }),
    row({ op: 'wildcard-ignore-case', pattern: 'a*b' }, text, {
      'event-pattern': [
        superset('[{"prefix":{"equals-ignore-case":"a"}}]', noWildcard),
        superset('', partly),
      ],
      'metric-filter': both(refused(letterCase('wildcard-ignore-case'))),
    }),
  ],
  matches: [
    row({ op: 'matches', regex: '^x|y' }, text, {
      'event-pattern': [superset('[{"exists":true}]', noRegex), superset('', partly)],
      'metric-filter': both(
        refused(
          'a log group allows only five filters with a regular expression, and these support no parentheses',
        ),
      ),
    }),
  ],
  gt: [
    row({ op: 'gt', bound: 90 }, number, {
      'event-pattern': [exact('[{"numeric":[">",90]}]'), superset('', partly)],
      'metric-filter': [exact('$>90'), exact('($ NOT EXISTS || $<=90)')],
    }),
  ],
  gte: [
    row({ op: 'gte', bound: 90 }, number, {
      'event-pattern': [exact('[{"numeric":[">=",90]}]'), superset('', partly)],
      'metric-filter': [exact('$>=90'), exact('($ NOT EXISTS || $<90)')],
    }),
  ],
  lt: [
    row({ op: 'lt', bound: 90 }, number, {
      'event-pattern': [exact('[{"numeric":["<",90]}]'), superset('', partly)],
      'metric-filter': [exact('$<90'), exact('($ NOT EXISTS || $>=90)')],
    }),
  ],
  lte: [
    row({ op: 'lte', bound: 90 }, number, {
      'event-pattern': [exact('[{"numeric":["<=",90]}]'), superset('', partly)],
      'metric-filter': [exact('$<=90'), exact('($ NOT EXISTS || $>90)')],
    }),
    row({ op: 'lte', bound: 6000000000 }, number, {
      'event-pattern': [superset('[{"exists":true}]', noNumber), superset('', partly)],
      'metric-filter': [exact('$<=6000000000'), exact('($ NOT EXISTS || $>6000000000)')],
    }),
  ],
  cidr: [
    row({ op: 'cidr', network: '10.0.0.0/8' }, 'sourceIPAddress', {
      'event-pattern': [superset('[{"cidr":"10.0.0.0/8"}]', spellings), superset('', partly)],
      'metric-filter': both(refused(addressesAsText)),
    }),
    row({ op: 'cidr', network: '::10.0.0.0/104' }, 'sourceIPAddress', {
      'event-pattern': [superset('[{"exists":true}]', otherSpellings), superset('', partly)],
      'metric-filter': both(refused(addressesAsText)),
    }),
    row({ op: 'cidr', network: '2001:db8::1.2.3.4/127' }, 'sourceIPAddress', {
      'event-pattern': [
        superset('[{"prefix":{"equals-ignore-case":"2001:"}}]', otherSpellings),
        superset('', partly),
      ],
      'metric-filter': both(refused(addressesAsText)),
    }),
  ],
  exists: [
    row({ op: 'exists', present: true }, text, {
      'event-pattern': [exact('[{"exists":true}]'), exact('[{"exists":false}]')],
      'metric-filter': [exact('$="*"'), exact('$ NOT EXISTS')],
    }),
    row({ op: 'exists', present: true }, number, {
      'event-pattern': [exact('[{"exists":true}]'), exact('[{"exists":false}]')],
      'metric-filter': [exact('$=*'), exact('$ NOT EXISTS')],
    }),
    row({ op: 'exists', present: false }, 'readOnly', {
      'event-pattern': [exact('[{"exists":false}]'), exact('[{"exists":true}]')],
      'metric-filter': [exact('$ NOT EXISTS'), exact('($ IS FALSE || $ IS TRUE)')],
    }),
  ],
  policy: [
    row({ op: 'policy', test: { grants: 'anything' } }, text, {
      'event-pattern': both(superset('', noPolicies)),
      'metric-filter': both(refused('a metric filter cannot read policy documents')),
    }),
  ],
  'same-as': [
    row({ op: 'same-as', path: ['errorCode'] }, text, {
      'event-pattern': [superset('[{"exists":true}]', noFields), superset('', partly)],
      'metric-filter': both(refused('a metric filter cannot compare two fields')),
    }),
  ],
}
