/**
 * What EventBridge and its matching engine limit, each number in this one place, and a check for
 * each that answers with a sentence, or nothing when the limit is kept.
 */

/** Nesting the engine's JSON reader takes, in patterns and events (Jackson `StreamReadConstraints`). */
export const JSON_DEPTH = 1_000
/** Characters of one JSON number (same source). */
export const JSON_NUMBER_CHARACTERS = 1_000
/** Characters of one JSON field name (same source). */
export const JSON_NAME_CHARACTERS = 50_000
/** Characters of one JSON string (same source). */
export const JSON_STRING_CHARACTERS = 20_000_000
