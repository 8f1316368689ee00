/**
 * Folds the letter case of a text, for operators that ignore it.
 *
 * It folds only pairs of letters that are each other's upper and lower case. JavaScript's
 * `toLowerCase` alone would also turn the Kelvin sign into a `k`. EventBridge does not, and a rule
 * must not fire where its compiled pattern stays quiet.
 */
export const foldCase = (text: string): string =>
  /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : [...text].map(foldCharacter).join('')

function foldCharacter(character: string): string {
  const lower = character.toLowerCase()
  return lower.toUpperCase() === character ? lower : character
}
