/**
 * Of all roles of a server those that the scripts mention. Roles that scripts make without naming them are missed; the
 * server itself keeps roles that own something in a template, or were granted something there.
 */
export function mentionedRoles(roles: readonly string[], scripts: readonly string[]): readonly string[] {
  const words = new Set(scripts.flatMap((script) => script.toLowerCase().match(/[\p{L}\p{N}_$-]+/gu) ?? []));
  const text = scripts.join('\n');
  // A name that is no plain word, such as "sales team", can only be looked for as it is.
  return roles.filter(
    (role) => words.has(role.toLowerCase()) || (/[^\p{L}\p{N}_$-]/u.test(role) && text.includes(role)),
  );
}
