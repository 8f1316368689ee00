/** The rows of `equals` in the table of operators: texts, addresses, numbers, booleans and null. */
import { both, exact, plain, type Rows, refused, row, superset } from './operator-cells.ts'

const text = 'userAgent'
const number = 'requestParameters.maxPasswordAge'

const partly = '`anything-but` cannot exclude all of these values'
const noNumber = 'EventBridge cannot compare this number exactly'
const spellings = 'EventBridge also accepts other spellings of the same address'

export const equalsRows: Rows<'equals'> = [
  row({ op: 'equals', value: 'x y' }, text, {
    'event-pattern': [exact('["x y"]'), exact('[{"anything-but":"x y"},{"exists":false}]')],
    'metric-filter': [exact('$="x y"'), exact('($ NOT EXISTS || $!="x y")')],
  }),
  row({ op: 'equals', value: '' }, text, {
    'event-pattern': [exact('[""]'), exact('[{"anything-but":""},{"exists":false}]')],
    'metric-filter': [exact('$=""'), exact('($ NOT EXISTS || $!="")')],
  }),
  row({ op: 'equals', value: '443' }, text, {
    'event-pattern': [exact('["443"]'), exact('[{"anything-but":"443"},{"exists":false}]')],
    'metric-filter': [exact('$="443"'), exact('($ NOT EXISTS || $!="443")')],
  }),
  row({ op: 'equals', value: 'é' }, text, {
    'event-pattern': [exact('["é"]'), exact('[{"anything-but":"é"},{"exists":false}]')],
    'metric-filter': [exact('$="é"'), exact('($ NOT EXISTS || $!="é")')],
  }),
  row({ op: 'equals', value: '::1' }, text, {
    'event-pattern': [superset('["::1"]', spellings), superset('', partly)],
    'metric-filter': [exact('$="::1"'), exact('($ NOT EXISTS || $!="::1")')],
  }),
  row({ op: 'equals', value: 'a*' }, text, {
    'event-pattern': [exact('["a*"]'), exact('[{"anything-but":"a*"},{"exists":false}]')],
    'metric-filter': both(refused(plain('`*`'))),
  }),
  row({ op: 'equals', value: '%a%' }, text, {
    'event-pattern': [exact('["%a%"]'), exact('[{"anything-but":"%a%"},{"exists":false}]')],
    'metric-filter': both(refused(plain('`%`'))),
  }),
  row({ op: 'equals', value: 'a%b' }, text, {
    'event-pattern': [exact('["a%b"]'), exact('[{"anything-but":"a%b"},{"exists":false}]')],
    'metric-filter': [exact('$="a%b"'), exact('($ NOT EXISTS || $!="a%b")')],
  }),
  row({ op: 'equals', value: 'a"b' }, text, {
    'event-pattern': [exact('["a\\"b"]'), exact('[{"anything-but":"a\\"b"},{"exists":false}]')],
    'metric-filter': both(refused(plain('`"`'))),
  }),
  row({ op: 'equals', value: 'a\\b' }, text, {
    'event-pattern': [exact('["a\\\\b"]'), exact('[{"anything-but":"a\\\\b"},{"exists":false}]')],
    'metric-filter': both(refused(plain('`\\`'))),
  }),
  row({ op: 'equals', value: 'a\nb' }, text, {
    'event-pattern': [exact('["a\\nb"]'), exact('[{"anything-but":"a\\nb"},{"exists":false}]')],
    'metric-filter': both(refused(plain('a control character'))),
  }),
  row({ op: 'equals', value: 300 }, number, {
    'event-pattern': [
      exact('[{"numeric":["=",300]}]'),
      exact('[{"anything-but":300},{"exists":false}]'),
    ],
    'metric-filter': [exact('$=300'), exact('($ NOT EXISTS || $!=300)')],
  }),
  row({ op: 'equals', value: -0.5 }, number, {
    'event-pattern': [
      exact('[{"numeric":["=",-0.5]}]'),
      exact('[{"anything-but":-0.5},{"exists":false}]'),
    ],
    'metric-filter': [exact('$=-0.5'), exact('($ NOT EXISTS || $!=-0.5)')],
  }),
  row({ op: 'equals', value: 1e21 }, number, {
    'event-pattern': [superset('[{"exists":true}]', noNumber), superset('', partly)],
    'metric-filter': [exact('$=1e+21'), exact('($ NOT EXISTS || $!=1e+21)')],
  }),
  row({ op: 'equals', value: true }, 'readOnly', {
    'event-pattern': [exact('[true]'), superset('', partly)],
    'metric-filter': [exact('$ IS TRUE'), exact('($ NOT EXISTS || $ IS FALSE)')],
  }),
  row({ op: 'equals', value: false }, 'readOnly', {
    'event-pattern': [exact('[false]'), superset('', partly)],
    'metric-filter': [exact('$ IS FALSE'), exact('($ NOT EXISTS || $ IS TRUE)')],
  }),
  row({ op: 'equals', value: null }, text, {
    'event-pattern': [exact('[null]'), superset('', partly)],
    'metric-filter': [
      exact('$ IS NULL'),
      refused('a metric filter cannot exclude null values of `userAgent`'),
    ],
  }),
]
