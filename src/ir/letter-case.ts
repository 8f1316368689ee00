/**
 * Text with letter case taken out, for operators that ignore it.
 *
 * Only pairs of letters that are each other's case are folded. JavaScript's `toLowerCase` alone
 * would also make the Kelvin sign a `k`, which EventBridge does not, and a rule must not fire
 * where its compiled pattern stays quiet.
 */
export const foldCase = (text: string): string =>
  /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : [...text].map(foldCharacter).join('')

function foldCharacter(character: string): string {
  const lower = character.toLowerCase()
  return lower.toUpperCase() === character ? lower : character
}
