/** Whether a text holds what no setting can: NUL, or the sign that Node puts where bytes are no UTF-8. */
export function isBinary(text: string): boolean {
  return text.includes('\0') || text.includes('\uFFFD');
}
